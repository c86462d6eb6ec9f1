"""An indicator, and the question as it takes it; the grid of breakdowns and periods that its figures fill."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from language import N_
from metrics import periods
from metrics.engine import Breakdown, Groups, Reach, Tables
from metrics.indicator import Bands, Indicator, Stock
from metrics.question import Question, QuestionError
from metrics.sources import SOURCES, Source

ACTIVITY_ONLY = N_("{name} is a figure of the whole activity: it cannot be broken down or filtered by “{dimension}”.")
OTHER_DIMENSIONS = N_("{name} cannot be broken down or filtered by “{dimension}”. It can be by {known}.")
TOO_FINE = N_("{name} is known by month at the finest: ask for month, quarter, year or all.")
ENDS_BEFORE = N_("The period asked ends on {end}, before it starts on {start}.")

Figures = NDArray[np.float64]


@dataclass(frozen=True)
class Asked:
    """What is money is broken down by currency too."""

    indicator: Indicator
    question: Question
    source: Source
    reach: Reach

    @property
    def until(self) -> Question:
        """The question from the beginning of the data, to its end or theirs."""
        end = self.question.end
        return replace(self.question, start=None, end=self.reach.last if end is None else min(end, self.reach.last))


def bands_of(indicator: Indicator) -> Bands | None:
    measure = indicator.measure()
    return measure.bands if isinstance(measure, Stock) else None


def dimensions(indicator: Indicator, source: Source) -> tuple[str, ...]:
    """What the indicator may be broken down or filtered by."""
    bands = bands_of(indicator)
    return (*source.dimensions, *((bands.name,) if bands else ()))


def ask(indicator: Indicator, question: Question, tables: Tables) -> Asked | None:
    """What is asked of one indicator; nothing where its source has no data.

    Raises:
        QuestionError: it does not know a dimension, or so fine a period, or the period ends before it starts.
    """
    source = SOURCES[indicator.source]
    _check(indicator, source, question)
    by = (*question.by, "currency") if indicator.per_currency else question.by
    reach = source.reach(tables)
    return Asked(indicator, replace(question, by=tuple(dict.fromkeys(by))), source, reach) if reach else None


def _check(indicator: Indicator, source: Source, question: Question) -> None:
    if question.start and question.end and question.end < question.start:
        raise QuestionError(ENDS_BEFORE, end=question.end, start=question.start)
    known = dimensions(indicator, source)
    for dimension in (*question.by, *(name for name, _ in question.where)):
        if dimension not in known:
            message = OTHER_DIMENSIONS if known else ACTIVITY_ONLY
            raise QuestionError(message, name=indicator.name, dimension=dimension, known=", ".join(known))
    if source.by_month and question.grain in ("day", "week"):
        raise QuestionError(TOO_FINE, name=indicator.name)


@dataclass(frozen=True)
class Periods:
    """From the first asked, or known, to the last; none is skipped."""

    numbers: range
    starts: list[str]
    """ISO first day of each, or "all"."""
    days: NDArray[np.int64]
    """The last day of each that is known."""
    covered: NDArray[np.bool_]
    complete: NDArray[np.bool_]


@dataclass(frozen=True)
class Grid:
    """A cell for each breakdown, in order, and each period of it: figures are arrays of this shape, null is NaN."""

    breakdowns: list[Breakdown]
    periods: Periods

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.breakdowns), len(self.periods.numbers)

    def rows(self, groups: Groups) -> NDArray[np.int64]:
        """Of each group, the place of its breakdown."""
        places = {breakdown: place for place, breakdown in enumerate(self.breakdowns)}
        return np.array([places[breakdown] for breakdown in groups.breakdowns], dtype=np.int64)

    def placed(self, groups: Groups) -> Mapping[str, Figures]:
        """The figures of groups in their cells, by the `number` of a period; what lies in none is left out."""
        numbers = groups.figures["number"].astype(np.int64) - self.periods.numbers.start
        within = (numbers >= 0) & (numbers < len(self.periods.numbers))
        figures = np.full((len(groups.figures), *self.shape), np.nan)
        figures[:, self.rows(groups)[within], numbers[within]] = np.stack([*groups.figures.values()])[:, within]
        return dict(zip(groups.figures, figures, strict=True))


@dataclass(frozen=True)
class Series:
    """What an indicator says in each cell; `low` and `high` where it has an interval."""

    grid: Grid
    value: Figures
    n: Figures
    low: Figures | float = np.nan
    high: Figures | float = np.nan


def grid(asked: Asked, breakdowns: Iterable[Breakdown]) -> Grid:
    """Each breakdown that occurs, and each period; nulls are last, and bands in their own order, not in that of the alphabet."""
    by, bands = asked.question.by, bands_of(asked.indicator)
    ranks: dict[tuple[str, Any], Any] = {(bands.name, label): rank for rank, (label, _, _) in enumerate(bands.bands)} if bands else {}

    def order(breakdown: Breakdown) -> list[tuple[bool, Any]]:
        return [(value is None, ranks.get((name, value), value)) for name, value in zip(by, breakdown, strict=True)]

    return Grid(sorted({*breakdowns}, key=order) if by else [()], _periods(asked.question, asked.reach))


@lru_cache(maxsize=8)
def _periods(question: Question, reach: Reach) -> Periods:
    start, end = question.start or reach.first, question.end or reach.last
    numbers = range(periods.number_of(start, question.grain), periods.number_of(end, question.grain) + 1)
    whole = question.grain == "all"
    spans = [(start, end) if whole else periods.span(number, question.grain) for number in numbers]
    covered = np.array([first <= reach.last and reach.first <= last for first, last in spans], dtype=bool)
    filled = [last <= reach.last and first >= (question.start or first) and last <= (question.end or last) for first, last in spans]
    days = np.array([min(last, end, reach.last).toordinal() for _, last in spans], dtype=np.int64)
    starts = ["all" if whole else first.isoformat() for first, _ in spans]
    return Periods(numbers, starts, days, covered, covered & np.array(filled, dtype=bool))
