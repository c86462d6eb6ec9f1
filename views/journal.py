"""The journal: what the team wrote down, newest first; one entry opened, with all its versions; a form for the next."""

from collections.abc import Iterator, Sequence
from html import escape

import streamlit as st

from lake.journal import ENTRY_KINDS, POLES, ROLES
from language import N_, say_day, say_moment, translator
from metrics.catalogue import collect
from metrics.journal import Entry, all_entries, history, withdrawn
from settings import settings
from views import address, entry, results
from views.links import anchor

WHY = N_("What happened, what you decided and what came of it, beside the figures it concerns. Whoever comes after you reads it here.")
COLUMNS = (N_("Day"), N_("What"), N_("About"), N_("Written by"))

lang = address.language()
_ = translator(lang)


def heading(entries: Sequence[Entry]) -> str:
    if not entries:
        return _("The journal is empty.")
    count = _.many("{n} entry in the journal", "{n} entries in the journal", len(entries)).format(n=len(entries))
    undone = sum(each.open for each in entries)
    done = _.many("{n} action to be done.", "{n} actions to be done.", undone).format(n=undone) if undone else _("no action is open.")
    return _("{entries}; {actions}").format(entries=count, actions=done)


def about(each: Entry) -> str:
    indicator = collect().get(each.indicator or "")
    name = anchor(address.link("indicator", name=indicator.name), _(indicator.label)) if indicator else escape(_("all the indicators"))
    return name + (f"<small>{escape(each.team)}</small>" if each.team else "")


def more(each: Entry) -> Iterator[str]:
    """What its kind tells beside its text."""
    if each.kind == "action":
        yield _(ROLES[each.owner_role or "team"])
        if each.done_on:
            yield _("done on {day}").format(day=say_day(each.done_on, lang))
        elif each.due_on:
            yield _("to be done by {day}").format(day=say_day(each.due_on, lang))
    if each.until:
        yield _("until {day}").format(day=say_day(each.until, lang))
    if each.cause:
        yield _("cause: {cause}").format(cause=each.cause)


def row(each: Entry) -> str:
    kind = _(ENTRY_KINDS[each.kind])
    text = anchor(address.link("journal", entry=each.entry_id), each.text)
    notes = escape(" · ".join([kind, *more(each)]))
    cells = (f"{text}<small>{notes}</small>", about(each), escape(_(POLES[each.pole])))
    return f'<tr><th scope="row">{escape(say_day(each.on, lang))}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def table(entries: Sequence[Entry], css: str) -> None:
    head = "".join(f'<th scope="col">{escape(_(column))}</th>' for column in COLUMNS)
    body = "".join(row(each) for each in entries)
    st.html(f'<div class="scroll"><table class="plain {css}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>')


def opened(versions: Sequence[Entry]) -> None:
    """All the versions of an entry, and what its pole may do with it."""
    last = versions[-1]
    st.html(f'<h1 class="sentence">{escape(last.text)}</h1><p class="evidence">{about(last)} · {escape(_(ENTRY_KINDS[last.kind]))}</p>')
    items = "".join(f"<li>{escape(version(each))}</li>" for each in versions)
    st.html(f'<div class="beside">{escape(_("Its versions"))}<ol>{items}</ol></div>')
    if last.withdrawn:
        return
    with st.expander(_("Change this entry"), key=f"change.{last.entry_id}"):
        entry.form(last.entry_id, standing=last)
    with st.expander(_("Withdraw this entry"), key=f"withdraw.{last.entry_id}"):
        entry.withdrawal(last)


def version(each: Entry) -> str:
    when = say_moment(each.written_at, settings().zone, lang)
    if each.withdrawn:
        return _("{moment}: withdrawn. {reason}").format(moment=when, reason=each.reason)
    return _("{moment}: {what}").format(moment=when, what=" · ".join([say_day(each.on, lang), each.text, *more(each)]))


chosen = history(results.tables(), st.query_params.get("entry", ""))
if chosen:
    opened(chosen)
    st.html(f'<p class="foot">{anchor(address.link("journal"), _("The whole journal"))}</p>')
else:
    if st.query_params.get("entry"):
        st.html(f'<p class="empty" role="status">{escape(_("There is no such entry in the journal. Here is all of it."))}</p>')
    entries = all_entries(results.tables())
    st.html(f'<h1 class="sentence">{escape(heading(entries))}</h1><p class="evidence">{escape(_(WHY))}</p>')
    links = (anchor(address.link("agenda"), _("To discuss at the next meeting")), anchor(address.link("vigilance"), _("Vigilance")))
    st.html(f"<p>{' · '.join(links)}</p>")
    with st.expander(_("Write an entry"), key="write", expanded=not entries):
        entry.form("journal")
    if entries:
        table(entries[::-1], "journal")
    if gone := withdrawn(results.tables()):
        st.html(f'<h2 class="part">{escape(_("Withdrawn"))}</h2>')
        table(gone, "withdrawn")
