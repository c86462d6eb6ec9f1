"""How the columns proposed for a field are written: the field as a profile states it, or the question that the column leaves open."""

import re
from collections.abc import Callable, Sequence
from typing import Literal

import duckdb

from ingest import forms
from ingest.evidence import CELLS, CLOCK, MOST, NUMBER, SHORT_CLOCK, TIME, YEAR, Evidence
from ingest.profile import Field
from ingest.question import Question
from ingest.synonyms import listed, unit
from lake.store import quote_text
from lake.table import Column, Type

ISO = "iso"
ORDERS: dict[str, forms.Order] = {"day": "day", "month": "month"}
MARKS: dict[str, forms.Decimal] = {"comma": ",", "point": "."}
YEAR_ENDS = {"first": "01-01", "last": "12-31"}
A_DAY = 24  # a clock whose first part reaches it is not of hours
ZERO_CLOCK = re.compile(r"0{1,2}:00(:00)?")

Notation = Field | Question


def notation(connection: duckdb.DuckDBPyConnection, file: str, column: Column, read: Sequence[Evidence]) -> Notation:
    """How a field's columns are written, told from all their values."""
    columns, missing = tuple(one.name for one in read), tuple(dict.fromkeys(mark for one in read for mark in one.marks))
    if column.type is Type.TEXT:  # where the same text may be a category
        missing = tuple(mark for mark in missing if listed(mark, "missing", "anywhere"))
    base = Field(column=columns, missing=missing)
    text = forms.Column(connection, CELLS, _text(read, base.missing), file, " + ".join(columns))
    return WRITTEN[column.type](column, read[0], base, text)


def _text(read: Sequence[Evidence], missing: Sequence[str]) -> str:
    marks = ", ".join(map(quote_text, ("", *missing)))
    cells = [f"case when c{one.place} not in ({marks}) then c{one.place} end" for one in read]
    return cells[0] if len(cells) == 1 else f"nullif(concat_ws(' ', {', '.join(cells)}), '')"


def _moment(column: Column, read: Evidence, base: Field, text: forms.Column) -> Notation:
    if len(base.column) == 1 and read.is_time:
        return _time_only(column, read, base)
    if read.share(YEAR) >= MOST:
        ends = {end: base.model_copy(update={"after": day, "format": ("%Y %m-%d",)}) for end, day in YEAR_ENDS.items()}
        return Question(column.name, "year", text.heading, next(iter(read.texts)), ends)
    try:
        return _in_form(base, forms.moment_form(text, None))
    except forms.Undecided as open_:
        orders = {name: _in_form(base, forms.moment_form(text, order)) for name, order in ORDERS.items()}
        return _choice(column, "dates", open_, orders)


def _time_only(column: Column, read: Evidence, base: Field) -> Question:
    """Its date is asked for; where it is not the moment that every row needs, a zero stands for nothing."""
    zeros = () if column.required else tuple(text for text in read.texts if ZERO_CLOCK.fullmatch(text))
    seconds = any(shape.count(":") > 1 for shape in read.shapes)
    half = " %p" if read.share(re.compile(".*[AaPp].*")) else ""
    clock = ("%I:%M" if half else "%H:%M") + (":%S" if seconds else "") + half
    return Question(
        column.name,
        "day",
        read.name,
        base=base.model_copy(update={"format": (f"%Y-%m-%d {clock}",), "missing": (*base.missing, *zeros)}),
    )


def _in_form(base: Field, form: forms.MomentForm) -> Field:
    """The formats, so that a short month is read like a long one; none where each value settles itself."""
    settled = () if form.swapped or form.serial else form.formats or (ISO,)
    return base.model_copy(update={"format": settled})


def _number(column: Column, read: Evidence, base: Field, text: forms.Column) -> Notation:
    try:
        return base.model_copy(update={"decimal": _stated(forms.decimal_mark(text, None), read)})
    except forms.Undecided as open_:
        return _choice(column, "decimal", open_, {name: base.model_copy(update={"decimal": mark}) for name, mark in MARKS.items()})


def _stated(mark: forms.Decimal, read: Evidence) -> forms.Decimal | None:
    """The mark that its values show; None where all are whole and a later file may show either."""
    bare = [re.sub(forms.NOISE, "", shape) for shape in read.shapes]
    seen = {name: any(re.fullmatch(forms.EVIDENCE[name], shape) for shape in bare) for name in MARKS.values()}
    return mark if any(re.fullmatch(forms.EVIDENCE["both ways"], shape) for shape in bare) else next((m for m in seen if seen[m]), None)


def _seconds(column: Column, read: Evidence, base: Field, text: forms.Column) -> Notation:
    if read.share(CLOCK, TIME) < MOST:
        return _number(column, read, base.model_copy(update={"unit": unit(read.name) or "seconds"}), text)
    if read.share(SHORT_CLOCK) < MOST or any(int(value.partition(":")[0]) >= A_DAY for value in read.texts if ":" in value):
        return base
    if stated := re.search(r"(?i)\b(mm:ss|hh?:mm)\b(?!:)", read.name):
        return base if stated[1].casefold() == "mm:ss" else base.model_copy(update={"unit": "hours"})
    readings = {"mm:ss": base, "h:mm": base.model_copy(update={"unit": "hours"})}
    return Question(column.name, "clock", text.heading, next(iter(read.texts)), readings)


def _flag(column: Column, read: Evidence, base: Field, text: forms.Column) -> Notation:
    usual = Field(column=base.column)
    if all(value.casefold() in (*usual.yes, *usual.no) for value in read.texts):
        return base
    if read.share(NUMBER) >= MOST:
        return base.model_copy(update={"above": 0})
    told = {name: tuple(value for value in read.texts if listed(value, "answered", name)) for name in ("yes", "no", "neither")}
    if column.name == "answered" and sum(map(len, told.values())) == len(read.texts):
        return base.model_copy(update={"yes": told["yes"], "no": told["no"], "missing": (*base.missing, *told["neither"])})
    every = base.model_copy(update={"no": tuple(read.texts)})
    return Question(column.name, "yes", text.heading, ", ".join(read.texts), base=every)


def _as_it_is(column: Column, read: Evidence, base: Field, text: forms.Column) -> Notation:  # noqa: ARG001 - as the others are called
    return base


def _choice(column: Column, ask: Literal["dates", "decimal"], open_: forms.Undecided, choices: dict[str, Field]) -> Question:
    return Question(column.name, ask, str(open_.facts["column"]), str(open_.facts["value"]), choices)


WRITTEN: dict[Type, Callable[[Column, Evidence, Field, forms.Column], Notation]] = {
    Type.MOMENT: _moment,
    Type.DAY: _moment,
    Type.NUMBER: _number,
    Type.MONEY: _number,
    Type.SECONDS: _seconds,
    Type.FLAG: _flag,
    Type.INTEGER: _as_it_is,
    Type.TEXT: _as_it_is,
    Type.PERSON: _as_it_is,
}
