"""One stretch of time among those of an indicator's page: its latest complete period unless the address asks another."""

from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from language import say_period, translator
from metrics import periods
from metrics.question import NOT_GIVEN, Question
from metrics.reading import Reading
from views import address

KEY, WHOLE = "period", "all"


def pick(reading: Reading, lang: str) -> str | None:
    """Draw the choice; the first day of the period chosen, or "all" for the whole of the page's; null where nothing was counted."""
    known = [period for period, n in zip(reading.series["period"], reading.series["n"], strict=True) if not pd.isna(n) and n > 0]
    if not known:
        return None
    options = [*reversed(known), WHOLE]
    default = reading.latest_period if reading.latest_period in known else known[-1]
    asked = st.query_params.get(KEY)
    widget = f"{KEY}.{reading.currency}.{lang}"
    st.session_state[widget] = asked if asked in options else default

    def keep() -> None:
        address.opened(KEY, "" if st.session_state[widget] == default else st.session_state[widget])

    say = lambda period: translator(lang)("the whole period") if period == WHOLE else say_period(period, reading.question.grain, lang)  # noqa: E731 - a label for one widget
    st.selectbox(translator(lang)("Period"), options, key=widget, on_change=keep, format_func=say, width=260)
    return str(st.session_state[widget])


def question(reading: Reading, period: str) -> Question:
    """That period, cut as the page's question cuts it, and the reading's own breakdown as filters."""
    asked = reading.question
    own = tuple((dimension, NOT_GIVEN if value is None else str(value)) for dimension, value in reading.breakdown)
    if period == WHOLE:
        return replace(asked, grain="all", by=(), where=(*asked.where, *own))
    first, last = periods.span(periods.number_of(date.fromisoformat(period), asked.grain), asked.grain)
    start, end = max(first, asked.start or first), min(last, asked.end or last)
    return replace(asked, start=start, end=end, by=(), where=(*asked.where, *own))
