"""An edition beside today's figures: what is no longer what was published, and why.

Between both stands a third figure, reckoned today from the data of then: where it differs from what was published, the definition
or a setting changed; where it differs from today's, the data did.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from lake.schema import TABLES
from lake.store import Lake
from language import N_, Translator, translator
from metrics import catalogue, periods
from metrics.edition import SETTINGS, Edition
from metrics.engine import open_tables
from metrics.facts import facts
from metrics.frozen import Figure
from metrics.indicator import Indicator, Oldest, Stock, StockRatio
from metrics.reading import Reading, read
from metrics.row_changes import RowChange, row_changes
from metrics.rows import counted_cases, shows_rows
from metrics.sources import SOURCES
from settings import settings

Why = Literal["late", "corrected", "withdrawn", "restored", "hours", "definition", "setting", "rebase"]
BY_HOURS = ("opened_days", "queue_quarters")
"""The sources that count opening hours themselves, beside what the rows say."""
DAYS = tuple(dict.fromkeys(column.name for table in TABLES.values() for column in table.dated()))
MANY = 10_000  # rows that changed: beyond, which of them a figure counts is told by their days alone
SAME = 1e-9  # of the size of a figure

WORDS: dict[str, str] = {
    "hours": N_("the opening hours changed"),
    "definition": N_("the way it is reckoned changed"),
    "setting": N_("a setting changed: {detail}"),
    "rebase": N_("limits start anew elsewhere"),
}


@dataclass(frozen=True)
class Reason:
    why: Why
    rows: int | None = None
    detail: str = ""

    def say(self, language: str) -> str:
        """ "3 late rows", "the opening hours changed"."""
        if self.rows:
            return _counted(self.why, self.rows, translator(language)).format(n=self.rows)
        _ = translator(language)
        return _(WORDS[self.why]).format(detail=_(self.detail))


def _counted(why: Why, rows: int, _: Translator) -> str:
    match why:
        case "late":
            return _.many("{n} late row", "{n} late rows", rows)
        case "corrected":
            return _.many("{n} corrected row", "{n} corrected rows", rows)
        case "withdrawn":
            return _.many("{n} row taken back", "{n} rows taken back", rows)
        case "restored":
            return _.many("{n} row as before its correction", "{n} rows as before their correction", rows)
        case _other:
            return _.many("{n} row with other opening hours", "{n} rows with other opening hours", rows)


@dataclass(frozen=True)
class Difference:
    """A period whose figure is not what was published."""

    period: str
    then: float | None
    now: float | None
    n_then: int | None
    n_now: int | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Restated:
    """A figure of an edition beside today's."""

    figure: Figure
    compared: bool
    """False where the indicator was given up, or is about the people who work here: of them what is told is told once."""
    differences: tuple[Difference, ...] = ()
    limits: tuple[Reason, ...] = ()
    """Why its usual variation is another, beyond the figures themselves."""


Numbers = dict[str, tuple[float | None, int | None]]
"""By period, a value and its n."""


def restate(edition: Edition, lake: Path) -> list[Restated]:
    """Each figure of a published edition beside the same figure today."""
    beside = _Beside(edition, lake)
    return [beside.restated(figure) for figure in edition.figures]


