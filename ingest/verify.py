"""The lake recounted against the imports log."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import duckdb

from ingest.repair import entries, mend
from lake.schema import KINDS, TABLES
from lake.store import Lake, Writer, quote, quote_text
from language import N_, translator

SENTENCES = {
    "identity": N_("Import {import_id}: {expected} rows were read, but {found} are accounted for."),
    "written": N_("Import {import_id}: the log says that {expected} rows were written to {table}; {found} are there."),
    "refused": N_("Import {import_id}: the log says that {expected} rows were refused; {found} are kept with their reasons."),
    "doubled": N_("{table}: {found} rows stand more than once."),
    "unknown": N_("{table}: {found} rows come from imports that the log does not know or that were taken back."),
    "unreadable": N_("{table} cannot be read: a file of it is missing or damaged. Restore the lake's folder from a backup."),
}


@dataclass(frozen=True)
class Discrepancy:
    """One thing that does not add up."""

    what: str
    table: str
    import_id: str | None = None
    expected: int | None = None
    found: int | None = None

    def sentence(self, language: str) -> str:
        return translator(language)(SENTENCES[self.what]).format(**asdict(self))


def verify(lake: Lake) -> list[Discrepancy]:
    """Everything that does not add up; nothing in a sound lake.

    Raises:
        LakeBusy: an import kept the lake for too long.
    """
    with lake.writing() as writer:
        mend(lake, writer)
        log = entries(lake, writer)
        found = list(_of_tables(lake, writer, log))
        readable = set(KINDS) - {one.table for one in found if one.what == "unreadable"}
        return found + [one for entry in log if entry["kind"] in readable for one in _of_import(lake, writer, entry)]


def _of_tables(lake: Lake, writer: Writer, log: list[dict[str, Any]]) -> Iterator[Discrepancy]:
    standing = ", ".join(quote_text(entry["import_id"]) for entry in log if entry["undone_at"] is None) or "''"
    for name in KINDS:
        key = ", ".join(quote(column) for column in TABLES[name].key)
        try:
            doubled = _count(writer, f"select 1 from {lake.relation(name)} group by {key} having count(*) > 1")
            unknown = _count(writer, f"select 1 from {lake.relation(name)} where import_id not in ({standing})")
        except duckdb.IOException:
            yield Discrepancy("unreadable", name)
            continue
        yield from [Discrepancy("doubled", name, found=doubled)] if doubled else []
        yield from [Discrepancy("unknown", name, found=unknown)] if unknown else []


def _of_import(lake: Lake, writer: Writer, entry: dict[str, Any]) -> Iterator[Discrepancy]:
    fates = sum(entry[fate] for fate in ("inserted", "updated", "unchanged", "refused"))
    mine = f"import_id = {quote_text(entry['import_id'])}"
    refused = _count(writer, f"select distinct source_line from {lake.relation('refused')} where {mine}")
    counted = {"identity": (entry["rows_read"], fates), "refused": (entry["refused"], refused)}
    if entry["version"] is not None:
        written = _count(writer, f"select 1 from {lake.relation(entry['kind'], entry['version'])} where {mine}")
        counted["written"] = (entry["written"], written)
    for what, (expected, found) in counted.items():
        if expected != found:
            yield Discrepancy(what, entry["kind"], entry["import_id"], expected, found)


def _count(writer: Writer, sql: str) -> int:
    return int(writer.connection.execute(f"select count(*) from ({sql})").fetchall()[0][0])
