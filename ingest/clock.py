"""The clock, applied once at import: how long the service was open between two moments."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import duckdb
import holidays
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from duckdb.func import ARROW, SPECIAL

from settings import MINUTES_A_DAY, Settings, intervals

Instants = npt.NDArray[np.int64]


class OpeningClock:
    """Open seconds since the schedule began, at any instant: open time between two instants is a difference of two readings.

    Args:
        first, last: local dates between which the schedule is laid out; instants outside read as its ends.
    """

    def __init__(self, settings: Settings, first: date, last: date) -> None:
        spans = np.array(list(_open_spans(settings, first, last)), dtype=np.int64).reshape(-1, 2)
        self._opens, closes = spans[:, 0], spans[:, 1]
        self._lengths = closes - self._opens
        self._before = np.concatenate([[0], np.cumsum(self._lengths)])

    def reading(self, instants: Instants) -> Instants:
        """Open microseconds from the beginning to each instant (microseconds since 1970, UTC)."""
        if not len(self._opens):
            return np.zeros_like(instants)
        index = np.searchsorted(self._opens, instants, side="right") - 1
        within = np.clip(instants - self._opens[index], 0, self._lengths[index])
        return np.where(index < 0, 0, self._before[index] + within)

    def between(self, start: Instants, end: Instants) -> npt.NDArray[np.float64]:
        """Open seconds from `start` to `end`, element by element."""
        return (self.reading(end) - self.reading(start)) / 1_000_000


def _open_spans(settings: Settings, first: date, last: date) -> Iterator[tuple[int, int]]:
    """Every open interval as UTC microseconds; each end is turned into UTC by itself, for days of 23 or 25 hours."""
    years = range(first.year, last.year + 1)
    closed = holidays.country_holidays(settings.country, years=years) if settings.country else {}
    exceptions = {day.on: intervals(day.hours) for day in settings.opening_hours.exception}
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        usual = () if day in closed else settings.opening_hours.on_weekday(day.isoweekday())
        for opens, closes in exceptions.get(day, usual):
            yield _instant(settings, day, opens), _instant(settings, day, closes)


def _instant(settings: Settings, day: date, minutes: int) -> int:
    day, minutes = (day + timedelta(days=1), 0) if minutes == MINUTES_A_DAY else (day, minutes)
    local = datetime.combine(day, time(*divmod(minutes, 60)), tzinfo=settings.zone)
    return round(local.timestamp() * 1_000_000)


def register(connection: duckdb.DuckDBPyConnection, settings: Settings, first: date, last: date) -> None:
    """Give SQL the function `open_seconds(from, to)` over moments between two dates; null where one is missing."""
    clock = _laid_out(settings, first.year, last.year)

    def open_seconds(start: pa.ChunkedArray, end: pa.ChunkedArray) -> pa.Array:
        missing = np.asarray(pc.or_(start.is_null(), end.is_null()))
        return pa.array(clock.between(_micros(start), _micros(end)), mask=missing)

    connection.create_function("open_seconds", open_seconds, ["TIMESTAMPTZ", "TIMESTAMPTZ"], "DOUBLE", type=ARROW, null_handling=SPECIAL)


@lru_cache(maxsize=8)
def _laid_out(settings: Settings, first: int, last: int) -> OpeningClock:
    """The schedule of whole years, which takes longer to lay out than a small file to load: once for all of them."""
    return OpeningClock(settings, date(first, 1, 1), date(last, 12, 31))


def _micros(moments: pa.ChunkedArray) -> Instants:
    values: Instants = moments.cast(pa.int64()).fill_null(0).to_numpy()
    return values
