"""The journal is written, corrected and withdrawn by adding a version: nothing is ever deleted.

Only the pole that wrote an entry may change it. Whatever an entry lacks is said before anything is kept.
"""

import uuid
from collections.abc import Container, Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyarrow as pa

from ingest.refusal import FileRefused
from lake.journal import ENTRY_KINDS, POLES, ROLES, Draft
from lake.schema import JOURNAL, KINDS, TABLES
from lake.store import Lake, Writer, quote_text
from language import N_, translator
from settings import settings

AHEAD = timedelta(days=366)
NO_POLE = N_("Say which pole you are of.")
NO_KIND = N_("“{value}” is not a kind of entry.")
NO_TEXT = N_("Say in a few words what it is about.")
NO_INDICATOR = N_("“{value}” is not an indicator: choose one of the list, or none where it concerns all.")
NO_TEAM = N_("No data name the team “{value}”: choose one of the list, or none where it concerns all.")
TOO_FAR = N_("{value} is more than a year ahead: check the year.")
NO_ROLE = N_("An action needs a role that sees to it: a pole, or the whole team, never a person.")
NO_DUE = N_("An action needs a day by which it is to be done.")
DUE_BEFORE = N_("The day by which it is to be done comes before the day it was decided.")
DONE_AHEAD = N_("An action is done on a day that has come.")
NO_UNTIL = N_("An accepted deviation needs its last day.")
UNTIL_BEFORE = N_("The last day of the deviation comes before its first.")
REBASE_AHEAD = N_("Limits start anew on a day that has come: keep it as an event until then.")
NO_CAUSE = N_("Say what caused the change. While the cause is not known, keep it as an event: limits stay as they are.")
NOT_LASTING = N_("Say that the change is expected to last. If it is not, keep it as an event: limits stay as they are.")
NOT_OBSERVED = N_("Say that the change was observed long enough. If it was not yet, keep it as an event: limits stay as they are.")
NO_ENTRY = N_("There is no entry “{value}” in the journal.")
NOT_YOURS = N_("This entry belongs to {owner}: ask them to change it.")
WITHDRAWN = N_("This entry was withdrawn. Write a new one.")
NO_REASON = N_("Say why it is withdrawn: the journal keeps a trace of it.")
ABOUT: Mapping[str, str] = {
    NO_POLE: "pole", NOT_YOURS: "pole", NO_KIND: "kind", NO_INDICATOR: "indicator", NO_TEAM: "team", NO_TEXT: "text", NO_REASON: "reason",
    TOO_FAR: "on", REBASE_AHEAD: "on", NO_ROLE: "owner_role", NO_DUE: "due_on", DUE_BEFORE: "due_on", DONE_AHEAD: "done_on",
    NO_UNTIL: "until", UNTIL_BEFORE: "until", NO_CAUSE: "cause", NOT_LASTING: "expected_to_last", NOT_OBSERVED: "observed_long_enough",
}  # fmt: skip
"""Of each refusal, the field to correct."""


class EntryRefused(FileRefused):
    """The journal stays as it was. `say` gives one sentence: why, and what to do; `field`, what to correct where it is one answer."""

    @property
    def field(self) -> str:
        return ABOUT.get(self.message, "")

    def say(self, language: str) -> str:
        _ = translator(language)
        return _(self.message).format(**{name: _(str(fact)) for name, fact in self.facts.items()})


def write(lake: Lake, draft: Draft, pole: str, indicators: Container[str]) -> str:
    """Add an entry to the journal.

    Args:
        pole: who writes it; of `lake.journal.POLES`.
        indicators: the names there are.

    Returns:
        its `entry_id`.

    Raises:
        EntryRefused: something is missing or unknown.
        LakeBusy: an import kept the lake for too long.
    """
    with lake.writing() as writer:
        _check(draft, pole, indicators, writer)
        entry_id = uuid.uuid4().hex
        _append(writer, {"entry_id": entry_id, "version": 1, **asdict(draft), "pole": pole, "withdrawn": False})
    return entry_id


