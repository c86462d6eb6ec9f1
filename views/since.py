"""The day of the last meeting, kept in the address: what happened since is what there is to talk about."""

from datetime import date, timedelta
from html import escape

import streamlit as st

from language import say_day, translator
from views import address, entry, results

SINCE = "since"
A_MONTH = timedelta(days=31)


def asked() -> date:
    """The day that the address names, else a month before the data end."""
    said = st.query_params.get(SINCE, "")
    try:
        return date.fromisoformat(said)
    except ValueError:
        if said:
            address.leave(SINCE, [said])
        return (results.reaches_until() or entry.today()) - A_MONTH


def pick() -> date:
    """Draw the choice of the day."""
    lang = address.language()
    widget = f"since.{lang}"
    st.session_state[widget] = asked()

    def keep() -> None:
        chosen = st.session_state[widget]
        address.put(SINCE, [chosen.isoformat()] if chosen else [])

    st.date_input(translator(lang)("Last meeting"), key=widget, on_change=keep, format="DD/MM/YYYY", min_value=date(2000, 1, 1), width=170)
    if sentence := _empty(lang):
        st.html(f'<p class="empty" role="status">{escape(sentence)}</p>')
    return asked()


def _empty(lang: str) -> str:
    """Why the day asked is another, or leaves nothing to talk about; empty where neither is so."""
    _ = translator(lang)
    until = results.reaches_until()
    if said := address.left().get(SINCE):
        return _("“{day}” is not a day: a month before the data end stands in its place.").format(day=said[0])
    if until and asked() > until:
        return _("The data end on {day}, before that meeting: nothing can have changed since. Choose an earlier day.").format(
            day=say_day(until, lang)
        )
    return ""
