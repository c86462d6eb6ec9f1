"""How the values of single rows are spread in one period: a histogram and its percentiles."""

from collections.abc import Hashable

import streamlit as st

from charts.distribution import NAMES, Drawing, distribution_chart
from charts.theme import THEMES
from language import decimal, say, translator
from metrics import distribution as spread
from metrics.catalogue import collect
from metrics.question import Question
from metrics.reading import Reading
from views import alternative, empty, figure, one_period, results


def show(reading: Reading, lang: str) -> None:
    _ = translator(lang)
    period = one_period.pick(reading, lang)
    found = _found(reading.indicator.name, one_period.question(reading, period), results.tables().version) if period else None
    if found is None:
        empty.said(
            _("Fewer than {n} rows: too few to say how they are spread. Choose a longer period or fewer filters.").format(n=spread.LEAST)
        )
        return
    unit, currency = reading.indicator.unit, reading.currency
    title = spread.said(found, unit, lang, currency)
    drawing = Drawing(found, unit, lang, THEMES[st.context.theme.type or "light"], currency)
    figure.part(
        title,
        distribution_chart(found, unit, lang, drawing.theme, currency),
        f"distribution.{reading.currency}",
        spread.told(found, unit, lang, currency),
    )
    marked = [[_(NAMES[each]), say(value, unit, lang, currency)] for each, value in found.percentiles.items()]
    bars = [[drawing.stretch(each), decimal(each.n, lang), say(each.n / found.n, "share", lang)] for each in found.bins]
    alternative.show([_("Rows at or below"), _("Value")], marked, lang, folded=False)
    alternative.show([_("Value"), _("Rows"), _("Share")], bars, lang)


@st.cache_data(max_entries=64, show_spinner=False)
def _found(name: str, question: Question, version: Hashable) -> spread.Distribution | None:  # noqa: ARG001 - the version is a key
    return spread.distribution(collect()[name], question, results.tables())
