"""Every way in which exports are written: bytes from texts, texts from values, and the profile that says so."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, get_args
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from inert import bare
from ingest.answers import Answers
from ingest.forms import Decimal as Mark

PARIS = ZoneInfo("Europe/Paris")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1")
DELIMITERS = (";", ",", "\t", "|")
MARKS: tuple[Mark, ...] = get_args(Mark)
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y")
CLOCKS = ("", " %H:%M", " %H:%M:%S", " %I:%M:%S %p", " %H:%M:%S%z", " %H:%M:%S%:z")
SPACES = ("", " ", "\u00a0", "\u202f")
BREAKS = ("\n", "\r\n", "\r")
FIRST, LAST = date(2012, 1, 2), date(2013, 12, 30)  # few years: the opening hours of each span of them are laid out anew


@dataclass(frozen=True)
class Written:
    """How a file is written."""

    encoding: str = "utf-8"
    delimiter: str = ";"
    line_end: str = "\n"
    quote_all: bool = False
    decimal: Mark = ","
    thousands: str = ""
    day: str = "%d/%m/%Y"
    clock: str = " %H:%M"
    zeros: bool = False
    """Numbers keep their zeros at the end."""
    stated: bool = True
    """The profile says how moments and numbers are written; else the columns have to tell."""

    @property
    def answers(self) -> Answers:
        return Answers(dates="month" if self.day == "%m/%d/%Y" else "day", decimal=self.decimal, anyway=True)

    def moment(self, moment: datetime | None) -> str:
        if moment is None:
            return ""
        offset = f"{moment.replace(tzinfo=PARIS):%z}"
        text = moment.strftime(self.day + self.clock.replace("%:z", "").replace("%z", ""))
        return text + {"z": offset, ":z": f"{offset[:3]}:{offset[3:]}"}.get(self.clock.partition("S%")[2], "")

    def date(self, day: date | None) -> str:
        return day.strftime(self.day) if day else ""

    def number(self, number: Decimal | None) -> str:
        if number is None:
            return ""
        text = f"{number:,f}" if self.zeros else re.sub(r"\.?0+$", "", f"{number:,f}") if "." in f"{number:f}" else f"{number:,f}"
        return text.replace(",", "_").replace(".", self.decimal).replace("_", self.thousands)

    def cell(self, text: str) -> str:
        quoted = self.quote_all or any(mark in text for mark in (self.delimiter, '"', "\r", "\n"))
        return '"' + text.replace('"', '""') + '"' if quoted else text

    def file(self, lines: Sequence[Sequence[str]]) -> bytes:
        return "".join(self.delimiter.join(map(self.cell, line)) + self.line_end for line in lines).encode(self.encoding)

    def line_numbers(self, lines: Sequence[Sequence[str]]) -> list[int]:
        """The line that each record begins on, as an editor counts."""
        numbers = [1]
        for line in lines:
            numbers.append(numbers[-1] + 1 + sum(len(re.findall("\r\n|\r|\n", cell)) for cell in line))
        return numbers


@st.composite
def ways(draw: st.DrawFn, **fixed: Any) -> Written:
    """A way to write a file; what is `fixed` is not drawn."""
    names = {"encoding": ENCODINGS, "delimiter": DELIMITERS, "decimal": MARKS, "day": DAYS, "line_end": BREAKS}
    chosen = {name: fixed.get(name) or draw(st.sampled_from(choices)) for name, choices in names.items()}
    spaces = SPACES if chosen["encoding"].startswith("utf") else SPACES[:3]
    thousands = draw(st.sampled_from([*spaces, "." if chosen["decimal"] == "," else ","]))
    clock = draw(st.sampled_from([clock for clock in CLOCKS if chosen["day"] != "%Y-%m-%d" or "%p" not in clock]))
    flags = {name: draw(st.booleans()) for name in ("quote_all", "zeros", "stated")}
    return Written(**chosen, thousands=thousands, clock=clock, **flags)


def texts(encoding: str) -> st.SearchStrategy[str]:
    """What people write in a cell: quotation marks, delimiters and line breaks too."""
    letters = st.characters(codec=encoding, exclude_categories=["C", "Z"])
    marks = st.sampled_from([*DELIMITERS, *BREAKS, '"', '""', "'", " ", "œ" if encoding != "latin-1" else "é"])
    written = st.lists(st.one_of(letters, letters, marks), max_size=8).map(lambda parts: "".join(parts).strip())
    return written.filter(lambda text: bare(text) == text and max(map(text.count, DELIMITERS)) <= 2)


def local_moments() -> st.SearchStrategy[datetime]:
    """Wall times of Paris, but for the hours in which daylight saving comes and goes."""
    hours = st.sampled_from([0, 1, *range(4, 24)])
    clock = st.builds(time, hours, st.integers(0, 59), st.integers(0, 59))
    return st.builds(datetime.combine, st.dates(FIRST, LAST), clock)


def decimals(low: int, places: int) -> st.SearchStrategy[Decimal]:
    return st.builds(lambda number, places: Decimal(number).scaleb(-places), st.integers(low, 9_999_999), st.integers(0, places))


def profile(kind: str, header: Sequence[str], fields: Sequence[str], way: Written, dates: Sequence[str], numbers: Sequence[str]) -> str:
    """A profile's TOML: which column is which field, and where it is stated, how it is written."""
    clock = way.clock.replace("%:z", "%z") if kind == "cases" else ""
    told = dict.fromkeys(dates, f', format = "{"iso" if way.day == "%Y-%m-%d" else way.day + clock}"')
    told |= dict.fromkeys(numbers, f', decimal = "{way.decimal}"')
    lines = (
        f"{field} = {{ column = {json.dumps(column)}{told.get(field, '') if way.stated else ''} }}"
        for column, field in zip(header, fields, strict=True)
    )
    return "\n".join([f'kind = "{kind}"', "[fields]", *lines])
