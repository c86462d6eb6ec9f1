"""The sparkline of the overview: a small picture of a series, its usual band and its target."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from charts.theme import Theme

WIDTH, HEIGHT, EDGE = 300, 40, 5


@dataclass(frozen=True)
class Spark:
    """A series as the sparkline needs it; positions are those of `values`, None where there is none."""

    values: Sequence[float | None]
    kinds: Sequence[str | None]
    lower: Sequence[float | None]
    upper: Sequence[float | None]
    target: float | None
    provisional: bool


@dataclass(frozen=True)
class Scale:
    low: float
    high: float
    count: int

    def x(self, position: int) -> float:
        return EDGE + (WIDTH - 2 * EDGE) * (position + 0.5) / self.count

    def y(self, value: float) -> float:
        return HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * ((value - self.low) / (self.high - self.low) if self.high > self.low else 0.5)


def sparkline(spark: Spark, theme: Theme) -> str:
    """SVG text; empty when there is nothing to draw. Its words stand beside it, so it carries none."""
    values = [value for value in spark.values if value is not None]
    if not values:
        return ""
    shown = [value for value in (*values, *spark.lower, *spark.upper, spark.target) if value is not None]
    scale = Scale(min(shown), max(shown), len(spark.values))
    parts = (*_bands(spark, scale, theme), *_target(spark, scale, theme), *_lines(spark, scale, theme), *_points(spark, scale, theme))
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'


def _bands(spark: Spark, scale: Scale, theme: Theme) -> Iterator[str]:
    """One rectangle a segment of equal limits; dashed and not filled where they are provisional."""
    limits = enumerate(zip(spark.lower, spark.upper, strict=True))
    look = f'fill="none" stroke="{theme.usual}" stroke-dasharray="3 3"' if spark.provisional else f'fill="{theme.band}"'
    for (lower, upper), group in groupby(limits, key=lambda item: item[1]):
        places = [position for position, _ in group]
        if lower is None or upper is None:
            continue
        half = (scale.x(1) - scale.x(0)) / 2
        left, width = scale.x(places[0]) - half, scale.x(places[-1]) - scale.x(places[0]) + 2 * half
        top, height = scale.y(upper), scale.y(lower) - scale.y(upper)
        yield f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" {look}/>'


def _target(spark: Spark, scale: Scale, theme: Theme) -> Iterator[str]:
    if spark.target is not None:
        y = f"{scale.y(spark.target):.1f}"
        yield f'<line x1="{EDGE}" y1="{y}" x2="{WIDTH - EDGE}" y2="{y}" stroke="{theme.ink}" stroke-dasharray="2 3"/>'


def _lines(spark: Spark, scale: Scale, theme: Theme) -> Iterator[str]:
    """A missing value breaks the line."""
    for missing, group in groupby(enumerate(spark.values), key=lambda item: item[1] is None):
        if not missing:
            path = " ".join(f"{scale.x(i):.1f},{scale.y(value):.1f}" for i, value in group if value is not None)
            yield f'<polyline points="{path}" fill="none" stroke="{theme.usual}" stroke-width="1.5" stroke-linejoin="round"/>'


def _points(spark: Spark, scale: Scale, theme: Theme) -> Iterator[str]:
    """The points that are not usual, and the last one."""
    last = max(i for i, value in enumerate(spark.values) if value is not None)
    for i, (value, kind) in enumerate(zip(spark.values, spark.kinds, strict=True)):
        if value is not None and (i == last or kind not in (None, "common_cause")):
            yield f'<circle cx="{scale.x(i):.1f}" cy="{scale.y(value):.1f}" r="3.2" fill="{theme.of(kind or "common_cause")}"/>'
