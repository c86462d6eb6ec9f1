"""Which column of an unknown file is which field of one kind of table, told from headers first and values second."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import duckdb

from ingest.evidence import CELLS, MOST, Evidence
from ingest.forms import MONTH
from ingest.notation import Notation, notation
from ingest.profile import Field, Fold, Items, position
from ingest.question import Question
from ingest.read import TextTable
from ingest.survey import item_columns, items
from ingest.synonyms import CLOSE, best, listed, says, synonyms, words
from lake.schema import TABLES
from lake.table import Column, Type

Why = Literal["header", "values", "person", "made", "constant", "none"]
LeftOut = Literal["pay", "personal", "empty", "unused"]
Columns = tuple[Evidence, ...]

UNIQUE = 0.98  # of the rows that differ, how many have a key of their own: the others are slips of the source
LOGGED = (2, 100)  # rows a case, on average, between which a file tells events: with fewer it tells cases, with more it repeats a label
VARYING = 0.3  # of the cases, how many have a moment that differs between their rows
SINGLE_LINE = "1"
DATE_WORDS, TIME_WORDS = {"date", "jour", "day"}, {"heure", "horaire", "time", "hour"}
MADE = ("case_id", "invoice_id", "response_id")
ASKED = ("currency", "wave", "issued_on")
EURO = re.compile(r".*€.*")


@dataclass(frozen=True)
class Proposed:
    """What stands for one field: which columns, why these, and how they are written or what that leaves open."""

    field: str
    columns: tuple[str, ...]
    why: Why
    notation: Notation

    def settled(self, given: Field | Items | None) -> "Proposed":
        """The same once its question is answered."""
        if not isinstance(given, Field):
            return self
        return replace(self, notation=given, why="person" if self.why == "none" else self.why)


@dataclass(frozen=True)
class Draft:
    """A file seen as one kind of table."""

    kind: str
    proposed: Mapping[str, Proposed]
    items: Items | Question | None
    item_columns: tuple[str, ...]
    fold: Fold | None
    left_out: Mapping[str, LeftOut]
    """The columns that no field reads, and why."""
    fit: float
    """How much of the kind the file shows; 0 where it lacks what cannot be asked for."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """What the file leaves open, in the table's order."""
        open_ = [one.notation for one in self.proposed.values()] + [self.items]
        return tuple(one for one in open_ if isinstance(one, Question))


@dataclass(frozen=True)
class Source:
    """A file that was read and looked at."""

    connection: duckdb.DuckDBPyConnection
    text: TextTable
    columns: Columns

    def count(self, sql: str) -> int:
        return int(self.connection.execute(sql).fetchall()[0][0])


