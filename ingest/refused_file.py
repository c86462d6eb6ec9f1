"""The rows set aside, as a file in the source's own format with the reasons: corrected, it loads back as it is.

It holds what people wrote, names included, so it stands beside the lake and not in it, readable by its owner alone.
"""

import csv
import os
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import duckdb

from inert import inert
from ingest.read import TextTable
from ingest.refusal import Refusal
from lake.store import Lake
from language import N_, translator
from settings import settings

REASON = N_("Reason")


def folder(lake: Lake) -> Path:
    return lake.path.parent / f"{lake.path.name}.refused"


def write(lake: Lake, import_id: str, text: TextTable, refusals: Sequence[Refusal], connection: duckdb.DuckDBPyConnection) -> str | None:
    """Write the refused rows; the path of the file, or None when there are none."""
    if not refusals:
        return None
    folder(lake).mkdir(mode=0o700, exist_ok=True)
    path = folder(lake) / f"{import_id}.csv"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file, delimiter=text.dialect.delimiter)
        rows.writerow([*map(inert, text.header), translator(settings().language)(REASON)])
        rows.writerows(map(inert, [*cells, reason]) for cells, reason in _rows(text, refusals, connection))
    return str(path)


def _rows(text: TextTable, refusals: Sequence[Refusal], connection: duckdb.DuckDBPyConnection) -> list[tuple[list[str], str]]:
    reasons: dict[int, list[str]] = defaultdict(list)
    for refusal in refusals:
        named = f"{refusal.column}: " if refusal.column else ""
        reasons[refusal.line].append(named + refusal.sentence(settings().language))
    lines = ", ".join(str(line) for line in reasons)
    cells = {line: list(row) for line, *row in connection.execute(f"select * from closer where source_line in ({lines})").fetchall()}
    width = len(text.header)
    cells |= {line: (aside.fields + [""] * width)[: max(width, len(aside.fields))] for line, aside in text.aside.items()}
    return [(cells[line], " ".join(said)) for line, said in sorted(reasons.items())]
