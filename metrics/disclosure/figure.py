"""A mean as it is published: rounded, or a band where the number would put everyone near an end of the scale."""

from dataclasses import dataclass
from math import ceil, floor

from instruments import Score
from metrics.disclosure import RESERVE


@dataclass(frozen=True)
class Scale:
    """From the least to the greatest score that a person can have, and what means are rounded to."""

    low: float = 0
    high: float = 100
    step: float = 1

    @property
    def span(self) -> float:
        return self.high - self.low


@dataclass(frozen=True)
class Figure:
    """The rounded mean lies from `low` to `high`: the same number twice, or a band at one end of the scale."""

    low: float
    high: float

    @property
    def value(self) -> float | None:
        """The number; null for a band."""
        return self.low if self.low == self.high else None

    def tells(self, scale: Scale) -> tuple[float, float]:
        """Between which bounds the mean lay before it was rounded."""
        return max(scale.low, self.low - scale.step / 2), min(scale.high, self.high + scale.step / 2)


def scale_of(score: Score) -> Scale:
    return Scale(score.low, score.high, score.published_step)


def figure(mean: float, n: int, scale: Scale) -> Figure:
    """A mean of `n` scores as it is published.

    A number would leave too little room where fewer than `RESERVE` people could have answered at the far end: 7 answers give a number from
    44 to 56 of 100, 12 from 26 to 74, 15 from 21 to 79. Beyond, it is a band, and the band's own edge leaves that room.
    """
    rounded = floor(round(mean / scale.step, 9) + 0.5) * scale.step
    reserve = RESERVE * scale.span / n + scale.step / 2
    least = ceil(round((scale.low + reserve) / scale.step, 9)) * scale.step
    greatest = floor(round((scale.high - reserve) / scale.step, 9)) * scale.step
    if rounded > greatest:
        return Figure(greatest + scale.step, scale.high)
    return Figure(scale.low, least - scale.step) if rounded < least else Figure(rounded, rounded)
