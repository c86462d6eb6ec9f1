"""The clock on the wall: when a zone's clocks change, and what they show at a moment, in SQL."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import duckdb

SECONDS_A_DAY = 86_400


@dataclass(frozen=True)
class Change:
    """The second at which a zone's clocks change, and how far they are ahead of UTC before and from then on."""

    at: datetime
    before: timedelta
    after: timedelta


@lru_cache(maxsize=64)  # each file asks for the same years, and a year is four hundred looks at the clock
def changes(zone: ZoneInfo, first: date, last: date) -> tuple[Change, ...]:
    """The changes of a zone's clocks between two dates (UTC), both included, in order."""
    days = [_midnight(first) + timedelta(days=number) for number in range((last - first).days + 2)]
    pairs = zip(days, pairwise(_ahead(zone, day) for day in days), strict=False)
    return tuple(Change(_moment_of(zone, day, after), before, after) for day, (before, after) in pairs if before != after)


def _moment_of(zone: ZoneInfo, day: datetime, after: timedelta) -> datetime:
    """The first second of a day on which the zone's clocks are as they are after the change."""
    changed = bisect(range(SECONDS_A_DAY), False, key=lambda second: _ahead(zone, day + timedelta(seconds=second)) == after)
    return day + timedelta(seconds=changed)


def _ahead(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def give_local_time(connection: duckdb.DuckDBPyConnection, zone: ZoneInfo, first: date, last: date) -> None:
    """Give SQL the macro `on_the_wall(moment)`: the zone's local time. Between two dates it is had by comparing with the changes.

    DuckDB's own `timezone` takes ten times as long; it is for the moments outside, such as due dates.
    """
    begin, end = _midnight(first), _midnight(last + timedelta(days=1))
    since = [(begin, _ahead(zone, begin)), *((change.at, change.after) for change in changes(zone, first, last))]
    within = f"make_timestamp(epoch_us(moment) + {_ahead_in_sql('moment', since, end)})"
    connection.execute(f"create or replace temp macro on_the_wall(moment) as coalesce({within}, timezone('{zone.key}', moment))")


def give_moments(connection: duckdb.DuckDBPyConnection, zone: ZoneInfo, first: date, last: date) -> None:
    """Give SQL the macro `moment_at(wall)`, the reverse: a time that is skipped is read one hour later, one repeated as the second.

    It is compared with what the clocks show from each change on, a day from either end. `wall` is best a column: it stands many times.
    """
    begin, end = _midnight(first) + timedelta(days=1), _midnight(last)
    changed = ((change.at + change.after, change.after) for change in changes(zone, first, last))
    since = [(shown.replace(tzinfo=None), ahead) for shown, ahead in ((begin, _ahead(zone, _midnight(first))), *changed)]
    within = f"make_timestamptz(epoch_us(wall) - {_ahead_in_sql('wall', since, end.replace(tzinfo=None))})"
    connection.execute(f"create or replace temp macro moment_at(wall) as coalesce({within}, timezone('{zone.key}', wall))")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _ahead_in_sql(argument: str, since: Sequence[tuple[datetime, timedelta]], end: datetime) -> str:
    """SQL of the microseconds ahead of UTC, by what they are since each time; null before the first and from the end on."""
    latest_first = (f"when {argument} >= '{at}' then {ahead // timedelta(microseconds=1)}" for at, ahead in reversed(since))
    return f"case when {argument} >= '{end}' then null {' '.join(latest_first)} end"
