"""What stands under an indicator's chart: what it says in full, why, and beside earlier periods."""

from html import escape

import streamlit as st

from language import translator
from metrics import sentence
from metrics.explanation import explanation, why
from metrics.reading import Reading
from views import address


def show(reading: Reading) -> None:
    """What it says in full, and why the rule that fired is one; nothing without data."""
    if reading.latest_period is None:
        return
    lang = address.language()
    point = reading.xmr.latest
    reason = f'<p class="about">{escape(why(point.rule, lang))}</p>' if point else ""
    st.html(f'<div class="figure"><p class="definition">{escape(explanation(reading, lang))}</p>{reason}</div>')


def beside(reading: Reading) -> None:
    """The latest value's interval, and the figure a period and a year before: a signal, or no detectable change."""
    lang = address.language()
    if interval := sentence.interval(reading, lang):
        st.html(f'<p class="about">{escape(interval)}</p>')
    if said := sentence.compared(reading, lang):
        items = "".join(f"<li>{escape(each)}</li>" for each in said)
        st.html(f'<div class="beside">{escape(translator(lang)("Beside earlier periods"))}<ul>{items}</ul></div>')
