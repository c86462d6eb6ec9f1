"""The page of a pole: what changed, then each of its figures."""

from collections.abc import Sequence
from html import escape
from itertools import chain

import streamlit as st

from language import N_, translator
from metrics import sentence
from metrics.catalogue import collect
from metrics.indicator import Owner
from metrics.reading import Reading
from views import address, beginning, figure, filters, handover, results, scorecard
from views.answerable import answerable
from views.links import anchor

DETAILS = N_("Definition, table, files")


def page(owner: Owner, dimensions: Sequence[str] = address.DIMENSIONS) -> None:
    """Filters, a sentence and a chart for each of the pole's essential figures, two by two; then a row for every figure.

    What is in view is asked for and drawn before the rest.
    """
    if beginning.shown():
        return
    lang = address.language()
    question, fresh = filters.row(dimensions)
    asked, apart = answerable([each for each in collect().values() if each.owner == owner], question)
    essential = [each.name for each in asked if each.headline] or [each.name for each in asked]
    readings = results.readings(essential, question)
    st.html(f'<h1 class="sentence">{escape(sentence.overview(readings, lang))}</h1>')
    _grid([reading for reading in readings if reading.indicator.headline], lang)
    filters.freshness(question, fresh)
    readings = [*readings, *results.readings([each.name for each in asked if each.name not in essential], question)]
    st.html(f'<h2 class="part">{escape(translator(lang)("Every figure of the pole"))}</h2>')
    st.html(f'<p class="evidence">{escape(sentence.overview(readings, lang))}</p>')
    scorecard.table(readings, apart)
    picked = [reading.indicator.name for reading in readings]
    st.html(f"<p>{anchor(address.link('meeting', pick=picked), translator(lang)('Show the figures in a meeting'))}</p>")
    handover.offer(owner)


def _grid(readings: Sequence[Reading], lang: str) -> None:
    """Every chart before the first table: a table is behind a click."""
    rows = [st.columns(2, gap="large") for _row in range(0, len(readings), 2)]
    places = list(zip(chain.from_iterable(rows), readings, strict=False))
    for column, reading in places:
        with column:
            figure.show(reading)
    for column, reading in places:
        with column, st.expander(translator(lang)(DETAILS), key=f"details.{reading.indicator.name}.{reading.currency}"):
            figure.details(reading)
