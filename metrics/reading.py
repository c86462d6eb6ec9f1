"""What an indicator's series says: its latest value, whether it changes, and whether it meets its target."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from metrics import catalogue, periods
from metrics.compute import compute
from metrics.engine import Tables
from metrics.indicator import Indicator
from metrics.question import Question
from metrics.sources import SOURCES
from metrics.spc import Assurance, Kind, Xmr, assurance, xmr
from metrics.targets import Target, all_targets, in_force

Breakdown = tuple[tuple[str, Hashable], ...]


@dataclass(frozen=True)
class Reading:
    """One series and what it says. The latest period is the latest complete one that has a value."""

    indicator: Indicator
    question: Question
    breakdown: Breakdown
    """(dimension, value) of this series: by what the question is broken down, and the currency of money."""
    series: pd.DataFrame
    """`period`, `complete`, `value`, `n`, and `low` and `high` where it has an interval, in time order: a row for each point of `xmr`."""
    xmr: Xmr
    latest_period: str | None
    latest_value: float | None
    latest_n: int | None
    target: Target | None
    """The one in force at the end of the latest period."""
    data_until: date | None

    @property
    def variation(self) -> Kind | None:
        """The kind of the latest complete point; null without limits."""
        return self.xmr.variation

    @property
    def assurance(self) -> Assurance | None:
        return assurance(self.xmr, self.target.target if self.target else None, self.indicator.better)

    @property
    def currency(self) -> str | None:
        return next((str(value) for dimension, value in self.breakdown if dimension == "currency" and value is not None), None)

    @property
    def latest_interval(self) -> tuple[float, float] | None:
        """Of the latest value: its 95 % interval, or the band it is published as."""
        if self.latest_period is None or "low" not in self.series:
            return None
        low, high = self.series.loc[self.series["period"] == self.latest_period, ["low", "high"]].iloc[0]
        return None if pd.isna(low) or pd.isna(high) else (float(low), float(high))

    @property
    def since(self) -> str | None:
        """First period of the points marked alike that lead up to the latest complete one; null when that one is not marked."""
        start = self.xmr.since
        return None if start is None else str(self.series["period"].iloc[start])


def read(names: Sequence[str], question: Question, tables: Tables) -> list[Reading]:
    """A reading of each indicator: one for each breakdown where the question asks for some, and for each currency of money.

    An indicator without data has one reading, with an empty series.

    Raises:
        QuestionError: as `compute`.
    """
    rows = compute(names, question, tables)
    targets = all_targets(tables)
    return [
        _reading(catalogue.collect()[name], question, breakdown, series, targets, tables)
        for name in dict.fromkeys(names)
        for breakdown, series in _by_breakdown(rows[rows["indicator"] == name], question)
    ]


def _by_breakdown(rows: pd.DataFrame, question: Question) -> Iterator[tuple[Breakdown, pd.DataFrame]]:
    keys = [column for column in rows.columns if column in question.by or (column == "currency" and rows[column].notna().any())]
    if not keys or rows.empty:
        yield (), rows
        return
    for values, series in rows.groupby(keys, dropna=False, sort=False):
        yield tuple(zip(keys, (None if value is pd.NA else value for value in values), strict=True)), series


def _reading(
    indicator: Indicator, question: Question, breakdown: Breakdown, rows: pd.DataFrame, targets: list[Target], tables: Tables
) -> Reading:
    series = rows[["period", "complete", "value", "n", *(["low", "high"] if indicator.has_interval else [])]].reset_index(drop=True)
    values = [None if pd.isna(value) else float(value) for value in series["value"]]
    chart = xmr(values, series["complete"].tolist(), indicator.better)
    reach = SOURCES[indicator.source].reach(tables)
    period, value, n = _latest(series)
    target = in_force(targets, indicator.name, _last_day(period, question, reach.last)) if period and reach else None
    return Reading(indicator, question, breakdown, series, chart, period, value, n, target, reach.last if reach else None)


def _latest(series: pd.DataFrame) -> tuple[str | None, float | None, int | None]:
    done = series[series["complete"] & series["value"].notna()]
    if done.empty:
        return None, None, None
    last = done.iloc[-1]
    return last["period"], float(last["value"]), int(last["n"])


def _last_day(period: str, question: Question, until: date) -> date:
    if question.grain == "all":
        return question.end or until
    return periods.span(periods.number_of(date.fromisoformat(period), question.grain), question.grain)[1]
