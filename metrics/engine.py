"""The lake's tables as lazy frames, on the engine of the settings: DuckDB, pandas or Spark."""

from calendar import monthrange
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from lake.schema import TABLES
from lake.store import Lake
from lake.table import Type
from metrics.periods import epoch_s

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

Frame = nw.LazyFrame[Any]
Files = Mapping[str, Sequence[str]]
"""The Parquet files of each table; none for one that was never written."""


Breakdown = tuple[str | int | None, ...]


@dataclass(frozen=True)
class Groups:
    """What an engine found, by group: the columns are as long as each other, and null is NaN in those of figures."""

    breakdowns: Sequence[Breakdown]
    figures: Mapping[str, NDArray[np.float64]]


@dataclass(frozen=True)
class Reach:
    """The first and the last local day of which a table tells something that happened."""

    first: date
    last: date


class Tables:
    """The rows that each table of the lake had when it was opened, or at other versions; an unwritten table is empty."""

    def __init__(self, lake: Lake, engine: str, versions: Mapping[str, int] | None = None) -> None:
        self._lake = lake
        self._engine = engine
        self._versions = dict(lake.version() if versions is None else versions)
        self._files: dict[str, Sequence[str]] = {}
        self._reach: dict[str, Reach | None] = {}
        self._last_moment: dict[str, int | None] = {}

    @property
    def version(self) -> Hashable:
        """Differs when any table does: a key for caches."""
        return self._engine, str(self._lake.path), tuple(self._versions.items())

    @property
    def versions(self) -> Mapping[str, int]:
        """Of each table that was written, the version whose rows these are."""
        return self._versions

    def __getitem__(self, name: str) -> Frame:
        """A lazy frame of its own, safe to use beside those of other threads."""
        return self.frames(name)[0]

    def frames(self, *names: str) -> tuple[Frame, ...]:
        """Lazy frames that may be joined with one another, and with no others.

        Raises:
            PermissionError: one of them is secret: what is told of it is in `releases`.
        """
        if secret := [name for name in names if TABLES[name].secret]:
            raise PermissionError(f"The table {', '.join(secret)} is read by a release alone.")
        return READERS[self._engine]({name: self._listed(name) for name in names})

    def _listed(self, name: str) -> Sequence[str]:
        if name not in self._files:
            self._files[name] = self._lake.files(name, self._versions[name]) if name in self._versions else ()
        return self._files[name]

    def reach(self, name: str) -> Reach | None:
        """How far the table's data go, null when it has none."""
        if name not in self._reach:
            self._reach[name] = self._measured_reach(name)
        return self._reach[name]

    def _measured_reach(self, name: str) -> Reach | None:
        dated = [column.name for column in TABLES[name].dated()]
        first = [nw.col(day).min().alias(f"first {day}") for day in dated]
        last = [nw.col(day).max().alias(f"last {day}") for day in dated]
        row = collect(self[name].select(*first, *last)).iloc[0] if dated else ()
        days = [day for day in row if not pd.isna(day)]
        if not days:
            return None
        by_month = any(column.whole_month for column in TABLES[name].dated())
        return Reach(min(days), _month_end(max(days)) if by_month else max(days))

    def last_moment(self, name: str) -> int | None:
        """The last moment at which something happened in the table, in seconds since 1970 (UTC); null when it has none."""
        if name not in self._last_moment:
            moments = [column.name for column in TABLES[name].columns if column.type is Type.MOMENT and column.happened]
            row = collect(self[name].select(*(epoch_s(nw.col(moment)).max().alias(moment) for moment in moments))).iloc[0]
            self._last_moment[name] = max((int(moment) for moment in row if not pd.isna(moment)), default=None)
        return self._last_moment[name]


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def open_tables(lake: Path, engine: str = "duckdb", versions: Mapping[str, int] | None = None) -> Tables:
    """The lake's tables on an engine: "duckdb", "pandas" or "spark".

    Args:
        versions: of each table, the one whose rows are wanted; a table that it does not name is empty. Without it, the last.
    """
    return Tables(Lake(lake), engine, versions)


def collect(frame: Frame) -> pd.DataFrame:
    """The rows of a lazy frame, in Arrow dtypes whatever the engine."""
    rows: pd.DataFrame = _collected(frame).to_pandas(types_mapper=pd.ArrowDtype)
    return rows


def groups(frame: Frame, by: Sequence[str]) -> Groups:
    """What a lazy frame says of each group: numbers only, beside the columns of its breakdown."""
    rows = _collected(frame)
    breakdowns = [*zip(*(rows[name].to_pylist() for name in by), strict=True)] if by else [()] * len(rows)
    return Groups(breakdowns, {name: rows[name].to_numpy().astype(float) for name in rows.column_names if name not in by})


def _collected(frame: Frame) -> pa.Table:
    return frame.collect("pyarrow").to_native()


@lru_cache(maxsize=1)
def _connection() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("set global TimeZone = 'UTC'")  # the parts of a moment are those of UTC, on every machine
    return connection


def _duckdb(tables: Files) -> tuple[Frame, ...]:
    """A cursor for each query: threads that share a connection get each other's rows (TECH T1, T2)."""
    cursor = _connection().cursor()
    relations = (cursor.read_parquet([*files]) if files else cursor.from_arrow(_empty(name)) for name, files in tables.items())
    return tuple(nw.from_native(relation) for relation in relations)


def _pandas(tables: Files) -> tuple[Frame, ...]:
    """Arrow dtypes: NumPy ones turn a missing comparison into False (TECH 5.1)."""
    rows = (_arrow(name, files).to_pandas(types_mapper=pd.ArrowDtype) for name, files in tables.items())
    return tuple(nw.from_native(table).lazy() for table in rows)


def _arrow(name: str, files: Sequence[str]) -> pa.Table:
    return pa.concat_tables([_empty(name), *(pq.read_table(file, schema=TABLES[name].arrow) for file in files)])


def _empty(name: str) -> pa.Table:
    return TABLES[name].arrow.empty_table()


def _spark(tables: Files) -> tuple[Frame, ...]:
    from pyspark.sql.pandas.types import from_arrow_schema

    session = _spark_session()
    schemas = {name: from_arrow_schema(TABLES[name].arrow) for name in tables}
    return tuple(
        nw.from_native(session.read.schema(schemas[name]).parquet(*files) if files else session.createDataFrame([], schemas[name]))
        for name, files in tables.items()
    )


@lru_cache(maxsize=1)
def _spark_session() -> "SparkSession":
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    return builder.config("spark.sql.session.timeZone", "UTC").config("spark.sql.shuffle.partitions", "2").getOrCreate()


READERS: Mapping[str, Callable[[Files], tuple[Frame, ...]]] = {"duckdb": _duckdb, "pandas": _pandas, "spark": _spark}
