"""How a column is written, decided by the whole column: the order of day and month, and what a point or a comma means.

A value that can be read in one way only settles itself. One that reads two ways (`03/04/2014`, `173,900`) is settled by
the others of its column; where they do not settle it, the person is asked, never guessed.
"""

import re
from dataclasses import dataclass
from typing import Literal

import duckdb

from ingest.refusal import FileRefused
from lake.store import quote_text
from language import N_

Order = Literal["day", "month", "each"]
Decimal = Literal[".", ","]

WHICH_ORDER = N_(
    "{file}, column “{column}”: “{value}” may be day then month or month then day, and no other value settles it. "
    "Say which: --dates day or --dates month."
)
WHICH_DECIMAL = N_(
    "{file}, column “{column}”: “{value}” may hold a decimal mark or a thousands mark, and no other value settles it. "
    "Say which: --decimal comma or --decimal point."
)

TIME = r"(?P<time>[ T]+9{1,2}:99(?P<seconds>:99(?P<fraction>\.9+)?)?(?P<half> ?[AaPp]\.?[Mm]\.?)?)?(?P<offset> ?[+-]99:?99)?"
TWO_WAYS = re.compile(r"9{1,2}(?P<mark>[/.-])9{1,2}(?P=mark)(?P<year>9999|99)" + TIME)
YEAR_FIRST = re.compile(r"9999(?P<mark>[/.-])9{1,2}(?P=mark)9{1,2}" + TIME)
ISO = re.compile(r"9999-99-99([ T]99:99(:99(\.9+)?)?)?( ?(Z|[+-]99(:?99)?))?")
MONTH = re.compile(r"9{1,2}(?P<mark>[/.-])9999")
COMPACT = re.compile(r"9{8}")
SERIAL = re.compile(r"9{5}(\.9+)?")

DAY_OVER_12 = r"^(1[3-9]|2\d|3\d)[/.-]\d{1,2}[/.-]"
MONTH_FIRST = r"^\d{1,2}[/.-](1[3-9]|2\d|3\d)[/.-]"
BOTH = r"^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}"

NOISE = "[\\s\u00a0\u202f’'€$£%]"  # spaces and apostrophes between thousands, currency signs, percent
EVIDENCE = {
    "both ways": r"[+-]?[1-9]\d{0,2}[.,]\d{3}",
    ",": r"[+-]?(\d*,(\d{1,2}|\d{4,})|0?,\d+|\d{4,},\d+|\d{1,3}(\.\d{3}){2,}|\d{1,3}(\.\d{3})+,\d+)",
    ".": r"[+-]?(\d*\.(\d{1,2}|\d{4,})|0?\.\d+|\d{4,}\.\d+|\d{1,3}(,\d{3}){2,}|\d{1,3}(,\d{3})+\.\d+)",
}


class Undecided(FileRefused):
    """A column reads two ways; `question` names what to ask: "dates" or "decimal"."""

    def __init__(self, message: str, question: str, **facts: object) -> None:
        self.question = question
        super().__init__(message, "", **facts)


@dataclass(frozen=True)
class MomentForm:
    """How the days and moments of a column are written; ISO is read whatever else is."""

    formats: tuple[str, ...] = ()
    """`strptime` patterns of day first, or month first, as `order` says."""
    swapped: tuple[str, ...] = ()
    """For a column that holds both orders: the patterns of month first, where the value settles it."""
    serial: bool = False
    """Some are days since 30 December 1899, as spreadsheets count."""


@dataclass(frozen=True)
class Column:
    """A column's text as SQL over some rows, and the words to ask about it."""

    connection: duckdb.DuckDBPyConnection
    rows: str
    text: str
    file: str
    heading: str

    def count(self, **conditions: str) -> dict[str, int]:
        """How many texts meet each SQL condition, where `x` is the text."""
        counts = ", ".join(f"count(*) filter ({condition})" for condition in conditions.values())
        (found,) = self.connection.execute(f"select {counts} from (select {self.text} as x from {self.rows})").fetchall()
        return dict(zip(conditions, found, strict=True))

    def shapes(self) -> list[str]:
        """The distinct texts with every digit written 9, the most frequent first."""
        shape = f"select regexp_replace({self.text}, '[0-9]', '9', 'g') as shape from {self.rows}"
        found = self.connection.execute(f"select shape, count(*) from ({shape}) where shape is not null group by 1 order by 2 desc, 1")
        return [shape for shape, _ in found.fetchmany(200)]

    def example(self, pattern: str) -> str:
        """A text that holds the pattern."""
        found = f"select x from (select {self.text} as x from {self.rows}) where regexp_matches(x, {quote_text(pattern)}) limit 1"
        return str(self.connection.execute(found).fetchall()[0][0])

    def undecided(self, message: str, question: str, pattern: str) -> Undecided:
        return Undecided(message, question, file=self.file, column=self.heading, value=self.example(pattern))


