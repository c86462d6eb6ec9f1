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


@dataclass(frozen=True)
class Measure:
    """A value and the number of rows that entered it, as aggregations over the rows of one period and breakdown."""

    value: nw.Expr
    n: nw.Expr


@dataclass(frozen=True)
class Stock:
    """How many rows are in a state at the end of a period: those that entered it by then and had not left.

    Both are names of local date columns of the source; a row that never leaves has a null.
    """

    enters: str
    leaves: str


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
    """Below this n the value is null: not published."""
    measure: Callable[[], Measure | Stock]


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
) -> Callable[[Callable[[], Measure | Stock]], Callable[[], Measure | Stock]]:
    """Register the function below as the indicator of its name.

    Raises:
        ValueError: the name is taken, or the function has no docstring.
    """

    def register(measure: Callable[[], Measure | Stock]) -> Callable[[], Measure | Stock]:
        name = measure.__name__
        definition = getdoc(measure)
        if name in REGISTRY or not definition:
            raise ValueError(f"{name}: an indicator has a name of its own and a docstring that defines it")
        REGISTRY[name] = Indicator(
            name, label, population, definition, unit, better, source, dated_by, owner, audience, headline, least_n, measure
        )
        return measure

    return register
