"""What is loaded and yet worth a look: counted in the report, never in the way."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from ingest.clean import MOMENTS, Cleaning
from ingest.zone import Change, changes
from lake.store import quote, quote_text
from lake.table import Type
from language import N_, translator

SENTENCES = {
    "beyond_bound": N_("{column}: {count} durations are beyond {bound} s, the first on line {line}."),
    "wait_disagrees": N_("{column}: {count} waits are longer than the time to the first response, the first on line {line}."),
    "no_handling": N_("{column}: {count} answered cases have a handling time of 0, the first on line {line}."),
    "negative_unread": N_("{column}: {count} values are below zero, the first on line {line}; no field reads this column."),
    "skipped_hour": N_("{column}: {count} local times fall in the hour that daylight saving skips; they are read one hour later."),
    "repeated_hour": N_("{column}: {count} local times fall in the hour that daylight saving repeats; they are read as the second."),
    "no_answer": N_("{count} respondents answered no item."),
    "folded": N_("{count} lines tell earlier states of cases that another line stands for."),
    "swapped": N_(
        "{column}: {count} dates fit their neighbours only with day and month swapped, the first on line {line}. Check the export."
    ),
    "vanished": N_("{count} rows that an earlier export of this source held are not in this one; they are kept."),
    "behind": N_("The opening hours have changed since cases were loaded: “python -m ingest retime” reckons these with the new ones."),
}
AMONG_SURE = """
    select *, last_value(case when day(d) > 12 then d end ignore nulls) over before as earlier,
        first_value(case when day(d) > 12 then d end ignore nulls) over after as later
    from dated
    window before as (order by source_line rows between unbounded preceding and current row),
        after as (order by source_line rows between current row and unbounded following)"""
CHANGE_WINDOW = timedelta(days=2)
NEVER = "2100-01-01"  # 31/12/9999 and the like stand for no date at all
ORDER_ROWS = 50_000
ORDERLY = 0.02
WAIT_TOLERANCE_S = 60  # moments are often written to the minute
NEIGHBOUR_DAYS = 3
FEW_SWAPPED = 5  # fewer dates out of place are a matter of chance


@dataclass(frozen=True)
class Notice:
    """One thing worth a look, how often, and where first."""

    code: str
    count: int
    column: str | None = None
    line: int | None = None
    bound: float | None = None

    def sentence(self, language: str) -> str:
        return translator(language)(SENTENCES[self.code]).format(**asdict(self))


def notices(cleaning: Cleaning) -> tuple[Notice, ...]:
    """What the typed rows of a file make one look at twice."""
    return tuple(notice for notice in _notices(cleaning) if notice.count)


def _notices(cleaning: Cleaning) -> Iterator[Notice]:
    filled, table = set(cleaning.filled), cleaning.table
    for column in table.given:
        if column.bound is not None and column.name in filled:
            yield _found(cleaning, "beyond_bound", column.name, f"{column.name} > {column.bound}", column.bound)
    if {"wait_s", "first_response_at"} <= filled and table.name == "cases":
        late = f"answered and wait_s > epoch(first_response_at) - epoch(opened_at) + {WAIT_TOLERANCE_S}"
        yield _found(cleaning, "wait_disagrees", "wait_s", late if "answered" in filled else late.removeprefix("answered and "))
    if {"handling_s", "answered"} <= filled:
        yield _found(cleaning, "no_handling", "handling_s", "answered and handling_s = 0")
    yield from (_unread(cleaning, name) for name in cleaning.profile.watched)
    for name in _moments(cleaning):
        yield from _clock_changes(cleaning, name)
    for name in cleaning.filled:
        if table[name].type in MOMENTS and table[name].happened:
            yield _swapped(cleaning, name)
    if cleaning.profile.items:
        yield _silent(cleaning)
    if cleaning.profile.fold:
        yield Notice("folded", _first(cleaning, "select source_line from typed where not stands and not bad")[0])


def _found(cleaning: Cleaning, code: str, field: str, condition: str, bound: float | None = None) -> Notice:
    count, line = _first(cleaning, f"select source_line from typed where not bad and {condition}")
    return Notice(code, count, cleaning.heading(field), line, bound)


def _unread(cleaning: Cleaning, name: str) -> Notice:
    count, line = _first(cleaning, f"select source_line from typed where {quote(f'{name}:below')}")
    return Notice("negative_unread", count, name, line)


def _silent(cleaning: Cleaning) -> Notice:
    (answered,) = cleaning.connection.execute("select count(distinct source_line) from typed").fetchall()
    return Notice("no_answer", cleaning.text.rows - answered[0])


def beside_clock_changes(cleaning: Cleaning) -> str:
    """SQL of the lines with a moment within days of a change of the source's clocks: their texts want a closer look."""
    near = [_near(name, change.at) for name in _moments(cleaning) for change in _changes(cleaning, name)]
    return " union ".join(near) or "select source_line from typed where false"


