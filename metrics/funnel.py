"""Teams or partners beside what chance alone explains, given how many rows each has: a funnel plot, never a ranking.

Source: Spiegelhalter 2005, "Funnel plots for comparing institutional performance", Statistics in Medicine 24, 1185–1202: limits at
95 % and 99.8 % around the pooled value; exact binomial ones for shares (its appendix A.1.1), normal ones for means; its test of
overdispersion (section 4.4).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import sqrt

import narwhals as nw
from scipy.stats import binom, chi2, norm

from language import N_, decimal, translator
from metrics.engine import Tables, collect
from metrics.indicator import Indicator, Measure
from metrics.measured import measured
from metrics.question import Question

DIMENSIONS = ("team", "partner")
INNER, OUTER = 0.95, 0.998
LEAST_SHARE, LEAST_MEAN = 5, 30
"""Rows below which one is left out: of a mean, its standard error would be of no use."""
TEST = 0.95
ALL_WITHIN = {"team": N_("All teams lie within what chance explains."), "partner": N_("All partners lie within what chance explains.")}
NONE_ALONE = {
    "team": N_("No team alone lies outside what chance explains."),
    "partner": N_("No partner alone lies outside what chance explains."),
}
Bounds = tuple[float, float]
Interval = Callable[[float, float], Bounds]
"""The limits for so many rows, at a level."""


@dataclass(frozen=True)
class Group:
    """What was counted of one team or partner."""

    name: str
    n: int
    value: float
    variance: float = 0.0
    """Of its rows; of no use for shares."""


@dataclass(frozen=True)
class Place:
    """One of them beside its limits."""

    name: str
    n: int
    value: float
    inner: Bounds
    """95 % limits."""
    outer: Bounds
    """99.8 % limits."""

    @property
    def outside(self) -> bool:
        return not self.outer[0] <= self.value <= self.outer[1]

    @property
    def between(self) -> bool:
        """Beyond 95 %, within 99.8 %: of twenty, chance alone puts one there."""
        return not self.outside and not self.inner[0] <= self.value <= self.inner[1]


@dataclass(frozen=True)
class Funnel:
    pooled: float
    """The value of all rows together."""
    places: tuple[Place, ...]
    """In alphabetical order."""
    limits: Interval
    dispersion: float
    """The mean squared distance from the pooled value, in standard errors: about 1 where chance alone is at work."""
    overdispersed: bool
    """They differ more than chance alone would let them, by a test at 5 %."""
    left_out: tuple[str, ...] = ()
    """Too few rows."""

    @property
    def outside(self) -> tuple[Place, ...]:
        return tuple(place for place in self.places if place.outside)


def compares(indicator: Indicator) -> bool:
    """Whether an honest standard error exists: shares and means of rows of cases or invoices."""
    measure = indicator.measure()
    return isinstance(measure, Measure) and measure.statistic in ("share", "mean") and indicator.owner != "hr"


def funnel(indicator: Indicator, dimension: str, question: Question, tables: Tables) -> Funnel | None:
    """Of the rows between the question's first and last day; those without the dimension are left out. Null for fewer than two groups."""
    rows = measured(indicator, replace(question, by=(dimension,)), tables)
    if rows is None:
        return None
    value = nw.col("value")
    asked = rows.filter(~nw.col(dimension).is_null()).group_by(dimension)
    found = collect(asked.agg(value.count().alias("n"), value.mean().alias("mean"), value.var(ddof=1).alias("variance")))
    found = found.assign(variance=found["variance"].fillna(0.0)).sort_values(dimension)
    groups = [Group(str(name), int(n), float(mean), float(spread)) for name, n, mean, spread in found.itertuples(index=False)]
    return of_shares(groups, indicator.least_n) if indicator.unit == "share" else of_means(groups, indicator.least_n)


def of_shares(groups: Sequence[Group], least_n: int = 1) -> Funnel | None:
    """Exact binomial limits, interpolated between whole numbers."""
    kept, left_out = _enough(groups, max(LEAST_SHARE, least_n))
    if len(kept) < 2:
        return None
    pooled = _pooled(kept)
    return _placed(kept, left_out, pooled, lambda n, level: binomial(n, pooled, level), sqrt(pooled * (1 - pooled)))


