"""What a killed import left half said is said to the end: the data's own commit holds the log entry that may be missing."""

import shutil
from datetime import datetime
from typing import Any

import pyarrow as pa

from lake.schema import IMPORTS, KINDS
from lake.store import Lake, Writer

UNLOGGED = 2  # one writer at a time leaves at most one commit of a table behind; one more is looked at for good measure


def mend(lake: Lake, writer: Writer) -> None:
    """Bring the imports log in step with the data, and take away what a killed import left in staging.

    Refused rows of an import that never came to be stay in their table, where no one asks for them.
    """
    for leftover in lake.path.glob(".staging-*"):
        if leftover != writer.staging:
            shutil.rmtree(leftover)
    log = {entry["import_id"]: entry for entry in entries(lake, writer)}
    for kind in KINDS:
        for commit in lake.commits(kind, limit=UNLOGGED):
            written = commit.note.get("import")
            if written and written["import_id"] not in log:
                _say(writer, {**written, "loaded_at": datetime.fromisoformat(written["loaded_at"]), "version": commit.version})
            undone = commit.note.get("undo")
            if undone and log[undone]["undone_at"] is None:
                _say(writer, {**log[undone], "undone_at": datetime.fromisoformat(commit.note["undone_at"])})


def entries(lake: Lake, writer: Writer) -> list[dict[str, Any]]:
    """The imports log, newest first."""
    log = writer.connection.sql(f"select * from {lake.relation('imports')} order by loaded_at desc, import_id desc")
    found: list[dict[str, Any]] = log.to_arrow_table().to_pylist()
    return found


def _say(writer: Writer, entry: dict[str, Any]) -> None:
    writer.put("imports", pa.Table.from_pylist([entry], schema=IMPORTS.arrow), note={})
