"""How the values of single rows are spread in one stretch of time: percentiles, and counts in bins."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain, pairwise
from math import floor

import narwhals as nw
import pandas as pd

from language import decimal, say, translator
from metrics.engine import Frame, Tables, collect
from metrics.indicator import Indicator, Measure
from metrics.measured import measured
from metrics.question import Question

PERCENTILES = (10, 25, 50, 75, 90)
LEAST = 5
"""Rows below which nothing is told: a handful of values is no distribution."""
BINS = 24
"""At most, before the tail."""
TAIL = 0.95
"""The bins end at the first edge beyond this quantile; what lies beyond is counted in one open bin."""
CLOCK = (1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 432000, 864000)
SKEWED = 6
"""A 90th percentile so many times the median asks for bins that grow."""
LADDER = (0, 60, 300, 900, 1800, 3600, 7200, 14400, 28800, *(86400 * days for days in (1, 2, 3, 5, 7, 14, 30, 60, 90, 180, 365)))
"""In seconds: the edges of bins that grow."""


@dataclass(frozen=True)
class Bin:
    low: float
    """Included."""
    high: float | None
    """Not included; null for the last bin of a long tail, which has no end."""
    n: int


@dataclass(frozen=True)
class Distribution:
    n: int
    least: float
    most: float
    percentiles: Mapping[int, float]
    """By 10, 25, 50, 75 and 90; exact, with linear interpolation."""
    bins: tuple[Bin, ...]
    """Side by side without gaps, in order; their n sum up to n."""

    @property
    def even(self) -> bool:
        """Whether all closed bins are as wide as each other."""
        widths = [each.high - each.low for each in self.bins if each.high is not None]
        return max(widths) - min(widths) < 1e-6 * max(widths)

    @property
    def beyond(self) -> int:
        """Rows in the open bin of the tail."""
        return self.bins[-1].n if self.bins[-1].high is None else 0


def has_distribution(indicator: Indicator) -> bool:
    """A mean, median or percentile of rows of cases or invoices; not what is told of the people who work here."""
    measure = indicator.measure()
    many = isinstance(measure, Measure) and measure.statistic in ("mean", "median", "p80", "p90")
    return many and indicator.owner != "hr" and indicator.unit != "share"


def distribution(indicator: Indicator, question: Question, tables: Tables) -> Distribution | None:
    """Of the rows that the figure counts between the question's first and last day; null where there are fewer than five.

    The engine reckons the percentiles and counts the bins; no row leaves it.
    """
    rows = measured(indicator, question, tables)
    if rows is None:
        return None
    known = _summary(rows)
    n = int(known["n"])
    if n < max(LEAST, indicator.least_n):
        return None
    figures = {name: float(known[name]) for name in known.index if name != "n"}
    return Distribution(
        n, figures["least"], figures["most"], {each: figures[f"p{each}"] for each in PERCENTILES}, _bins(rows, figures, indicator.unit)
    )


def _summary(rows: Frame) -> pd.Series:
    value = nw.col("value")
    quantiles = [value.quantile(each / 100, interpolation="linear").alias(f"p{each}") for each in (*PERCENTILES, round(TAIL * 100))]
    said = collect(rows.select(value.count().alias("n"), value.min().alias("least"), value.max().alias("most"), *quantiles))
    return said.iloc[0]


def _bins(rows: Frame, figures: Mapping[str, float], unit: str) -> tuple[Bin, ...]:
    edges = _ladder(figures) if _skewed(figures, unit) else _even(figures, unit)
    number = nw.sum_horizontal(*((nw.col("value") >= edge).cast(nw.Int64) for edge in edges)).alias("bin")
    counted = collect(rows.select(number).group_by("bin").agg(nw.len().alias("n")))
    found = {int(each): int(n) for each, n in zip(counted["bin"], counted["n"], strict=True)}
    closed = (Bin(low, high, found.get(place, 0)) for place, (low, high) in enumerate(pairwise(edges), start=1))
    open_ended = [Bin(edges[-1], None, found[len(edges)])] if len(edges) in found else []
    return tuple(chain(closed, open_ended))


def _skewed(figures: Mapping[str, float], unit: str) -> bool:
    """Durations of which one bin of an even width would hold half, and the others nearly nothing."""
    return unit == "seconds" and figures["least"] >= 0 and figures["p90"] > SKEWED * figures["p50"] > 0


def _ladder(figures: Mapping[str, float]) -> list[float]:
    """The rungs from the last at or below the least value to the first beyond the greatest."""
    first = max(place for place, rung in enumerate(LADDER) if rung <= figures["least"])
    last = next((place for place, rung in enumerate(LADDER) if rung > figures["most"]), len(LADDER) - 1)
    return [float(rung) for rung in LADDER[first : last + 1]]


def _even(figures: Mapping[str, float], unit: str) -> list[float]:
    tail = figures[f"p{round(TAIL * 100)}"]
    width = step(tail - figures["least"], unit)
    return [width * place for place in range(floor(figures["least"] / width), floor(tail / width) + 2)]


def step(span: float, unit: str) -> float:
    """The narrowest width that people count in, with at most `BINS` bins over the span."""
    least = span / BINS
    usual = (m * 10.0**e for e in range(-2, 9) for m in (1, 2, 5))
    whole = (each for each in usual if each >= 1 or unit not in ("days", "score", "count"))
    return next(float(each) for each in (CLOCK if unit == "seconds" and least <= CLOCK[-1] else whole) if each >= least)


def said(found: Distribution, unit: str, language: str, currency: str | None = None) -> str:
    """Half of the rows, nine in ten and the greatest, in a sentence."""
    _ = translator(language)
    words = _("Of {n} rows, half are at {half} or less, nine in ten at {most_of_them} or less; the greatest is {greatest}.")
    half, most_of_them, greatest = (
        say(each, unit, language, currency) for each in (found.percentiles[50], found.percentiles[90], found.most)
    )
    return words.format(n=decimal(found.n, language), half=half, most_of_them=most_of_them, greatest=greatest)


def told(found: Distribution, unit: str, language: str, currency: str | None = None) -> str:
    """What the bars do not show as it is: a tail counted in one bar, bars of growing width; empty where there is none."""
    _ = translator(language)
    parts = []
    if found.beyond:
        beyond = _.many(
            "{n} row is in the last bar: {edge} or more, without end.",
            "{n} rows are in the last bar: {edge} or more, without end.",
            found.beyond,
        )
        parts.append(beyond.format(n=decimal(found.beyond, language), edge=say(found.bins[-1].low, unit, language, currency)))
    if not found.even:
        parts.append(_("Each bar stands for the stretch written below it: these grow from left to right."))
    return " ".join(parts)
