"""The lake on disk: one Delta table per table of the schema. Open, replace rows, history, rows as they were.

A write is one commit of one table: new files hold the new rows and what remains of the files they replace, and one
transaction adds the former and removes the latter. Readers see before or after. Files that no reader sees any more
stay on disk, so that every version can be read again.
"""

import json
import tempfile
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
from deltalake import DeltaTable
from deltalake.transaction import AddAction, CommitProperties, RemoveAction
from filelock import FileLock, Timeout

from lake.schema import EDITIONS, TABLES
from lake.table import Table

MEMORY = "1GB"  # for one write; what does not fit goes to the lake's own staging folder
KEEP_EVERYTHING = {"delta.logRetentionDuration": "interval 36500 days", "delta.deletedFileRetentionDuration": "interval 36500 days"}


class LakeBusy(RuntimeError):
    """Another import holds the lake for longer than one waits."""


@dataclass(frozen=True)
class Commit:
    """One version of a table and the note that was written with it."""

    version: int
    note: Mapping[str, Any]


class Lake:
    """A folder of Delta tables. Opening it writes nothing."""

    def __init__(self, path: Path) -> None:
        self.path = Path(path)

    def exists(self, table: str) -> bool:
        return DeltaTable.is_deltatable(str(self.path / table))

    def files(self, table: str, version: int | None = None) -> list[str]:
        """The Parquet files that hold the table's rows now, or at a version; none when it was never written."""
        if not self.exists(table):
            return []
        uris = DeltaTable(self.path / table, version=version).file_uris()  # of which only the last part is no URI: spaces, accents
        return [str(self.path / table / uri.rpartition("/")[2]) for uri in uris]

    def version(self) -> tuple[tuple[str, int], ...]:
        """Which version of each table is the last; it changes with every write and keys caches.

        Of the editions it says nothing: they are made of figures, and no figure is made of them.
        Every page asks before it is drawn, so it is told by the names of the commits: to open the tables takes ten times longer.
        """
        versions = ((name, self._last_commit(name)) for name in TABLES if name != EDITIONS.name)
        return tuple((name, version) for name, version in versions if version is not None)

    def _last_commit(self, table: str) -> int | None:
        """Delta names the file of a commit by its version, in twenty digits."""
        return max((int(file.stem) for file in (self.path / table / "_delta_log").glob(20 * "[0-9]" + ".json")), default=None)

    def relation(self, table: str, version: int | None = None) -> str:
        """SQL that reads the table's rows now, or at a version."""
        if files := self.files(table, version):
            return f"read_parquet({quoted(files)})"
        columns = ", ".join(f"null::{kind} as {quote(name)}" for name, kind in duckdb_types(TABLES[table]).items())
        return f"(select {columns} where false)"

    def imports(self) -> pd.DataFrame:
        """The imports log, newest first, with the columns of `lake.schema.IMPORTS`."""
        return self._frame("imports", "loaded_at desc, import_id desc")

    def refused(self, import_id: str) -> pd.DataFrame:
        """The rows that one import set aside, in file order, with the columns of `lake.schema.REFUSED`."""
        frame = self._frame("refused", "source_line")
        return frame[frame["import_id"] == import_id].reset_index(drop=True)

    def editions(self) -> list[dict[str, Any]]:
        """Every version of every edition, the first of each first, with the columns of `lake.schema.EDITIONS`."""
        with duckdb.connect() as connection:
            connection.execute("set TimeZone = 'UTC'")
            rows = connection.sql(f"select * from {self.relation(EDITIONS.name)} order by version").to_arrow_table()
        kept: list[dict[str, Any]] = rows.to_pylist()
        return kept

    def refused_rows(self) -> int:
        """How many rows the imports that stand have set aside; those of a secret table are not told."""
        imports = self.imports()
        told = imports["undone_at"].isna() & ~imports["kind"].isin([name for name, table in TABLES.items() if table.secret])
        return int(imports.loc[told, "refused"].sum())

    def _frame(self, table: str, order: str) -> pd.DataFrame:
        with duckdb.connect() as connection:
            connection.execute("set TimeZone = 'UTC'")
            rows = connection.sql(f"select * from {self.relation(table)} order by {order}").to_arrow_table()
        frame: pd.DataFrame = rows.to_pandas(types_mapper=pd.ArrowDtype)
        return frame

    def commits(self, table: str, limit: int | None = None) -> list[Commit]:
        """The table's versions, newest first, each with its note."""
        if not self.exists(table):
            return []
        history = DeltaTable(self.path / table).history(limit)
        return [Commit(entry["version"], json.loads(entry.get("note", "{}"))) for entry in history]

    @contextmanager
    def writing(self, wait_s: float = 300) -> Iterator["Writer"]:
        """One writer at a time; the others wait.

        Raises:
            LakeBusy: another writer kept the lake for `wait_s` seconds.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        try:
            lock = FileLock(self.path / ".writing.lock", timeout=wait_s)
            with lock, tempfile.TemporaryDirectory(dir=self.path, prefix=".staging-") as staging:
                writer = Writer(self, Path(staging))
                try:
                    yield writer
                finally:
                    writer.connection.close()
        except Timeout as error:
            raise LakeBusy(str(self.path)) from error


@dataclass(frozen=True)
class Staged:
    """A Parquet file in a writer's staging folder and its number of rows."""

    path: Path
    rows: int

    @property
    def sql(self) -> str:
        return f"(select * from read_parquet({quoted([str(self.path)])}))"


