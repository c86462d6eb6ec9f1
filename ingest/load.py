"""One import: a file into the lake, whole or not at all."""

import getpass
import hashlib
import json
import secrets
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from ingest import calendar, clock, persons, refused_file
from ingest.answers import Answers
from ingest.clean import Cleaning
from ingest.drift import Drift, drift
from ingest.fates import Fates, fates, vanished
from ingest.notices import Notice, beside_clock_changes, notices
from ingest.profile import Profile, choose, position
from ingest.progress import Progress
from ingest.read import NO_ROWS, TextTable, dialect_of
from ingest.refusal import FileRefused, Refusal
from ingest.repair import entries, mend
from ingest.report import Report
from ingest.unpack import unpacked
from lake.schema import TABLES
from lake.store import Lake, Staged, Writer
from language import N_
from settings import settings

NO_FILE = N_("There is no file {file}.")
MOST_REFUSED = N_(
    "{file}: {refused} of {rows} rows would be refused, the first on line {line}, column “{column}”: {why} "
    "Nothing was loaded. Check the export."
)
ANYWAY = N_("To load the rest all the same, add --anyway.")


def load(
    path: Path,
    lake: Lake,
    *,
    kind: str | None = None,
    profile: str | None = None,
    dry_run: bool = False,
    name: str | None = None,
    answers: Answers = Answers(),
    progress: Progress | None = None,
) -> Report:
    """Load a file into the lake.

    Args:
        path: the file's place on disk.
        kind, profile: what it is, where the header does not tell.
        dry_run: say what would happen and change nothing.
        name: the name people know the file by, where it is not the path's.
        answers: what the person says where the file leaves a question open.
        progress: told how far the import is.

    Raises:
        FileRefused: nothing was changed; the sentence says why and what to do.
        LakeBusy: another import kept the lake for too long.
    """
    file = name or path.name
    if not path.is_file():
        raise FileRefused(NO_FILE, file=str(path))
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(1) as beside:
        sha256 = beside.submit(_sha256, path)
        plain = unpacked(path, file, Path(folder), answers.sheet)
        dialect = dialect_of(plain, file)
        chosen = choose(file, dialect.header, kind, profile)
        with _trial(lake) if dry_run else lake.writing() as writer:
            if not dry_run:
                mend(lake, writer)
            progress = progress or Progress()
            progress.file, progress.connection = file, writer.connection
            text = TextTable(plain, file, dialect, progress)
            one = Import(lake, writer, text, chosen, sha256, answers)
            report, found = one.weigh()
            return report if dry_run else one.keep(report, found)


@contextmanager
def _trial(lake: Lake) -> Iterator[Writer]:
    """A writer that never commits, beside the lake: a dry run leaves no trace in it."""
    with tempfile.TemporaryDirectory() as staging:
        writer = Writer(lake, Path(staging))
        try:
            yield writer
        finally:
            writer.connection.close()


