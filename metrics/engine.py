"""The lake's tables as lazy frames, on the engine of the settings: DuckDB, pandas or Spark."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import narwhals as nw
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from lake.schema import TABLES
from lake.store import Lake

if TYPE_CHECKING:
    from pyspark.sql import DataFrame as SparkFrame
    from pyspark.sql import SparkSession

Frame = nw.LazyFrame[Any]
Reader = Callable[[Lake, Sequence[str]], tuple[Frame, ...]]


@dataclass(frozen=True)
class Reach:
    """The first and the last local day of which a table tells something that happened."""

    first: date
    last: date


class Tables:
    """The active rows of each table of the lake; an unwritten table is empty."""

    def __init__(self, lake: Lake, engine: str) -> None:
        self._lake = lake
        self._read = READERS[engine]
        self._engine = engine
        self._reach: dict[str, Reach | None] = {}

    def __getitem__(self, name: str) -> Frame:
        """A lazy frame of its own, safe to use beside those of other threads."""
        return self.frames(name)[0]

    def frames(self, *names: str) -> tuple[Frame, ...]:
        """Lazy frames that may be joined with one another, and with no others."""
        return self._read(self._lake, names)

    @cached_property
    def version(self) -> Hashable:
        """Changes when any table changes: a key for caches."""
        return self._engine, str(self._lake.path), self._lake.version()

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
        return Reach(min(days), max(days)) if days else None


def open_tables(lake: Path, engine: str = "duckdb") -> Tables:
    """The lake's tables on an engine: "duckdb", "pandas" or "spark"."""
    return Tables(Lake(lake), engine)


def collect(frame: Frame) -> pd.DataFrame:
    """The rows of a lazy frame, in Arrow dtypes whatever the engine."""
    rows: pd.DataFrame = frame.collect("pyarrow").to_native().to_pandas(types_mapper=pd.ArrowDtype)
    return rows


@lru_cache(maxsize=1)
def _connection() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def _duckdb(lake: Lake, names: Sequence[str]) -> tuple[Frame, ...]:
    """A cursor for each query: threads that share a connection get each other's rows (TECH T1, T2)."""
    cursor = _connection().cursor()
    return tuple(nw.from_native(cursor.sql(f"select * from {lake.relation(name)}")) for name in names)


def _pandas(lake: Lake, names: Sequence[str]) -> tuple[Frame, ...]:
    return tuple(nw.from_native(_arrow(lake, name).to_pandas(types_mapper=pd.ArrowDtype)).lazy() for name in names)


def _arrow(lake: Lake, name: str) -> pa.Table:
    schema = TABLES[name].arrow
    parts = [pq.read_table(file, schema=schema) for file in lake.files(name)]
    return pa.concat_tables([schema.empty_table(), *parts])


def _spark(lake: Lake, names: Sequence[str]) -> tuple[Frame, ...]:
    return tuple(nw.from_native(_spark_rows(lake, name)) for name in names)


def _spark_rows(lake: Lake, name: str) -> "SparkFrame":
    from pyspark.sql.pandas.types import from_arrow_schema

    schema = from_arrow_schema(TABLES[name].arrow)
    files = lake.files(name)
    session = _spark_session()
    return session.read.schema(schema).parquet(*files) if files else session.createDataFrame([], schema)


@lru_cache(maxsize=1)
def _spark_session() -> "SparkSession":
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    return builder.config("spark.sql.session.timeZone", "UTC").config("spark.sql.shuffle.partitions", "2").getOrCreate()


READERS: Mapping[str, Reader] = {"duckdb": _duckdb, "pandas": _pandas, "spark": _spark}
