"""The histogram of one stretch of time, with its percentiles marked and named."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Any

import plotly.graph_objects as go  # type: ignore[import-untyped]

from charts.frame import layout, quiet, word
from charts.theme import Theme
from language import N_, decimal, say, say_span, translator
from metrics.distribution import Bin, Distribution

WORDS = 6
"""Edges that are named, at most: more would touch on a phone."""
NAMES = {10: N_("10%"), 25: N_("25%"), 50: N_("half"), 75: N_("75%"), 90: N_("90%")}
ROWS = 2
"""Lines of words above the bars: names of neighbouring percentiles stand on different ones."""
WHOLE = ("days", "score", "count")
"""Units of whole numbers: a bin of width 1 is one of them, named in its middle."""


def distribution_chart(found: Distribution, unit: str, language: str, theme: Theme, currency: str | None = None) -> go.Figure:
    """Bars side by side, one for each bin."""
    drawing = Drawing(found, unit, language, theme, currency)
    return go.Figure({"data": [drawing.bars()], "layout": drawing.layout()})


@dataclass(frozen=True)
class Drawing:
    found: Distribution
    unit: str
    language: str
    theme: Theme
    currency: str | None

    def bars(self) -> dict[str, Any]:
        bins = self.found.bins
        return {
            "type": "bar",
            "x": [place + 0.5 for place in range(len(bins))],
            "y": [each.n for each in bins],
            "width": 0.96,
            "text": [self._hover(each) for each in bins],
            "textposition": "none",
            "hovertemplate": "%{text}<extra></extra>",
            "marker": {
                "color": [self.theme.usual if each.high is not None else self.theme.band for each in bins],
                "line": {"color": self.theme.usual, "width": [0 if each.high is not None else 1 for each in bins]},
            },
        }

    def layout(self) -> dict[str, Any]:
        places, words = self._edges()
        most = max(each.n for each in self.found.bins)
        across = {**quiet(self.theme), "range": [0, len(self.found.bins)], "tickvals": places, "ticktext": words}
        up = {
            **quiet(self.theme),
            "range": [0, most * 1.02],
            "showgrid": True,
            "gridcolor": self.theme.grid,
            "nticks": 5,
            "tickformat": ",d",
        }
        marks = list(self._marks())
        shapes = [
            {"type": "line", "xref": "x", "yref": "paper", "x0": x, "x1": x, "y0": 0, "y1": 1, "line": self._line(text)}
            for x, text in marks
        ]
        names = [
            word(text, x, 1, self.theme.ink, yref="paper", yanchor="bottom", yshift=15 * (place % ROWS))
            for place, (x, text) in enumerate(marks)
        ]
        base = {**layout(self.theme, top=20 + 15 * ROWS), "separators": ",\u202f" if self.language == "fr" else ".,", "bargap": 0}
        return {**base, "xaxis": across, "yaxis": up, "shapes": shapes, "annotations": names}

    def _line(self, text: str) -> dict[str, Any]:
        half = translator(self.language)(NAMES[50]) in text
        return {"color": self.theme.ink, "width": 2 if half else 1, "dash": "solid" if half else "dot"}

    def _marks(self) -> Iterator[tuple[float, str]]:
        """Where each percentile stands, and its name; those at one place share it."""
        at: defaultdict[float, list[str]] = defaultdict(list)
        for each, value in self.found.percentiles.items():
            at[round(self.place(value), 6)].append(translator(self.language)(NAMES[each]))
        yield from ((x, " · ".join(names)) for x, names in sorted(at.items()))

    def place(self, value: float) -> float:
        """Along the bars: the bin a value is in, and how far into it; the middle where the bin is one whole number."""
        place = max(place for place, each in enumerate(self.found.bins) if each.low <= value)
        inside = self.found.bins[place]
        if inside.high is None or self._whole:
            return place + 0.5
        return place + (value - inside.low) / (inside.high - inside.low)

    @property
    def _whole(self) -> bool:
        first = self.found.bins[0]
        return self.unit in WHOLE and first.high is not None and first.high - first.low == 1

    def _edges(self) -> tuple[list[float], list[str]]:
        lows = [each.low for each in self.found.bins]
        every = ceil((len(lows) + 1) / WORDS)
        edges = [*lows, *([self.found.bins[-1].high] if self.found.bins[-1].high is not None and not self._whole else [])]
        shift = 0.5 if self._whole else 0.0
        named = [(place, edge) for place, edge in enumerate(edges) if place % every == 0 and edge is not None]
        return [place + shift for place, _ in named], [say(edge, self.unit, self.language, self.currency) for _, edge in named]

    def stretch(self, each: Bin) -> str:
        """The values of a bin in words: `15–30 s`, `4`, `5 min or more`."""
        if each.high is None:
            low = say(each.low, self.unit, self.language, self.currency)
            return translator(self.language)("{value} or more").format(value=low)
        if self._whole:
            return say(each.low, self.unit, self.language, self.currency)
        return say_span(each.low, each.high, self.unit, self.language, self.currency)

    def _hover(self, each: Bin) -> str:
        share = say(each.n / self.found.n, "share", self.language)
        return f"<b>{self.stretch(each)}</b><br>{decimal(each.n, self.language)} ({share})"
