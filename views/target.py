"""The targets of an indicator: those that were set, and a form for the pole that owns it."""

from datetime import date
from decimal import Decimal
from html import escape

import streamlit as st

from ingest.target import set_target
from lake.store import LakeBusy
from language import N_, say, say_day, translator
from metrics.indicator import Indicator
from metrics.sentence import OWNERS
from metrics.targets import Target, all_targets, of_indicator
from views import address, refused, results

COLUMNS = (N_("Holds from"), N_("Target"), N_("Reason"), N_("Set by"))
UNITS: dict[str, dict[str, Decimal]] = {  # what people write a target in, and how much of the indicator's unit one of it is
    "share": {N_("%"): Decimal("0.01")},
    "seconds": {N_("seconds"): Decimal(1), N_("minutes"): Decimal(60), N_("hours"): Decimal(3600), N_("days"): Decimal(86400)},
    "hours": {N_("hours"): Decimal(1)},
    "days": {N_("days"): Decimal(1)},
}
OTHER = {N_("as the figure is said"): Decimal(1)}
FILE = N_("target set on screen.csv")
NOT_YOURS = N_("This target belongs to {owner}: ask them to set it, or tell them why it should change.")
NO_REASON = N_("Say why: whoever comes after you will want to know.")
BUSY = N_("An import is running. Try again when it is done; nothing was changed.")


def show(indicator: Indicator) -> None:
    """The section of an indicator's page."""
    lang = address.language()
    _ = translator(lang)
    st.html(f'<h2 class="part">{escape(_("Target"))}</h2>')
    if indicator.better == "neither":
        st.html(f'<p class="empty">{escape(_("More is neither better nor worse here, so this figure has no target."))}</p>')
        return
    targets = of_indicator(all_targets(results.tables()), indicator.name)
    st.html(_table(targets, indicator, lang) if targets else f'<p class="empty">{escape(_("No target was set yet."))}</p>')
    with st.expander(_("Set a target"), key=f"target.{indicator.name}"):
        _form(indicator, lang)


def _table(targets: list[Target], indicator: Indicator, lang: str) -> str:
    """Newest first."""
    _ = translator(lang)
    log = results.lake().imports().set_index("import_id")
    head = "".join(f'<th scope="col">{escape(_(column))}</th>' for column in COLUMNS)
    rows = []
    for each in reversed(targets):
        setter = str(log.loc[each.import_id, "loaded_by"]) if each.import_id in log.index else ""
        cells = (say(each.target, indicator.unit, lang), each.reason or "", setter)
        rows.append(f'<th scope="row">{escape(say_day(each.since, lang))}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in cells))
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f'<div class="scroll"><table class="plain targets"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _form(indicator: Indicator, lang: str) -> None:
    """What was answered stands in the session, and is acted on before the page is drawn again: no other rerun overtakes a click."""
    _ = translator(lang)
    units = UNITS.get(indicator.unit, OTHER)
    form = f"target.form.{indicator.name}"  # what is written stays when the language changes
    with st.form(form, border=False):
        st.selectbox(_("You are of"), list(OWNERS), index=None, key=f"{form}.pole.{lang}", format_func=lambda code: _(OWNERS.get(code, "")))
        st.date_input(_("Holds from"), value=results.reaches_until(), key=f"{form}.since", format="DD/MM/YYYY", min_value=date(2000, 1, 1))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.number_input(_("Target"), value=None, step=1.0, format="%g", key=f"{form}.number")
            st.selectbox(_("in"), list(units), key=f"{form}.unit.{lang}", format_func=lambda code: _(code), width=180)
        st.text_area(_("Reason"), max_chars=500, key=f"{form}.reason")
        st.form_submit_button(_("Set the target"), on_click=_submit, args=(indicator, form, lang))
    refused.told(form)
    if st.session_state.pop(f"{form}.done", False):
        st.toast(_("The target is set."))


def _submit(indicator: Indicator, form: str, lang: str) -> None:
    pole, since, number, unit, reason = (
        st.session_state[f"{form}.{field}"] for field in (f"pole.{lang}", "since", "number", f"unit.{lang}", "reason")
    )
    if refusal := _refusal(indicator, pole, number, reason, lang):
        sentence, field = refusal
        refused.refuse(form, sentence, f"{form}.{field}")
        return
    _set(indicator, form, since, Decimal(str(number)) * UNITS.get(indicator.unit, OTHER)[unit], reason, lang)


def _refusal(indicator: Indicator, pole: str | None, number: float | None, reason: str, lang: str) -> tuple[str, str] | None:
    """Why an answer is refused, and the field to correct; null where none is."""
    _ = translator(lang)
    if pole is None:
        return _("Say which pole you are of."), f"pole.{lang}"
    if pole != indicator.owner:
        return _(NOT_YOURS).format(owner=_(OWNERS[indicator.owner])), f"pole.{lang}"
    if number is None:
        return _("Write the target as a number."), "number"
    return None if reason.strip() else (_(NO_REASON), "reason")


def _set(indicator: Indicator, form: str, since: date, target: Decimal, reason: str, lang: str) -> None:
    _ = translator(lang)
    try:
        set_target(results.lake(), indicator.name, since, target, reason.strip(), _(FILE))
    except LakeBusy:
        refused.refuse(form, _(BUSY))
    else:
        st.session_state[f"{form}.done"] = True