def _moments(cleaning: Cleaning) -> list[str]:
    return [name for name in cleaning.filled if cleaning.table[name].type is Type.MOMENT]


def _near(name: str, at: datetime) -> str:
    return f"select source_line from typed where {quote(name)} between '{at - CHANGE_WINDOW}' and '{at + CHANGE_WINDOW}'"


def _clock_changes(cleaning: Cleaning, name: str) -> Iterator[Notice]:
    """Local times without an offset in the hours that daylight saving skips or repeats."""
    zone, heading, wall = quote_text(cleaning.source_zone), cleaning.heading(name), quote(f"{name}:wall")
    odd = {
        "skipped_hour": f"timezone({zone}, timezone({zone}, wall)) <> wall",
        "repeated_hour": f"timezone({zone}, timezone({zone}, wall) - interval 1 hour) = wall",
    }
    for change in _changes(cleaning, name):
        code = "skipped_hour" if change.after > change.before else "repeated_hour"
        walls = f"select source_line, {wall} as wall from closer_rows semi join ({_near(name, change.at)}) using (source_line)"
        yield Notice(code, _first(cleaning, f"select source_line from ({walls}) where {odd[code]}")[0], heading)


def _changes(cleaning: Cleaning, name: str) -> Iterator[Change]:
    """The changes of the source's clocks between a field's first and last moment."""
    ends = f"min({quote(name)})::date, max({quote(name)})::date"
    (span,) = cleaning.connection.execute(f"select {ends} from typed where not bad and {quote(name)} < '{NEVER}'").fetchall()
    yield from changes(ZoneInfo(cleaning.source_zone), *span) if span[0] else ()


def _swapped(cleaning: Cleaning, name: str) -> Notice:
    """Dates that break the file's order as read, and keep it with day and month exchanged.

    Only where the file's order follows time: elsewhere neighbours tell nothing. Days above 12 are sure; where there are none,
    the whole column is held against its mirror image.
    """
    date = f"timezone({quote_text(cleaning.source_zone)}, {quote(name)})::date" if cleaning.table[name].type is Type.MOMENT else quote(name)
    run = cleaning.connection.execute
    run(f"""create or replace temp table dated as
        select source_line, {date} as d, case when day(d) <= 12 then make_date(year(d), day(d), month(d)) end as mirrored
        from typed where not bad and {quote(name)} is not null order by source_line limit {ORDER_ROWS}""")
    sure = _disorder(cleaning, "d", "day(d) > 12")
    if sure is None:
        as_read, exchanged = _disorder(cleaning, "d", "true"), _disorder(cleaning, "mirrored", "true")
        mirrored = as_read is not None and exchanged is not None and exchanged <= ORDERLY < as_read
        count, line = _first(cleaning, f"select source_line from dated where {str(mirrored).lower()} and d <> mirrored")
        return Notice("swapped", count, cleaning.heading(name), line)
    between = f"between least(earlier, later) - {NEIGHBOUR_DAYS} and greatest(earlier, later) + {NEIGHBOUR_DAYS}"
    count, line = _first(cleaning, f"select source_line from ({AMONG_SURE}) where d <> mirrored and not d {between} and mirrored {between}")
    return Notice("swapped", count if count >= FEW_SWAPPED and sure <= ORDERLY else 0, cleaning.heading(name), line)


def _disorder(cleaning: Cleaning, column: str, rows: str) -> float | None:
    """The share of neighbours out of order, in whichever direction the file runs; None for too few rows."""
    steps = f"select {column} - lag({column}) over (order by source_line) as step from dated where {rows}"
    (found,) = cleaning.connection.execute(
        f"select count(*) filter (step < 0), count(*) filter (step > 0), count(step) from ({steps})"
    ).fetchall()
    return min(found[0], found[1]) / found[2] if found[2] >= FEW_SWAPPED else None


def _first(cleaning: Cleaning, lines: str) -> tuple[int, int | None]:
    """How many lines, and the first of them."""
    (found,) = cleaning.connection.execute(f"select count(*), min(source_line) from ({lines})").fetchall()
    return found[0], found[1]
