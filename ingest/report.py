"""What one import did, for screen, log and command line."""

from dataclasses import asdict, dataclass, field
from typing import Any

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
    refusals: tuple[Refusal, ...] = field(default=(), repr=False)

    def as_json(self, language: str) -> dict[str, Any]:
        refusals = [asdict(refusal) | {"sentence": refusal.sentence(language)} for refusal in self.refusals]
        return asdict(self) | {"refusals": refusals, "left_out": list(self.left_out)}
