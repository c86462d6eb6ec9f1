"""What a meeting looks at: the signals since the last one, what was decided and what happened since, what is late."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from metrics import periods
from metrics.asked import dimensions
from metrics.catalogue import collect
from metrics.comparison import Verdict, verdict
from metrics.engine import Tables
from metrics.indicator import Audience
from metrics.journal import Entry, all_entries, of
from metrics.late import Late, late
from metrics.question import Question
from metrics.reading import Reading, read
from metrics.sources import SOURCES
from metrics.spc import Point

TEAM: tuple[Audience, ...] = ("activity", "team", "production")
"""Who sits in the meeting."""
MAIL: tuple[Audience, ...] = ("activity", "team")
"""A mail goes where nobody can see who reads it."""
MONTH = Question()
SOON = timedelta(days=31)


@dataclass(frozen=True)
class Signal:
    """Neighbouring points of a monthly series that are marked alike: from the first period to the last."""

    reading: Reading
    start: int
    last: int
    entries: tuple[Entry, ...]
    """What the journal tells about it, from its first period on."""
    standing_days: int
    """From the end of its first period to the day of the first entry, or to today where there is none."""

    @property
    def point(self) -> Point:
        return self.reading.xmr.points[self.last]

    @property
    def period(self) -> str:
        """The last period of it."""
        return str(self.reading.series["period"].iloc[self.last])

    @property
    def since(self) -> str:
        """The first period of it."""
        return str(self.reading.series["period"].iloc[self.start])

    @property
    def n(self) -> int:
        return int(self.reading.series["n"].iloc[self.last])

    @property
    def lasts(self) -> bool:
        """It holds in the latest complete period."""
        return self.period == self.reading.latest_period


@dataclass(frozen=True)
class Decision:
    """A decision, and its indicator before and since; null where it has none that may be shown."""

    entry: Entry
    reading: Reading | None = None
    before: int | None = None
    """Position of the last complete period that ended before it."""
    after: int | None = None
    """Position of the latest complete period that began on its day or later."""

    @property
    def verdict(self) -> Verdict | None:
        if self.reading is None or self.before is None or self.after is None:
            return None
        return verdict(self.reading, self.before, self.after)


@dataclass(frozen=True)
class Meeting:
    since: date
    today: date
    signals: list[Signal]
    """Those of a period that ended since the last meeting, the longest standing first."""
    open_actions: list[Entry]
    """By the day they are due."""
    expiring: list[Entry]
    """Accepted deviations that expired since the last meeting or will within 31 days."""
    decisions: list[Decision]
    """Since the last meeting, that day included; without any, those of the latest day on which something was decided."""
    late: list[Late]

    @property
    def unexplained(self) -> list[Signal]:
        """The signals about which nobody has written anything since they began."""
        return [signal for signal in self.signals if not signal.entries]


def meeting(tables: Tables, since: date, today: date, audiences: Collection[Audience] = TEAM) -> Meeting:
    """What there is to talk about.

    Args:
        since: the day of the last meeting.
        audiences: an indicator that is for others is left out, with the entries about it. Survey scores are
            no indicators: they are released wave by wave.
    """
    readings = read(shown(audiences), MONTH, tables)
    entries = [entry for entry in all_entries(tables) if entry.indicator is None or _audience(entry.indicator) in audiences]
    found = [signal for each in readings for signal in _signals(each, entries, since, today)]
    return Meeting(
        since,
        today,
        sorted(found, key=lambda signal: -signal.standing_days),
        sorted((entry for entry in entries if entry.open), key=lambda entry: entry.due_on or today),
        [entry for entry in entries if entry.kind == "deviation" and entry.until and since <= entry.until <= today + SOON],
        [_decision(entry, readings, tables) for entry in _decided(entries, since)],
        late(tables, today),
    )


def shown(audiences: Collection[Audience]) -> list[str]:
    """The indicators whose figures these audiences may see."""
    return [name for name, each in collect().items() if each.audience in audiences]


def _audience(name: str) -> Audience | None:
    indicator = collect().get(name)
    return indicator.audience if indicator else None


def _signals(reading: Reading, entries: Sequence[Entry], since: date, today: date) -> Iterator[Signal]:
    for start, last in _runs(reading.xmr.points):
        days = [date.fromisoformat(reading.series["period"].iloc[place]) for place in (start, last)]
        (begins, known), (_, ends) = (periods.span(periods.number_of(day, "month"), "month") for day in days)
        if ends >= since:
            about = tuple(entry for entry in of(entries, reading.indicator.name) if entry.on >= begins)
            looked_at = about[0].on if about else today
            yield Signal(reading, start, last, about, max(0, (looked_at - known).days))


def _runs(points: Sequence[Point]) -> Iterator[tuple[int, int]]:
    """First and last position of the neighbouring points marked alike against the same limits."""
    for (_kind, direction, _limits), group in groupby(enumerate(points), key=lambda item: _look(item[1])):
        places = [place for place, _ in group]
        if direction:
            yield places[0], places[-1]


def _look(point: Point) -> tuple[object, object, object]:
    return point.kind, point.direction, point.limits


def _decided(entries: Sequence[Entry], since: date) -> list[Entry]:
    decisions = [entry for entry in entries if entry.kind == "decision"]
    latest = max((entry.on for entry in decisions), default=since)
    return [entry for entry in decisions if entry.on >= min(since, latest)]


def _decision(entry: Entry, readings: Sequence[Reading], tables: Tables) -> Decision:
    reading = next((each for each in readings if each.indicator.name == entry.indicator), None)
    if reading is None:
        return Decision(entry)
    if entry.team and "team" in dimensions(reading.indicator, SOURCES[reading.indicator.source]):
        reading = read([reading.indicator.name], Question(where=(("team", entry.team),)), tables)[0]
    begins = [date.fromisoformat(period) for period in reading.series["period"]]
    known = reading.series["complete"] & reading.series["value"].notna()
    before = [
        place for place, day in enumerate(begins) if known[place] and periods.span(periods.number_of(day, "month"), "month")[1] < entry.on
    ]
    after = [place for place, day in enumerate(begins) if known[place] and day >= entry.on]
    return Decision(entry, reading, before[-1] if before else None, after[-1] if after else None)
