"""The form that writes an entry of the journal, or changes one: its questions are those of the entry's kind."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, date, datetime
from functools import partial
from html import escape
from typing import Any

import streamlit as st

from ingest.journal import EntryRefused, revise, withdraw, write
from lake.journal import ENTRY_KINDS, POLES, ROLES, Draft
from lake.store import LakeBusy
from language import N_, translator
from metrics.catalogue import collect
from metrics.indicator import Indicator
from metrics.journal import Entry
from settings import settings
from views import address, refused, results
from views.links import anchor
from views.target import BUSY

TEXTS = {
    "event": N_("What happened"),
    "decision": N_("What was decided"),
    "action": N_("What is to be done"),
    "deviation": N_("What is accepted, and why"),
    "rebase": N_("What changed"),
}
DAYS = {
    "event": N_("On what day"),
    "decision": N_("Decided on"),
    "action": N_("Decided on"),
    "deviation": N_("From"),
    "rebase": N_("Since"),
}
MEANS = {
    "event": N_("Something that may show in the figures: a strike, a new law, a breakdown."),
    "decision": N_("What you agreed to do, so that the next meeting can see what came of it."),
    "action": N_("Something to do, the role that sees to it, and by when."),
    "deviation": N_("A gap that you know and accept until a day."),
    "rebase": N_("The work itself changed for good: the usual variation of before no longer holds, and is reckoned anew from that day."),
}
LASTS = N_("It is expected to last")
OBSERVED = N_("It was observed long enough to be sure")
FIELDS = tuple(field.name for field in fields(Draft))
EMPTY: dict[str, Any] = {  # for the next entry, which is of the same kind, pole and day more often than not
    "text": "", "cause": "", "due_on": None, "done_on": None, "until": None, "expected_to_last": False, "observed_long_enough": False,
}  # fmt: skip


def form(place: str, indicator: str | None = None, standing: Entry | None = None) -> None:
    """Ask, and keep what is answered before the page is drawn again: no other rerun overtakes a click.

    What is written and the days stay when the language changes: their keys do not name it, as those of translated lists must.

    Args:
        place: tells this form from the others of the session.
        indicator: the one it is about, unless another is chosen.
        standing: the version that is changed.
    """
    lang = address.language()
    _ = translator(lang)
    key = f"entry.{place}"
    draft = standing or Draft(kind="event", on=today(), text="", indicator=indicator)
    kind = _kind(draft, f"{key}.kind", lang)
    st.html(f'<p class="foot">{_(MEANS[kind])}</p>')
    with st.form(key, border=False):
        st.text_area(_(TEXTS[kind]), value=draft.text, max_chars=500, key=f"{key}.text")
        with st.container(horizontal=True):
            _day(_(DAYS[kind]), draft.on, f"{key}.on")
            for ask in _of_kind(kind, draft, key, lang):
                ask()
        with st.container(horizontal=True):
            _choice(
                _("About"),
                list(collect()),
                draft.indicator,
                _("all the indicators"),
                f"{key}.indicator.{lang}",
                partial(_indicator, lang=lang),
            )
            _choice(_("Team"), results.choices("team"), draft.team, _("the whole activity"), f"{key}.team.{lang}", str)
            pole = standing.pole if standing else None
            _choice(_("You are of"), list(POLES), pole, "", f"{key}.pole.{lang}", lambda code: _say(POLES, code, lang))
        label = _("Change the entry") if standing else _("Write it in the journal")
        st.form_submit_button(label, on_click=_submit, args=(key, standing, lang))
    said(key)


def section(indicator: Indicator) -> None:
    """Of an indicator's page: what the chart does not say of itself is written here."""
    lang = address.language()
    _ = translator(lang)
    st.html(f'<h2 class="part">{escape(_("Journal"))}</h2><p class="foot">{anchor(address.link("journal"), _("The whole journal"))}</p>')
    with st.expander(_("Write an entry"), key=f"write.{indicator.name}"):
        form(f"of.{indicator.name}", indicator.name)


def _kind(draft: Draft, key: str, lang: str) -> str:
    """It stays when the language changes, as what the form asks depends on it."""
    kept: str = st.session_state.setdefault(key, draft.kind)
    widget = f"{key}.{lang}"
    st.session_state[widget] = kept

    def keep() -> None:
        st.session_state[key] = st.session_state[widget]

    label = translator(lang)("Kind of entry")
    say = lambda code: _say(ENTRY_KINDS, code, lang)  # noqa: E731 - a label for one widget
    st.segmented_control(label, list(ENTRY_KINDS), format_func=say, key=widget, on_change=keep, required=True)
    return kept


