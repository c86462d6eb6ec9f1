"""What tests of the ingest room share: a file from text, a lake's rows, the real exports."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from lake.store import Lake

REAL_DATA = Path(__file__).resolve().parents[1].parent / "shared" / "real_data"


def real(name: str) -> Path:
    """A real export, or a skip that says why."""
    path = REAL_DATA / name
    if not path.exists():
        pytest.skip(f"the real exports are not here: {path}")
    return path


def rows(lake: Lake, table: str, columns: str = "*", order: str = "all") -> list[tuple[Any, ...]]:
    """The lake's rows of a table, sorted."""
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        found = connection.sql(f"select {columns} from {lake.relation(table)} order by {order}").to_arrow_table()
    return [tuple(row.values()) for row in found.to_pylist()]


def writer(folder: Path) -> Callable[..., Path]:
    """`write("cases.csv", text, encoding)`: a file in the folder."""

    def write(name: str, text: str, encoding: str = "utf-8") -> Path:
        path = folder / name
        path.write_bytes(text.encode(encoding))
        return path

    return write
