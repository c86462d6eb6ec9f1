"""Which rows the overview shows, and in which order: kept in the address."""

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from language import N_, decimal, translator
from metrics import attention
from metrics.indicator import Indicator
from metrics.reading import Reading
from views import address
from views.links import choice

HEADLINES, ALL, ATTENTION = "headlines", "all", "attention"
ROWS = {HEADLINES: N_("The essentials"), ALL: N_("All indicators ({n})"), ATTENTION: N_("Needs attention only")}
ORDERS = ("pole", "change", "name")
SEEN_BY = ("activity", "team")


def visible(indicators: Sequence[Indicator]) -> list[Indicator]:
    """Those that anybody here may see, in the order given but for the headlines, which come first."""
    return sorted((each for each in indicators if each.audience in SEEN_BY), key=lambda each: not each.headline)


def chosen() -> str:
    """What the address asks: `attention=1` looks through all of them, `all=1` shows all of them."""
    return next((key for key in (ATTENTION, ALL) if st.query_params.get(key) == "1"), HEADLINES)


def order() -> str:
    """By pole unless the address asks `sort=change` or `sort=name`."""
    asked = st.query_params.get("sort", "")
    return asked if asked in ORDERS else ORDERS[0]


def link(rows: str) -> str:
    """This page with other rows, in the same order."""
    return address.here("", **{key: "1" if key == rows else None for key in (ALL, ATTENTION)})


def others(indicators: Sequence[Indicator]) -> Mapping[str, int]:
    """By pole, how many are not shown while only the headlines are."""
    hidden = [each.owner for each in indicators if not each.headline]
    return Counter(hidden) if chosen() == HEADLINES else {}


def bar(readings: Sequence[Reading], everything: Sequence[Indicator], lang: str) -> None:
    """How many of the indicators read change, miss their target or are too early to tell; and the choice of rows."""
    _ = translator(lang)
    number = len({reading.indicator.name for reading in readings})
    among = _.many("Of {n} indicator:", "Of {n} indicators:", number).format(n=decimal(number, lang))
    said = escape(f"{among} {' · '.join(attention.counts(readings, lang))}")
    number = decimal(len(everything), lang)
    links = [(_(text).format(n=number), link(rows), rows == chosen()) for rows, text in ROWS.items()]
    st.html(f'<div class="rowset"><p>{said}</p>{choice(_("Which indicators"), links)}</div>')
