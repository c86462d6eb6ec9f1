"""What can be said of an indicator, as data: the Definitions page and `docs/indicators.md` say it, and nothing else."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import gettempdir

from metrics.asked import dimensions
from metrics.engine import Tables, open_tables
from metrics.indicator import AnyMeasure, Indicator, Measure, Net, Oldest, Ratio, Spread, Stock, StockRatio, Survival
from metrics.question import Question
from metrics.sources import SOURCES

REFERENCE = Path(__file__).parent / "reference"
ELAPSED, OPEN_HOURS = "elapsed", "open hours"


@dataclass(frozen=True)
class Facts:
    indicator: Indicator
    counts: str
    """The definition's first sentence: of what, in which period."""
    left_out: str
    """The rest: what is left out, and what not to conclude."""
    tables: tuple[str, ...]
    columns: tuple[str, ...]
    """Of its source, those that its measure reads, its date first."""
    clock: str | None
    """"elapsed" or "open hours" for a duration; null for anything else."""
    breakdowns: tuple[str, ...]
    sql: str
    """The same figure by month, in plain SQL, written apart from the measure."""


@lru_cache(maxsize=256)
def facts(indicator: Indicator) -> Facts:
    counts, _, left_out = indicator.definition.partition("\n\n")
    source = SOURCES[indicator.source]
    clock = None if indicator.unit != "seconds" else OPEN_HOURS if "_open_" in indicator.name else ELAPSED
    sql = (REFERENCE / f"{indicator.name}.sql").read_text(encoding="utf-8").strip()
    return Facts(
        indicator, _one_line(counts), _one_line(left_out), source.tables, _columns(indicator), clock, dimensions(indicator, source), sql
    )


def _one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text)


def _columns(indicator: Indicator) -> tuple[str, ...]:
    """Found in what the measure itself says: narwhals writes an expression with the names of its columns."""
    frame = SOURCES[indicator.source].rows(_nothing(), Question())
    known, said = frame.collect_schema().names(), _said(indicator.measure())
    read = [name for name in known if re.search(rf"\b{name}\b", said)]
    return tuple(dict.fromkeys((indicator.dated_by, *read)))


def _said(measure: AnyMeasure) -> str:
    """The columns and expressions of a measure, as text."""
    match measure:
        case Measure(of=of):
            parts: tuple[object, ...] = (of,)
        case Ratio(of, per, n, known):
            parts = (of, per, n, known)
        case Net(enters, leaves):
            parts = (enters, leaves)
        case Stock(enters, leaves, of, bands):
            parts = (enters, leaves, of, bands and bands.since)
        case Oldest(stock):
            return _said(stock)
        case StockRatio(of, per):
            return f"{_said(of)} {_said(per)}"
        case Survival():
            parts = ("opened_at", "closed_at", "resolution_s")
        case Spread(over):
            parts = (over,)
    return " ".join(map(repr, parts))


@lru_cache(maxsize=1)
def _nothing() -> Tables:
    """Tables without rows: only their columns are of use here."""
    return open_tables(Path(gettempdir()) / "no lake")
