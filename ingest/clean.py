"""Text to typed rows, in SQL: a file's `cells` become `rows` with the table's columns, and bad rows are told apart.

The layers, each a query over the one before: `texts` (a field's text, null where missing), `typed` (its value, null where
unreadable), `facts` (what the import derives: local dates, durations in both clocks). A row is good when no rule of
`_rules` speaks against it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb

from ingest.profile import Field, Profile, position
from ingest.read import TextTable
from ingest.refusal import Refusal
from lake.schema import Column, Table, Type
from lake.store import duckdb_types, quote, quote_text

NUMBER = r"[+-]?(\d+(\.\d*)?|\.\d+)"
CLOCK = r"(\d+:)?\d{1,2}:\d{2}(\.\d+)?"
LABELLED_SCORE = r"^([+-]?\d+)\s*[-–:=.]\s*\D"  # “0 - Pas du tout”, “5: neutre”
ISO = r"\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?"
OFFSET = r" ?(Z|[+-]\d{2}(:?\d{2})?)"
GOOD_ROWS = "where not bad"
GOOD_LINES = "qualify not bool_or(bad) over (partition by source_line)"
EARLIEST = "1900-01-01"  # “01/05/14” read with a four-digit year gives the year 14
UNREADABLE = {
    Type.MOMENT: "not_a_moment",
    Type.DAY: "not_a_day",
    Type.SECONDS: "not_a_duration",
    Type.NUMBER: "not_a_number",
    Type.MONEY: "not_a_number",
    Type.INTEGER: "not_an_integer",
    Type.FLAG: "not_a_flag",
}


@dataclass(frozen=True)
class Rule:
    """A reason to set a row aside: an SQL condition over `facts`, and the field it speaks of."""

    condition: str
    field: str
    reason: str


class Cleaning:
    """One file read by one profile. `lay` types its rows; then `good` is SQL for the good ones, `refusals` says why not the others."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, text: TextTable, profile: Profile, zone: str, now: datetime) -> None:
        self.connection = connection
        self.text = text
        self.profile = profile
        self.table = profile.table
        self.zone = zone
        self.rules = [*_rules(self.table, self._filled(), now), *self._scale()]

    def lay(self) -> None:
        """Make the table `typed`: the columns of the lake's table and `bad`, whether a rule speaks against the row.

        It is a table because a filter over the query would have the typing done again for every rule.
        """
        filled = {*self._filled(), *DERIVED.get(self.table.name, {})}
        columns = [quote(name) for name in duckdb_types(self.table) if name in filled]
        bad = " or ".join(f"coalesce({rule.condition}, false)" for rule in self.rules)
        self.connection.execute(
            f"create temp table typed as select source_line, {', '.join(columns)}, {bad} as bad from ({self._facts('cells')})"
        )

    def good(self, import_id: str) -> str:
        """SQL of the good rows, with the table's columns. One bad answer keeps its whole line out."""
        filled = {"source_line", *self._filled(), *DERIVED.get(self.table.name, {})}
        values = {name: quote(name) if name in filled else f"null::{kind}" for name, kind in duckdb_types(self.table).items()}
        for name, field in self.profile.fields.items():
            if field.only_when:
                values[name] = f"case when {quote(field.only_when)} then {quote(name)} end"
        values["import_id"] = quote_text(import_id)
        columns = ", ".join(f"{value} as {quote(name)}" for name, value in values.items())
        return f"select {columns} from typed {GOOD_LINES if self.profile.items else GOOD_ROWS}"

    def refusals(self) -> list[Refusal]:
        """Why each row was set aside, in file order."""
        reasons = [Refusal(line, None, None, "ragged") for line in self.text.ragged]
        self.connection.execute("create temp table bad_cells as select * from cells semi join (from typed where bad) using (source_line)")
        self.connection.execute(f"create temp table aside as {self._facts('bad_cells')}")
        for rule in self.rules:
            hidden = self.table[rule.field].type is Type.PERSON
            shown = "null" if hidden else quote(f"{rule.field}:text")
            heading = "item" if self.profile.items and rule.field == "score" else quote_text(self.heading(rule.field))
            found = self.connection.execute(f"select source_line, {heading}, {shown} from aside where {rule.condition}").fetchall()
            reasons += [Refusal(line, column, value, rule.reason) for line, column, value in found]
        return sorted(reasons, key=lambda refusal: refusal.line)

    def heading(self, field: str) -> str:
        """The field as the file's own header names it."""
        return (
            " + ".join(self.profile.fields[field].column) if field in self.profile.fields and self.profile.fields[field].column else field
        )

    def _scale(self) -> Iterator[Rule]:
        """A survey's items have the scale that its profile states."""
        if items := self.profile.items:
            yield Rule(f"score not between {items.low} and {items.high}", "score", "off_scale")

    def _filled(self) -> tuple[str, ...]:
        given = {*self.profile.fields, *(("item", "score") if self.profile.items else ())}
        return tuple(column.name for column in self.table.given if column.name in given)

    def _texts(self, cells: str) -> str:
        source, item_fields = (
            (self._cells(cells), {}) if not self.profile.items else (self._long(cells), {"item": "item", "score": "score"})
        )
        texts = {name: item_fields.get(name) or self._text(name) for name in self._filled()}
        for name, field in self.profile.fields.items():
            if field.minus:
                texts[f"{name}:minus"] = self._cell(field.minus, field)
                texts[name] = f"case when {texts[f'{name}:minus']} is not null then {texts[name]} end"
        columns = [f"{text} as {quote(f'{name}:text')}" for name, text in texts.items()]
        return f"select source_line, {', '.join(columns)} from {source}"

    def _long(self, cells: str) -> str:
        """A wide survey as one row an answer: `source_line`, the other columns, `item` and `score` as text."""
        items = self.profile.items
        assert items is not None
        columns = self.profile.item_columns(self.text.header)
        names = " ".join(f"when 'c{i}' then {quote_text(name)}" for i, name in columns.items())
        score = f"coalesce(nullif(regexp_extract(cell, {quote_text(LABELLED_SCORE)}, 1), ''), cell)"
        melted = f"(unpivot {self._cells(cells)} on {', '.join(f'c{i}' for i in columns)} into name source value answer)"
        cell = f"(select *, {_present('answer', items.missing)} as cell from {melted})"
        return f"(select *, case source {names} end as item, {score} as score from {cell} where cell is not null)"

    def _text(self, name: str) -> str:
        field = self.profile.fields[name]
        if field.value is not None:
            return quote_text(field.value)
        if field.made_from_content:
            return "made"
        parts = [self._cell(column, field) for column in field.column]
        return (
            parts[0]
            if len(parts) == 1
            else f"case when {' and '.join(f'{p} is not null' for p in parts)} then concat_ws(' ', {', '.join(parts)}) end"
        )

    def _cell(self, column: str, field: Field) -> str:
        place = position(column, self.text.header)
        return "null::varchar" if place is None else _present(f"c{place}", field.missing)

    def _cells(self, cells: str) -> str:
        """The cells; where a field is made from content, beside them `made`: what the row holds and how often that came before it."""
        if not any(field.made_from_content for field in self.profile.fields.values()):
            return cells
        read = [place for name in self.profile.columns if (place := position(name, self.text.header)) is not None]
        places = sorted({*read, *self.profile.item_columns(self.text.header)})
        content = f"md5(concat_ws(chr(31), {', '.join(f'c{place}' for place in places)}))"
        return f"(select *, {content} || '-' || row_number() over (partition by {content} order by source_line) as made from {cells})"

    def _typed(self, cells: str) -> str:
        columns = []
        for name in self._filled():
            field = self.profile.fields.get(name, Field(value=""))
            value = _value(self.table[name], field, quote(f"{name}:text"), self.zone)
            if field.minus:
                value = f"({value} - {_value(self.table[name], field, quote(f'{name}:minus:text'), self.zone)})"
            columns.append(f"{value} as {quote(name)}")
        return f"select *, {', '.join(columns)} from ({self._texts(cells)})"

    def _facts(self, cells: str) -> str:
        missing = [f"null::{duckdb_types(self.table)[c.name]} as {quote(c.name)}" for c in self.table.given if c.name not in self._filled()]
        derived = DERIVED.get(self.table.name, {})
        columns = [f"{sql.format(zone=quote_text(self.zone))} as {quote(name)}" for name, sql in derived.items()]
        return (
            f"select *{''.join(', ' + column for column in columns)} from (select {', '.join(['*', *missing])} from ({self._typed(cells)}))"
        )


