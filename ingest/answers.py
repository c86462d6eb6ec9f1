"""What a person answers where a file leaves a question open."""

from dataclasses import dataclass

from ingest.forms import Decimal, Order


@dataclass(frozen=True)
class Answers:
    """Used only where the file itself does not settle the question."""

    dates: Order | None = None
    """Whether days come before months."""
    decimal: Decimal | None = None
    """What a point or a comma before three digits means."""
    sheet: str | None = None
    """Which sheet of a workbook holds the export."""
    anyway: bool = False
    """Load what can be loaded though more than half of the rows would be refused."""
