"""One import taken back, even if others followed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from ingest.refusal import FileRefused
from ingest.repair import entries, mend
from ingest.retime import RETIME, rederived
from lake.schema import IMPORTS, TABLES
from lake.store import Lake, Writer, quote, quote_text
from lake.table import Table
from language import N_

NO_IMPORT = N_("There is no import {import_id}. “history” lists them.")
RETIMED = N_(
    "{import_id} is no import: it reckoned the cases again with other opening hours. "
    "To go back, put the former hours in the settings and call “python -m ingest retime”."
)
UNDONE = N_("Import {import_id} was already taken back.")


@dataclass(frozen=True)
class Undone:
    """What taking an import back did, in rows of the lake's table."""

    import_id: str
    removed: int
    restored: int
    overwritten: int
    """Rows of this import that a later one had changed: they stay as the later one left them."""


def undo(lake: Lake, import_id: str) -> Undone:
    """Take away what an import inserted and put back what it changed.

    Raises:
        FileRefused: there is no such import, it was taken back before, or it is a `retime`.
    """
    with lake.writing() as writer:
        mend(lake, writer)
        log = {entry["import_id"]: entry for entry in entries(lake, writer)}
        if import_id not in log:
            raise FileRefused(NO_IMPORT, import_id=import_id)
        if log[import_id]["kind"] == RETIME:
            raise FileRefused(RETIMED, import_id=import_id)
        if log[import_id]["undone_at"]:
            raise FileRefused(UNDONE, import_id=import_id)
        now = datetime.now(UTC)
        note = {"undo": import_id, "undone_at": now.isoformat()}
        done = _Undo(lake, writer, log, import_id).run(note) if log[import_id]["version"] else Undone(import_id, 0, 0, 0)
        entry = {**log[import_id], "undone_at": now}
        writer.put("imports", pa.Table.from_pylist([entry], schema=IMPORTS.arrow), note={})
        return done


class _Undo:
    def __init__(self, lake: Lake, writer: Writer, log: dict[str, dict[str, Any]], import_id: str) -> None:
        self.lake, self.writer, self.log, self.import_id = lake, writer, log, import_id
        self.table: Table = TABLES[log[import_id]["kind"]]
        self.gone = {name for name, entry in log.items() if entry["undone_at"]} | {import_id}

    def run(self, note: dict[str, str]) -> Undone:
        run = self.writer.connection.execute
        name, version = self.table.name, self.log[self.import_id]["version"]
        mine = f"import_id = {quote_text(self.import_id)}"
        run(f"create temp table mine as select {self._key} from {self.lake.relation(name)} where {mine}")
        run(f"create temp table former as select * from {self.lake.relation(name)} where false")
        self._restore("mine", version - 1)
        wrote = self._count(f"{self.lake.relation(name, version)} where {mine}")
        held, former = self._count("mine"), self._count("former")
        back = rederived(self.writer.connection, "former") if name == "cases" else "select * from former"
        self.writer.replace(name, self.writer.stage(back), "from mine", note=note)
        return Undone(self.import_id, held - former, former, wrote - held)

    def _restore(self, keys: str, version: int) -> None:
        """Add to `former` each key's row at a version; where an import since undone wrote it, the row before that."""
        run = self.writer.connection.execute
        seen = f"seen_{version}_{keys.rsplit('_', 1)[-1]}"
        run(
            f"create temp table {seen} as select * from {self.lake.relation(self.table.name, version)} semi join {keys} using ({self._key})"
        )
        undone = ", ".join(quote_text(name) for name in self.gone)
        run(f"insert into former by name select * from {seen} where import_id not in ({undone})")
        for (writer,) in run(f"select distinct import_id from {seen} where import_id in ({undone})").fetchall():
            older = f"older_{self.log[writer]['version']}"
            run(f"create temp table {older} as select {self._key} from {seen} where import_id = {quote_text(writer)}")
            self._restore(older, self.log[writer]["version"] - 1)

    @property
    def _key(self) -> str:
        return ", ".join(quote(name) for name in self.table.key)

    def _count(self, relation: str) -> int:
        return int(self.writer.connection.execute(f"select count(*) from {relation}").fetchall()[0][0])
