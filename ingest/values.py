"""A field's text to its value, in SQL. A text that cannot be read gives null, never a guess."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.forms import NOISE, Decimal, MomentForm
from ingest.profile import Field
from lake.store import quote_text
from lake.table import Column, Type

ISO = r"(19|[2-9]\d)\d{2}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?"
USUAL = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S")
USUAL_LENGTH = 19
OFFSET = r" ?(Z|[+-]\d{2}(:?\d{2})?)"
DIGITS = 300
SERIAL = r"\d{5}(\.\d+)?"
SPREADSHEET_EPOCH = "1899-12-30"
EARLIEST = "1900-01-01"  # “01/05/14” read with a four-digit year gives the year 14
CLOCK = r"(\d+:)?\d{1,2}:\d{2}([.,]\d+)?"
HOURS = r"\d+:\d{2}"
TIME_OF_DAY = r"\d{1,2}:\d{2}:\d{2} ?[AaPp][Mm]"  # what a spreadsheet makes of h:mm:ss
SECONDS_IN = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
PLAIN = {".": r"[+-]?(\d+(\.\d*)?|\.\d+)", ",": r"[+-]?(\d+(,\d*)?|,\d+)"}
POINT_GROUPS, COMMA_GROUPS = r"[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?", r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?"  # “0,280” has no thousands


@dataclass(frozen=True)
class Written:
    """How a field's column is written, as its profile states or the whole column tells."""

    moment: MomentForm = MomentForm()
    decimal: Decimal = "."


def value(column: Column, field: Field, written: Written, text: str, wall: str) -> str:
    """SQL of the typed value of a text; null where the text is null or cannot be read. `wall` is the column with its local time, if any."""
    match column.type:
        case Type.TEXT:
            return text
        case Type.PERSON:
            return f"person({text})"
        case Type.MOMENT:
            return moment(text, wall, written.moment)
        case Type.DAY:
            return day(text, written.moment)
        case Type.SECONDS:
            return _finite(text, duration(text, written.decimal, SECONDS_IN[field.unit]))
        case Type.NUMBER:
            percent = f"(case when ends_with({text}, '%') then 100 else 1 end)"
            return _finite(text, f"try_cast({number(text, written.decimal)} as double) / {percent}")
        case Type.INTEGER:
            return f"case when regexp_full_match({text}, '[+-]?[0-9]+(\\.0+)?') then try_cast({text} as bigint) end"
        case Type.MONEY:
            return f"try_cast({number(text, written.decimal)} as decimal(18, 2))"
        case Type.FLAG:
            return _flag(text, field, written)


def _flag(text: str, field: Field, written: Written) -> str:
    if field.above is not None:
        return f"try_cast({number(text, written.decimal)} as double) > {field.above}"
    meanings = dict.fromkeys(map(str.casefold, field.no), "false") | dict.fromkeys(map(str.casefold, field.yes), "true")
    words = (f"when {quote_text(word)} then {meaning}" for word, meaning in meanings.items())  # “in” many words is a join, and slow
    return f"case lower({text}) {' '.join(words)} end"


def number(text: str, decimal: Decimal) -> str:
    """SQL of a number's text as a cast reads it. A mark before three digits is what `decimal` says; any other mark says it itself."""
    bare = f"regexp_replace({text}, {quote_text(NOISE)}, '', 'g')"
    pointed = "{0}" if decimal == "." else "replace({0}, ',', '.')"
    other = "," if decimal == "." else "."
    readings = {
        _full(text, PLAIN[decimal]): pointed.format(text),
        _full(bare, PLAIN[decimal]): pointed.format(bare),
        _full(bare, POINT_GROUPS): f"replace(replace({bare}, '.', ''), ',', '.')",
        _full(bare, COMMA_GROUPS): f"replace({bare}, ',', '')",
        _full(bare, PLAIN[other]): f"replace({bare}, ',', '.')",
    }
    return f"case {' '.join(f'when {test} then {reading}' for test, reading in readings.items())} end"


