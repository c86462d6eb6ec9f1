"""The table of the overview: one reading a row, grouped by pole."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby

import streamlit as st

from language import N_, alphabetical, translator
from metrics.indicator import Indicator
from metrics.reading import Reading
from views import address
from views.links import anchor
from views.reading_row import Row, read, unanswered

POLES = {"quality": N_("Quality of service"), "production": N_("Production & billing"), "hr": N_("Well-being")}
HEADINGS = (  # the words, and the order that a click on them asks
    (N_("Indicator"), "name"),
    (N_("Latest complete month"), None),
    (N_("By month, usual variation in grey"), None),
    (N_("What changes"), "change"),
    (N_("Against the target"), None),
    (N_("Followed by"), "pole"),
)


def table(
    readings: Sequence[Reading],
    apart: Sequence[tuple[Indicator, str]],
    more: Sequence[Row] = (),
    order: str | None = None,
    others: Mapping[str, int] | None = None,
) -> None:
    """Draw the table.

    Args:
        apart: the indicators that the filters cannot answer, each with its reason.
        more: rows that are no indicators.
        order: "pole", with a heading for each pole, or one list by "change" or by "name"; null by pole, without links to the others.
        others: by pole, how many more indicators there are to show.
    """
    lang = address.language()
    month = max((reading.latest_period or "" for reading in readings), default="")
    rows = [read(reading, month, lang) for reading in readings]
    rows += [*(unanswered(indicator, reason, lang) for indicator, reason in apart), *more]
    if not rows:
        return
    head = "".join(_heading(i, *heading, order, lang) for i, heading in enumerate(HEADINGS))
    rows.sort(key=lambda row: list(POLES).index(row.owner))
    listed = order in ("change", "name")
    body = _listed(rows, order or "") if listed else "".join(_groups(rows, others or {}, lang))
    st.html(f'<table class="plain scorecard{"" if listed else " by-pole"}"><thead><tr>{head}</tr></thead>{body}</table>')


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
