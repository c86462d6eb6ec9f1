"""The table of the overview: one reading a row, grouped by pole."""

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

import streamlit as st

from charts.sparkline import sparkline
from charts.theme import THEMES
from language import N_, alphabetical, say_period, translator
from metrics import sentence
from metrics.indicator import Indicator
from metrics.reading import Reading
from views import address
from views.links import anchor

POLES = {"quality": N_("Quality of service"), "production": N_("Production & billing"), "hr": N_("Well-being")}
HEADINGS = (  # the words, and the order that a click on them asks
    (N_("Indicator"), "name"),
    (N_("Latest complete month"), None),
    (N_("By month, usual variation in grey"), None),
    (N_("What changes"), "change"),
    (N_("Against the target"), None),
    (N_("Followed by"), "pole"),
)


@dataclass(frozen=True)
class Row:
    owner: str
    name: str
    attention: int
    """What asks for more of it comes first: 0 a change, 1 a target out of reach, 2 neither, 3 not known."""
    html: str


def table(
    readings: Sequence[Reading],
    apart: Sequence[tuple[Indicator, str]],
    order: str = "pole",
    others: Mapping[str, int] | None = None,
    sortable: bool = True,
    more: Sequence[Row] = (),
) -> None:
    """Draw the table; `apart` holds the indicators that the filters cannot answer, each with its reason.

    Args:
        order: "pole", with a heading for each pole, or one list by "change" or by "name".
        others: by pole, how many more indicators there are to show.
        more: rows that are no indicators.
    """
    lang = address.language()
    month = max((reading.latest_period or "" for reading in readings), default="")
    rows = [_read(reading, month, lang) for reading in readings]
    rows += [Row(indicator.owner, translator(lang)(indicator.label), 3, _apart(indicator, reason, lang)) for indicator, reason in apart]
    rows += more
    if not rows:
        return
    head = "".join(_heading(i, *heading, order if sortable else None, lang) for i, heading in enumerate(HEADINGS))
    rows.sort(key=lambda row: list(POLES).index(row.owner))
    body = "".join(_groups(rows, others or {}, lang)) if order == "pole" else _listed(rows, order)
    st.html(f'<table class="plain scorecard{" by-pole" if order == "pole" else ""}"><thead><tr>{head}</tr></thead>{body}</table>')


def _heading(place: int, text: str, asks: str | None, order: str | None, lang: str) -> str:
    """A column's words; a link where they sort the rows."""
    said = translator(lang)(text)
    sorts = ("ascending" if asks == "name" else "other") if order and asks == order else "none" if order and asks else None
    attributes = (" class=number" if place == 1 else "") + (f' aria-sort="{sorts}"' if sorts else "")
    link = address.here("", sort=None if asks == "pole" else asks)
    return f'<th scope="col"{attributes}>{anchor(link, said) if order and asks else escape(said)}</th>'


def _listed(rows: Sequence[Row], order: str) -> str:
    key = (lambda row: row.attention) if order == "change" else (lambda row: alphabetical(row.name))
    return f"<tbody>{''.join(row.html for row in sorted(rows, key=key))}</tbody>"


def _groups(rows: Sequence[Row], others: Mapping[str, int], lang: str) -> Iterator[str]:
    for owner, group in groupby(rows, key=lambda row: row.owner):
        pole = f'<th scope="rowgroup" colspan="{4 if others.get(owner) else 6}">{escape(translator(lang)(POLES[owner]))}</th>'
        yield f'<tbody><tr class="pole">{pole}{_more(others.get(owner, 0), lang)}</tr>{"".join(row.html for row in group)}</tbody>'


def _more(number: int, lang: str) -> str:
    if not number:
        return ""
    said = translator(lang).many("Show all: {n} more", "Show all: {n} more", number).format(n=number)
    return f'<td colspan="2" class="more">{anchor(address.here("", all="1"), said)}</td>'


def _read(reading: Reading, month: str, lang: str) -> Row:
    attention = 0 if reading.since else 1 if reading.assurance == "fails" else 2
    return Row(reading.indicator.owner, sentence.label(reading, lang), attention, _row(reading, month, lang))


def _row(reading: Reading, month: str, lang: str) -> str:
    since = sentence.since(reading, lang)
    change = f'<span class="{reading.variation or "unknown"}">{escape(sentence.change(reading, lang))}</span><small>{escape(since)}</small>'
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
    name, own = _name(indicator, translator(lang)(indicator.label), lang), owner(indicator.owner, lang)
    return f'<tr>{name}<td class="value number">–</td><td colspan="3" class="unknown">{escape(reason)}</td>{own}</tr>'


def owner(pole: str, lang: str) -> str:
    """The cell that names who follows it."""
    return f'<td class="owner">{escape(translator(lang)(sentence.OWNERS[pole]))}</td>'


def _name(indicator: Indicator, label: str, lang: str) -> str:
    link = anchor(address.link("indicator", name=indicator.name), label)
    return f'<th scope="row">{link}<small>{escape(translator(lang)(indicator.population))}</small></th>'


def _series(reading: Reading) -> str:
    """A picture, whose words are in the cells beside it."""
    svg = sparkline(reading, THEMES[st.context.theme.type or "light"])
    return f'<img alt="" src="data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}">' if svg else ""
