"""The sparkline of the overview: a small picture of a series, its usual band and its target."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from charts.theme import MARKS, OUTLINE, Theme
from metrics.reading import Reading
from metrics.sentence import bounds
from metrics.spc import Point

WIDTH, HEIGHT, EDGE = 300, 40, 5


@dataclass(frozen=True)
class Scale:
    """From positions and values to pixels within a frame."""

    low: float
    high: float
    count: int
    left: float = EDGE
    right: float = WIDTH - EDGE
    top: float = EDGE
    bottom: float = HEIGHT - EDGE

    @property
    def half(self) -> float:
        """Half of the width of one period."""
        return (self.right - self.left) / self.count / 2

    def x(self, position: int) -> float:
        return self.left + (self.right - self.left) * (position + 0.5) / self.count

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * ((value - self.low) / (self.high - self.low) if self.high > self.low else 0.5)


def sparkline(reading: Reading, theme: Theme) -> str:
    """SVG text; empty when there is nothing to draw. Its words stand beside it, so it carries none."""
    points = [point for point, done in zip(reading.xmr.points, reading.series["complete"], strict=True) if done]
    values = [point.value for point in points if point.value is not None]
    if not values:
        return ""
    aims = [(aim, first, min(last, len(points) - 1)) for aim, first, last in reading.aims if first < len(points)]
    limits = [each for point in points if point.limits for each in bounds(reading, point.limits)]
    shown = [*values, *limits, *(aim for aim, _, _ in aims)]
    scale = Scale(min(shown), max(shown), len(points))
    parts = (
        *bands(reading, points, scale, theme),
        *_targets(aims, scale, theme),
        *lines(points, scale, theme),
        *marks(points, scale, theme),
    )
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'


def bands(reading: Reading, points: Sequence[Point], scale: Scale, theme: Theme) -> Iterator[str]:
    """One rectangle a segment; dashed and not filled where its limits are provisional."""
    half = scale.half
    for limits, group in groupby(enumerate(points), key=lambda item: item[1].limits):
        if limits is None:
            continue
        places = [position for position, _ in group]
        left, width = scale.x(places[0]) - half, 2 * half * len(places)
        low, high = bounds(reading, limits)
        top, height = scale.y(high), scale.y(low) - scale.y(high)
        dashed = f'fill="none" stroke="{theme.usual}" stroke-dasharray="6 4"'
        look = dashed if limits.provisional else f'fill="{theme.band}"'
        yield f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" {look}/>'


def _targets(aims: Sequence[tuple[float, int, int]], scale: Scale, theme: Theme) -> Iterator[str]:
    """Each over the time it held."""
    half = scale.half
    for aim, first, last in aims:
        x1, x2, y = scale.x(first) - half, scale.x(last) + half, scale.y(aim)
        yield f'<line x1="{x1:.1f}" y1="{y:.1f}" x2="{x2:.1f}" y2="{y:.1f}" stroke="{theme.ink}" stroke-dasharray="2 3"/>'


def lines(points: Sequence[Point], scale: Scale, theme: Theme) -> Iterator[str]:
    """A missing value breaks the line."""
    for missing, group in groupby(enumerate(points), key=lambda item: item[1].value is None):
        if not missing:
            path = " ".join(f"{scale.x(i):.1f},{scale.y(point.value):.1f}" for i, point in group if point.value is not None)
            yield f'<polyline points="{path}" fill="none" stroke="{theme.usual}" stroke-width="1.5" stroke-linejoin="round"/>'


def marks(points: Sequence[Point], scale: Scale, theme: Theme) -> Iterator[str]:
    """The points that are not usual, a triangle in their direction, and the last one, a circle where it is usual."""
    last = max(i for i, point in enumerate(points) if point.value is not None)
    for i, point in enumerate(points):
        if point.value is not None and (i == last or point.rule):
            x, y = scale.x(i), scale.y(point.value)
            yield _triangle(x, y, point, theme) if point.direction else f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.2" fill="{theme.usual}"/>'


def _triangle(x: float, y: float, point: Point, theme: Theme) -> str:
    tip, colour, mark = -4.5 if point.direction == "high" else 4.5, theme.of(point.kind or ""), MARKS[point.kind or ""]
    corners = ((x, y + tip), (x - 4.5, y - tip * 0.7), (x + 4.5, y - tip * 0.7))
    look = f'fill="{theme.ground}" stroke="{colour}" stroke-width="{OUTLINE}"' if mark.hollow else f'fill="{colour}"'
    triangle = f'<polygon points="{" ".join(f"{across:.1f},{down:.1f}" for across, down in corners)}" {look}/>'
    return triangle + (f'<circle cx="{x:.1f}" cy="{y - tip / 6:.1f}" r="1.2" fill="{colour}"/>' if mark.dotted else "")
