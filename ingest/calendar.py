"""The tables `calendar` and `quarters`, written from the settings: which days are worked, which quarters of an hour are open.

They are written before the rows they are for, `quarters` first, and the commit of `calendar` says what both hold: a killed
import leaves them too long at most, or to be written again by the next.
"""

import hashlib
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from importlib.metadata import version

import numpy as np
import pyarrow as pa

from ingest.clock import EPOCH, SECOND, Instants, Schedule, laid_out, schedules
from lake.schema import CALENDAR, KINDS, QUARTERS, TABLES
from lake.store import Lake, Staged, Writer, quote
from lake.table import Table
from settings import Settings, settings

YEARS = 30  # at most, up to the last: a day misread as 1900 makes no century of quarter-hours
QUARTER = 900 * SECOND

Years = tuple[int, int]


@dataclass(frozen=True)
class Written:
    """What the tables hold, as the note of the calendar's last commit tells it."""

    first: int
    last: int
    hours: str
    """A digest of the settings they were written from."""
    language: str
    behind: bool = False
    """Cases were reckoned with other hours: `retime` was not called since these changed."""


def lay(lake: Lake, writer: Writer, table: Table | None = None, coming: Staged | None = None, retimed: bool = False) -> None:
    """Write the tables where they lack a year in which something happened, or were written from other hours.

    Args:
        table, coming: the rows about to be committed, and their table; their years count.
        retimed: every case was reckoned with the hours of the settings.
    """
    known, digest = written(lake), _digest(settings())
    same = known is not None and known.hours == digest
    years = [_years(writer, table, coming.sql)] if table and coming else []
    years += [(known.first, known.last)] if known else []
    years += [] if same else [_years(writer, TABLES[kind], lake.relation(kind)) for kind in KINDS if lake.files(kind)]
    if spans := [span for span in years if span]:
        behind = known is not None and (known.behind or not same) and not retimed
        wanted = Written(*_capped(spans), digest, settings().language, behind)
        if wanted != known:
            _write(lake, writer, wanted)


def written(lake: Lake) -> Written | None:
    """What the tables hold; null where they were never written whole."""
    last = next(iter(lake.commits(CALENDAR.name, limit=1)), None)
    return Written(**last.note["calendar"]) if last and "calendar" in last.note else None


def behind(lake: Lake) -> bool:
    """Whether cases in the lake were reckoned with other hours than those of the settings."""
    known = written(lake)
    return known is not None and (known.behind or known.hours != _digest(settings()))


def _digest(settings: Settings) -> str:
    hours = settings.model_dump_json(include={"timezone", "country", "opening_hours"})
    return hashlib.sha256(f"{hours} {version('holidays')}".encode()).hexdigest()


def _years(writer: Writer, table: Table, rows: str) -> Years | None:
    """The years of the first and the last day that rows tell of."""
    days = [quote(column.name) for column in table.dated()]
    if not days:
        return None
    first, last = (f"{pick}({', '.join(f'{end}({day})' for day in days)})" for pick, end in (("least", "min"), ("greatest", "max")))
    ((start, end),) = writer.connection.execute(f"select year({first}), year({last}) from {rows}").fetchall()
    return (start, end) if start is not None else None


def _capped(spans: list[Years]) -> Years:
    """From the first year to the last, not beyond this one, and `YEARS` of them at most."""
    last = min(max(last for _, last in spans), date.today().year)
    return min(last, max(min(first for first, _ in spans), last - YEARS + 1)), last


def _write(lake: Lake, writer: Writer, wanted: Written) -> None:
    years = range(wanted.first, wanted.last + 1)
    plans = schedules(settings())
    quarters = pa.concat_tables([_quarters(team, _spans(plan, years)) for team, plan in plans.items()])
    for table, rows, note in (
        (QUARTERS, quarters, {}),
        (CALENDAR, _days(plans[""], years, wanted.language), {"calendar": asdict(wanted)}),
    ):
        former = f"from {lake.relation(table.name)}"
        writer.put(table.name, rows, former, note=note)


def _spans(schedule: Schedule, years: range) -> Instants:
    return np.concatenate([laid_out(schedule, year) for year in years])


def _quarters(team: str, spans: Instants) -> pa.Table:
    """Every quarter of an hour that an open span touches, once."""
    opens, closes = spans[:, 0] // QUARTER, -(-spans[:, 1] // QUARTER)
    lengths = closes - opens
    within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    quarters, places = np.unique(np.repeat(opens, lengths) + within, return_index=True)
    days = np.repeat(spans[:, 2], lengths)[places].astype(np.int32)
    names = pa.array([team]).take(pa.array(np.zeros(len(quarters), dtype=np.int8)))
    return pa.table([names, pa.array(days).cast(pa.date32()), quarters], schema=QUARTERS.arrow)


def _days(schedule: Schedule, years: range, language: str) -> pa.Table:
    first, last = date(years[0], 1, 1), date(years[-1], 12, 31)
    days = [first + timedelta(days=after) for after in range((last - first).days + 1)]
    named = {day: name for year in years for day, name in schedule.holidays(year, language).items()}
    spans = _spans(schedule, years)
    open_s = np.bincount(spans[:, 2] - (first - EPOCH).days, weights=spans[:, 1] - spans[:, 0], minlength=len(days)) / SECOND
    columns = [days, [day.isoweekday() for day in days], [named.get(day) for day in days], open_s, open_s > 0]
    return pa.table(columns, schema=CALENDAR.arrow)