def _of_kind(kind: str, draft: Draft, key: str, lang: str) -> Iterator[Any]:
    """What this kind of entry asks beside its day and its text."""
    _ = translator(lang)
    if kind == "action":
        yield partial(
            _choice,
            _("Who sees to it"),
            list(ROLES),
            draft.owner_role,
            "",
            f"{key}.owner_role.{lang}",
            lambda code: _say(ROLES, code, lang),
        )
        yield partial(_day, _("To be done by"), draft.due_on, f"{key}.due_on")
        yield partial(_day, _("Done on"), draft.done_on, f"{key}.done_on")
    elif kind == "deviation":
        yield partial(_day, _("Until"), draft.until, f"{key}.until")
    elif kind == "rebase":
        yield partial(st.text_input, _("What caused it"), draft.cause or "", key=f"{key}.cause", width=320)
        yield partial(st.checkbox, _(LASTS), bool(draft.expected_to_last), key=f"{key}.expected_to_last")
        yield partial(st.checkbox, _(OBSERVED), bool(draft.observed_long_enough), key=f"{key}.observed_long_enough")


def _day(label: str, day: date | None, key: str) -> None:
    st.date_input(label, value=day, key=key, format="DD/MM/YYYY", min_value=date(2000, 1, 1), width=170)


def _choice(label: str, options: list[str], chosen: str | None, none: str, key: str, say: Any) -> None:
    index = options.index(chosen) if chosen in options else None
    st.selectbox(label, options, index=index, placeholder=none, key=key, format_func=say, width=260)


def _say(words: Any, code: str, lang: str) -> str:
    return translator(lang)(words.get(code, ""))


def _indicator(name: str, lang: str) -> str:
    indicator = collect().get(name)
    return translator(lang)(indicator.label) if indicator else ""


def _submit(key: str, standing: Entry | None, lang: str) -> None:
    names = {field: name for field in FIELDS if (name := _widget(key, field, lang))}
    answers = {field: st.session_state[name] for field, name in names.items()}
    draft = Draft(**{**answers, "on": answers["on"] or today()})
    pole = st.session_state[f"{key}.pole.{lang}"] or ""
    if standing:
        act(key, lambda: revise(results.lake(), standing.entry_id, draft, pole, collect()), lang)
    elif act(key, lambda: write(results.lake(), draft, pole, collect()), lang):
        for field in EMPTY.keys() & answers.keys():
            st.session_state[f"{key}.{field}"] = EMPTY[field]


def _widget(key: str, field: str, lang: str) -> str:
    """The key of the widget that asks for a field; empty where none does."""
    return next((name for name in (f"{key}.{field}.{lang}", f"{key}.{field}") if name in st.session_state), "")


def act(key: str, change: Any, lang: str) -> bool:
    """Do it; what is then to be said waits in the session for `said`. Whether the journal took it."""
    try:
        change()
    except EntryRefused as error:
        refused.refuse(key, error.say(lang), _widget(key, error.field, lang))
    except LakeBusy:
        refused.refuse(key, translator(lang)(BUSY))
    else:
        st.session_state[f"done.{key}"] = True
        return True
    return False


def said(key: str) -> None:
    """What came of the last click."""
    refused.told(key)
    if st.session_state.pop(f"done.{key}", False):
        st.toast(translator(address.language())("It is in the journal."))


def withdrawal(standing: Entry) -> None:
    """Ask why an entry is withdrawn, and by which pole."""
    lang = address.language()
    _ = translator(lang)
    key = f"withdraw.{standing.entry_id}"

    def take() -> None:
        reason, pole = (st.session_state.get(name) or "" for name in (f"{key}.reason", f"{key}.pole.{lang}"))
        act(key, lambda: withdraw(results.lake(), standing.entry_id, reason, pole), lang)

    with st.form(key, border=False):
        st.text_input(_("Why it is withdrawn"), key=f"{key}.reason")
        _choice(_("You are of"), list(POLES), standing.pole, "", f"{key}.pole.{lang}", lambda code: _say(POLES, code, lang))
        st.form_submit_button(_("Withdraw the entry"), on_click=take)
    said(key)


def today() -> date:
    """The local day."""
    return datetime.now(UTC).astimezone(settings().zone).date()