DERIVED = {
    "cases": {
        "opened_on": "timezone({zone}, opened_at)::date",
        "opened_weekday": "isodow(timezone({zone}, opened_at))",
        "opened_hour": "hour(timezone({zone}, opened_at))",
        "first_response_on": "timezone({zone}, first_response_at)::date",
        "closed_on": "timezone({zone}, closed_at)::date",
        "due_on": "timezone({zone}, due_at)::date",
        "first_response_s": "epoch(first_response_at) - epoch(opened_at)",
        "first_response_open_s": "open_seconds(opened_at, first_response_at)",
        "resolution_s": "epoch(closed_at) - epoch(opened_at)",
        "resolution_open_s": "open_seconds(opened_at, closed_at)",
    },
    "answers": {
        "wave_on": r"""case when regexp_full_match(wave, '\d{{4}}') then make_date(wave::int, 1, 1)
            when regexp_full_match(wave, '\d{{4}}-[TQ][1-4]') then make_date(wave[:4]::int, wave[7:7]::int * 3 - 2, 1)
            when regexp_full_match(wave, '\d{{4}}-\d{{2}}') then try_cast(wave || '-01' as date) end""",
    },
}


def _present(text: str, missing: Sequence[str]) -> str:
    """A cell's text; null where it is empty or one of the missing marks."""
    return f"case when {text} not in ({', '.join(map(quote_text, ('', *missing)))}) then {text} end"


