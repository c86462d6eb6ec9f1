"""What one import did, for screen, log and command line."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from ingest.drift import Drift
from ingest.notices import Notice
from ingest.refusal import Refusal


@dataclass(frozen=True)
class Report:
    """Always rows_read = inserted + updated + unchanged + refused: every row of the file has one fate.

    A row of a wide survey is inserted when one of its answers is new, updated when one changed, unchanged otherwise.
    """

    file: str
    kind: str
    profile: str
    import_id: str | None
    """None for a dry run; the earlier import's when the same file is loaded again and brings nothing."""
    rows_read: int
    inserted: int
    updated: int
    unchanged: int
    refused: int
    refused_file: str | None
    left_out: tuple[str, ...] = ()
    """The file's columns that no field reads."""
    first_on: date | None = None
    last_on: date | None = None
    """The span of the dates that put these rows in a period."""
    notices: tuple[Notice, ...] = ()
    """What was loaded and is worth a look; `warnings` in JSON."""
    drift: tuple[Drift, ...] = ()
    """How the header differs from the last file of this source."""
    refusals: tuple[Refusal, ...] = field(default=(), repr=False)

    def as_json(self, language: str) -> dict[str, Any]:
        """Plain values: dates in ISO form, and beside each refusal, warning and drift its sentence."""
        told = {name: [asdict(one) | {"sentence": one.sentence(language)} for one in getattr(self, name)] for name in TOLD}
        facts = {name: value for name, value in vars(self).items() if name not in TOLD}
        span = {name: facts[name] and facts[name].isoformat() for name in ("first_on", "last_on")}
        return facts | span | {"left_out": list(self.left_out), "warnings": told.pop("notices"), **told}


TOLD = ("notices", "drift", "refusals")
