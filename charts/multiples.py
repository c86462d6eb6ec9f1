"""Small multiples: one little control chart for each team, topic, partner or channel, all on one scale."""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

from charts.axis import Axis, value_axis
from charts.sparkline import Scale, bands, lines, marks
from charts.theme import Theme
from language import short_month
from metrics.reading import Reading
from metrics.sentence import bounds
from metrics.spc import Point

WIDTH, HEIGHT, TEXT = 280, 118, 12
LEFT, RIGHT, TOP, BOTTOM = 56, 274, 8, 96
TICKS = 3
"""Values named on the scale, at most."""


def common_axis(readings: Sequence[Reading], language: str) -> Axis | None:
    """The scale that holds every value and every usual variation of them all; nothing where there is no value."""
    points = [(reading, point) for reading in readings for point in _complete(reading)]
    limits = [each for reading, point in points if point.limits for each in bounds(reading, point.limits)]
    values = [point.value for _, point in points if point.value is not None]
    return value_axis([*values, *limits], readings[0].indicator.unit, language, readings[0].currency) if values else None


def multiple(reading: Reading, axis: Axis, language: str, theme: Theme) -> str:
    """SVG text of one of them; empty where it has no value."""
    points = _complete(reading)
    if not any(point.value is not None for point in points):
        return ""
    scale = Scale(axis.low, axis.high, len(points), LEFT, RIGHT, TOP, BOTTOM)
    drawn = (*bands(reading, points, scale, theme), *lines(points, scale, theme), *marks(points, scale, theme))
    parts = (*_grid(axis, scale, theme), *drawn, *_ends(reading, language))
    look = f'font-family="Source Sans, Source Sans Pro, sans-serif" font-size="{TEXT}" fill="{theme.muted}"'
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {look}>{"".join(parts)}</svg>'


def _complete(reading: Reading) -> list[Point]:
    return [point for point, done in zip(reading.xmr.points, reading.series["complete"], strict=True) if done]


def _grid(axis: Axis, scale: Scale, theme: Theme) -> Iterator[str]:
    every = max(1, -(-len(axis.ticks) // TICKS))
    for tick, word in list(zip(axis.ticks, axis.words, strict=True))[::every]:
        y = scale.y(tick)
        yield f'<line x1="{LEFT}" x2="{RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="{theme.grid}"/>'
        yield f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{escape(word)}</text>'


def _ends(reading: Reading, language: str) -> Iterator[str]:
    """The first and the last month shown."""
    done = [str(period) for period, complete in zip(reading.series["period"], reading.series["complete"], strict=True) if complete]
    for period, x, anchor in ((done[0], LEFT, "start"), (done[-1], RIGHT, "end")):
        day = date.fromisoformat(period)
        yield f'<text x="{x}" y="{HEIGHT - 6}" text-anchor="{anchor}">{escape(short_month(day, language))} {day.year}</text>'
