"""The journal on a chart: dashed verticals, solid ones where limits start anew, each with its word at the top.

Where the words would cover each other on the narrowest plot they become numbers, whose key is printed under the chart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import groupby, pairwise
from textwrap import wrap
from typing import Any

from charts.axis import Axis
from charts.theme import Theme
from metrics.journal import Placed
from metrics.reading import Reading
from metrics.sentence import entry_told

Trace = dict[str, Any]
LONGEST = 24  # letters of a word at the top; the hover and the key have all of it
LETTER = 0.55  # of the text's size: the width of a letter
HEIGHTS = 16  # a line answers the pointer at so many places of its height
HOVER_LETTERS = 60


@dataclass(frozen=True)
class Entries:
    """The entries of a reading, drawn in texts of a size in pixels on a plot that is at least so many pixels wide."""

    reading: Reading
    language: str
    text: int
    width: int

    @cached_property
    def _by_period(self) -> list[tuple[int, list[tuple[int, Placed]]]]:
        """Position, and its entries with their numbers in the key."""
        ordered = sorted(self.reading.entries, key=lambda each: each.position)
        groups = groupby(enumerate(ordered, start=1), key=lambda item: item[1].position)
        return [(position, list(group)) for position, group in groups]

    def key(self) -> list[str]:
        """Each entry in full, for the list under the chart; numbered where the chart has numbers."""
        told = [(number, entry_told(each.entry, self.language)) for _, group in self._by_period for number, each in group]
        return [f"{number}. {words}" if self._numbered else words for number, words in told]

    def lines(self, theme: Theme, axis: Axis) -> Iterator[Trace]:
        """A vertical for each period that has entries, below the series."""
        heights = [axis.low + (axis.high - axis.low) * step / HEIGHTS for step in range(HEIGHTS + 1)]
        for position, group in self._by_period:
            anew = any(each.anew for _, each in group)
            yield {
                "type": "scatter",
                "mode": "lines",
                "name": "journal",
                "zorder": -1,
                "x": [self.reading.series["period"].iloc[position]] * len(heights),
                "y": heights,
                "line": {"color": theme.muted, "width": self.text / 8, "dash": "solid" if anew else "dash"},
                "text": "<br>".join(_hover(entry_told(each.entry, self.language)) for _, each in group),
                "hovertemplate": "%{text}<extra></extra>",
            }

    def words(self, theme: Theme) -> Iterator[Trace]:
        """The word or the number at the top of each vertical, on its side where there is more room."""
        for position, group in self._by_period:
            where = {"x": self.reading.series["period"].iloc[position], "xref": "x", "yref": "paper", "y": 1, "yanchor": "bottom"}
            side = "center" if self._numbered else "left" if self._at(position) <= self.width / 2 else "right"
            label = ", ".join(str(number) for number, _ in group) if self._numbered else escape(_short(group[0][1].entry.text), quote=False)
            yield {**where, "xanchor": side, "text": label, "showarrow": False, "font": {"size": self.text, "color": theme.ink}}

    @cached_property
    def _numbered(self) -> bool:
        reaches = [self._reach(position, _short(group[0][1].entry.text)) for position, group in self._by_period]
        crowded = any(after[0] < before[1] for before, after in pairwise(sorted(reaches)))
        return crowded or any(len(group) > 1 for _, group in self._by_period)

    def _reach(self, position: int, label: str) -> tuple[float, float]:
        """From where to where a word would go."""
        at, long = self._at(position), (len(label) + 1) * LETTER * self.text
        return (at, at + long) if at <= self.width / 2 else (at - long, at)

    def _at(self, position: int) -> float:
        """Pixels from the left of the plot."""
        return self.width * (position + 0.5) / len(self.reading.series)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"


def _hover(told: str) -> str:
    lines: Sequence[str] = wrap(told, HOVER_LETTERS)
    return "<br>".join(escape(line, quote=False) for line in lines)
