"""What the team wrote down: events, decisions, actions, accepted deviations, and where limits start anew."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lake.journal import Draft, Pole
from metrics.engine import Tables, collect
from metrics.question import Question

Teams = Collection[str] | None
"""Of which teams a series is; null for all of them."""


@dataclass(frozen=True, kw_only=True)
class Entry(Draft):
    """One version of an entry."""

    entry_id: str
    version: int
    pole: Pole
    """Who wrote it, and alone may change it."""
    written_at: datetime
    withdrawn: bool = False
    reason: str | None = None
    """Why it was withdrawn."""

    @property
    def open(self) -> bool:
        """An action that is still to be done."""
        return self.kind == "action" and self.done_on is None


@dataclass(frozen=True)
class Placed:
    """An entry on a series, at the position of its period."""

    entry: Entry
    position: int
    anew: bool = False
    """The limits of this series start anew there."""


def all_entries(tables: Tables) -> list[Entry]:
    """The version of each entry that stands, oldest first; none that was withdrawn."""
    last = {entry.entry_id: entry for entry in _versions(tables)}
    return sorted((entry for entry in last.values() if not entry.withdrawn), key=lambda entry: (entry.on, entry.written_at))


def history(tables: Tables, entry_id: str) -> list[Entry]:
    """Every version of an entry, the first one first; the last tells of its withdrawal."""
    return [entry for entry in _versions(tables) if entry.entry_id == entry_id]


def withdrawn(tables: Tables) -> list[Entry]:
    """The trace of the entries that were withdrawn, latest first."""
    last = {entry.entry_id: entry for entry in _versions(tables)}
    return sorted((entry for entry in last.values() if entry.withdrawn), key=lambda entry: entry.written_at, reverse=True)


def of(entries: Iterable[Entry], indicator: str, teams: Teams = None) -> list[Entry]:
    """Those that concern a series, in the order given.

    What one team lived is in the figures of the whole activity too: its entries are drawn on both, and on no other team's.
    """
    return [
        entry for entry in entries if entry.indicator in (None, indicator) and (entry.team is None or teams is None or entry.team in teams)
    ]


def teams_of(question: Question, breakdown: Iterable[tuple[str, object]] = ()) -> Teams:
    """The teams that a series tells of: that of its breakdown, else those that the question keeps."""
    for dimension, value in breakdown:
        if dimension == "team":
            return (str(value),) if value is not None else ()
    kept = [value for dimension, value in question.where if dimension == "team"]
    return kept or None


def starts_anew(entry: Entry, teams: Teams) -> bool:
    """Whether limits of a series start anew: one team's rebase does not change those of the whole activity."""
    return entry.kind == "rebase" and (entry.team is None or (teams is not None and {*teams} == {entry.team}))


def placed(entries: Iterable[Entry], begins: Sequence[date], until: date, teams: Teams) -> list[Placed]:
    """The entries that lie within a series, in the order given.

    Args:
        entries: those that concern it.
        begins: the first day of each of its periods, oldest first.
        until: the last day of its last period.
    """
    return [place for entry in entries if begins and begins[0] <= entry.on <= until for place in _place(entry, begins, teams)]


def _place(entry: Entry, begins: Sequence[date], teams: Teams) -> Iterator[Placed]:
    """Limits start anew with the first period that is wholly after the change; anything else stands in the period of its day."""
    first = bisect_left(begins, entry.on)
    if starts_anew(entry, teams) and first < len(begins):
        yield Placed(entry, first, True)
    else:
        yield Placed(entry, bisect_right(begins, entry.on) - 1)


def _versions(tables: Tables) -> list[Entry]:
    """In the order they were written."""
    rows = collect(tables["journal"]).astype(object)
    records = rows.where(rows.notna(), None).to_dict("records")
    return sorted((Entry(**{str(name): value for name, value in record.items()}) for record in records), key=lambda entry: entry.version)