def of_means(groups: Sequence[Group], least_n: int = 1) -> Funnel | None:
    """Normal limits with the standard deviation of rows within their groups, pooled."""
    kept, left_out = _enough(groups, max(LEAST_MEAN, least_n))
    if len(kept) < 2:
        return None
    pooled = _pooled(kept)
    spread = sqrt(sum((each.n - 1) * each.variance for each in kept) / sum(each.n - 1 for each in kept))
    return _placed(kept, left_out, pooled, lambda n, level: _normal(n, pooled, spread, level), spread)


def binomial(n: float, share: float, level: float) -> Bounds:
    """Limits for a share of n rows: between the whole numbers whose cumulative probabilities enclose each tail.

    Where a tail holds none at all, or all of them, the limit is 0 or 1: as likely as that, nobody lies outside.
    """
    low, high = (float(binom.ppf(tail, n, share)) for tail in ((1 - level) / 2, (1 + level) / 2))
    return (
        _between(low, (1 - level) / 2, n, share) / n if low > 0 else 0.0,
        _between(high, (1 + level) / 2, n, share) / n if high < n else 1.0,
    )


def _between(count: float, tail: float, n: float, share: float) -> float:
    reached, before = (float(binom.cdf(each, n, share)) for each in (count, count - 1))
    return count - (reached - tail) / (reached - before)


def _normal(n: float, mean: float, spread: float, level: float) -> Bounds:
    half = float(norm.ppf((1 + level) / 2)) * spread / sqrt(n)
    return mean - half, mean + half


def _enough(groups: Sequence[Group], least: int) -> tuple[list[Group], tuple[str, ...]]:
    return [each for each in groups if each.n >= least], tuple(each.name for each in groups if each.n < least)


def _pooled(groups: Sequence[Group]) -> float:
    return sum(each.n * each.value for each in groups) / sum(each.n for each in groups)


def _placed(groups: Sequence[Group], left_out: tuple[str, ...], pooled: float, limits: Interval, spread: float) -> Funnel:
    squares = sum(each.n * ((each.value - pooled) / spread) ** 2 for each in groups) if spread else 0.0
    places = (Place(each.name, each.n, each.value, limits(each.n, INNER), limits(each.n, OUTER)) for each in groups)
    beyond_chance = squares > float(chi2.ppf(TEST, len(groups) - 1))
    return Funnel(pooled, tuple(places), limits, squares / len(groups), beyond_chance, left_out)


def said(found: Funnel, dimension: str, language: str) -> str:
    """Whether chance explains how they differ, in a sentence; those outside by name, in alphabetical order."""
    _ = translator(language)
    if not found.outside:
        return _((NONE_ALONE if found.overdispersed else ALL_WITHIN)[dimension])
    names = _(", ").join(place.name for place in found.outside)
    several = (
        _.many(
            "One team lies outside what chance explains: {names}.",
            "{n} teams lie outside what chance explains: {names}.",
            len(found.outside),
        )
        if dimension == "team"
        else _.many(
            "One partner lies outside what chance explains: {names}.",
            "{n} partners lie outside what chance explains: {names}.",
            len(found.outside),
        )
    )
    return several.format(n=len(found.outside), names=names)


def told(found: Funnel, language: str) -> str:
    """How to read it: what the limits are, that it is no ranking, and whether they are too narrow."""
    _ = translator(language)
    parts = [
        _("The limits widen where there are few rows (Spiegelhalter 2005: 95% and 99.8% around the value of all). It is not a ranking.")
    ]
    if found.overdispersed:
        spread = decimal(found.dispersion, language, "0.0")
        parts.append(
            _(
                "Together they differ more than chance alone would let them (dispersion {spread}, about 1 expected): "
                "their cases may differ. Look for that first; the limits are narrower than they should be."
            ).format(spread=spread)
        )
    if found.left_out:
        parts.append(_("Too few rows to compare: {names}.").format(names=_(", ").join(found.left_out)))
    return " ".join(parts)


def where(place: Place, language: str) -> str:
    """One of them, in a word or two."""
    _ = translator(language)
    if place.outside:
        return _("outside what chance explains")
    return _("between the two limits") if place.between else _("within what chance explains")