class Import:
    """A file that was read, on its way to the lake."""

    def __init__(self, lake: Lake, writer: Writer, text: TextTable, profile: Profile, sha256: Future[str], answers: Answers) -> None:
        self.lake, self.writer, self.text, self.profile, self.table = lake, writer, text, profile, profile.table
        self.answers = answers
        self.now = datetime.now(UTC)
        self.sha256 = sha256
        self.import_id = new_import_id(self.now)

    def weigh(self) -> tuple[Report, Fates]:
        """Type every row and settle its fate; nothing is written to the lake yet.

        Raises:
            FileRefused: a column reads two ways, or most rows would be refused, and no answer was given.
        """
        persons.register(self.writer.connection)
        cleaning = Cleaning(self.writer.connection, self.text, self.profile, settings().timezone, self.now, self.answers)
        cleaning.lay()
        if not self.text.read:
            raise FileRefused(NO_ROWS, file=self.text.file)
        self.text.progress.stage = "writing"
        if self.table.name == "cases":
            clock.register(self.writer.connection, settings(), *cleaning.span())
        staged = self.writer.stage(cleaning.good(self.import_id))
        found = fates(self.lake, self.writer, self.profile, staged)
        cleaning.look_closer(f"{beside_clock_changes(cleaning)} union {_lines(found.clashing)}")
        refusals = cleaning.refusals()
        refusals += [Refusal(line, cleaning.heading(self.table.key[0]), key, "same_key") for line, key in found.clashing]
        refused = len({refusal.line for refusal in refusals})
        if 2 * refused > self.text.read and not self.answers.anyway:
            raise self._most_refused(refused, refusals)
        first_on, last_on = self._span(staged)
        report = Report(
            file=self.text.file,
            kind=self.table.name,
            profile=self.profile.name,
            import_id=None,
            rows_read=self.text.read,
            inserted=found.inserted,
            updated=found.updated,
            unchanged=self.text.read - refused - found.inserted - found.updated,
            refused=refused,
            refused_file=None,
            left_out=self._left_out(),
            first_on=first_on,
            last_on=last_on,
            notices=(*notices(cleaning), *self._vanished(staged), *self._behind()),
            drift=self._drift(),
            refusals=tuple(sorted(refusals, key=lambda refusal: refusal.line)),
        )
        return report, found

    def _most_refused(self, refused: int, refusals: list[Refusal]) -> FileRefused:
        often, _ = Counter((refusal.column, refusal.reason) for refusal in refusals).most_common(1)[0]
        one = next(refusal for refusal in refusals if (refusal.column, refusal.reason) == often)
        facts = {"refused": refused, "rows": self.text.read, "line": one.line, "column": one.column or "–", "why": one}
        return FileRefused(MOST_REFUSED, ANYWAY, file=self.text.file, **facts)

    def _span(self, staged: Staged) -> tuple[date | None, date | None]:
        placed = self.table.placed_by
        (span,) = self.writer.connection.execute(f"select min({placed}), max({placed}) from {staged.sql}").fetchall()
        return span[0], span[1]

    def _vanished(self, staged: Staged) -> list[Notice]:
        count = vanished(self.lake, self.writer, self.table, staged, self.profile.name)
        return [Notice("vanished", count)] if count else []

    def _behind(self) -> list[Notice]:
        return [Notice("behind", 1)] if self.table.name == "cases" and calendar.behind(self.lake) else []

    def _drift(self) -> tuple[Drift, ...]:
        """Against the last file of the same source."""
        log = entries(self.lake, self.writer)
        last = next((entry for entry in log if entry["profile"] == self.profile.name and entry["undone_at"] is None), None)
        return drift(json.loads(last["header"]), self.text.header) if last else ()

    def keep(self, report: Report, found: Fates) -> Report:
        """Commit. The data come with the import's log entry as their note, so that the log can be mended from them."""
        calendar.lay(self.lake, self.writer, self.table, found.changed)
        if found.changed is None and (earlier := self._same_file()):
            return replace(report, import_id=earlier["import_id"], refused_file=earlier["refused_file"])
        kept = refused_file.write(self.lake, self.import_id, self.text, report.refusals, self.writer.connection)
        report = replace(report, import_id=self.import_id, refused_file=kept)
        entry = {**self._entry(report), "written": found.changed.rows if found.changed else 0}
        self._append("refused", [self._refused_row(refusal) for refusal in report.refusals])
        if found.changed:
            note = {"import": {**entry, "loaded_at": self.now.isoformat()}}
            entry["version"] = self.writer.replace(self.table.name, found.changed, note=note, fresh=found.fresh)
        self._append("imports", [entry])
        return report

    def _left_out(self) -> tuple[str, ...]:
        read_ = {position(name, self.text.header) for name in self.profile.columns} | set(self.profile.item_columns(self.text.header))
        return tuple(name for i, name in enumerate(self.text.header) if name and i not in read_)

    def _same_file(self) -> dict[str, Any] | None:
        """The log entry of an earlier import of the very same file that still stands."""
        standing = (entry for entry in entries(self.lake, self.writer) if entry["undone_at"] is None)
        same = (self.sha256.result(), self.profile.name)
        return next((entry for entry in standing if (entry["sha256"], entry["profile"]) == same), None)

    def _entry(self, report: Report) -> dict[str, Any]:
        counts = {name: getattr(report, name) for name in ("rows_read", "inserted", "updated", "unchanged", "refused", "refused_file")}
        names = {name: getattr(report, name) for name in ("import_id", "kind", "profile", "file")}
        source = {"sha256": self.sha256.result(), "header": json.dumps(self.text.header, ensure_ascii=False)}
        return {**names, **counts, **source, "loaded_at": self.now, "loaded_by": getpass.getuser()}

    def _refused_row(self, refusal: Refusal) -> dict[str, Any]:
        where = {"import_id": self.import_id, "file": self.text.file, "source_line": refusal.line}
        return {**where, "column": refusal.column, "value": refusal.value, "reason": refusal.reason}

    def _append(self, table: str, rows: list[dict[str, Any]]) -> None:
        if rows:
            self.writer.put(table, pa.Table.from_pylist(rows, schema=TABLES[table].arrow), note={"import": self.import_id}, fresh=True)


def new_import_id(now: datetime) -> str:
    return f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"


def _lines(clashing: Sequence[tuple[int, str]]) -> str:
    return f"select unnest({[line for line, _ in clashing]}::bigint[]) as source_line"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
