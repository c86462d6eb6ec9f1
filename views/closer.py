"""What one may look at more closely on an indicator's page: one part at a time, reckoned when it is opened; the address keeps which."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from language import N_, translator
from metrics import sentence
from metrics.by_hour import has_hours
from metrics.distribution import has_distribution
from metrics.indicator import Indicator
from metrics.reading import Reading
from views import address, breakdowns, by_hour, distribution, funnel, ranges
from views.links import choice

KEY = "show"


@dataclass(frozen=True)
class Part:
    title: str
    offered: Callable[[Indicator], bool]
    show: Callable[[Reading, str], None]


def _always(indicator: Indicator) -> bool:  # noqa: ARG001 - asked as the others are
    return True


PARTS = {
    "breakdown": Part(N_("Side by side"), lambda indicator: bool(breakdowns.dimensions(indicator)), breakdowns.show),
    "distribution": Part(N_("How values are spread"), has_distribution, distribution.show),
    "hours": Part(N_("Through the week"), has_hours, by_hour.show),
    "funnel": Part(N_("Beside what chance explains"), lambda indicator: bool(funnel.dimensions(indicator)), funnel.show),
    "ranges": Part(N_("From one period to the next"), _always, ranges.show),
}


def show(readings: Sequence[Reading], lang: str) -> None:
    """Links to the parts that this indicator has, and the one that is open: of each currency, where it is money."""
    _ = translator(lang)
    offered = {key: part for key, part in PARTS.items() if part.offered(readings[0].indicator)}
    chosen = st.query_params.get(KEY)
    links = [
        (_(part.title), address.here("indicator", **{KEY: None if key == chosen else key}), key == chosen) for key, part in offered.items()
    ]
    st.html(choice(_("Look closer"), links, "closer"))
    for reading in readings if chosen in offered else ():
        if reading.currency:
            st.html(f'<p class="lead">{escape(sentence.label(reading, lang))}</p>')
        with st.container(key=f"part.{reading.currency}"):
            offered[chosen or ""].show(reading, lang)
