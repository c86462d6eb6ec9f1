"""The table of the overview: one reading a row, grouped by pole."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

import streamlit as st

from charts.sparkline import sparkline
from charts.theme import THEMES
from language import N_, say_period, translator
from metrics import sentence
from metrics.indicator import Indicator
from metrics.reading import Reading
from views import address
from views.links import anchor

POLES = {"quality": N_("Quality of service"), "production": N_("Production & billing"), "hr": N_("Well-being")}
HEADINGS = (
    N_("Indicator"),
    N_("Latest complete month"),
    N_("By month, usual variation in grey"),
    N_("What changes"),
    N_("Against the target"),
)


def table(readings: Sequence[Reading], apart: Sequence[tuple[Indicator, str]], more: Sequence[tuple[str, str]] = ()) -> None:
    """Draw the table.

    Args:
        apart: the indicators that the filters cannot answer, each with its reason.
        more: rows that are no indicators, by pole.
    """
    lang = address.language()
    _ = translator(lang)
    head = "".join(f'<th scope="col"{" class=number" if i == 1 else ""}>{escape(_(text))}</th>' for i, text in enumerate(HEADINGS))
    month = max((reading.latest_period or "" for reading in readings), default="")
    rows = [(reading.indicator.owner, _row(reading, month, lang)) for reading in readings]
    rows += [*((indicator.owner, _apart(indicator, reason, lang)) for indicator, reason in apart), *more]
    body = "".join(_groups(sorted(rows, key=lambda row: list(POLES).index(row[0])), lang))
    st.html(f'<table class="plain scorecard"><thead><tr>{head}</tr></thead>{body}</table>')


def _groups(rows: Sequence[tuple[str, str]], lang: str) -> Iterator[str]:
    for owner, group in groupby(rows, key=lambda row: row[0]):
        pole = escape(translator(lang)(POLES[owner]))
        yield f'<tbody><tr class="pole"><th scope="rowgroup" colspan="5">{pole}</th></tr>{"".join(row for _, row in group)}</tbody>'


def _row(reading: Reading, month: str, lang: str) -> str:
    since = sentence.since(reading, lang)
    change = f'<span class="{reading.variation or "unknown"}">{escape(sentence.change(reading, lang))}</span><small>{escape(since)}</small>'
    target = sentence.value(reading, reading.target.target, lang) if reading.target else ""
    verdict = f'{escape(sentence.verdict(reading, lang))} <span class="unknown">{target}</span>'
    name = _name(reading.indicator, sentence.label(reading, lang), lang)
    value = f'<td class="value number">{sentence.latest_value(reading, lang)}{_behind(reading, month, lang)}</td>'
    series = f'<td class="series">{_series(reading)}</td>'
    return f'<tr>{name}{value}{series}<td class="change">{change}</td><td class="verdict">{verdict}</td></tr>'


def _behind(reading: Reading, month: str, lang: str) -> str:
    """How many rows the value rests on, and its period where it is not that of the heading."""
    said = list(filter(None, [sentence.of(reading, lang, "{n}")]))
    if reading.latest_period and reading.latest_period != month:
        said.append(say_period(reading.latest_period, reading.question.grain, lang))
    return f"<small>{escape(' · '.join(said))}</small>"


def _apart(indicator: Indicator, reason: str, lang: str) -> str:
    name = _name(indicator, translator(lang)(indicator.label), lang)
    return f'<tr>{name}<td class="value number">–</td><td colspan="3" class="unknown">{escape(reason)}</td></tr>'


def _name(indicator: Indicator, label: str, lang: str) -> str:
    link = anchor(address.link("indicator", name=indicator.name), label)
    return f'<th scope="row">{link}<small>{escape(translator(lang)(indicator.population))}</small></th>'


def _series(reading: Reading) -> str:
    """A picture, whose words are in the cells beside it."""
    svg = sparkline(reading, THEMES[st.context.theme.type or "light"])
    return f'<img alt="" src="data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}">' if svg else ""