def moment_form(column: Column, answer: Order | None) -> MomentForm:
    """Decide from every value of a column.

    Raises:
        Undecided: no value tells day from month, and no answer was given.
    """
    shapes = column.shapes()
    fixed = tuple(dict.fromkeys(_fixed(shape) for shape in shapes if _fixed(shape)))
    two_ways = [match for shape in shapes if (match := TWO_WAYS.fullmatch(shape))]
    serial = any(SERIAL.fullmatch(shape) for shape in shapes)
    if not two_ways:
        return MomentForm(fixed, (), serial)
    order = _order(column) or answer
    if order is None:
        raise column.undecided(WHICH_ORDER, "dates", BOTH)
    day_first, month_first = (tuple(dict.fromkeys(_pattern(match, first) for match in two_ways)) for first in ("day", "month"))
    if order == "each":
        return MomentForm(fixed + day_first, month_first, serial)
    return MomentForm(fixed + (day_first if order == "day" else month_first), (), serial)


def _order(column: Column) -> Order | None:
    """Day first or month first, as the values above 12 tell; both where the column holds both; None where none tells."""
    parts = "regexp_extract(x, '^0?([0-9]+)[/.-]0?([0-9]+)', {})"
    seen = column.count(
        day=f"regexp_matches(x, {quote_text(DAY_OVER_12)})",
        month=f"regexp_matches(x, {quote_text(MONTH_FIRST)})",
        open=f"regexp_matches(x, {quote_text(BOTH)}) and {parts.format(1)} <> {parts.format(2)}",
    )
    if seen["day"] and seen["month"]:
        return "each"
    return "day" if seen["day"] or not seen["open"] else "month" if seen["month"] else None


def _pattern(match: re.Match[str], first: Literal["day", "month"]) -> str:
    mark, year = match["mark"], "%Y" if match["year"] == "9999" else "%y"
    return mark.join(("%d", "%m", year) if first == "day" else ("%m", "%d", year)) + _time(match)


def _fixed(shape: str) -> str:
    """The pattern of a shape that reads one way only; empty for another."""
    if ISO.fullmatch(shape):
        return ""
    if match := YEAR_FIRST.fullmatch(shape):
        return match["mark"].join(("%Y", "%m", "%d")) + _time(match)
    if match := MONTH.fullmatch(shape):
        return f"%m{match['mark']}%Y"
    return "%Y%m%d" if COMPACT.fullmatch(shape) else ""


def _time(match: re.Match[str]) -> str:
    if not match["time"]:
        return ""
    clock = ("%I:%M" if match["half"] else "%H:%M") + (":%S" if match["seconds"] else "") + (".%f" if match["fraction"] else "")
    half = match["half"] or ""
    between = "T" if match["time"].startswith("T") else " "
    return between + clock + (" %p" if half.startswith(" ") else "%p" if half else "") + ("%z" if match["offset"] else "")


def decimal_mark(column: Column, answer: Decimal | None) -> Decimal:
    """What a point or a comma before three digits means in a column of numbers.

    Raises:
        Undecided: some numbers read two ways, no other settles them, and no answer was given.
    """
    bare = f"regexp_replace(x, {quote_text(NOISE)}, '', 'g')"
    seen = column.count(**{name: f"regexp_full_match({bare}, {quote_text(pattern)})" for name, pattern in EVIDENCE.items()})
    if not seen["both ways"]:
        return "."
    if bool(seen[","]) != bool(seen["."]):
        return "," if seen[","] else "."
    if answer is None:
        raise column.undecided(WHICH_DECIMAL, "decimal", r"\d[.,]\d{3}\b")
    return answer
