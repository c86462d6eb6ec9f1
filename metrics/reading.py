"""What an indicator's series says: its latest value, whether it changes, and whether it meets its target."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby

import pandas as pd

from metrics import catalogue, periods
from metrics.compute import compute
from metrics.engine import Tables
from metrics.indicator import Indicator
from metrics.journal import Entry, Placed, all_entries, of, placed, teams_of
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
    targets: tuple[Target | None, ...]
    """Of each period, the one in force at its end."""
    data_until: date | None
    entries: tuple[Placed, ...] = ()
    """What the journal tells about it, within its periods, oldest first."""

    @property
    def target(self) -> Target | None:
        """The one in force at the end of the latest period."""
        return dict(zip(self.series["period"], self.targets, strict=True)).get(self.latest_period)

    @property
    def aims(self) -> list[tuple[float, int, int]]:
        """Each target that held, with the positions of the first and the last period in which it did."""
        runs = groupby(enumerate(self.targets), key=lambda item: item[1])
        held = [(target, [place for place, _ in run]) for target, run in runs]
        return [(target.target, places[0], places[-1]) for target, places in held if target]

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
    def latest_place(self) -> int | None:
        """Position of the latest period."""
        return None if self.latest_period is None else self.series["period"].tolist().index(self.latest_period)

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


@dataclass(frozen=True)
class Told:
    """What people set and wrote, read once for all the readings asked."""

    tables: Tables
    targets: list[Target]
    entries: list[Entry]


def read(names: Sequence[str], question: Question, tables: Tables) -> list[Reading]:
    """A reading of each indicator: one for each breakdown where the question asks for some, and for each currency of money.

    An indicator without data has one reading, with an empty series.

    Raises:
        QuestionError: as `compute`.
    """
    rows = compute(names, question, tables)
    told = _told(tables)
    return [
        _reading(catalogue.collect()[name], question, breakdown, series, told)
        for name in dict.fromkeys(names)
        for breakdown, series in _by_breakdown(rows[rows["indicator"] == name], question)
    ]


@lru_cache(maxsize=4)
def _told(tables: Tables) -> Told:
    return Told(tables, all_targets(tables), all_entries(tables))


def _by_breakdown(rows: pd.DataFrame, question: Question) -> Iterator[tuple[Breakdown, pd.DataFrame]]:
    keys = [column for column in rows.columns if column in question.by or (column == "currency" and rows[column].notna().any())]
    if not keys or rows.empty:
        yield (), rows
        return
    for values, series in rows.groupby(keys, dropna=False, sort=False):
        yield tuple(zip(keys, (None if value is pd.NA else value for value in values), strict=True)), series


def _reading(indicator: Indicator, question: Question, breakdown: Breakdown, rows: pd.DataFrame, told: Told) -> Reading:
    series = rows[["period", "complete", "value", "n", *(["low", "high"] if indicator.has_interval else [])]].reset_index(drop=True)
    values = [None if pd.isna(value) else float(value) for value in series["value"]]
    reach = SOURCES[indicator.source].reach(told.tables)
    ends = [_last_day(each, question, reach.last) for each in series["period"]] if reach else []
    held = tuple(in_force(told.targets, indicator.name, end) for end in ends)
    entries = tuple(_entries(indicator, question, breakdown, series, ends, told))
    anew = sorted({each.position for each in entries if each.anew and each.position})
    chart = xmr(values, series["complete"].tolist(), indicator.better, anew)
    period, value, n = _latest(series)
    return Reading(indicator, question, breakdown, series, chart, period, value, n, held, reach.last if reach else None, entries)


def _entries(
    indicator: Indicator, question: Question, breakdown: Breakdown, series: pd.DataFrame, ends: Sequence[date], told: Told
) -> list[Placed]:
    """A figure of the whole period has no moment at which something could stand."""
    if question.grain == "all" or not ends:
        return []
    teams = teams_of(question, breakdown)
    begins = [date.fromisoformat(period) for period in series["period"]]
    return placed(of(told.entries, indicator.name, teams), begins, ends[-1], teams)


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
