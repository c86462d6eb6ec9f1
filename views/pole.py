"""The page of a pole: what changed, then each of its figures."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from language import N_, translator
from metrics import sentence
from metrics.catalogue import collect
from metrics.indicator import Owner
from metrics.reading import Reading
from views import address, figure, filters, handover, results, scorecard
from views.answerable import answerable

DETAILS = N_("Definition, table, CSV")


def page(owner: Owner, dimensions: Sequence[str] = address.DIMENSIONS) -> None:
    """Filters, a sentence, a row for each of the pole's figures, and those of the overview as charts, two by two."""
    lang = address.language()
    question = filters.bar(dimensions)
    indicators = sorted((each for each in collect().values() if each.owner == owner), key=lambda each: not each.headline)
    asked, apart = answerable(indicators, question)
    readings = results.readings([indicator.name for indicator in asked], question)
    st.html(f'<h1 class="sentence">{escape(sentence.overview(readings, lang))}</h1>')
    _grid([reading for reading in readings if reading.indicator.headline], lang)
    scorecard.table(readings, apart)
    handover.offer(owner)


def _grid(readings: Sequence[Reading], lang: str) -> None:
    for start in range(0, len(readings), 2):
        for column, reading in zip(st.columns(2, gap="large"), readings[start : start + 2], strict=False):
            with column:
                figure.show(reading)
                with st.expander(translator(lang)(DETAILS), key=f"details.{reading.indicator.name}.{reading.currency}"):
                    figure.details(reading)
