"""How sure a survey's figure is. From how many answered alone: the spread of the people asked would tell about them."""

from math import sqrt

from scipy.stats import t

from metrics.disclosure.figure import Figure, Scale

BOTH_SIDES = 0.975
HALF, MOST = 0.5, 0.8


def half_width(n: int, sd: float) -> float:
    """Of the 95 % interval around a mean of `n` scores that usually vary by `sd`."""
    return float(t.ppf(BOTH_SIDES, n - 1)) * sd / sqrt(n)


def detectable_change(before: int, after: int, sd: float) -> float:
    """The least change between two waves that so many answers can tell from chance, people being others or unknown."""
    return float(t.ppf(BOTH_SIDES, before + after - 2)) * sd * sqrt(1 / before + 1 / after)


def worst_case(published: Figure, n: int, headcount: float, scale: Scale) -> tuple[float, float]:
    """The mean of everyone, if all who kept silent were at the low end of the scale, or all at the high end; from what is published."""
    answered = n / headcount
    return published.low * answered + scale.low * (1 - answered), published.high * answered + scale.high * (1 - answered)


def participation(n: int, headcount: float | None) -> str | None:
    """`<50`, `50-79` or `>=80` per cent: “11 of 12” would point at one person. Null where no headcount holds them."""
    if not headcount or headcount < n:
        return None
    share = n / headcount
    return "<50" if share < HALF else "50-79" if share < MOST else ">=80"
