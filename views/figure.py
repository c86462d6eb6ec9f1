"""One figure with all that belongs to it: its reading, its chart, its definition, its numbers, its CSV."""

from collections.abc import Hashable, Iterator
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from charts.control import PAGE, RULES, Size, control_chart, journal_key
from charts.theme import THEMES
from language import N_, say, say_day, say_period, translator
from metrics import sentence
from metrics.reading import Reading
from report import table
from views import address, results
from views.links import anchor

COLUMNS = (N_("Period"), N_("Value"), N_("n"), N_("Usual variation"), N_("What is said of it"))


def heading(reading: Reading, level: int = 2) -> None:
    """The sentence, as a heading of that level, and what it is about."""
    lang = address.language()
    link = anchor(address.link("indicator", name=reading.indicator.name), sentence.title(reading, lang))
    st.html(f'<div class="figure"><h{level}>{link}</h{level}><p class="about">{escape(sentence.subtitle(reading, lang))}</p></div>')


def show(reading: Reading, size: Size = PAGE, level: int = 2) -> None:
    """The heading, the chart and its foot."""
    lang = address.language()
    heading(reading, level)
    if reading.latest_period is None:
        st.html(f'<p class="empty">{escape(translator(lang)("No data for this period and these filters."))}</p>')
        return
    drawn(reading, sentence.title(reading, lang), results.tables().version, size)
    st.html(f'<p class="foot">{escape(_foot(reading, lang))}</p>')


def drawn(reading: Reading, title: str, state: Hashable, size: Size = PAGE) -> None:
    """The chart of a reading of some state of the data, and what the journal tells about it; `title` is read in its place."""
    lang = address.language()
    chart = _chart(reading, lang, st.context.theme.type or "light", size, (_key(reading), reading.question, state))
    config = {"displayModeBar": False, "responsive": True}
    height = "stretch" if size.fills else "content"
    st.plotly_chart(chart, theme=None, config=config, alt=title, key=f"chart.{_key(reading)}", height=height)
    if told := journal_key(reading, lang, size):
        st.html(f'<ul class="foot">{"".join(f"<li>{escape(each)}</li>" for each in told)}</ul>')


@st.cache_resource(max_entries=512, show_spinner=False)
def _chart(_reading: Reading, lang: str, theme: str, size: Size, key: Hashable) -> Any:  # noqa: ARG001 - key stands for the reading
    return control_chart(_reading, lang, THEMES[theme], size)


def _key(reading: Reading) -> str:
    return ".".join((reading.indicator.name, reading.currency or ""))


def _foot(reading: Reading, lang: str) -> str:
    _ = translator(lang)
    owner = _("followed by: {owner}").format(owner=_(sentence.OWNERS[reading.indicator.owner]))
    return " · ".join([*([_("Data until {day}").format(day=say_day(reading.data_until, lang))] if reading.data_until else []), owner])


def apart(label: str, reason: str) -> None:
    """A figure that the filters cannot answer, and why."""
    st.html(f'<div class="figure"><h2>{escape(label)}</h2><p class="empty">{escape(reason)}</p></div>')


def beside(reading: Reading) -> None:
    """The latest value's interval, and the figure a period and a year before: a signal, or no detectable change."""
    lang = address.language()
    if interval := sentence.interval(reading, lang):
        st.html(f'<p class="about">{escape(interval)}</p>')
    if said := sentence.compared(reading, lang):
        items = "".join(f"<li>{escape(each)}</li>" for each in said)
        st.html(f'<div class="beside">{escape(translator(lang)("Beside earlier periods"))}<ul>{items}</ul></div>')


def details(reading: Reading) -> None:
    """What it counts, its numbers, and the same as a file."""
    lang = address.language()
    _ = translator(lang)
    st.html("".join(f'<p class="definition">{escape(part)}</p>' for part in _(reading.indicator.definition).split("\n\n")))
    st.html(_table(reading, lang))
    name = f"{reading.indicator.name}.csv"
    st.download_button(
        _("Download as CSV"), lambda: table.csv(reading, lang), name, "text/csv", key=f"csv.{_key(reading)}", on_click="ignore"
    )


def _table(reading: Reading, lang: str) -> str:
    _ = translator(lang)
    head = "".join(f'<th scope="col"{" class=number" if 0 < i < 4 else ""}>{escape(_(text))}</th>' for i, text in enumerate(COLUMNS))
    body = "".join(f"<tr>{''.join(cells)}</tr>" for cells in _cells(reading, lang))
    return f'<div class="scroll"><table class="plain"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _cells(reading: Reading, lang: str) -> Iterator[list[str]]:
    """Newest first."""
    _ = translator(lang)
    rows = list(zip(reading.series.itertuples(index=False), reading.xmr.points, strict=True))
    for row, point in reversed(rows):
        span = sentence.usual(reading, point.limits, lang) if point.limits else ""
        said = _(RULES[point.rule]) if point.rule else "" if row.complete else _("incomplete period, not judged")
        numbers = [sentence.value(reading, point.value, lang), say(None if pd.isna(row.n) else row.n, "count", lang), span]
        yield [
            f'<th scope="row">{escape(say_period(row.period, reading.question.grain, lang))}</th>',
            *(f'<td class="number">{escape(number)}</td>' for number in numbers),
            f'<td class="{point.kind}">{escape(said)}</td>',
        ]