@dataclass(frozen=True)
class _Beside:
    edition: Edition
    path: Path

    @cached_property
    def lake(self) -> Lake:
        return Lake(self.path)

    @cached_property
    def again(self) -> list[Reading]:
        """Reckoned today from the data of then."""
        return self._read(self.edition.versions)

    @cached_property
    def today(self) -> list[Reading]:
        return self._read(None)

    def _read(self, versions: dict[str, int] | None) -> list[Reading]:
        names = [figure.reading.indicator.name for figure in self.edition.figures if _comparable(figure)]
        return read(names, self.edition.draft.question, open_tables(self.path, settings().engine, versions))

    def restated(self, figure: Figure) -> Restated:
        if not _comparable(figure):
            return Restated(figure, compared=False)
        then, again, now = _numbers(figure.reading), *(_numbers(_same(figure, each)) for each in (self.again, self.today))
        known = sorted({*then, *now})
        differences = [self._difference(figure, period, then, again, now) for period in known]
        return Restated(figure, True, tuple(filter(None, differences)), tuple(self._limits(figure)))

    def _difference(self, figure: Figure, period: str, then: Numbers, again: Numbers, now: Numbers) -> Difference | None:
        nothing = (None, None)
        first, middle, last = (numbers.get(period, nothing) for numbers in (then, again, now))
        if _alike(first, last):
            return None
        reasons = [] if _alike(first, middle) else list(self._of_code(figure))
        reasons += [] if _alike(middle, last) else list(self._of_data(figure, period))
        return Difference(period, first[0], last[0], first[1], last[1], tuple(reasons))

    def _of_code(self, figure: Figure) -> Iterator[Reason]:
        indicator = catalogue.collect()[figure.reading.indicator.name]
        changed = list(self._settings())
        if not changed or (figure.sql, figure.reading.indicator.definition) != (facts(indicator).sql, indicator.definition):
            yield Reason("definition")
        yield from changed

    def _settings(self) -> Iterator[Reason]:
        for name, said in SETTINGS.items():
            then, now = self.edition.kept["settings"][name], json.loads(json.dumps(getattr(settings(), name)))
            if then != now:
                yield Reason("setting", detail=said)

    def _of_data(self, figure: Figure, period: str) -> Iterator[Reason]:
        """The rows that changed in the period; where they tell nothing of it, any that the figure may rest on."""
        indicator = figure.reading.indicator
        changes = [change for change in self._changes(indicator) if self._concerns(change, indicator)]
        within = [change for change in changes if self._touches(change, indicator, period)]
        counts = Counter(change.why for change in within or changes)
        yield from (Reason(why, rows) for why, rows in sorted(counts.items()))
        if indicator.source in BY_HOURS and self.hours_changed:
            yield Reason("hours")

    def _changes(self, indicator: Indicator) -> list[RowChange]:
        return [change for table in SOURCES[indicator.source].tables for change in self._of_table[table]]

    @cached_property
    def _of_table(self) -> dict[str, list[RowChange]]:
        sources = {figure.reading.indicator.source for figure in self.edition.figures if _comparable(figure)}
        tables = {table for source in sources for table in SOURCES[source].tables}
        return {table: row_changes(self.lake, table, self.edition.versions.get(table)) for table in tables}

    def _concerns(self, change: RowChange, indicator: Indicator) -> bool:
        """It is among the rows that the filters leave, and differs in something that the figure reads."""
        where = self.edition.draft.where
        wanted = {name: frozenset(value for each, value in where if each == name) for name, _ in where}
        read = {*facts(catalogue.collect()[indicator.name]).columns, *wanted}
        ours = bool(change.columns & read) or change.why in ("late", "withdrawn")
        return ours and all(change.has(name, values) for name, values in wanted.items())

    def _touches(self, change: RowChange, indicator: Indicator, period: str) -> bool:
        """The figure counts the row in the period, or counted it; of a stock, it stands or stood there by its end."""
        first, last = periods.span(periods.number_of(date.fromisoformat(period), "month"), "month")
        counted = self._counted(indicator)
        if counted is not None and change.table == "cases":
            return any(first <= day <= last for day in counted.get(change.key, ()))
        days = change.days(indicator.dated_by) or [day for column in DAYS for day in change.days(column)]
        if isinstance(indicator.measure(), Stock | Oldest | StockRatio):
            return any(day <= last for day in days)
        return any(first <= day <= last for day in days)

    def _counted(self, indicator: Indicator) -> Mapping[str, Collection[date]] | None:
        """By case that changed, the days at which the figure counts or counted it; null where it counts no cases, or too many changed."""
        if indicator.name not in self._days:
            self._days[indicator.name] = self._found(indicator)
        return self._days[indicator.name]

    def _found(self, indicator: Indicator) -> Mapping[str, Collection[date]] | None:
        cases = [change.key for change in self._of_table.get("cases", ())]
        if len(cases) > MANY:
            return None
        question, days = self.edition.draft.question, defaultdict[str, set[date]](set)
        for versions in (self.edition.versions, None):
            found = counted_cases(indicator.name, question, open_tables(self.path, settings().engine, versions), cases)
            if found is None:
                return None
            for case, day in found:
                days[case].add(day)
        return days

    @cached_property
    def _days(self) -> dict[str, Mapping[str, Collection[date]] | None]:
        return {}

    @cached_property
    def hours_changed(self) -> bool:
        hours = {commit.version: commit.note.get("calendar", {}).get("hours") for commit in self.lake.commits("calendar")}
        return bool(hours) and hours.get(self.edition.versions.get("calendar", -1)) != hours[max(hours)]

    def _limits(self, figure: Figure) -> Iterator[Reason]:
        if _rebases(figure.reading) != _rebases(_same(figure, self.today)):
            yield Reason("rebase")


def _comparable(figure: Figure) -> bool:
    name = figure.reading.indicator.name
    return name in catalogue.collect() and shows_rows(figure.reading.indicator)


def _same(figure: Figure, readings: Sequence[Reading]) -> Reading | None:
    wanted = figure.reading.indicator.name, figure.reading.breakdown
    return next((reading for reading in readings if (reading.indicator.name, reading.breakdown) == wanted), None)


def _numbers(reading: Reading | None) -> Numbers:
    rows: list[Any] = [] if reading is None else reading.series.to_dict("records")
    return {row["period"]: (_known(row["value"], float), _known(row["n"], int)) for row in rows}


def _known(value: Any, kind: Any) -> Any:
    return None if pd.isna(value) else kind(value)


def _alike(one: tuple[float | None, int | None], other: tuple[float | None, int | None]) -> bool:
    if one[1] != other[1] or one[0] is None or other[0] is None:
        return one == other
    return abs(one[0] - other[0]) <= SAME * max(abs(one[0]), abs(other[0]))


def _rebases(reading: Reading | None) -> list[str]:
    return [str(reading.series["period"].iloc[place]) for place in reading.xmr.rebases] if reading else []
