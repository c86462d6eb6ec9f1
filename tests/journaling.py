"""Drafts that the journal takes, one a kind, and the entries they become."""

from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from typing import Any

from lake.journal import Draft
from metrics.journal import Entry

FILLED: dict[str, dict[str, Any]] = {
    "event": {},
    "decision": {},
    "action": {"owner_role": "production", "due_on": date(2014, 7, 1)},
    "deviation": {"until": date(2014, 9, 30)},
    "rebase": {"cause": "a new telephone system", "expected_to_last": True, "observed_long_enough": True},
}
INDICATORS = ("median_wait_s", "cases_opened")


def draft(kind: str = "event", on: date = date(2014, 6, 1), text: str = "new telephone system", **other: Any) -> Draft:
    return replace(Draft(kind=kind, on=on, text=text), **{**FILLED[kind], **other})


def entry(kind: str = "event", on: date = date(2014, 6, 1), text: str = "new telephone system", **other: Any) -> Entry:
    kept = {"entry_id": f"{kind} {on} {text}", "version": 1, "pole": "quality", "written_at": datetime(2015, 1, 1, tzinfo=UTC)}
    return Entry(**asdict(draft(kind, on, text, **other)), **kept)
