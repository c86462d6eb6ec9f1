"""What an indicator is: a measure, and beside it every fact that screens, catalogue, exports and tests say about it."""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import getdoc
from typing import Literal

import narwhals as nw

Unit = Literal["count", "share", "seconds", "days", "money", "score"]
Better = Literal["higher", "lower", "neither"]
Owner = Literal["quality", "production", "hr"]
Audience = Literal["activity", "team", "production", "hr"]
Statistic = Literal["count", "sum", "mean", "median", "p90"]


@dataclass(frozen=True)
class Measure:
    """A statistic of one column, prepared row by row: null where the row does not enter, so that n is the count of the others."""

    statistic: Statistic
    of: nw.Expr


@dataclass(frozen=True)
class Ratio:
    """The sum of one prepared column over the sum of another, which is n."""

    of: nw.Expr
    per: nw.Expr


@dataclass(frozen=True)
class Stock:
    """How many rows are in a state at the end of a period: those that entered it by then and had not left.

    Both are names of local date columns of the source; a row that never leaves has a null, and none leaves before it enters.
    """

    enters: str
    leaves: str


Definition = Callable[[], Measure | Ratio | Stock]


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
    measure: Definition


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
            name, label, population, definition, unit, better, source, dated_by, owner, audience, headline, least_n, measure
        )
        return measure

    return register
