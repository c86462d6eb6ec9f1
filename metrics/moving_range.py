"""The moving ranges behind an XmR chart: how far each point lies from the one before."""

from dataclasses import dataclass
from itertools import pairwise

from metrics.spc import LIMIT_FACTOR, SCREEN_FACTOR, Point, Xmr


@dataclass(frozen=True)
class MovingRange:
    value: float | None
    """From the point before to this one; null where one of both is not judged, or a new segment starts."""
    mean: float | None = None
    """Of the ranges that make the limits of the segment; null where it has none."""

    @property
    def upper(self) -> float | None:
        """A range at or beyond it was screened out."""
        return None if self.mean is None else SCREEN_FACTOR * self.mean

    @property
    def beyond(self) -> bool:
        return self.value is not None and bool(self.upper) and self.value > (self.upper or 0)


def moving_ranges(chart: Xmr) -> tuple[MovingRange, ...]:
    """One for each point of the chart, in its unit; the chart of ranges has centre `mean` and upper limit `upper`."""
    after = enumerate(pairwise(chart.points), start=1)
    ranges = [None, *(None if place in chart.rebases else _between(*pair) for place, pair in after)]
    return tuple(MovingRange(value, _mean(point)) for value, point in zip(ranges, chart.points, strict=False))


def _between(before: Point, point: Point) -> float | None:
    if before.kind is None or point.kind is None or before.value is None or point.value is None:
        return None
    return abs(point.value - before.value)


def _mean(point: Point) -> float | None:
    return point.limits.half_width / LIMIT_FACTOR if point.limits else None
