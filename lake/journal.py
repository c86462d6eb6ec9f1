"""What people write in the journal: its kinds of entry, who writes, who sees to it. Roles only, never a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from language import N_

Kind = Literal["event", "decision", "action", "deviation", "rebase"]
Pole = Literal["quality", "production", "hr"]
Role = Literal["quality", "production", "hr", "team"]

ENTRY_KINDS: Mapping[str, str] = {
    "event": N_("event"),
    "decision": N_("decision"),
    "action": N_("action"),
    "deviation": N_("accepted deviation"),
    "rebase": N_("limits start anew"),
}
POLES: Mapping[str, str] = {"quality": N_("relay points"), "production": N_("production & billing"), "hr": N_("human resources")}
ROLES: Mapping[str, str] = {**POLES, "team": N_("the whole team")}


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An entry as a person writes it. Which fields it needs depends on its kind; `ingest.journal` says what is missing."""

    kind: Kind
    on: date
    """The local day it happened, was decided, or holds from."""
    text: str
    """What happened, was decided, is to be done, is accepted, or changed."""
    indicator: str | None = None
    """Null for all of them."""
    team: str | None = None
    """Null for the whole activity."""
    owner_role: Role | None = None
    """Of an action: who sees to it."""
    due_on: date | None = None
    """Of an action."""
    done_on: date | None = None
    """Of an action; null while it is open."""
    until: date | None = None
    """Of an accepted deviation: its last day."""
    cause: str | None = None
    """Of a rebase: the cause of the change, known and named."""
    expected_to_last: bool | None = None
    """Of a rebase; null is not answered."""
    observed_long_enough: bool | None = None
    """Of a rebase; null is not answered."""
