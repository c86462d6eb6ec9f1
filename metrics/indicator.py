"""What an indicator is: a measure, and beside it every fact that screens, catalogue, exports and tests say about it."""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import getdoc
from typing import Literal

import narwhals as nw

Unit = Literal["count", "share", "seconds", "hours", "days", "money", "score", "rate"]
Better = Literal["higher", "lower", "neither"]
Owner = Literal["quality", "production", "hr"]
Audience = Literal["activity", "team", "production", "hr"]
Statistic = Literal["count", "sum", "mean", "share", "median", "p80", "p90"]


@dataclass(frozen=True)
class Measure:
    """A statistic of one column, prepared row by row: null where the row does not enter, so that n is the count of the others.

    A "share" is the mean of 0 and 1, one for each row that counts, and has a Wilson interval.
    """

    statistic: Statistic
    of: nw.Expr


@dataclass(frozen=True)
class Ratio:
    """The sum of one prepared column over the sum of another."""

    of: nw.Expr
    per: nw.Expr
    n: nw.Expr | None = None
    """How many rows entered, summed; without it, what `per` sums to."""
    known: nw.Expr | None = None
    """False for a row that leaves the whole ratio undefined."""


@dataclass(frozen=True)
class Net:
    """How many rows one date puts in the period, less how many the other does; n is both together. Names of local date columns."""

    enters: str
    leaves: str


@dataclass(frozen=True)
class Bands:
    """A dimension that depends on the day one looks: how many days have passed since a date."""

    name: str
    since: str
    """The local date column from which the days are counted; a row without it is in no band."""
    bands: tuple[tuple[str, int | None, int | None], ...]
    """Label, fewest and most days, both included; null where there is no bound."""


@dataclass(frozen=True)
class Stock:
    """The rows that are in a state at the end of a period: those that entered it by then and had not left."""

    enters: nw.Expr
    """The day a row enters, as `metrics.periods.day` counts days; null for one that never does."""
    leaves: nw.Expr | None = None
    """The first day a row is in the state no more; null for one that never leaves."""
    of: nw.Expr | None = None
    """What is summed; without it the rows are counted. The sum of rows that all lack it is undefined."""
    bands: Bands | None = None


@dataclass(frozen=True)
class Oldest:
    """How many days the oldest row of a stock has been in it; n is the rows in it."""

    stock: Stock


@dataclass(frozen=True)
class StockRatio:
    """One stock over another at the same day, times a factor; n is the rows of the other."""

    of: Stock
    per: Stock
    times: float = 1
    after_d: int = 0
    """Undefined until the data are so many days long."""


@dataclass(frozen=True)
class Survival:
    """Kaplan–Meier by opening cohort: what the cases that are still open have not told yet is not left out.

    The share closed within so many seconds of opening, or, without these, the time within which half are closed.
    """

    within_s: int | None = None


@dataclass(frozen=True)
class Spread:
    """How unevenly rows fall to the values of a column: the Gini index with small-sample correction, as a band; n is the values."""

    over: str


AnyMeasure = Measure | Ratio | Net | Stock | Oldest | StockRatio | Survival | Spread
Definition = Callable[[], AnyMeasure]


@dataclass(frozen=True)
class Indicator:
    name: str
    label: str
    """English; the French is in `locale/`."""
    population: str
    """What the figure is about, in two to four words, shown small under the label: "of answered calls"."""
    definition: str
    """The function's docstring: *of the … in the period, …*; then what is left out and what not to conclude."""
    unit: Unit
    better: Better
    source: str
    """A name in `metrics.sources`."""
    dated_by: str
    """The local date column that puts a row in a period; for a stock, the date at which it enters."""
    owner: Owner
    audience: Audience
    headline: bool
    """One of the few rows that open the overview."""
    least_n: int
    """Below this n neither the value nor n is published: both are null."""
    per_currency: bool
    """Broken down by currency: two are never added."""
    measure: Definition

    @property
    def has_interval(self) -> bool:
        """A share of rows, an estimate from a cohort, or a figure published as a band."""
        measure = self.measure()
        counted = isinstance(measure, StockRatio) and measure.of.of is None
        return counted or isinstance(measure, Survival | Spread) or (isinstance(measure, Measure) and measure.statistic == "share")


REGISTRY: dict[str, Indicator] = {}


def indicator(
    *,
    label: str,
    population: str,
    unit: Unit,
    better: Better,
    source: str,
    dated_by: str,
    owner: Owner,
    audience: Audience,
    headline: bool = False,
    least_n: int = 1,
    per_currency: bool = False,
) -> Callable[[Definition], Definition]:
    """Register the function below as the indicator of its name.

    Raises:
        ValueError: the name is taken, or the function has no docstring.
    """

    def register(measure: Definition) -> Definition:
        name = measure.__name__
        definition = getdoc(measure)
        if name in REGISTRY or not definition:
            raise ValueError(f"{name}: an indicator has a name of its own and a docstring that defines it")
        REGISTRY[name] = Indicator(
            name,
            label,
            population,
            definition,
            unit,
            better,
            source,
            dated_by,
            owner,
            audience,
            headline,
            least_n,
            per_currency or unit == "money",
            measure,
        )
        return measure

    return register
