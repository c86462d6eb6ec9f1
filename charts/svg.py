"""The control chart as SVG that needs no browser: it paints what `charts.control` draws, for a page that is read anywhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from html import escape, unescape
from typing import Any

from charts.control import Drawing, Size
from charts.theme import FONT, Theme
from metrics.reading import Reading

DASHES = {"dot": "2 3", "dash": "6 4"}
ANCHORS = {"left": "start", "center": "middle", "right": "end"}
LINE, LETTER = 1.3, 0.52  # height of a line and width of a letter, in letters' size
HANDED_OUT = Size(text=13, height=300, words=150, plot=620)

Kept = dict[str, Any]


def svg(reading: Reading, language: str, theme: Theme, width: int = 860, size: Size = HANDED_OUT) -> str:
    """The figure of a reading with at least one value. Its alternative text is the reading's sentence, which the page gives it."""
    return Painting(Drawing(reading, language, theme, size), width).paint()


@dataclass(frozen=True)
class Painting:
    drawing: Drawing
    width: int

    def paint(self) -> str:
        traces = [*self.drawing.entries.lines(self.drawing.theme, self.drawing.axis), self.drawing.complete(), *self.drawing.incomplete()]
        parts = (*self._grid(), *self._shapes(), *(part for trace in traces for part in self._trace(trace)), *self._words())
        view = f'width="{self.width}" height="{self.height}" viewBox="0 0 {self.width} {self.height}" overflow="visible"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {view} font-family="{escape(FONT)}">{"".join(parts)}</svg>'

    @property
    def height(self) -> int:
        return self.drawing.size.height

    @cached_property
    def layout(self) -> Kept:
        return self.drawing.layout()

    @property
    def text(self) -> int:
        return self.drawing.size.text

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of what lies between the axes."""
        margin, longest = self.layout["margin"], max(map(len, self.layout["yaxis"]["ticktext"]))
        left = margin["l"] + longest * self.text * LETTER + 6
        return left, margin["t"], self.width - margin["r"], self.height - margin["b"] - 2.2 * self.text * LINE

    @cached_property
    def span(self) -> tuple[int, int]:
        """The first and the last day, as numbers."""
        drawn = self.drawing.drawn
        return date.fromisoformat(drawn[0].period).toordinal(), date.fromisoformat(drawn[-1].period).toordinal()

    def x(self, day: str) -> float:
        first, last = self.span
        left, _, right, _ = self.box
        within = (date.fromisoformat(day).toordinal() - first) / ((last - first) or 1)
        return left + self.text + within * (right - left - 2 * self.text)

    def y(self, value: float) -> float:
        _, top, _, bottom = self.box
        low, high = self.layout["yaxis"]["range"]
        return bottom - (value - float(low)) / float(high - low) * (bottom - top)

    def place(self, thing: Kept, axis: str, key: str) -> float:
        """Where a shape or a word stands: at a value, or at a part of the whole ("paper")."""
        if thing.get(f"{axis}ref", axis) == axis:
            return self.x(thing[key]) if axis == "x" else self.y(thing[key])
        left, top, right, bottom = self.box
        part = float(thing[key])
        return left + part * (right - left) if axis == "x" else bottom - part * (bottom - top)

    def _grid(self) -> Iterator[str]:
        left, _, right, bottom = self.box
        axis, muted = self.layout["yaxis"], self.drawing.theme.muted
        for tick, word in zip(axis["tickvals"], axis["ticktext"], strict=True):
            yield f'<path d="M{left:.1f} {self.y(tick):.1f}H{right:.1f}" stroke="{axis["gridcolor"]}"/>'
            yield self._lines(left - 6, self.y(tick), word, "end", muted)
        for tick, word in zip(self.layout["xaxis"]["tickvals"], self.layout["xaxis"]["ticktext"], strict=True):
            lines = word.count("<br>")
            yield self._lines(self.x(tick), bottom + self.text * (1 + lines * LINE / 2), word, "middle", muted)

    def _shapes(self) -> Iterator[str]:
        for shape in self.layout["shapes"]:
            x0, x1, y0, y1 = (self.place(shape, key[0], key) for key in ("x0", "x1", "y0", "y1"))
            if shape["type"] == "rect":
                size = f'x="{min(x0, x1):.1f}" y="{min(y0, y1):.1f}" width="{abs(x1 - x0):.1f}" height="{abs(y1 - y0):.1f}"'
                yield f'<rect {size} fill="{_fill(shape["fillcolor"])}" {_stroke(shape["line"])}/>'
            else:
                yield f'<path d="M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}" {_stroke(shape["line"])}/>'

    def _trace(self, trace: Kept) -> Iterator[str]:
        """The line, broken where a value is missing, and its markers."""
        places = [None if value is None else (self.x(day), self.y(value)) for day, value in zip(trace["x"], trace["y"], strict=True)]
        path, broken = "", True
        for place in places:
            path += "" if place is None else f"{'M' if broken else 'L'}{place[0]:.1f} {place[1]:.1f}"
            broken = place is None
        yield f'<path d="{path}" fill="none" stroke-linejoin="round" {_stroke(trace["line"])}/>'
        for position, place in enumerate(places):
            if place is not None and "marker" in trace:
                yield _marker(*place, _at(trace["marker"], position))

    def _words(self) -> Iterator[str]:
        for word in self.layout["annotations"]:
            x = self.place(word, "x", "x") + word.get("xshift", 0)
            y = self.place(word, "y", "y") - word.get("yshift", 0)
            lines = word["text"].count("<br>") + 1
            y += {"bottom": -0.5, "top": 0.5}.get(word.get("yanchor", "middle"), 0) * lines * self.text * LINE
            yield self._lines(
                x, y, word["text"], ANCHORS[word.get("xanchor", "center")], word["font"].get("color", self.drawing.theme.muted)
            )

    def _lines(self, x: float, middle: float, text: str, anchor: str, colour: str) -> str:
        """Lines of text around a height."""
        lines = re.split("<br>", text)
        first = middle - (len(lines) - 1) / 2 * self.text * LINE + self.text * 0.35
        spans = "".join(f'<tspan x="{x:.1f}" y="{first + i * self.text * LINE:.1f}">{_plain(line)}</tspan>' for i, line in enumerate(lines))
        return f'<text text-anchor="{anchor}" font-size="{self.text}" fill="{colour}">{spans}</text>'


def _marker(x: float, y: float, look: Kept) -> str:
    size = look["size"] / 2
    style = f'fill="{look["color"]}" stroke="{look["line"]["color"]}" stroke-width="{look["line"]["width"]}"'
    symbol = look.get("symbol", "circle")
    if not size:
        return ""
    if symbol == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" {style}/>'
    tip, base = (y - size, y + size) if symbol.startswith("triangle-up") else (y + size, y - size)
    triangle = f'<path d="M{x:.1f} {tip:.1f}L{x + size:.1f} {base:.1f}H{x - size:.1f}Z" {style}/>'
    dot = f'<circle cx="{x:.1f}" cy="{y + (base - tip) / 6:.1f}" r="{size / 4:.1f}" fill="{look["line"]["color"]}"/>'
    return triangle + (dot if symbol.endswith("-dot") else "")


def _at(look: Any, position: int) -> Any:
    """What a marker's look says of one of the points."""
    if isinstance(look, dict):
        return {key: _at(value, position) for key, value in look.items()}
    return look[position] if isinstance(look, list) else look


def _fill(colour: str) -> str:
    return "none" if colour.startswith("rgba") else colour


def _stroke(line: Kept) -> str:
    if not line.get("width"):
        return ""
    dash = DASHES.get(line.get("dash", ""))
    return f'stroke="{line["color"]}" stroke-width="{line["width"]:.1f}"' + (f' stroke-dasharray="{dash}"' if dash else "")


def _plain(text: str) -> str:
    """Words without the marks that a figure sets them with."""
    return escape(unescape(re.sub(r"<[^>]+>", "", text)))
