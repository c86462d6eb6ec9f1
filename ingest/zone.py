"""The clock on the wall: when a zone's clocks change, and what they show at a moment, in SQL."""

from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import duckdb

SECONDS_A_DAY = 86_400


@dataclass(frozen=True)
class Change:
    """The second at which a zone's clocks change, and how far they are ahead of UTC before and from then on."""

    at: datetime
    before: timedelta
    after: timedelta


def changes(zone: ZoneInfo, first: date, last: date) -> Iterator[Change]:
    """The changes of a zone's clocks between two dates (UTC), both included, in order."""
    for offset in range((last - first).days + 1):
        day = datetime.combine(first, time(), UTC) + timedelta(days=offset)
        before, after = (_ahead(zone, moment) for moment in (day, day + timedelta(days=1)))
        if before != after:
            yield Change(_moment_of(zone, day, after), before, after)


def _moment_of(zone: ZoneInfo, day: datetime, after: timedelta) -> datetime:
    """The first second of a day on which the zone's clocks are as they are after the change."""
    changed = bisect(range(SECONDS_A_DAY), False, key=lambda second: _ahead(zone, day + timedelta(seconds=second)) == after)
    return day + timedelta(seconds=changed)


def _ahead(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def register(connection: duckdb.DuckDBPyConnection, zone: ZoneInfo, first: date, last: date) -> None:
    """Give SQL the macro `on_the_wall(moment)`: the zone's local time. Between two dates it is had by comparing with the changes.

    DuckDB's own `timezone` takes ten times as long; it is for the moments outside, such as due dates.
    """
    begin, end = (datetime.combine(day, time(), UTC) for day in (first, last + timedelta(days=1)))
    since = [(begin, _ahead(zone, begin)), *((change.at, change.after) for change in changes(zone, first, last))]
    latest_first = " ".join(f"when moment >= '{at}' then {ahead // timedelta(microseconds=1)}" for at, ahead in reversed(since))
    within = f"make_timestamp(epoch_us(moment) + case when moment >= '{end}' then null {latest_first} end)"
    connection.execute(f"create temp macro on_the_wall(moment) as coalesce({within}, timezone('{zone.key}', moment))")
