"""The sparkline of the overview: a small picture of a series, its usual band and its target."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from charts.theme import Theme
from metrics.reading import Reading
from metrics.sentence import bounds
from metrics.spc import Point

WIDTH, HEIGHT, EDGE = 300, 40, 5


@dataclass(frozen=True)
class Scale:
    low: float
    high: float
    count: int

    def x(self, position: int) -> float:
        return EDGE + (WIDTH - 2 * EDGE) * (position + 0.5) / self.count

    def y(self, value: float) -> float:
        return HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * ((value - self.low) / (self.high - self.low) if self.high > self.low else 0.5)


def sparkline(reading: Reading, theme: Theme) -> str:
    """SVG text; empty when there is nothing to draw. Its words stand beside it, so it carries none."""
    points = [point for point, done in zip(reading.xmr.points, reading.series["complete"], strict=True) if done]
    values = [point.value for point in points if point.value is not None]
    if not values:
        return ""
    target = [reading.target.target] if reading.target else []
    limits = [each for point in points if point.limits for each in bounds(reading, point.limits)]
    shown = [*values, *limits, *target]
    scale = Scale(min(shown), max(shown), len(points))
    parts = (
        *_bands(reading, points, scale, theme),
        *_target(target, scale, theme),
        *_lines(points, scale, theme),
        *_marks(points, scale, theme),
    )
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'


def _bands(reading: Reading, points: Sequence[Point], scale: Scale, theme: Theme) -> Iterator[str]:
    """One rectangle a segment; dashed and not filled where its limits are provisional."""
    half = (WIDTH - 2 * EDGE) / scale.count / 2
    for limits, group in groupby(enumerate(points), key=lambda item: item[1].limits):
        if limits is None:
            continue
        places = [position for position, _ in group]
        left, width = scale.x(places[0]) - half, 2 * half * len(places)
        low, high = bounds(reading, limits)
        top, height = scale.y(high), scale.y(low) - scale.y(high)
        dashed = f'fill="none" stroke="{theme.usual}" stroke-dasharray="3 3"'
        look = dashed if limits.provisional else f'fill="{theme.band}"'
        yield f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" {look}/>'


def _target(target: Sequence[float], scale: Scale, theme: Theme) -> Iterator[str]:
    for y in (f"{scale.y(each):.1f}" for each in target):
        yield f'<line x1="{EDGE}" y1="{y}" x2="{WIDTH - EDGE}" y2="{y}" stroke="{theme.ink}" stroke-dasharray="2 3"/>'


def _lines(points: Sequence[Point], scale: Scale, theme: Theme) -> Iterator[str]:
    """A missing value breaks the line."""
    for missing, group in groupby(enumerate(points), key=lambda item: item[1].value is None):
        if not missing:
            path = " ".join(f"{scale.x(i):.1f},{scale.y(point.value):.1f}" for i, point in group if point.value is not None)
            yield f'<polyline points="{path}" fill="none" stroke="{theme.usual}" stroke-width="1.5" stroke-linejoin="round"/>'


def _marks(points: Sequence[Point], scale: Scale, theme: Theme) -> Iterator[str]:
    """The points that are not usual, and the last one."""
    last = max(i for i, point in enumerate(points) if point.value is not None)
    for i, point in enumerate(points):
        if point.value is not None and (i == last or point.rule):
            yield f'<circle cx="{scale.x(i):.1f}" cy="{scale.y(point.value):.1f}" r="3.2" fill="{theme.of(point.kind or "common_cause")}"/>'
