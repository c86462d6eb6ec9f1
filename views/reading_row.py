"""A row of the overview's table: one reading, or the reason why there is none."""

from base64 import b64encode
from dataclasses import dataclass
from html import escape

import streamlit as st

from charts.sparkline import sparkline
from charts.theme import THEMES
from language import say_period, translator
from metrics import sentence
from metrics.attention import unexplained
from metrics.indicator import Indicator, Owner
from metrics.reading import Reading
from views import address, results
from views.links import anchor


@dataclass(frozen=True)
class Row:
    owner: Owner
    name: str
    attention: int
    """What asks for more of it comes first: 0 a change, 1 a target out of reach, 2 neither, 3 not known."""
    html: str


def read(reading: Reading, month: str, lang: str) -> Row:
    """The row of a reading, or why it has no figure; `month` is the one that the heading of the table speaks of."""
    if reading.latest_period is None:
        return unanswered(reading.indicator, results.why_empty(reading, lang), lang)
    attention = 0 if reading.since else 1 if reading.assurance == "fails" else 2
    return Row(reading.indicator.owner, sentence.label(reading, lang), attention, _row(reading, month, lang))


def unanswered(indicator: Indicator, reason: str, lang: str) -> Row:
    """The row of an indicator without a figure, and why."""
    return Row(indicator.owner, translator(lang)(indicator.label), 3, _apart(indicator, reason, lang))


def _row(reading: Reading, month: str, lang: str) -> str:
    no_word = translator(lang)("no word in the journal yet") if unexplained(reading) else ""
    since = "".join(f"<small>{escape(each)}</small>" for each in (sentence.since(reading, lang), no_word) if each)
    change = f'<span class="{reading.variation or "unknown"}">{escape(sentence.change(reading, lang))}</span>{since}'
    target = sentence.value(reading, reading.target.target, lang) if reading.target else ""
    verdict = f'{escape(sentence.verdict(reading, lang))} <span class="unknown">{target}</span>'
    name = _name(reading.indicator, sentence.label(reading, lang), lang)
    value = f'<td class="value number">{sentence.latest_value(reading, lang)}{_behind(reading, month, lang)}</td>'
    series = f'<td class="series">{_series(reading)}</td>'
    said = f'<td class="change">{change}</td><td class="verdict">{verdict}</td>'
    return f"<tr>{name}{value}{series}{said}{owner(reading.indicator.owner, lang)}</tr>"


def _behind(reading: Reading, month: str, lang: str) -> str:
    """How many rows the value rests on, and its period where it is not that of the heading."""
    said = list(filter(None, [sentence.of(reading, lang, "{n}")]))
    if reading.latest_period and reading.latest_period != month:
        said.append(say_period(reading.latest_period, reading.question.grain, lang))
    return f"<small>{escape(' · '.join(said))}</small>"


def _apart(indicator: Indicator, reason: str, lang: str) -> str:
    name = _name(indicator, translator(lang)(indicator.label), lang)
    return (
        f'<tr>{name}<td class="value number">–</td><td colspan="3" class="unknown">{escape(reason)}</td>{owner(indicator.owner, lang)}</tr>'
    )


def owner(pole: Owner, lang: str) -> str:
    """The cell that says who follows a row."""
    return f'<td class="owner">{escape(translator(lang)(sentence.OWNERS[pole]))}</td>'


def _name(indicator: Indicator, label: str, lang: str) -> str:
    link = anchor(address.link("indicator", name=indicator.name), label)
    return f'<th scope="row">{link}<small>{escape(translator(lang)(indicator.population))}</small></th>'


def _series(reading: Reading) -> str:
    """A picture, whose words are in the cells beside it."""
    svg = sparkline(reading, THEMES[st.context.theme.type or "light"])
    return f'<img alt="" src="data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}">' if svg else ""
