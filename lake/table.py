"""What a table is made of: its columns, what they hold, and the rules they keep."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

import pyarrow as pa


class Type(StrEnum):
    """What a column holds, and so how its text is read and how it is stored."""

    TEXT = "text"
    PERSON = "person"  # a keyed hash; the name itself never enters
    MOMENT = "moment"  # UTC
    DAY = "day"  # local date
    SECONDS = "seconds"
    NUMBER = "number"
    INTEGER = "integer"
    MONEY = "money"  # decimal, net of VAT
    FLAG = "flag"


ARROW = {
    Type.TEXT: pa.string(),
    Type.PERSON: pa.string(),
    Type.MOMENT: pa.timestamp("us", "UTC"),
    Type.DAY: pa.date32(),
    Type.SECONDS: pa.float64(),
    Type.NUMBER: pa.float64(),
    Type.INTEGER: pa.int64(),
    Type.MONEY: pa.decimal128(18, 2),
    Type.FLAG: pa.bool_(),
}


@dataclass(frozen=True)
class Column:
    name: str
    type: Type
    required: bool = False
    derived: bool = False
    """Written by the import, never read from a file."""
    happened: bool = True
    """For moments and days: it tells of something that took place, so it cannot lie in the future and shows how far the data reach."""
    whole_month: bool = False
    """Its day stands for the month that holds it, to the last day."""
    low: float | None = None
    high: float | None = None
    bound: float | None = None
    """Beyond it a value is kept and said: it may be true, and is more often a slip."""


@dataclass(frozen=True)
class Table:
    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    placed_by: str = ""
    """The local date that places a row in time."""
    dimensions: tuple[str, ...] = field(default=())
    """Columns by which figures may be broken down or filtered."""
    kind: bool = True
    """People load files into it."""
    secret: bool = False
    """Single people's answers: imported, and read by a release alone. No figure, screen or export reaches them."""

    def __getitem__(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def __contains__(self, name: str) -> bool:
        return any(column.name == name for column in self.columns)

    @property
    def given(self) -> tuple[Column, ...]:
        """The columns that a file may fill."""
        return tuple(column for column in self.columns if not column.derived)

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.required)

    @property
    def arrow(self) -> pa.Schema:
        return pa.schema([pa.field(column.name, ARROW[column.type]) for column in self.columns])

    def dated(self) -> Iterator[Column]:
        """The local dates of what happened: how far they go is how far the data reach."""
        return (column for column in self.columns if column.type is Type.DAY and column.happened)