class Drafting:
    """Finds the columns of one kind's fields, the surest first; each column is taken once."""

    def __init__(self, source: Source, kind: str, given: Mapping[str, Sequence[str]]) -> None:
        self.source, self.table, self.given = source, TABLES[kind], given
        header = source.text.header
        self.columns = tuple(one for one in source.columns if one.filled and position(one.name, header) == one.place)  # the first of a name
        self.taken: dict[str, Columns] = {}
        self.why: dict[str, Why] = {}
        self.items: Columns = ()
        self.fold: Fold | None = None

    def draft(self) -> Draft:
        """Every step takes what the earlier ones left."""
        self._by_person()
        self._by_header()
        self._by_outcome()
        self._wide_survey()
        self._dates()
        self._times()
        self._amount()
        self._key()
        proposed = {column.name: one for column in self.table.given if (one := self._proposed(column))}
        survey = items(self.items) if self.items else None
        names = tuple(one.name for one in self.items)
        return Draft(self.table.name, proposed, survey, names, self.fold, self._left_out(), self._fit())

    def _take(self, field: str, columns: Columns, why: Why) -> None:
        self.taken[field], self.why[field] = columns, why

    @property
    def free(self) -> Columns:
        """The columns that may still be proposed for something."""
        used = {one.place for columns in self.taken.values() for one in columns} | {one.place for one in self.items}
        return tuple(one for one in self.columns if one.place not in used and never(one) is None)

    def _by_person(self) -> None:
        places = {name: [position(header, self.source.text.header) for header in headers] for name, headers in self.given.items()}
        for name, found in places.items():
            if columns := tuple(self.source.columns[place] for place in found if place is not None):
                self._take(name, columns, "person")

    def _by_header(self) -> None:
        """The closest pair of field and column first; of pairs alike, the field's first names, then the file's first column."""
        found = []
        for column in (column for column in self.table.given if column.name not in self.given):
            for one in self.columns:
                close, rank = best(one.name, synonyms()[self.table.name].get(column.name, ()))
                if close >= CLOSE and one.reads(column.type) and may(column, one, close):
                    found.append((-close, -rank, one.place, column.name))
        for _, _, place, name in sorted(found):
            if name not in self.taken and not any(one.place == place for columns in self.taken.values() for one in columns):
                self._take(name, (self.source.columns[place],), "header")

    def _by_outcome(self) -> None:
        """A column of outcomes says whether a contact was answered, whatever its name."""
        if self.table.name == "cases" and self._lacks("answered"):
            found = [one for one in self.free if all(any(listed(text, "answered", name) for text in one.texts) for name in ("yes", "no"))]
            every = [one for one in found if all(any(listed(text, "answered", n) for n in ("yes", "no", "neither")) for text in one.texts)]
            if every:
                self._take("answered", (every[0],), "values")

    def _lacks(self, field: str) -> bool:
        return field in self.table and field not in self.taken and field not in self.given

    def _wide_survey(self) -> None:
        """Columns of answers, unless the file is long and has one for the item and one for the score."""
        if self.table.name == "answers" and not {"item", "score"} <= set(self.taken):
            for name in ("item", "score"):
                self.taken.pop(name, None)
            used = {one.place for columns in self.taken.values() for one in columns}
            self.items = item_columns([one for one in self.columns if one.place not in used])

    def _dates(self) -> None:
        """The date that every row needs: the first one that is free, else the one that already stands for another field."""
        for column in self.table.given:
            if column.required and column.type in (Type.MOMENT, Type.DAY) and self._lacks(column.name):
                used = [one for columns in self.taken.values() for one in columns]
                found = [one for one in (*self.free, *used) if one.is_moment or (column.type is Type.DAY and one.share(MONTH) >= MOST)]
                if found:
                    self._take(column.name, (found[0],), "values")

    def _times(self) -> None:
        """A time of day beside a date of the same name."""
        for name, columns in list(self.taken.items()):
            if self.table[name].type is Type.MOMENT and len(columns) == 1 and not any(":" in shape for shape in columns[0].shapes):
                rest = set(words(columns[0].name)) - DATE_WORDS
                times = [one for one in self.free if one.is_time and TIME_WORDS & set(words(one.name))]
                beside = [one for one in times if set(words(one.name)) - TIME_WORDS == rest]
                if beside and name not in self.given:
                    self._take(name, (columns[0], beside[0]), self.why[name])

    def _amount(self) -> None:
        """The only column of sums."""
        if self._lacks("amount"):
            sums = [one for one in self.free if one.is_number and not one.is_code and one.distinct > 1]
            if len(sums) == 1:
                self._take("amount", tuple(sums), "values")

    def _key(self) -> None:
        """What names the row, if anything does; an event log names its case on several rows."""
        key = self.table.key[0]
        if self.table.name not in ("cases", "invoices") or key in self.given:
            return
        if key not in self.taken:
            ids = [one for one in self.free if one.is_code and not one.is_number and self._unique((one,))]
            if ids:
                self._take(key, (ids[0],), "values")
        elif self.table.name == "cases" and self._is_log(self.taken[key]):
            self._log()
        elif not self._unique((*self.taken[key], *self.taken.get("line", ()))):
            self._wider_key(key)

    def _wider_key(self, key: str) -> None:
        """With a code beside it the id may be one; else it is none, and the rows get their own."""
        place = self.taken[key][0].place
        beside = [one for one in self.free if abs(one.place - place) == 1 and one.is_code]
        pair = next((columns for one in beside if self._unique(columns := tuple(sorted((one, *self.taken[key]), key=_place)))), None)
        if pair:
            self._take(key, pair, self.why[key])
            return
        del self.taken[key]
        self.taken.pop("line", None)

    def _unique(self, columns: Columns) -> bool:
        """Rows that repeat one another whole do not count against a key."""
        key = ", ".join(f"c{one.place}" for one in columns)
        named = " and ".join(f"c{one.place} <> ''" for one in columns)
        every = ", ".join(f"c{one.place}" for one in self.source.columns)
        keys = self.source.count(f"select count(distinct hash({key})) from {CELLS} where {named}")
        return keys >= UNIQUE * self.source.count(f"select count(distinct hash({every})) from {CELLS}")

    def _is_log(self, key: Columns) -> bool:
        rows = self.source.count(f"select count(*) from {CELLS}")
        keys = self.source.count(f"select count(distinct c{key[0].place}) from {CELLS}")
        return LOGGED[0] * keys <= rows <= LOGGED[1] * keys and any(self._varies(key, one) for one in self.source.columns if one.is_moment)

    def _varies(self, key: Columns, moment: Evidence) -> bool:
        by_key = f"select count(distinct c{moment.place}) > 1 as varies from {CELLS} group by c{key[0].place}"
        return bool(self.source.count(f"select (avg(varies::int) >= {VARYING})::int from ({by_key})"))

    def _log(self) -> None:
        """The last event stands for the case; where the moments are the events', the first of them opens it and the last closes it."""
        key, opened = self.taken["case_id"], self.taken.get("opened_at", ())
        if not opened or not self._varies(key, opened[0]):
            self.fold = Fold()
        elif "closed_at" in self.taken:
            self.fold = Fold(first=("opened_at",))
        else:
            self._take("closed_at", opened, "values")
            self.fold = Fold(by="closed_at", first=("opened_at",))

    def _proposed(self, column: Column) -> Proposed | None:
        if columns := self.taken.get(column.name):
            written = notation(self.source.connection, self.source.text.file, column, columns)
            return Proposed(column.name, tuple(one.name for one in columns), self.why[column.name], written)
        if not column.required or (self.items and column.name in ("item", "score")):
            return None
        return self._without_column(column.name)

    def _without_column(self, name: str) -> Proposed:
        """What a file need not tell: an id is made, a single line is the first; what it should have told is asked for."""
        if name in MADE:
            return Proposed(name, (), "made", Field(made_from_content=True))
        amounts = self.taken.get("amount", ())
        known = {"line": SINGLE_LINE, "instrument": _slug(self.source.text.file)}
        if name == "currency" and amounts and amounts[0].share(EURO) >= MOST:
            known["currency"] = "EUR"
        if name in known:
            return Proposed(name, (), "constant", Field(value=known[name]))
        return Proposed(name, (), "none", Question(name, "value" if name in ASKED else "column"))

    def _left_out(self) -> dict[str, LeftOut]:
        used = {one.place for columns in (*self.taken.values(), self.items) for one in columns}
        left = [one for one in self.source.columns if one.name and one.place not in used]
        return {one.name: never(one) or ("unused" if one.filled else "empty") for one in left}

    def _fit(self) -> float:
        """A header's word counts one, a value's half, and twice where every row needs the field."""
        shown = {name for name in self.table.required if name in self.taken} | ({"item", "score"} if self.items else set())
        needed = set(self.table.required) - {*MADE, *ASKED, "line", "instrument"}
        weights = {"header": 1.0, "person": 1.0, "values": 0.5}
        found = sum(weights[self.why[name]] * (2 if name in shown else 1) for name in self.taken)
        sure = sum(self.why[name] == "header" or name == "answered" for name in self.taken) + len(self.items)
        return found + (4 if self.items else 0) if needed <= shown and sure > 1 else 0


def may(column: Column, one: Evidence, close: float) -> bool:
    """Whether a field may have a column: pay never, persons only where they are hashed."""
    if says(one.name, "never", "pay"):
        return False
    personal = one.is_personal or (close < 1 and says(one.name, "never", "personal"))
    return column.type is Type.PERSON or not personal


def never(one: Evidence) -> LeftOut | None:
    """Why a column is never proposed for what its header does not name."""
    if says(one.name, "never", "pay"):
        return "pay"
    return "personal" if one.is_personal or says(one.name, "never", "personal") else None


def _place(one: Evidence) -> int:
    return one.place


def _slug(file: str) -> str:
    """A name for a questionnaire, from the file's without its date."""
    return "-".join(re.findall(r"[^\W\d_]+", file.rpartition(".")[0] or file)).casefold() or "survey"