def revise(lake: Lake, entry_id: str, draft: Draft, pole: str, indicators: Container[str]) -> None:
    """Put a new version in the place of the one that stands; errors as `write`, and for another pole's entry."""
    with lake.writing() as writer:
        standing = _standing(writer, entry_id, pole)
        _check(draft, pole, indicators, writer)
        _append(writer, {**standing, **asdict(draft), "version": standing["version"] + 1})


def withdraw(lake: Lake, entry_id: str, reason: str, pole: str) -> None:
    """Take an entry off every chart and list, and keep its trace; errors as `revise`."""
    with lake.writing() as writer:
        standing = _standing(writer, entry_id, pole)
        if not reason.strip():
            raise EntryRefused(NO_REASON)
        _append(writer, {**standing, "version": standing["version"] + 1, "withdrawn": True, "reason": reason})


def _append(writer: Writer, row: Mapping[str, Any]) -> None:
    said = {name: (value.strip() or None) if isinstance(value, str) else value for name, value in row.items()}
    rows = pa.Table.from_pylist([{"reason": None, **said, "written_at": datetime.now(UTC)}], schema=JOURNAL.arrow)
    writer.put("journal", rows, note={}, fresh=True)


def _standing(writer: Writer, entry_id: str, pole: str) -> dict[str, Any]:
    """The last version of an entry that this pole may change."""
    versions = f"select * from {writer.lake.relation('journal')} where entry_id = {quote_text(entry_id)} order by version desc limit 1"
    found: list[dict[str, Any]] = writer.connection.sql(versions).to_arrow_table().to_pylist()
    if not found:
        raise EntryRefused(NO_ENTRY, value=entry_id)
    if found[0]["pole"] != pole:
        raise EntryRefused(NOT_YOURS, owner=POLES[found[0]["pole"]])
    if found[0]["withdrawn"]:
        raise EntryRefused(WITHDRAWN)
    return found[0]


def _check(draft: Draft, pole: str, indicators: Container[str], writer: Writer) -> None:
    today = datetime.now(settings().zone).date()
    if pole not in POLES:
        raise EntryRefused(NO_POLE)
    if draft.kind not in ENTRY_KINDS:
        raise EntryRefused(NO_KIND, value=draft.kind)
    if draft.indicator is not None and draft.indicator not in indicators:
        raise EntryRefused(NO_INDICATOR, value=draft.indicator)
    if draft.team is not None and draft.team not in _teams(writer):
        raise EntryRefused(NO_TEAM, value=draft.team)
    for message in (*_missing(draft, today), *_OF_KIND.get(draft.kind, _nothing)(draft, today)):
        raise EntryRefused(message, value=draft.on)


def _missing(draft: Draft, today: date) -> Iterator[str]:
    if not draft.text.strip():
        yield NO_TEXT
    if draft.on > today + AHEAD:
        yield TOO_FAR


def _nothing(_draft: Draft, _today: date) -> Iterator[str]:
    yield from ()


def _of_action(draft: Draft, today: date) -> Iterator[str]:
    if draft.owner_role not in ROLES:
        yield NO_ROLE
    if draft.due_on is None:
        yield NO_DUE
    elif draft.due_on < draft.on:
        yield DUE_BEFORE
    if draft.done_on and draft.done_on > today:
        yield DONE_AHEAD


def _of_deviation(draft: Draft, _today: date) -> Iterator[str]:
    if draft.until is None:
        yield NO_UNTIL
    elif draft.until < draft.on:
        yield UNTIL_BEFORE


def _of_rebase(draft: Draft, today: date) -> Iterator[str]:
    """What changed is its text; the other three questions of Making Data Count are all answered yes."""
    if draft.on > today:
        yield REBASE_AHEAD
    if not (draft.cause or "").strip():
        yield NO_CAUSE
    if not draft.expected_to_last:
        yield NOT_LASTING
    if not draft.observed_long_enough:
        yield NOT_OBSERVED


_OF_KIND = {"action": _of_action, "deviation": _of_deviation, "rebase": _of_rebase}


def _teams(writer: Writer) -> set[str]:
    """Every team that the data name."""
    holding = [name for name in KINDS if "team" in TABLES[name]]
    named = " union ".join(f"select team from {writer.lake.relation(name)}" for name in holding)
    return {team for (team,) in writer.connection.execute(named).fetchall()}
