"""Which rows of a table are not what they were at a version, and why: late, corrected, taken back, put back, reckoned with other hours."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import duckdb

from lake.schema import LINEAGE, TABLES
from lake.store import Lake, quote, quoted
from lake.table import Column

Why = Literal["late", "corrected", "withdrawn", "restored", "hours"]


@dataclass(frozen=True)
class RowChange:
    """One row that differs."""

    why: Why
    table: str
    key: str
    """The first column of its key: the case, or the invoice."""
    columns: frozenset[str]
    """Those that differ; all of them where the row is new or gone."""
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    """Its days and dimensions then and now; null where there was none, or there is none."""

    def days(self, column: str) -> list[date]:
        return [side[column] for side in (self.before, self.after) if side and side.get(column)]

    def has(self, dimension: str, values: frozenset[str]) -> bool:
        """It is, or was, of one of these values; a table that does not know the dimension cannot tell."""
        sides = [side for side in (self.before, self.after) if side]
        return any(dimension not in side or str(side[dimension] or "") in values for side in sides)


def row_changes(lake: Lake, table: str, version: int | None) -> list[RowChange]:
    """What became of the rows of a table that people load files into, since a version; null where it was not written yet.

    Files are never written to: rows that differ are in files that only one of both versions has.

    Raises:
        PermissionError: the table is secret.
    """
    if TABLES[table].secret:
        raise PermissionError(f"The table {table} is read by a release alone.")
    then, now = set(lake.files(table, version) if version is not None else ()), set(lake.files(table))
    if then == now:
        return []
    columns = [column for column in TABLES[table].columns if column not in LINEAGE]
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        for name, files in (("b", then - now), ("a", now - then)):
            connection.execute(f"create view {name} as select * from {_rows(lake, table, sorted(files))}")
        found = connection.sql(_compared(columns, TABLES[table].key)).to_arrow_table().to_pylist()
    undone = _undone(lake)
    return [_change(row, table, columns, undone) for row in found]


def _rows(lake: Lake, table: str, files: list[str]) -> str:
    return f"read_parquet({quoted(files)})" if files else f"(select * from {lake.relation(table)} where false)"


def _compared(columns: list[Column], key: tuple[str, ...]) -> str:
    """Each row that differs: which columns do, and both sides of its days and dimensions."""
    same = " and ".join(f"b.{quote(name)} = a.{quote(name)}" for name in key)
    differing = ", ".join(f"case when b.{quote(c.name)} is distinct from a.{quote(c.name)} then '{c.name}' end" for c in columns)
    kept = [column.name for column in columns if column.name in _placing(columns)]
    sides = ", ".join(f'{side}.{quote(name)} as "{side}.{name}"' for side in ("b", "a") for name in kept)
    there = f"b.{quote(key[0])} is not null as was, a.{quote(key[0])} is not null as stands"
    changed = f"list_filter([{differing}], lambda name: name is not null) as columns"
    which = f"coalesce(b.{quote(key[0])}, a.{quote(key[0])}) as key"
    return f"select {there}, {which}, b.import_id as imported, {changed}, {sides} from b full join a on {same} where len(columns) > 0"


def _placing(columns: list[Column]) -> set[str]:
    days = {column.name for column in columns if column.type == "day"}
    return days | {"team", "topic", "channel", "partner", "currency"}


def _undone(lake: Lake) -> frozenset[str]:
    log = lake.imports()
    return frozenset(log.loc[log["undone_at"].notna(), "import_id"])


def _change(row: dict[str, Any], table: str, columns: list[Column], undone: frozenset[str]) -> RowChange:
    differing = frozenset(row["columns"])
    given = differing - {column.name for column in columns if column.derived}
    return RowChange(
        _why(row, given, undone), table, str(row["key"]), differing, _side(row, "b", row["was"]), _side(row, "a", row["stands"])
    )


def _why(row: dict[str, Any], given: frozenset[str], undone: frozenset[str]) -> Why:
    if not row["was"]:
        return "late"
    if not row["stands"]:
        return "withdrawn"
    if row["imported"] in undone:
        return "restored"
    return "corrected" if given else "hours"


def _side(row: dict[str, Any], side: str, there: bool) -> dict[str, Any] | None:
    return {name[2:]: value for name, value in row.items() if name.startswith(f"{side}.")} if there else None
