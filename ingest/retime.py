"""Cases reckoned again from their stored moments, with the time zone and the opening hours that the settings have now."""

import getpass
from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb
import pyarrow as pa

from ingest import calendar, clock
from ingest.derived import DERIVED
from ingest.load import new_import_id
from ingest.repair import mend
from lake.schema import CASES, IMPORTS
from lake.store import Lake, Staged, Writer, quote
from settings import settings

RETIME = "retime"  # the kind under which the imports log has it
COMMAND = "python -m ingest retime"  # stands there where imports name their file


@dataclass(frozen=True)
class Retimed:
    """What reckoning again did."""

    cases: int
    changed: int
    import_id: str | None
    """Of its entry in the imports log; null when no case changed, or none was to."""


def retime(lake: Lake, *, dry_run: bool = False) -> Retimed:
    """Write the cases whose local dates or durations are no longer what the settings make them, and the calendar.

    Raises:
        LakeBusy: an import kept the lake for too long.
    """
    with lake.writing() as writer:
        if dry_run:
            return Retimed(*_weighed(lake, writer)[:2], None)
        mend(lake, writer)
        cases, changed, staged = _weighed(lake, writer)
        import_id = _keep(writer, cases, staged) if changed else None
        calendar.lay(lake, writer, retimed=True)
        return Retimed(cases, changed, import_id)


def rederived(connection: duckdb.DuckDBPyConnection, rows: str, more: str = "") -> str:
    """SQL of cases with what the import derives as the settings make it now. Once a connection."""
    moments = ("opened_at", "first_response_at", "closed_at")
    first, last = (", ".join(f"{end}({name})" for name in moments) for end in ("min", "max"))
    ends = f"coalesce(least({first}), now())::date - 1, coalesce(greatest({last}), now())::date + 1"
    ((start, end),) = connection.execute(f"select {ends} from {rows}").fetchall()
    clock.register(connection, settings(), start, end)
    derived = ", ".join(f"{sql} as {quote(name)}" for name, sql in DERIVED["cases"].items())
    return f"select * replace ({derived}){more} from {rows}"


def _weighed(lake: Lake, writer: Writer) -> tuple[int, int, Staged]:
    """How many cases there are, how many change, and these as they will be."""
    rows = lake.relation("cases")
    ((cases,),) = writer.connection.execute(f"select count(*) from {rows}").fetchall()
    derived = f"row({', '.join(map(quote, DERIVED['cases']))})"
    again = rederived(writer.connection, rows, f", {derived} as former")
    staged = writer.stage(f"select * exclude (former) from ({again}) where former is distinct from {derived}")
    return cases, staged.rows, staged


def _keep(writer: Writer, cases: int, staged: Staged) -> str:
    """Commit the changed cases, which keep the import they came with, and say so in the log."""
    now = datetime.now(UTC)
    counts = {"rows_read": cases, "inserted": 0, "updated": staged.rows, "unchanged": cases - staged.rows, "refused": 0, "written": 0}
    names = {"import_id": new_import_id(now), "kind": RETIME, "profile": "", "file": COMMAND, "sha256": "", "header": "[]"}
    entry = {**names, **counts, "loaded_by": getpass.getuser()}
    entry["version"] = writer.replace(CASES.name, staged, note={"import": {**entry, "loaded_at": now.isoformat()}})
    writer.put("imports", pa.Table.from_pylist([{**entry, "loaded_at": now}], schema=IMPORTS.arrow), note={}, fresh=True)
    return names["import_id"]
