"""The choice of months, weeks or days on an indicator's page, kept in the address."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import streamlit as st

from language import N_, translator
from metrics import grains
from metrics.indicator import Indicator
from metrics.question import Grain, Question
from metrics.reading import Reading
from metrics.sources import SOURCES
from views import address, results
from views.links import choice

KEY, AS_COUNTED = "grain", "counted"
WORDS: dict[Grain, str] = {"month": N_("By month"), "week": N_("By week"), "day": N_("By day")}
MOST = 1500
"""Days drawn at once: a chart of more is slow to draw and cannot be read."""


def asked(indicator: Indicator) -> Grain:
    """The address's, where the indicator has it; else the month."""
    return next((grain for grain in grains.grains(indicator) if grain == st.query_params.get(KEY)), "month")


def question(indicator: Indicator, asking: Question) -> Question:
    """The question by that grain; of days, the latest so many."""
    grain = asked(indicator)
    reach = SOURCES[indicator.source].reach(results.tables())
    if grain != "day" or reach is None:
        return replace(asking, grain=grain)
    first = (asking.end or reach.last) - timedelta(days=MOST - 1)
    return replace(asking, grain=grain, start=max(first, asking.start or reach.first))


def choose(indicator: Indicator, lang: str) -> None:
    """Links to the others; nothing where there is one only."""
    _ = translator(lang)
    offered = grains.grains(indicator)
    if len(offered) < 2:
        return
    chosen, here = asked(indicator), partial(address.here, "indicator")
    links = [(_(WORDS[each]), here(grain=None if each == "month" else each, counted=None), each == chosen) for each in offered]
    if chosen == "day" and grains.can_even(indicator):
        links.append((_("As counted"), here(counted=None if as_counted() else "1"), as_counted()))
    st.html(choice(_("Length of the periods"), links))


def as_counted() -> bool:
    return st.query_params.get(AS_COUNTED) == "1"


def shown(reading: Reading, lang: str) -> tuple[Reading, str, str]:
    """The reading as its chart shows it, what the chart says in its corner, and the sentence under it."""
    reading = grains.at_grain(reading)
    if reading.question.grain != "day" or reading.latest_period is None:
        return reading, "", ""
    daily = grains.daily(reading, results.working_days(), even=not as_counted())
    corner = translator(lang)("de-seasonalised by weekday") if daily.factors else ""
    return daily.reading, corner, grains.said(daily, lang)