def _value(column: Column, field: Field, text: str, zone: str) -> str:
    """SQL of the typed value of a text; null where the text cannot be read."""
    number = _number(text, field.decimal)
    match column.type:
        case Type.TEXT:
            return text
        case Type.PERSON:
            return f"person({text})"
        case Type.MOMENT:
            return _moment(text, field.format, zone)
        case Type.DAY:
            return _day(text, field.format)
        case Type.SECONDS:
            return _seconds(text, number)
        case Type.NUMBER:
            return f"try_cast({number} as double)"
        case Type.INTEGER:
            return f"case when regexp_full_match({text}, '[+-]?[0-9]+') then try_cast({text} as bigint) end"
        case Type.MONEY:
            return f"try_cast({number} as decimal(18, 2))"
        case Type.FLAG:
            yes, no = (", ".join(quote_text(word.casefold()) for word in words) for words in (field.yes, field.no))
            return f"case when lower({text}) in ({yes}) then true when lower({text}) in ({no}) then false end"


def _number(text: str, decimal: str) -> str:
    """SQL of a number's text in the form a cast reads: no spaces between thousands, no currency sign, a decimal point."""
    bare = f"regexp_replace({text}, '[\\s\u00a0\u202f€$£]', '', 'g')"
    pointed = f"replace(replace({bare}, '.', ''), ',', '.')" if decimal == "," else f"replace({bare}, ',', '')"
    return f"case when regexp_full_match({pointed}, {quote_text(NUMBER)}) then {pointed} end"


def _seconds(text: str, number: str) -> str:
    """SQL of a duration: `h:mm:ss`, `mm:ss`, or a number of seconds."""
    parts = f"string_split({text}, ':')"
    clock = f"list_reduce([try_cast(part as double) for part in {parts}], lambda total, part: total * 60 + part)"
    return f"case when regexp_full_match({text}, {quote_text(CLOCK)}) then {clock} else try_cast({number} as double) end"


def _moment(text: str, formats: Sequence[str], zone: str) -> str:
    """SQL of a UTC moment. A local time that daylight saving skips is read one hour later, one that it repeats as the second."""
    if not formats:
        return _after_1900(
            f"case when regexp_full_match({text}, {quote_text(ISO)}) then timezone({quote_text(zone)}, try_cast({text} as timestamp)) "
            f"when regexp_full_match({text}, {quote_text(ISO + OFFSET)}) then try_cast({text} as timestamptz) end"
        )
    local, offset = [f for f in formats if "%z" not in f], [f for f in formats if "%z" in f]
    readings = [f"try_strptime({text}, {_list(offset)})"] if offset else []
    readings += [f"timezone({quote_text(zone)}, try_strptime({text}, {_list(local)}))"] if local else []
    return _after_1900(f"coalesce({', '.join(readings)})")


def _day(text: str, formats: Sequence[str]) -> str:
    """SQL of a local date; of a moment in ISO form, its date."""
    iso = f"case when regexp_full_match({text}, {quote_text(ISO)}) then try_cast(left({text}, 10) as date) end"
    return _after_1900(f"try_strptime({text}, {_list(formats)})::date" if formats else iso)


def _after_1900(value: str) -> str:
    return f"case when {value} >= '{EARLIEST}' then {value} end"


def _list(formats: Sequence[str]) -> str:
    return "[" + ", ".join(map(quote_text, formats)) + "]"


def _rules(table: Table, filled: Sequence[str], now: datetime) -> Iterator[Rule]:
    """What keeps a row out of the lake, in the order people read the reasons."""
    for name in filled:
        column, text, value = table[name], quote(f"{name}:text"), quote(name)
        if column.required:
            yield Rule(f"{text} is null", name, "missing")
        if reason := UNREADABLE.get(column.type):
            yield Rule(f"{text} is not null and {value} is null", name, reason)
        if column.low is not None:
            yield Rule(f"{value} < {column.low}", name, "negative" if column.low == 0 else "off_scale")
        if column.high is not None:
            yield Rule(f"{value} > {column.high}", name, "off_scale")
        if column.happened and column.type in (Type.MOMENT, Type.DAY):
            yield Rule(f"{value} > '{now.isoformat()}'", name, "in_the_future")
    if table.name == "cases":
        yield from (Rule(f"{name} < opened_at", name, "before_opening") for name in ("first_response_at", "closed_at") if name in filled)
    if table.name == "answers":
        yield Rule("wave is not null and wave_on is null", "wave", "not_a_wave")