def duration(text: str, decimal: Decimal, seconds: int) -> str:
    """SQL of a duration in seconds: `h:mm:ss`, `mm:ss` (`h:mm` where the unit is the hour), a time of day, or a number of the unit."""
    whole = f"case when {_full(text, HOURS)} then {text} || ':00' else {text} end" if seconds == SECONDS_IN["hours"] else text
    parts = f"string_split(replace({whole}, ',', '.'), ':')"
    clock = f"list_reduce([try_cast(part as double) for part in {parts}], lambda total, part: total * 60 + part)"
    of_day = f"epoch(try_strptime(upper(replace({text}, ' ', '')), '%I:%M:%S%p')) - epoch(timestamp '1900-01-01')"
    timed = f"case when {_full(text, CLOCK)} then {clock} when {_full(text, TIME_OF_DAY)} then {of_day} end"
    return f"case when contains({text}, ':') then {timed} else {seconds} * try_cast({number(text, decimal)} as double) end"


def moment(text: str, wall: str, form: MomentForm) -> str:
    """SQL of a UTC moment: of its local time, else of the offset that it is written with."""
    return _after_1900(
        f"coalesce(moment_at({wall}), {_offset(text, form)}, "
        f"case when {_full(text, ISO + OFFSET)} then try_cast({text} as timestamptz) end)",
        form,
    )


def day(text: str, form: MomentForm) -> str:
    """SQL of a local date; of a moment, its date where it was written."""
    own = f"case when {_full(text, ISO + OFFSET)} then try_cast(left({text}, 10) as date) end"
    written = f"try_strptime(regexp_replace({text}, '[+-][0-9:]+$', ''), {_list([f.replace('%z', '') for f in form.formats])})::date"
    return _after_1900(f"coalesce({local(text, form)}::date, {own}{', ' + written if form.formats else ''})", form)


def local(text: str, form: MomentForm) -> str:
    """SQL of the local wall time that a text without an offset tells."""
    readings = [_usual_iso(text), f"case when {_full(text, ISO)} then try_cast({text} as timestamp) end"]
    formats = [f for f in form.formats if "%z" not in f]
    swapped = [f for f in form.swapped if "%z" not in f]
    if swapped:
        settles = "try_cast(regexp_extract({0}, '^([0-9]+)[/.-]([0-9]+)', {1}) as int)"
        first, second = settles.format(text, 1), settles.format(text, 2)
        readings.append(f"case when {first} > 12 or {first} = {second} then try_strptime({text}, {_list(formats)}) end")
        readings.append(f"case when {second} > 12 then try_strptime({text}, {_list(swapped)}) end")
    elif formats:
        readings.insert(0, f"try_strptime({text}, {_list(formats)})")
    if form.serial:
        days = f"try_cast({text} as double)"
        serial = f"timestamp '{SPREADSHEET_EPOCH}' + to_milliseconds(round({days} * 86400000)::bigint)"
        readings.append(f"case when {_full(text, SERIAL)} then {serial} end")
    return f"coalesce({', '.join(readings)})"


def _usual_iso(text: str) -> str:
    """SQL of the moment that ISO to the second tells, which most exports write: told by a few looks, faster than by a pattern."""
    looks = f"length({text}) = {USUAL_LENGTH} and {text} >= '{EARLIEST[:4]}' and not contains({text}, '  ')"  # `strptime` skips spaces
    return f"case when {looks} then try_strptime({text}, {_list(USUAL)}) end"


def _offset(text: str, form: MomentForm) -> str:
    formats = [f for f in (*form.formats, *form.swapped) if "%z" in f]
    return f"try_strptime({text}, {_list(formats)})" if formats else "null"


def _finite(text: str, reading: str) -> str:
    """A number of hundreds of digits is infinite as a double, and is no measure of anything."""
    return f"case when length({text}) <= {DIGITS} then {reading} end"


def _after_1900(reading: str, form: MomentForm) -> str:
    """ISO says its century; a pattern takes “14” for the year 14. The reading stands twice, so it is checked only where it must be."""
    return f"case when {reading} >= '{EARLIEST}' then {reading} end" if form.formats or form.swapped else reading


def _full(text: str, pattern: str) -> str:
    return f"regexp_full_match({text}, {quote_text(pattern)})"


def _list(formats: Sequence[str]) -> str:
    return "[" + ", ".join(map(quote_text, formats)) + "]"
