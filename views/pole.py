"""The page of a pole: what changed, then each of its figures."""

from collections.abc import Sequence
from html import escape
from itertools import chain

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from language import N_, translator
from metrics import sentence
from metrics.catalogue import collect
from metrics.indicator import Owner
from metrics.question import Question
from metrics.reading import Reading
from views import address, beginning, figure, filters, handover, results, scorecard
from views.answerable import answerable
from views.links import anchor

DETAILS = N_("Definition, table, files")
OF_ESSENTIAL = N_("This is said of the essential figures; every figure of the pole is further down.")


def page(owner: Owner, dimensions: Sequence[str] = address.DIMENSIONS) -> None:
    """Filters, a sentence and a chart for each of the pole's essential figures, two by two; then a row for every figure.

    What is in view is asked for and drawn before the rest.
    """
    if beginning.shown():
        return
    lang = address.language()
    question, fresh = filters.row(dimensions)
    asked, apart = answerable([each for each in collect().values() if each.owner == owner], question)
    essential, others = ([each.name for each in asked if each.headline is headline] for headline in (True, False))
    heading = st.container(key="heading")
    readings = _grid(essential, question)
    told = readings or results.readings(others, question)
    of = f'<p class="evidence">{escape(translator(lang)(OF_ESSENTIAL))}</p>' if readings and others else ""
    heading.html(f'<h1 class="sentence">{escape(sentence.overview(told, lang))}</h1>{of}')
    filters.freshness(question, fresh)
    readings = [*readings, *results.readings(others, question)]
    st.html(f'<h2 class="part">{escape(translator(lang)("Every figure of the pole"))}</h2>')
    st.html(f'<p class="evidence">{escape(sentence.overview(readings, lang))}</p>')
    scorecard.table(readings, apart)
    picked = [reading.indicator.name for reading in readings]
    st.html(f"<p>{anchor(address.link('meeting', pick=picked), translator(lang)('Show the figures in a meeting'))}</p>")
    handover.offer(owner)


def _grid(names: Sequence[str], question: Question) -> list[Reading]:
    """Each chart as soon as it is read, while the next is; every chart before the first table, which is behind a click."""
    drawn: list[tuple[DeltaGenerator, Reading]] = []
    for reading in chain.from_iterable(results.readings([name], question) for name in names):
        if len(drawn) % 2 == 0:
            row = st.columns(2, gap="large")
        drawn.append((row[len(drawn) % 2], reading))
        with drawn[-1][0]:
            figure.show(reading)
    for column, reading in drawn:
        with column, st.expander(translator(address.language())(DETAILS), key=f"details.{reading.indicator.name}.{reading.currency}"):
            figure.details(reading)
    return [reading for _, reading in drawn]
