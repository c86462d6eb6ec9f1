"""What the values of a column look like, whatever its header says."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import duckdb

from ingest import forms
from ingest.read import TextTable
from ingest.synonyms import folded, listed, synonyms
from lake.store import quote_text
from lake.table import Type

CELLS = "every_cell"  # the table of a file's cells that a proposal looks at
MOST = 0.9
TEXTS = 200  # of each column, how many texts and shapes are looked at
FEW = 8
LONG, WORDY = 40, 6  # mean characters and words of what was written freely

TIME = re.compile(r"9{1,2}:99(:99(\.9+)?)?( ?[AaPp]\.?[Mm]\.?)?")
CLOCK = re.compile(r"(9+:)?9{1,2}:99([.,]9+)?")
SHORT_CLOCK = re.compile(r"9+:99")
YEAR = re.compile(r"9999")
NUMBER = re.compile(r"[+-]?(9+([.,]9+)*|[.,]9+)")
LABELLED = re.compile(r"9{1,2}( *[-–:=.] *\D.*)?")
CODE = re.compile(r"(?=\S*9)\S+( - \S+)?|[0-9a-fA-F-]{32,36}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.\w+")
PHONE = re.compile(r"(\+\d{2}|00\d{2}|0)[ .-]?[1-9]([ .-]?\d{2}){4}")
FORMAL_NAME = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ'’-]+ [A-ZÀ-Ý'’-]{3,}|[A-ZÀ-Ý'’-]{3,} [A-ZÀ-Ý][a-zà-ÿ'’-]+")
MOMENTS = (forms.ISO, forms.TWO_WAYS, forms.YEAR_FIRST)
MAYBE_MOMENTS = (forms.COMPACT, forms.SERIAL)


@dataclass(frozen=True)
class Evidence:
    """One column; its missing marks are set apart."""

    place: int
    name: str
    filled: int
    distinct: int
    texts: Mapping[str, int]
    """The most frequent texts and how often each stands."""
    shapes: Mapping[str, int]
    """The same with every digit written 9."""
    marks: tuple[str, ...]

    def share(self, *patterns: re.Pattern[str]) -> float:
        """Of its values, the share whose shape one of the patterns matches."""
        met = sum(count for shape, count in self.shapes.items() if any(pattern.fullmatch(shape) for pattern in patterns))
        return met / (sum(self.shapes.values()) or 1)

    @cached_property
    def is_number(self) -> bool:
        met = sum(count for shape, count in self.shapes.items() if NUMBER.fullmatch(re.sub(forms.NOISE, "", shape)))
        return met >= MOST * (sum(self.shapes.values()) or 1)

    @property
    def is_moment(self) -> bool:
        return self.share(*MOMENTS) >= MOST

    @property
    def is_time(self) -> bool:
        return self.share(TIME) >= MOST

    @property
    def is_code(self) -> bool:
        """Short, with digits, and neither a moment nor a decimal number."""
        decimal = any(re.fullmatch(forms.EVIDENCE[mark], shape) for mark in ".," for shape in self.shapes)
        return self.share(CODE) >= MOST and not (decimal or self.is_moment or self.is_time)

    @cached_property
    def is_personal(self) -> bool:
        """Addresses, phone numbers, names of persons, or what was written freely."""
        return any(self._texts_like(like) >= share for like, share in ((_is_address, 0.2), (_is_name, 0.3))) or self._is_prose

    @property
    def _is_prose(self) -> bool:
        texts = list(self.texts)
        length, wordy = (sum(map(size, texts)) / (len(texts) or 1) for size in (len, lambda text: len(text.split())))
        return length > LONG and wordy >= WORDY and 2 * self.distinct > self.filled

    def _texts_like(self, like: Callable[[str], bool]) -> float:
        return sum(like(text) for text in self.texts) / (len(self.texts) or 1)

    def reads(self, wanted: Type) -> bool:
        """Whether a column of this name may hold the type."""
        match wanted:
            case Type.MOMENT:
                return self.share(*MOMENTS, *MAYBE_MOMENTS, TIME) >= MOST
            case Type.DAY:
                return self.share(*MOMENTS, *MAYBE_MOMENTS, forms.MONTH, YEAR) >= MOST
            case Type.SECONDS:
                return self.is_number or self.share(CLOCK, TIME) >= MOST
            case Type.NUMBER | Type.MONEY | Type.INTEGER:
                return self.is_number
            case Type.FLAG:
                return self.distinct <= FEW or self.is_number
            case Type.TEXT | Type.PERSON:
                return True


def _is_address(text: str) -> bool:
    return bool(EMAIL.fullmatch(text) or PHONE.fullmatch(text))


def _is_name(text: str) -> bool:
    """A title or a first name with at most two words beside it, or a capitalised and an upper-case word."""
    said = re.findall(r"[^\W\d_]+", folded(text))
    if not 1 <= len(said) <= 4 or any(letter.isdigit() for letter in text):
        return False
    titled = len(said) > 1 and listed(said[0], "never", "titles")
    return titled or any(listed(word, "never", "first_names") for word in (said[0], said[-1])) or bool(FORMAL_NAME.fullmatch(text))


def gather(connection: duckdb.DuckDBPyConnection, text: TextTable) -> tuple[Evidence, ...]:
    """What each column of the table `CELLS` looks like."""
    return tuple(_of_column(connection, place, name) for place, name in enumerate(text.header))


def _of_column(connection: duckdb.DuckDBPyConnection, place: int, name: str) -> Evidence:
    said = f"(select c{place} as x from {CELLS} where c{place} <> '')"
    marks = ", ".join(map(quote_text, synonyms()["missing"]["marks"]))
    found = connection.execute(f"select distinct x from {said} where lower(x) in ({marks}) order by 1").fetchall()
    told = f"(select x from {said} where lower(x) not in ({marks}))"
    ((filled, distinct),) = connection.execute(f"select count(*), count(distinct x) from {told}").fetchall()
    texts, shapes = (_frequent(connection, told, column) for column in ("x", "regexp_replace(x, '[0-9]', '9', 'g')"))
    return Evidence(place, name, filled, distinct, texts, shapes, tuple(mark for (mark,) in found))


def _frequent(connection: duckdb.DuckDBPyConnection, told: str, column: str) -> dict[str, int]:
    """Texts and how often each stands, the most frequent first; of those alike, some from everywhere."""
    most = f"select {column} as y, count(*) from {told} group by y order by count(*) desc, hash(y), y limit {TEXTS}"
    return dict(connection.execute(most).fetchall())