def _adopted(staged: Staged, folder: Path) -> AddAction:
    """Move a staged file to its table's folder, where a commit may name it."""
    size = staged.path.replace(folder / staged.path.name).stat().st_size
    return AddAction(staged.path.name, size, {}, int(time.time() * 1000), True, json.dumps({"numRecords": staged.rows}))


class Writer:
    """The one who may write; holds a DuckDB connection that spills into its staging folder."""

    def __init__(self, lake: Lake, staging: Path) -> None:
        self.lake = lake
        self.staging = staging
        self.connection = duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(staging / "spill")})
        self.connection.execute("set TimeZone = 'UTC'")
        self.connection.execute("set enable_progress_bar = true")  # so that it can be asked how far a query is
        self.connection.execute("set enable_progress_bar_print = false")

    def stage(self, rows: str) -> "Staged":
        """Write the rows of an SQL query to a Parquet file that no reader sees yet."""
        path = self.staging / f"{uuid.uuid4()}.parquet"
        copy = f"copy ({rows}) to {quote_text(str(path))} (format parquet, compression zstd)"
        self.connection.execute("set preserve_insertion_order = false")  # each thread writes what it has: a table has no order
        try:
            ((count,),) = self.connection.execute(copy).fetchall()
        finally:
            self.connection.execute("reset preserve_insertion_order")
        return Staged(path, count)

    def replace(self, table: str, rows: "Staged | None", gone: str | None = None, *, note: Mapping[str, Any], fresh: bool = False) -> int:
        """Put rows in the place of those with the same key, and take away those whose key is gone; one commit.

        Args:
            rows: the new rows, staged, with the table's columns, one row a key.
            gone: SQL of keys without a new row.
            note: kept with the commit.
            fresh: no key of `rows` is in the table yet, which spares looking for them.

        Returns:
            the table's version after the commit.
        """
        schema = TABLES[table]
        folder = self._folder(schema)
        parts = [rows] if rows else []
        removed: list[str] = []
        if not fresh:
            keys = " union all ".join(f"select {_columns(schema.key)} from ({part})" for part in (rows and rows.sql, gone) if part)
            self.connection.execute(f"create or replace temp table keys as {keys}")
            removed = self._holding(schema)
            parts += [self._remainder(schema, file) for file in removed]
        adopted = [_adopted(part, folder) for part in parts if part.rows]
        try:
            return self._commit(folder, schema, adopted, removed, note)
        except BaseException:
            for action in adopted:
                (folder / action.path).unlink()
            raise

    def put(self, table: str, rows: pa.Table, gone: str | None = None, *, note: Mapping[str, Any], fresh: bool = False) -> int:
        """`replace` for a few rows at hand."""
        self.connection.register("rows_at_hand", rows)
        try:
            return self.replace(table, self.stage("select * from rows_at_hand"), gone, note=note, fresh=fresh)
        finally:
            self.connection.unregister("rows_at_hand")

    def _remainder(self, schema: Table, file: str) -> "Staged":
        """What stays of a file without the rows whose key is among `keys`."""
        columns = _columns(schema.arrow.names)
        return self.stage(f"select {columns} from read_parquet({quoted([file])}) anti join keys using ({_columns(schema.key)})")

    def _folder(self, schema: Table) -> Path:
        folder = self.lake.path / schema.name
        if not self.lake.exists(schema.name):
            DeltaTable.create(folder, schema.arrow, mode="ignore", configuration=KEEP_EVERYTHING)
        return folder

    def _holding(self, schema: Table) -> list[str]:
        """The files with at least one row whose key is among `keys`."""
        if not (files := self.lake.files(schema.name)):
            return []
        held = f"select distinct filename from read_parquet({quoted(files)}, filename=true) semi join keys using ({_columns(schema.key)})"
        return [name for (name,) in self.connection.execute(held).fetchall()]

    def _commit(self, folder: Path, schema: Table, added: Sequence[AddAction], removed: Sequence[str], note: Mapping[str, Any]) -> int:
        table = DeltaTable(folder)
        now = int(time.time() * 1000)
        leaving = [RemoveAction(path=Path(file).name, data_change=True, deletion_timestamp=now) for file in removed]
        properties = CommitProperties(custom_metadata={"note": json.dumps(note)})
        table.create_write_transaction([*added, *leaving], "append", schema.arrow, commit_properties=properties)
        return DeltaTable(folder).version()


def quote(name: str) -> str:
    """A column name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def quote_text(text: str) -> str:
    """A text literal in SQL."""
    return "'" + text.replace("'", "''") + "'"


def quoted(texts: Sequence[str]) -> str:
    """A list of text literals in SQL."""
    return "[" + ", ".join(quote_text(text) for text in texts) + "]"


def _columns(names: Sequence[str]) -> str:
    return ", ".join(quote(name) for name in names)


def duckdb_types(table: Table) -> dict[str, str]:
    """The SQL type of each column."""
    names = {pa.string(): "varchar", pa.timestamp("us", "UTC"): "timestamptz", pa.date32(): "date", pa.float64(): "double"}
    names |= {pa.int64(): "bigint", pa.decimal128(18, 2): "decimal(18, 2)", pa.bool_(): "boolean"}
    return {field.name: names[field.type] for field in table.arrow}
