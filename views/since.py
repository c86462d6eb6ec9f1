"""The day of the last meeting, kept in the address: what happened since is what there is to talk about."""

from datetime import date, timedelta

import streamlit as st

from language import translator
from views import address, entry, results

SINCE = "since"
A_MONTH = timedelta(days=31)


def asked() -> date:
    """The day that the address names, else a month before the data end."""
    try:
        return date.fromisoformat(st.query_params.get(SINCE, ""))
    except ValueError:
        return (results.reaches_until() or entry.today()) - A_MONTH


def pick() -> date:
    """Draw the choice of the day."""
    lang = address.language()
    widget = f"since.{lang}"
    st.session_state[widget] = asked()

    def keep() -> None:
        chosen = st.session_state[widget]
        address.opened(SINCE, chosen.isoformat() if chosen else "")

    st.date_input(translator(lang)("Last meeting"), key=widget, on_change=keep, format="DD/MM/YYYY", min_value=date(2000, 1, 1), width=170)
    return asked()
