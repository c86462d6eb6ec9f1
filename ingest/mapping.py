"""An unknown source becomes a profile: what is proposed for each field and why, what is asked, what the first rows then say."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Never

import duckdb

from ingest.draft import Draft, Drafting, Source
from ingest.evidence import CELLS, gather
from ingest.load import NO_FILE
from ingest.profile import NO_COLUMN, NO_KIND, PER_PERSON, Field, Items, Profile, position
from ingest.progress import Progress
from ingest.question import Question
from ingest.read import NO_ROWS, TextTable, dialect_of
from ingest.refusal import FileRefused
from ingest.synonyms import words
from ingest.unpack import unpacked
from lake.schema import KINDS
from language import N_
from settings import settings

MASK = "•••"
UNLIKE = N_("{file}: nothing in its columns {columns} tells what it holds.")
SAY_KIND = N_("Say it with --kind: {known}.")
NO_QUESTION = N_("{file} leaves no question open on “{field}”.")

Overrides = Mapping[str, Field | Items | None]
NONE: Mapping[str, Never] = MappingProxyType({})


class NothingTells(FileRefused):
    """Nothing in a file's columns tells what it holds; a person may say it."""


@dataclass(frozen=True)
class Proposal:
    """A file seen as each kind of table it may be; `draft` is how it is seen as `kind`, which fits best or was said."""

    file: str
    header: tuple[str, ...]
    kind: str
    drafts: Mapping[str, Draft] = field(repr=False)

    @property
    def draft(self) -> Draft:
        return self.drafts[self.kind]

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is left open, in the table's order."""
        return self.draft.questions

    def answered(self, answers: Mapping[str, str]) -> "Proposal":
        """The proposal once questions are answered, each by its field: `{"opened_at": "day", "currency": "EUR"}`.

        Raises:
            FileRefused: an answer is none of those possible, or nothing is asked of that field.
        """
        asked = {question.field: question for question in self.questions}
        if unasked := sorted(set(answers) - set(asked)):
            raise FileRefused(NO_QUESTION, file=self.file, field=unasked[0])
        settled = {name: asked[name].answered(answer) for name, answer in answers.items()}
        proposed = {name: one.settled(settled.get(name)) for name, one in self.draft.proposed.items()}
        items = given if isinstance(given := settled.get("items"), Items) else self.draft.items
        return replace(self, drafts={**self.drafts, self.kind: replace(self.draft, proposed=proposed, items=items)})

    def profile(self, overrides: Overrides = NONE, name: str = "proposed") -> Profile:
        """The profile that the proposal makes.

        Args:
            overrides: by field, and `items`, what stands in the place of what is proposed; None leaves the field out.
            name: the profile's.

        Raises:
            FileRefused: a question is open that the overrides do not settle; the sentence asks it.
        """
        open_ = [question for question in self.questions if question.field not in overrides]
        if open_:
            raise open_[0].refusal(settings().language)
        proposed = {one.field: one.notation for one in self.draft.proposed.values()} | {"items": self.draft.items, **overrides}
        items = proposed.pop("items")
        fields = {name: one for name, one in proposed.items() if isinstance(one, Field)}
        fold = self.draft.fold if all(name in fields for name in (self.draft.fold.first if self.draft.fold else ())) else None
        return Profile(name=name, kind=self.kind, fields=fields, items=items if isinstance(items, Items) else None, fold=fold)


def propose(
    path: Path, file: str, sheet: str | None = None, *, kind: str | None = None, columns: Mapping[str, Sequence[str]] = NONE
) -> Proposal:
    """Look at a file of an unknown source and say how it may be read. Nothing is kept or loaded.

    Args:
        path: the file's place on disk.
        file: the name people know it by.
        sheet: which sheet of a workbook, where it has several.
        kind: what it holds, where a person says so; without it, the kind that fits best.
        columns: by field, the headers that a person chose; none of them where the field is to stay out.

    Raises:
        FileRefused: it cannot be read.
        NothingTells: no kind was given, and it is like none.
        SheetWanted: it is a workbook of several sheets.
    """
    if kind is not None and kind not in KINDS:
        raise FileRefused(NO_KIND, kind=kind, known=", ".join(KINDS))
    with opened(path, file, sheet) as (connection, text):
        if lacking := [name for chosen in columns.values() for name in chosen if position(name, text.header) is None]:
            raise FileRefused(NO_COLUMN, file=file, column=lacking[0], profile=kind or "")
        text.scan(connection, f"create temp table {CELLS} as select * from cells")
        if not text.read:
            raise FileRefused(NO_ROWS, file=file)
        source = Source(connection, text, gather(connection, text))
        drafts = {name: Drafting(source, name, columns if name == kind else NONE).draft() for name in KINDS}
    return Proposal(file, text.header, kind or _best(file, text.header, drafts), drafts)


def _best(file: str, header: Sequence[str], drafts: Mapping[str, Draft]) -> str:
    best = max(drafts.values(), key=lambda draft: draft.fit)
    if best.kind != "staffing" and any(word.startswith("absen") for name in header for word in words(name)):
        raise FileRefused(PER_PERSON, file=file, column="team")
    if not best.fit:
        raise NothingTells(UNLIKE, SAY_KIND, file=file, columns=", ".join(name for name in header if name)[:200], known=", ".join(KINDS))
    return best.kind


@contextmanager
def opened(path: Path, file: str, sheet: str | None = None) -> Iterator[tuple[duckdb.DuckDBPyConnection, TextTable]]:
    """A file, and a database that is gone afterwards; in it a person is a mask.

    Raises:
        FileRefused: it is no file, or no table.
    """
    if not path.is_file():
        raise FileRefused(NO_FILE, file=str(path))
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(config={"temp_directory": f"{folder}/spill"}) as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute(f"create macro person(name) as case when name is not null then '{MASK}' end")
        plain = unpacked(path, file, Path(folder), sheet)
        yield connection, TextTable(plain, file, dialect_of(plain, file), Progress())
