"""What an indicator's series says: its latest value, whether it changes, and whether it meets its target."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby

import pandas as pd
import pyarrow as pa

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
BOUNDS = ("low", "high")
SERIES = ["period", "complete", "value", "n"]


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
    rows, told = compute(names, question, tables), _told(tables)
    found = _by_breakdown(rows, question)
    series = {bounds: rows[[*SERIES, *bounds]] for bounds in ((), BOUNDS) if {*bounds} <= {*rows}}
    return [
        _reading(indicator, question, breakdown, series[BOUNDS if indicator.has_interval else ()].iloc[run].reset_index(drop=True), told)
        for indicator in (catalogue.collect()[name] for name in dict.fromkeys(names))
        for breakdown, run in found.get(indicator.name, [((), slice(0))])
    ]


@lru_cache(maxsize=4)
def _told(tables: Tables) -> Told:
    return Told(tables, all_targets(tables), all_entries(tables))


def _by_breakdown(rows: pd.DataFrame, question: Question) -> Mapping[str, Sequence[tuple[Breakdown, slice]]]:
    """By indicator, its breakdowns and where their rows stand; by currency too where any row has one."""
    columns = {name: pa.array(rows[name]).to_pylist() for name in ("indicator", *question.by, "currency") if name in rows}
    found: defaultdict[str, list[tuple[Breakdown, slice]]] = defaultdict(list)
    start = 0
    for name, of_one in groupby(columns["indicator"]):
        stop = start + len([*of_one])
        keys = [key for key in columns if key in question.by or (key == "currency" and any(columns[key][start:stop]))]
        for (_, *values), run in groupby(zip(*(columns[key][start:stop] for key in ("indicator", *keys)), strict=True)):
            found[name].append((tuple(zip(keys, values, strict=True)), slice(start, start := start + len([*run]))))
    return found


def _reading(indicator: Indicator, question: Question, breakdown: Breakdown, series: pd.DataFrame, told: Told) -> Reading:
    values = pa.array(series["value"]).to_pylist()
    complete = series["complete"].tolist()
    reach = SOURCES[indicator.source].reach(told.tables)
    ends = [_last_day(each, question, reach.last) for each in series["period"]] if reach else []
    held = tuple(in_force(told.targets, indicator.name, end) for end in ends)
    entries = tuple(_entries(indicator, question, breakdown, series, ends, told))
    anew = sorted({each.position for each in entries if each.anew and each.position})
    chart = xmr(values, complete, indicator.better, anew)
    last = max((place for place, value in enumerate(values) if complete[place] and value is not None), default=None)
    period, n = (None, None) if last is None else (series["period"].iloc[last], int(series["n"].iloc[last]))
    value = None if last is None else values[last]
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


def _last_day(period: str, question: Question, until: date) -> date:
    if question.grain == "all":
        return question.end or until
    return periods.span(periods.number_of(date.fromisoformat(period), question.grain), question.grain)[1]
