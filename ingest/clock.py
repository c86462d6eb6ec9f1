"""The clock, applied once at import: how long the service was open between two moments."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import duckdb
import holidays
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from duckdb.func import ARROW

from ingest import zone
from settings import MINUTES_A_DAY, Hours, Settings, intervals

Instants = npt.NDArray[np.int64]
SECOND = 1_000_000  # in microseconds, which instants are counted in, since 1970, UTC
EPOCH = date(1970, 1, 1)
LANGUAGES = {"fr": "fr", "en": "en_US"}  # as `holidays` names them


@dataclass(frozen=True)
class Schedule:
    """When a team, or the service, is open."""

    zone: ZoneInfo
    country: str
    layers: tuple[Hours, ...]
    """The first that speaks of a day counts."""

    def holidays(self, year: int, language: str | None = None) -> dict[date, str]:
        """The public holidays of a year with their names; in the language where it is known, else in the country's own."""
        if not self.country:
            return {}
        subdivision = next((hours.subdivision for hours in self.layers if hours.subdivision), None)
        return dict(holidays.country_holidays(self.country, subdivision, years=year, language=language and LANGUAGES[language]))

    def open_spans(self, year: int) -> Iterator[tuple[int, int, int]]:
        """Each opening and closing as UTC microseconds, with the local day as days since 1970, in order and apart.

        Each end is turned into UTC by itself, for days of 23 or 25 hours; what daylight saving skips is read one hour later.
        """
        closed = self.holidays(year)
        exceptions = {each.on: each.hours for hours in reversed(self.layers) for each in hours.exception}
        day, before = date(year, 1, 1), -(2**63)
        while day.year == year:
            usual = () if day in closed else next((found for hours in self.layers if (found := hours.usually(day)) is not None), ())
            for minutes in intervals(exceptions.get(day, usual)):
                opens, closes = (self._instant(day, end) for end in minutes)
                if closes > max(opens, before):
                    yield max(opens, before), closes, (day - EPOCH).days
                    before = closes
            day += timedelta(days=1)

    def _instant(self, day: date, minutes: int) -> int:
        day, minutes = (day + timedelta(days=1), 0) if minutes == MINUTES_A_DAY else (day, minutes)
        return round(datetime.combine(day, time(*divmod(minutes, 60)), tzinfo=self.zone).timestamp()) * SECOND


def schedules(settings: Settings) -> dict[str, Schedule]:
    """The service's schedule under "", and that of each team which has its own."""
    hours = settings.opening_hours
    return {team: Schedule(settings.zone, settings.country, hours.layers(team)) for team in ("", *hours.team)}


@lru_cache(maxsize=1024)
def laid_out(schedule: Schedule, year: int) -> Instants:
    """The open spans of a year, a row each: opening, closing, local day. Kept, for it takes longer than to load a small file."""
    return np.array(list(schedule.open_spans(year)), dtype=np.int64).reshape(-1, 3)


class OpeningClock:
    """Open time since the schedule began, at any instant: open time between two instants is a difference of two readings.

    Args:
        first, last: the years for which the schedule is laid out; instants outside read as its ends.
    """

    def __init__(self, schedule: Schedule, first: int, last: int) -> None:
        spans = np.concatenate([laid_out(schedule, year) for year in range(first, last + 1)])
        self._opens, closes = spans[:, :2].T.copy()  # each in one piece, which is searched faster
        self._lengths = closes - self._opens
        self._before = np.concatenate([[0], np.cumsum(self._lengths)])

    def reading(self, instants: Instants) -> Instants:
        """Open microseconds from the beginning to each instant."""
        if not len(self._opens):
            return np.zeros_like(instants)
        index = np.searchsorted(self._opens, instants, side="right") - 1
        within = np.clip(instants - self._opens[index], 0, self._lengths[index])
        return np.where(index < 0, 0, self._before[index] + within)

    def between(self, start: Instants, end: Instants) -> npt.NDArray[np.float64]:
        """Open seconds from `start` to `end`, element by element; 0 where the end comes first."""
        open_: Instants = np.maximum(self.reading(end) - self.reading(start), 0)
        return open_ / SECOND


def register(connection: duckdb.DuckDBPyConnection, settings: Settings, first: date, last: date) -> None:
    """Give SQL `open_seconds(team, since, until)` over moments between two dates, null where one is missing, and `on_the_wall(moment)`."""
    zone.give_local_time(connection, settings.zone, first, last)
    clocks = {team: OpeningClock(schedule, first.year, last.year) for team, schedule in schedules(settings).items()}

    def open_seconds_of(team: pa.ChunkedArray, start: pa.ChunkedArray, end: pa.ChunkedArray) -> pa.Array:
        starts, ends = _micros(start), _micros(end)
        seconds = clocks[""].between(starts, ends)
        for name in clocks.keys() - {""}:
            theirs = np.asarray(pc.equal(team, name))
            seconds[theirs] = clocks[name].between(starts[theirs], ends[theirs])
        return pa.array(seconds)

    moment = "TIMESTAMPTZ"  # of rows that miss one the function hears nothing
    connection.create_function("open_seconds_of", open_seconds_of, ["VARCHAR", moment, moment], "DOUBLE", type=ARROW)
    call = "open_seconds_of(coalesce(team, ''), since, until)"
    connection.execute(f"create temp macro open_seconds(team, since, until) as {call}")


def _micros(moments: pa.ChunkedArray) -> Instants:
    values: Instants = moments.cast(pa.int64()).to_numpy()
    return values
