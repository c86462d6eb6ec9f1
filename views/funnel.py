"""Teams or partners beside what chance explains: a funnel plot and an alphabetical table."""

from collections.abc import Hashable

import streamlit as st

from charts.funnel import funnel_chart
from charts.theme import THEMES
from language import decimal, say, say_span, translator
from metrics import funnel
from metrics.catalogue import collect
from metrics.indicator import Indicator
from metrics.question import Question
from metrics.reading import Reading
from views import alternative, breakdowns, empty, figure, one_period, results


def dimensions(indicator: Indicator) -> list[str]:
    known = breakdowns.dimensions(indicator) if funnel.compares(indicator) else []
    return [each for each in funnel.DIMENSIONS if each in known]


def show(reading: Reading, lang: str) -> None:
    _ = translator(lang)
    dimension = breakdowns.choose(dimensions(reading.indicator), lang)
    period = one_period.pick(reading, lang)
    found = _found(reading.indicator.name, dimension, one_period.question(reading, period), results.tables().version) if period else None
    if found is None:
        empty.said(_("Fewer than two have rows enough to compare. Choose a longer period or fewer filters."))
        return
    unit, currency = reading.indicator.unit, reading.currency
    chart = funnel_chart(found, unit, lang, THEMES[st.context.theme.type or "light"], currency)
    figure.part(funnel.said(found, dimension, lang), chart, f"funnel.{reading.currency}", funnel.told(found, lang))
    heads = [_(breakdowns.WORDS[dimension]), _("n"), _("Value"), _("95% limits"), _("99.8% limits"), _("Where it lies")]
    alternative.show(heads, [_row(place, unit, lang, currency) for place in found.places], lang, words=(5,))


def _row(place: funnel.Place, unit: str, lang: str, currency: str | None) -> list[str]:
    limits = [say_span(max(low, 0.0), high, unit, lang, currency) for low, high in (place.inner, place.outer)]
    return [place.name, decimal(place.n, lang), say(place.value, unit, lang, currency), *limits, funnel.where(place, lang)]


@st.cache_resource(max_entries=64, show_spinner=False)
def _found(name: str, dimension: str, question: Question, version: Hashable) -> funnel.Funnel | None:  # noqa: ARG001 - the version is a key
    return funnel.funnel(collect()[name], dimension, question, results.tables())
