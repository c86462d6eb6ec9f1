"""What a pole hands over to whoever comes after: what it follows and why, what is open, where its data come from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from lake.journal import ROLES, Pole
from lake.schema import TABLES
from lake.store import Lake
from language import N_, say_day, translator
from metrics import catalogue, sentence
from metrics.edition import Edition, published
from metrics.engine import Tables, open_tables
from metrics.indicator import Indicator
from metrics.journal import Entry, all_entries
from metrics.late import SOURCES as NAMES
from metrics.question import Question
from metrics.reading import Reading, read
from metrics.sources import SOURCES
from metrics.targets import Target, all_targets, of_indicator
from settings import settings

MISSION: dict[Pole, str] = {
    "quality": N_("Presents the quality of service to the whole activity every month, in a meeting and in writing."),
    "production": N_(
        "Brings in the exports of the phone, case and invoicing tools, watches times, backlog and invoices, and passes the figures on."
    ),
    "hr": N_("Looks after surveys, leave and absence, as figures of teams only. Pay never enters."),
}
SURVEYS = N_("surveys")
LOAD = "python -m ingest load"


@dataclass(frozen=True)
class Followed:
    """An indicator of the pole: how it stands, and every target it had, oldest first."""

    indicator: Indicator
    readings: tuple[Reading, ...]
    """One; of an amount, one for each currency."""
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class Source:
    """A kind of file that the pole's figures rest on, and the import of it that came last; null where none did."""

    name: str
    file: str | None
    profile: str | None
    loaded_at: datetime | None


@dataclass(frozen=True)
class Handover:
    pole: Pole
    made_on: date
    followed: tuple[Followed, ...]
    actions: tuple[Entry, ...]
    """Those that the pole sees to or wrote, and that are open; the soonest due first."""
    sources: tuple[Source, ...]
    last_edition: Edition | None

    @property
    def signals(self) -> list[Reading]:
        """What is not usual as things stand."""
        return sentence.changed([reading for each in self.followed for reading in each.readings])


def handover(pole: Pole, lake: Path, today: date) -> Handover:
    tables = open_tables(lake, settings().engine)
    followed, editions = tuple(_followed(pole, tables)), published(lake)
    actions, sources = tuple(_actions(pole, tables)), tuple(_sources(pole, lake, followed))
    return Handover(pole, today, followed, actions, sources, editions[0] if editions else None)


def action_told(entry: Entry, language: str) -> str:
    """ "call back on Mondays · relay points · by 1 September 2014"."""
    _ = translator(language)
    due = [_("by {day}").format(day=say_day(entry.due_on, language))] if entry.due_on else []
    return " · ".join([entry.text, _(ROLES[entry.owner_role or "team"]), *due])


def _followed(pole: Pole, tables: Tables) -> Iterator[Followed]:
    indicators = [each for each in catalogue.collect().values() if each.owner == pole]
    readings, targets = read([each.name for each in indicators], Question(), tables), all_targets(tables)
    for indicator in sorted(indicators, key=lambda each: not each.headline):
        own = tuple(reading for reading in readings if reading.indicator is indicator)
        yield Followed(indicator, own, tuple(of_indicator(targets, indicator.name)))


def _actions(pole: Pole, tables: Tables) -> Sequence[Entry]:
    concerned = [entry for entry in all_entries(tables) if entry.open and pole in (entry.owner_role, entry.pole)]
    return sorted(concerned, key=lambda entry: (entry.due_on or date.max, entry.on))


def _sources(pole: Pole, lake: Path, followed: Sequence[Followed]) -> Iterator[Source]:
    """Of the tables that its figures rest on; of surveys only the pole that releases them is told."""
    used = {table for each in followed for table in SOURCES[each.indicator.source].tables}
    wanted = [name for name, table in TABLES.items() if table.kind and (name in used or (table.secret and pole == "hr"))]
    log = Lake(lake).imports()
    standing = log[log["undone_at"].isna()]
    for table in wanted:
        rows = standing[standing["kind"] == table].astype(object).to_dict("records")
        last = rows[0] if rows else {"file": None, "profile": None, "loaded_at": None}
        yield Source(NAMES.get(table, SURVEYS), last["file"], last["profile"] or None, last["loaded_at"])
