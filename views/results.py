"""What pages read: the lake's figures, reckoned once for each state of the lake and each question."""

from collections.abc import Hashable, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from lake.store import Lake
from metrics import grains, signals
from metrics.catalogue import collect
from metrics.compute import compute
from metrics.empty import why_empty as reason
from metrics.engine import Tables, open_tables
from metrics.indicator import Indicator
from metrics.question import Question
from metrics.reading import Reading, read
from metrics.released import Cell
from metrics.released import released as every_standing
from metrics.rows import rows as rows_behind
from metrics.signals import Meeting
from metrics.sources import SOURCES
from settings import settings

TOLD = tuple(dict.fromkeys(table for source in SOURCES.values() for table in source.tables))
"""The tables that figures come from, whose days say from when to when there is something to see."""
COUNTED = ("cases_opened", "amount_invoiced")  # between them they know every team, topic, channel and partner


def lake() -> Lake:
    return Lake(settings().lake)


def look() -> None:
    """See the lake as it stands now: what a page shows is of one state of it, from its first figure to its last."""
    st.session_state.tables = _tables(str(settings().lake), settings().engine, lake().version())


def tables() -> Tables:
    """The lake as this page sees it."""
    opened: Tables = st.session_state.tables
    return opened


@st.cache_resource(max_entries=2, show_spinner=False)
def _tables(path: str, engine: str, version: Hashable) -> Tables:  # noqa: ARG001 - the version is a key of the cache
    return open_tables(settings().lake, engine)


def readings(names: Sequence[str], question: Question) -> list[Reading]:
    """One reading per indicator and currency, in the order asked."""
    return _readings(tuple(names), question, tables().version)


@st.cache_resource(max_entries=256, show_spinner=False)
def _readings(names: tuple[str, ...], question: Question, version: Hashable) -> list[Reading]:  # noqa: ARG001
    return read(names, question, tables())


@st.cache_data(max_entries=64, show_spinner=False)
def _count(name: str, question: Question, version: Hashable) -> pd.DataFrame:  # noqa: ARG001
    return compute([name], question, tables())


def meeting(since: date, today: date) -> Meeting:
    """What there is to talk about since a day."""
    return _meeting(since, today, tables().version)


@st.cache_resource(max_entries=16, show_spinner=False)
def _meeting(since: date, today: date, version: Hashable) -> Meeting:  # noqa: ARG001
    return signals.meeting(tables(), since, today)


def why_empty(reading: Reading, lang: str) -> str:
    """Why a reading has nothing to show."""
    return _why_empty(reading, lang, (reading.indicator.name, reading.question, tables().version))


@st.cache_data(max_entries=256, show_spinner=False)
def _why_empty(_reading: Reading, lang: str, key: Hashable) -> str:  # noqa: ARG001 - key stands for the reading
    return reason(_reading, tables(), lang)


def figures(name: str, question: Question) -> pd.DataFrame:
    """The rows of `metrics.compute.compute` for one indicator."""
    return _count(name, question, tables().version)


def rows(name: str, question: Question) -> pd.DataFrame:
    """The rows behind one figure."""
    return _rows(name, question, tables().version)


@st.cache_data(max_entries=16, show_spinner=False)
def _rows(name: str, question: Question, version: Hashable) -> pd.DataFrame:  # noqa: ARG001
    return rows_behind(name, question, tables())


def released() -> list[Cell]:
    """What stands of the surveys: all that a page may know of them."""
    return _released(tables().version)


@st.cache_resource(max_entries=2, show_spinner=False)
def _released(version: Hashable) -> list[Cell]:  # noqa: ARG001
    return every_standing(tables())


def total(name: str, question: Question) -> int:
    """A count over the whole period of a question."""
    values = _count(name, question, tables().version)["value"].dropna()
    return int(values.sum())


def choices(dimension: str) -> list[str]:
    """The values that a dimension takes in the lake, in alphabetical order."""
    return _choices(dimension, tables().version)


@st.cache_resource(max_entries=16, show_spinner=False)
def _choices(dimension: str, version: Hashable) -> list[str]:
    question = Question(grain="all", by=(dimension,))
    known = [name for name in COUNTED if dimension in dimensions(collect()[name])]
    frames = [_count(name, question, version) for name in known]
    return sorted({str(value) for frame in frames for value in frame[dimension].dropna()})


def dimensions(indicator: Indicator) -> tuple[str, ...]:
    """What a figure may be filtered by."""
    return SOURCES[indicator.source].dimensions


def working_days() -> frozenset[date]:
    """Local dates with opening hours."""
    return _working_days(tables().version)


@st.cache_data(max_entries=2, show_spinner=False)
def _working_days(version: Hashable) -> frozenset[date]:  # noqa: ARG001
    return frozenset(grains.working_days(tables()))


def months() -> list[str]:
    """ISO first days of the months of which the lake tells something."""
    reaches = [reach for reach in (tables().reach(table) for table in TOLD) if reach]
    if not reaches:
        return []
    first, last = min(reach.first for reach in reaches), max(reach.last for reach in reaches)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [date(first.year + (first.month - 1 + k) // 12, (first.month - 1 + k) % 12 + 1, 1).isoformat() for k in range(count)]


def reaches_until() -> date | None:
    """The last day of which the cases tell something; without cases, the last of any file."""
    reach = tables().reach("cases")
    lasts = [reach.last for reach in (tables().reach(table) for table in TOLD) if reach]
    return reach.last if reach else max(lasts, default=None)


def refused_rows() -> int:
    """Rows set aside by the imports that stand; not those of surveys, whose numbers nobody is told."""
    return _refused_rows(tables().version)


@st.cache_data(max_entries=2, show_spinner=False)
def _refused_rows(version: Hashable) -> int:  # noqa: ARG001
    return lake().refused_rows()
