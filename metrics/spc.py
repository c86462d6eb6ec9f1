"""Signal or noise: charts of individual values and moving ranges (XmR), after NHS England's *Making Data Count* and Wheeler.

Plain sequences in, plain results out. A segment is what lies between two rebases; nothing is reckoned across one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import fmean
from typing import Literal

from metrics.indicator import Better

Kind = Literal["common_cause", "improvement", "concern", "neutral"]
Rule = Literal["limit", "trend", "two_of_three", "shift"]
Direction = Literal["high", "low"]
Assurance = Literal["passes", "fails", "hit_and_miss"]
Values = Sequence[float | None]

LIMIT_FACTOR = 2.66  # 3 / 1.128, rounded as published
SCREEN_FACTOR = 3.267  # Nelson 1982, J. Quality Technology 14(3) 172-173
TREND_STEPS = 6
SHIFT_POINTS = 7
LEAST_POINTS = 8
FIRM_POINTS = 13
ROUNDING = 1e-12  # of the size of the numbers: what adding and dividing floats may leave of two equal ones


@dataclass(frozen=True)
class Limits:
    """The usual variation of a segment, in the unit of its values."""

    centre: float
    half_width: float
    provisional: bool = False
    """Made by fewer than 13 points."""

    @property
    def lower(self) -> float:
        return self.centre - self.half_width

    @property
    def upper(self) -> float:
        return self.centre + self.half_width

    @property
    def slack(self) -> float:
        """A value is beyond a limit, or off the mean, by more than this."""
        return ROUNDING * (abs(self.centre) + self.half_width)

    @property
    def varies(self) -> bool:
        return self.half_width > self.slack

    @property
    def near_lower(self) -> float:
        return self.centre - self.half_width * 2 / 3

    @property
    def near_upper(self) -> float:
        return self.centre + self.half_width * 2 / 3


@dataclass(frozen=True)
class Point:
    value: float | None
    limits: Limits | None = None
    """Of its segment; null where that has fewer than 8 points."""
    kind: Kind | None = None
    """Null where the point is not judged: without value, incomplete or without limits."""
    rule: Rule | None = None
    """The strongest rule that marks it; null for common cause."""
    direction: Direction | None = None

    @property
    def centre(self) -> float | None:
        return self.limits.centre if self.limits else None

    @property
    def lower(self) -> float | None:
        return self.limits.lower if self.limits else None

    @property
    def upper(self) -> float | None:
        return self.limits.upper if self.limits else None


@dataclass(frozen=True)
class Xmr:
    points: tuple[Point, ...]
    """As many as there were values, in their order."""
    rebases: tuple[int, ...] = ()
    """Positions at which a new segment starts, in order."""

    @property
    def limits(self) -> Limits | None:
        """Those of the last segment."""
        return self.points[-1].limits if self.points else None

    @property
    def provisional(self) -> bool:
        return self.limits is not None and self.limits.provisional

    @property
    def latest(self) -> Point | None:
        """The latest complete point; null where the last segment has no limits."""
        return next((point for point in reversed(self.points) if point.kind), None) if self.limits else None

    @property
    def variation(self) -> Kind | None:
        """The kind of the latest complete point."""
        return self.latest.kind if self.latest else None

    @property
    def since(self) -> int | None:
        """Position of the first of the points marked alike that lead up to the latest complete one; null when that one is not marked."""
        if self.latest is None or self.latest.rule is None:
            return None
        alike = [(point.kind, point.direction) == (self.latest.kind, self.latest.direction) for point in self.points]
        start = max(position for position, same in enumerate(alike) if same)
        while start and alike[start - 1]:
            start -= 1
        return start


@dataclass(frozen=True)
class Mark:
    rule: Rule
    direction: Direction


def xmr(
    values: Values,
    complete: Sequence[bool] | None = None,
    better: Better = "neither",
    rebases: Sequence[int] = (),
    baseline: int | None = None,
    two_of_three_beyond_limit_counts: bool = True,
) -> Xmr:
    """Limits and kind of every point.

    Args:
        values: one per period in time order, null where there is none; a missing period breaks runs and ranges.
        complete: false for a period that is not to be judged; it makes no limits either.
        rebases: positions at which a new segment starts.
        baseline: only the first so many points of each segment make its limits.
        two_of_three_beyond_limit_counts: as the MDC team decided in November 2023; false to compare with older software.

    Raises:
        ValueError: a rebase lies outside the series.
    """
    if any(not 0 < position < len(values) for position in rebases):
        raise ValueError(f"A rebase starts a segment within the series, at a position from 1 to {len(values) - 1}.")
    judged = values if complete is None else [value if done else None for value, done in zip(values, complete, strict=True)]
    points: list[Point] = []
    for start, stop in pairwise(sorted({0, *rebases, len(values)})):
        segment = judged[start:stop]
        limits = _drawn(segment, baseline)
        found = marks(segment, limits, two_of_three_beyond_limit_counts) if limits else [None] * len(segment)
        for value, seen, mark in zip(values[start:stop], segment, found, strict=True):
            kind = _kind(mark, better) if limits and seen is not None else None
            points.append(Point(value, limits, kind, mark.rule if mark else None, mark.direction if mark else None))
    return Xmr(tuple(points), tuple(sorted({*rebases})))


def limits_of(values: Values, baseline: int | None = None) -> Limits | None:
    """The limits that a segment's points make, however few; none without two neighbouring points.

    Ranges of 3.267 times their mean and more are screened out once, unless nothing would be left to make limits of.
    """
    used = _first(values, baseline) if baseline else values
    ranges = [abs(after - before) for before, after in pairwise(used) if before is not None and after is not None]
    if not ranges:
        return None
    mean = fmean(ranges)
    kept = [each for each in ranges if each < SCREEN_FACTOR * mean]
    spread = (fmean(kept) if kept else 0) or mean
    points = [value for value in used if value is not None]
    return Limits(fmean(points), LIMIT_FACTOR * spread, len(points) < FIRM_POINTS)


def marks(values: Values, limits: Limits, two_of_three_beyond_limit_counts: bool = True) -> list[Mark | None]:
    """The strongest rule that marks each point of a segment; none where the segment does not vary."""
    found: list[Mark | None] = [None] * len(values)
    if not limits.varies:
        return found
    rules: tuple[tuple[Rule, Iterator[tuple[int, int]]], ...] = (
        ("shift", _shift(values, limits)),
        ("two_of_three", _two_of_three(values, limits, two_of_three_beyond_limit_counts)),
        ("trend", _trend(values)),
        ("limit", _beyond_limit(values, limits)),
    )
    for rule, positions in rules:
        for position, side in positions:
            found[position] = Mark(rule, "high" if side > 0 else "low")
    return found


def assurance(chart: Xmr, target: float | None, better: Better) -> Assurance | None:
    """Whether the process, as it runs, meets its target; null without target, direction or limits."""
    limits = chart.limits
    if target is None or better == "neither" or limits is None:
        return None
    if limits.lower <= target <= limits.upper:
        return "hit_and_miss"
    return "passes" if (target < limits.lower) == (better == "higher") else "fails"


def _drawn(segment: Values, baseline: int | None) -> Limits | None:
    used = _first(segment, baseline) if baseline else segment
    return limits_of(used) if sum(value is not None for value in used) >= LEAST_POINTS else None


def _first(values: Values, count: int) -> Values:
    positions = [position for position, value in enumerate(values) if value is not None]
    return values[: positions[count - 1] + 1] if count <= len(positions) else values


def _kind(mark: Mark | None, better: Better) -> Kind:
    if mark is None:
        return "common_cause"
    if better == "neither":
        return "neutral"
    return "improvement" if (mark.direction == "high") == (better == "higher") else "concern"


def _beyond_limit(values: Values, limits: Limits) -> Iterator[tuple[int, int]]:
    for position, value in enumerate(values):
        if side := _beyond(value, limits.lower, limits.upper, limits.slack):
            yield position, side


def _trend(values: Values) -> Iterator[tuple[int, int]]:
    """Six strict steps one way; a peak that ends one trend and begins the next belongs to the second."""
    steps = [0 if before is None or after is None else (after > before) - (after < before) for before, after in pairwise(values)]
    for side, start, length in _runs(steps):
        if length >= TREND_STEPS:
            yield from ((position, side) for position in range(start, start + length + 1))


def _two_of_three(values: Values, limits: Limits, beyond_limit_counts: bool) -> Iterator[tuple[int, int]]:
    """Three neighbours on one side of the mean, two at least beyond two thirds of the way to the limit: those are marked."""
    sides = _sides(values, limits)
    near = [_beyond(value, limits.near_lower, limits.near_upper, limits.slack) for value in values]
    if not beyond_limit_counts:
        beyond_limit = dict(_beyond_limit(values, limits))
        near = [0 if position in beyond_limit else side for position, side in enumerate(near)]
    for start in range(len(values) - 2):
        window = range(start, start + 3)
        beyond = [position for position in window if near[position]]
        if abs(sum(sides[position] for position in window)) == 3 and len(beyond) >= 2:
            yield from ((position, near[position]) for position in beyond)


def _shift(values: Values, limits: Limits) -> Iterator[tuple[int, int]]:
    for side, start, length in _runs(_sides(values, limits)):
        if length >= SHIFT_POINTS:
            yield from ((position, side) for position in range(start, start + length))


def _sides(values: Values, limits: Limits) -> list[int]:
    """1 above the mean, -1 below, 0 on it or missing."""
    return [_beyond(value, limits.centre, limits.centre, limits.slack) for value in values]


def _beyond(value: float | None, lower: float, upper: float, slack: float) -> int:
    """1 above, -1 below, 0 between, on a bound, or missing."""
    return 0 if value is None else (value > upper + slack) - (value < lower - slack)


def _runs(sides: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Side, start and length of each run of equal sides other than 0."""
    position = 0
    for side, group in groupby(sides):
        length = len(list(group))
        if side:
            yield side, position, length
        position += length
