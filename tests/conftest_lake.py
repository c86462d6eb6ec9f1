"""A small lake for tests: rows as dicts, with the columns that matter; the import's own columns are derived in the simplest way."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
from deltalake import write_deltalake

from lake.schema import TABLES


def write(lake: Path, table: str, rows: Iterable[Mapping[str, Any]]) -> Path:
    """Add rows to a table of the lake; a column that a row does not name is null."""
    schema = TABLES[table].arrow
    write_deltalake(lake / table, pa.Table.from_pylist([{**dict.fromkeys(schema.names), **row} for row in rows], schema), mode="append")
    return lake
