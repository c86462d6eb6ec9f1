"""`python -m ingest propose FILE`: a profile for an unknown source, in words, and kept where nothing is left open."""

import argparse
import json
from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from ingest.answers import Answers
from ingest.draft import Proposed
from ingest.mapping import Proposal, propose
from ingest.preview import PROBLEMS, preview
from ingest.profile import Field, Items, keep
from ingest.question import Question
from ingest.refusal import FileRefused, Refusal
from lake.schema import KINDS
from language import N_, translator
from settings import settings

HOLDS = N_("{file}: {kind}")
FIELD = N_("  {field}: {columns} ({why})")
ITEMS = N_("  items: the columns {columns}, from {low} to {high}")
FOLDED = {
    "first": N_("  several rows a case: the first one stands for it"),
    "last": N_("  several rows a case: the last one stands for it"),
}
LEFT_OUT = N_("  left out: {column} ({why})")
ROWS = N_("The first rows, as they would be understood:")
KEPT = N_("Kept as {path}: python -m ingest load now knows this source.")
NOT_AN_ANSWER = N_("“{text}” is no answer. Write it as FIELD=ANSWER.")
WHY = {
    "header": N_("by its name"),
    "values": N_("by its values"),
    "person": N_("as you said"),
    "made": N_("made from what the row holds"),
    "constant": N_("the same for every row"),
    "none": N_("no column"),
    "pay": N_("pay is never loaded"),
    "personal": N_("looks like personal data"),
    "empty": N_("empty"),
    "unused": N_("no field for it"),
}


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", shared: argparse.ArgumentParser) -> None:
    """Give the command line its command."""
    proposing = commands.add_parser("propose", parents=[shared], help="propose a profile for a file of an unknown source")
    proposing.add_argument("file", type=Path, metavar="FILE")
    proposing.add_argument("--kind", help=f"what the file holds: {', '.join(KINDS)}")
    proposing.add_argument("--sheet", help="which sheet of a workbook that has several")
    proposing.add_argument("--answer", action="append", default=[], metavar="FIELD=ANSWER", help="answer a question of the proposal")
    proposing.add_argument("--keep", metavar="NAME", help="keep the profile under this name, if no question is left")
    proposing.set_defaults(command=run)


def run(call: argparse.Namespace) -> int:
    """Print the proposal; keep it where that was asked.

    Raises:
        FileRefused: the file cannot be read, or it is to be kept and a question is open.
    """
    proposal = _proposal(call)
    profile = None if proposal.questions else proposal.profile(name=call.keep or "proposed")
    rows = preview(call.file, call.file.name, profile, answers=Answers(sheet=call.sheet)) if profile else None
    if not call.json:
        print("\n".join(_told(proposal, rows)))
    kept = keep(profile or proposal.profile()) if call.keep else None
    if call.json:
        print(json.dumps(_as_json(proposal, rows, kept), ensure_ascii=False, indent=2, default=str))
    elif kept:
        print(_say(KEPT, path=kept))
    return 0


def _proposal(call: argparse.Namespace) -> Proposal:
    """With the answers given; a column that is named has its file looked at again, which may leave other questions."""
    answers = dict(map(_answer, call.answer))
    proposal = propose(call.file, call.file.name, call.sheet, kind=call.kind)
    unseen = {question.field for question in proposal.questions if question.ask == "column"}
    if chosen := {name: (answers.pop(name),) for name in unseen & set(answers)}:
        proposal = propose(call.file, call.file.name, call.sheet, kind=proposal.kind, columns=chosen)
    return proposal.answered(answers)


def _answer(text: str) -> tuple[str, str]:
    field, mark, answer = text.partition("=")
    if not mark:
        raise FileRefused(NOT_AN_ANSWER, text=text)
    return field, answer


def _told(proposal: Proposal, rows: pd.DataFrame | None) -> Iterator[str]:
    draft, language = proposal.draft, settings().language
    yield _say(HOLDS, file=proposal.file, kind=proposal.kind)
    yield from map(_field, draft.proposed.values())
    if isinstance(draft.items, Items):
        yield _say(ITEMS, columns=", ".join(draft.item_columns), low=draft.items.low, high=draft.items.high)
    if draft.fold:
        yield _say(FOLDED[draft.fold.keep])
    yield from (_say(LEFT_OUT, column=name, why=_say(WHY[why])) for name, why in draft.left_out.items())
    yield from (f"? {question.to_answer(language)}" for question in proposal.questions)
    if rows is not None:
        yield _say(ROWS)
        yield rows.drop(columns=PROBLEMS).to_string(index=False, na_rep="–")
        yield from (f"  {refusal.line}, {field}: {refusal.sentence(language)}" for field, refusal in _problems(rows))


def _field(one: Proposed) -> str:
    written = "".join(f", {name} {_listed(value)}" for name, value in _stated(one).items())
    return _say(FIELD, field=one.field, columns=" + ".join(one.columns) or "–", why=_say(WHY[one.why])) + written


def _listed(value: object) -> str:
    return " | ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _stated(one: Proposed) -> dict[str, Any]:
    """What a profile says of the field beside its columns."""
    if not isinstance(one.notation, Field):
        return {}
    return one.notation.model_dump(exclude_defaults=True, exclude={"column", "made_from_content"})


def _problems(rows: pd.DataFrame) -> Iterator[tuple[str, Refusal]]:
    return (problem for found in rows[PROBLEMS] for problem in found.items())


def _as_json(proposal: Proposal, rows: pd.DataFrame | None, kept: Path | None) -> dict[str, Any]:
    draft, language = proposal.draft, settings().language
    return {
        "file": proposal.file,
        "kind": proposal.kind,
        "fit": {kind: one.fit for kind, one in proposal.drafts.items()},
        "fields": {one.field: {"columns": one.columns, "why": one.why, **_stated(one)} for one in draft.proposed.values()},
        "items": {"columns": draft.item_columns, **draft.items.model_dump()} if isinstance(draft.items, Items) else None,
        "fold": draft.fold and draft.fold.model_dump(),
        "left_out": [{"column": name, "why": why} for name, why in draft.left_out.items()],
        "questions": [_asked(question, language) for question in proposal.questions],
        "rows": [] if rows is None else [_row(row, language) for row in rows.to_dict("records")],
        "kept": kept and str(kept),
    }


def _asked(question: Question, language: str) -> dict[str, Any]:
    facts = {"field": question.field, "ask": question.ask, "column": question.column, "example": question.example}
    return {**facts, "choices": list(question.choices), "sentence": question.sentence(language)}


def _row(row: dict[Hashable, Any], language: str) -> dict[str, Any]:
    values = {str(name): None if pd.isna(value) else value for name, value in row.items() if name != PROBLEMS}
    return {**values, PROBLEMS: {field: refusal.sentence(language) for field, refusal in row[PROBLEMS].items()}}


def _say(message: str, **facts: object) -> str:
    return translator(settings().language)(message).format(**facts)
