"""An indicator, and the question as it takes it; the grid of breakdowns and periods that its figures fill."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from metrics import periods
from metrics.engine import Reach, Tables
from metrics.indicator import Bands, Indicator, Stock
from metrics.question import Question, QuestionError
from metrics.sources import SOURCES, Source

ACTIVITY_ONLY = "{name} is a figure of the whole activity: it cannot be broken down or filtered by “{dimension}”."
OTHER_DIMENSIONS = "{name} cannot be broken down or filtered by “{dimension}”. It can be by {known}."
TOO_FINE = "{name} is known by month at the finest: ask for month, quarter, year or all."


@dataclass(frozen=True)
class Asked:
    """What is money is broken down by currency too."""

    indicator: Indicator
    question: Question
    source: Source
    reach: Reach

    @property
    def keys(self) -> list[str]:
        return ["indicator", *self.question.by]

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
        raise QuestionError(f"The period asked ends on {question.end}, before it starts on {question.start}.")
    known = dimensions(indicator, source)
    for dimension in (*question.by, *(name for name, _ in question.where)):
        if dimension not in known:
            message = OTHER_DIMENSIONS if known else ACTIVITY_ONLY
            raise QuestionError(message.format(name=indicator.name, dimension=dimension, known=", ".join(known)))
    if source.by_month and question.grain in ("day", "week"):
        raise QuestionError(TOO_FINE.format(name=indicator.name))


def breakdowns(asked: Asked, answers: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Each breakdown that occurs, once."""
    if not asked.question.by:
        return pd.DataFrame({"indicator": [asked.indicator.name]})
    return pd.concat([answer[asked.keys] for answer in answers]).drop_duplicates()


def grid(asked: Asked, answers: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """A row for each breakdown that occurs and each period: `number`, `day` (the last one known), `covered`, `complete`."""
    return breakdowns(asked, answers).merge(_periods(asked.question, asked.reach), how="cross")


def _periods(question: Question, reach: Reach) -> pd.DataFrame:
    start, end = question.start or reach.first, question.end or reach.last
    numbers = range(periods.number_of(start, question.grain), periods.number_of(end, question.grain) + 1)
    rows = []
    for number in numbers:
        first, last = (start, end) if question.grain == "all" else periods.span(number, question.grain)
        covered = first <= reach.last and reach.first <= last
        cut = first < (question.start or first) or last > (question.end or last)
        rows.append((number, min(last, end, reach.last).toordinal(), covered, covered and not cut and last <= reach.last))
    return pd.DataFrame(rows, columns=["number", "day", "covered", "complete"])
