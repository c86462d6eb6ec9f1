"""Drafts that the journal takes, one a kind."""

from dataclasses import replace
from datetime import date
from typing import Any

from lake.journal import Draft

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
