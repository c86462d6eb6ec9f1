"""One figure with all that belongs to it: its reading, its chart, its definition, its numbers, its files."""

from collections.abc import Hashable, Iterator
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from charts.control import PAGE, Size, control_chart, journal_key, judged, marks_key
from charts.theme import THEMES
from language import N_, say, say_day, say_period, translator
from metrics import sentence
from metrics.frozen import said
from metrics.reading import Reading
from views import address, empty, files, results
from views.links import anchor

COLUMNS = (N_("Period"), N_("Value"), N_("n"), N_("Usual variation"), N_("What is said of it"))

SHORT = 40
"""Periods in a table that needs no scrolling of its own."""


def heading(reading: Reading, level: int = 2) -> None:
    """The sentence, as a heading of that level, and what it is about."""
    lang = address.language()
    link = anchor(address.link("indicator", name=reading.indicator.name), sentence.title(reading, lang))
    st.html(f'<div class="figure"><h{level}>{link}</h{level}><p class="about">{escape(sentence.subtitle(reading, lang))}</p></div>')


def show(reading: Reading, size: Size = PAGE, level: int = 2, note: str = "") -> None:
    """The heading, the chart, with a note in its corner, and its foot."""
    lang = address.language()
    heading(reading, level)
    if reading.latest_period is None:
        empty.show(reading)
        return
    drawn(reading, sentence.title(reading, lang) + (f" ({note})" if note else ""), results.tables().version, size, note)
    st.html(f'<p class="foot">{escape(_foot(reading, lang))}</p>')


def drawn(reading: Reading, title: str, state: Hashable, size: Size = PAGE, note: str = "") -> None:
    """The chart of a reading of some state of the data, and what the journal tells about it; `title` is read in its place."""
    lang = address.language()
    key = (_key(reading), reading.question, len(reading.series), state)
    chart = _chart(reading, lang, st.context.theme.type or "light", size, note, key)
    config = {"displayModeBar": False, "responsive": True}
    height = "stretch" if size.fills else "content"
    st.plotly_chart(chart, theme=None, config=config, alt=title, key=f"chart.{_key(reading)}", height=height)
    if told := journal_key(reading, lang, size):
        st.html(f'<ul class="foot">{"".join(f"<li>{escape(each)}</li>" for each in told)}</ul>')


def part(title: str, chart: Any, key: str, told: str = "") -> None:
    """A figure beside the indicator's own: its sentence, the chart, and how to read it."""
    st.html(f'<p class="lead">{escape(title)}</p>')
    st.plotly_chart(chart, theme=None, config={"displayModeBar": False, "responsive": True}, alt=title, key=f"chart.{key}")
    if told:
        st.html(f'<p class="foot">{escape(told)}</p>')


@st.cache_resource(max_entries=512, show_spinner=False)
def _chart(_reading: Reading, lang: str, theme: str, size: Size, note: str, key: Hashable) -> Any:  # noqa: ARG001 - key stands for the reading
    return control_chart(_reading, lang, THEMES[theme], size, note)


def _key(reading: Reading) -> str:
    return ".".join((reading.indicator.name, reading.currency or ""))


def _foot(reading: Reading, lang: str) -> str:
    _ = translator(lang)
    owner = _("followed by: {owner}").format(owner=_(sentence.OWNERS[reading.indicator.owner]))
    until = _("Data until {day}").format(day=say_day(reading.data_until, lang)) if reading.data_until else ""
    return " · ".join(filter(None, (*marks_key(reading, lang), sentence.of(reading, lang, "{n}"), until, owner)))


def apart(label: str, reason: str) -> None:
    """The page of a figure that the filters cannot answer, and why."""
    st.html(f'<div class="figure"><h1>{escape(label)}</h1></div>')
    empty.said(reason)


def details(reading: Reading, done: str = "") -> None:
    """What it counts, its numbers, and its files, which also say what was done to the numbers."""
    numbers(reading, translator(address.language())(reading.indicator.definition))
    files.offer(reading, lambda: said(reading, done))


def numbers(reading: Reading, definition: str) -> None:
    """What it counts, and its table."""
    st.html("".join(f'<p class="definition">{escape(part)}</p>' for part in definition.split("\n\n")))
    st.html(_table(reading, address.language()))


def _table(reading: Reading, lang: str) -> str:
    _ = translator(lang)
    head = "".join(f'<th scope="col"{" class=number" if 0 < i < 4 else ""}>{escape(_(text))}</th>' for i, text in enumerate(COLUMNS))
    body = "".join(f"<tr>{''.join(cells)}</tr>" for cells in _cells(reading, lang))
    tall = f' tall" tabindex="0" role="region" aria-label="{escape(sentence.label(reading, lang))}' if len(reading.series) > SHORT else ""
    return f'<div class="scroll{tall}"><table class="plain"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _cells(reading: Reading, lang: str) -> Iterator[list[str]]:
    """Newest first."""
    _ = translator(lang)
    rows = list(zip(reading.series.itertuples(index=False), reading.xmr.points, strict=True))
    for row, point in reversed(rows):
        span = sentence.usual(reading, point.limits, lang) if point.limits else ""
        numbers = [sentence.value(reading, point.value, lang), say(None if pd.isna(row.n) else row.n, "count", lang), span]
        yield [
            f'<th scope="row">{escape(say_period(row.period, reading.question.grain, lang))}</th>',
            *(f'<td class="number">{escape(number)}</td>' for number in numbers),
            f'<td class="{point.kind}">{escape(judged(point, row.complete, lang))}</td>',
        ]
