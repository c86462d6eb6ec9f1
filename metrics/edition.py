"""Editions: what the activity is shown of a month. Drafts are kept, every version of them; what is published is frozen for good."""

import json
import uuid
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from lake.schema import EDITIONS
from lake.store import Lake
from language import LANGUAGES, N_, say_period, translator
from metrics import catalogue, periods, sentence
from metrics.engine import Tables, open_tables
from metrics.frozen import Figure, Kept, freeze, thaw
from metrics.question import Grain, Question
from metrics.reading import read
from metrics.sources import SOURCES
from settings import settings

GRAIN: Grain = "month"
SETTINGS = {
    "service_level_s": N_("the time within which a call is to be answered"),
    "short_abandon_s": N_("the time below which a call hung up is not missed"),
    "resolution_target_s": N_("how long a case may take, by topic"),
    "invoicing_delay_d": N_("the days after closing within which a case need not be invoiced"),
}
"""Those that figures depend on, beside the opening hours, which are in the lake; and what each is."""

NOT_KNOWN = N_("“{name}” is not an indicator.")
NOT_FOR_ALL = N_("“{label}” is not for the whole activity, and an edition is: take it out.")
NOT_BY = N_("“{label}” is not known by {dimension}: take it out, or prepare an edition without that filter.")
NOTHING_TO_SHOW = N_("An edition shows at least one indicator: choose some.")
NO_DRAFT = N_("There is no such draft.")
PUBLISHED = N_("Edition {name} is published and does not change any more: a correction is a new edition.")


class EditionRefused(ValueError):
    """The edition cannot be kept or published; nothing changed. `say` gives one sentence: why, and what to do."""

    def __init__(self, message: str, **facts: Any) -> None:
        self.message, self.facts = message, facts
        super().__init__(message.format(**facts))

    def say(self, language: str) -> str:
        _ = translator(language)
        return _(self.message).format(**{name: _(fact) for name, fact in self.facts.items()})


@dataclass(frozen=True)
class Page:
    """An indicator of an edition and what is said of it."""

    indicator: str
    comment: str = ""


@dataclass(frozen=True)
class Draft:
    """What is shown of a month, in order, and what is said of it."""

    period: date
    """The first day of the month."""
    pages: tuple[Page, ...] = ()
    introduction: str = ""
    where: tuple[tuple[str, str], ...] = ()

    @property
    def question(self) -> Question:
        """Every month up to this one."""
        return Question(GRAIN, end=periods.span(periods.number_of(self.period, GRAIN), GRAIN)[1], where=self.where)


@dataclass(frozen=True)
class Edition:
    """One version of an edition."""

    edition_id: str
    version: int
    status: str
    period: date
    name: str | None
    corrects: str | None
    content: str
    """JSON: the draft and, once published, its figures and what they rest on."""
    saved_at: datetime
    published_at: datetime | None = None
    published_by: str | None = None
    data_version: str | None = None

    @cached_property
    def kept(self) -> Kept:
        content: Kept = json.loads(self.content)
        return content

    @property
    def draft(self) -> Draft:
        pages = tuple(Page(**page) for page in self.kept["pages"])
        return Draft(self.period, pages, self.kept["introduction"], tuple((name, value) for name, value in self.kept["where"]))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """One a page; of an amount, one for each currency. None of a draft."""
        return tuple(map(thaw, self.kept.get("figures", ())))

    @property
    def zone(self) -> ZoneInfo:
        """Of the service when it was published: its moments are said in it for good."""
        return ZoneInfo(self.kept.get("zone", settings().timezone))

    @property
    def refused_rows(self) -> int:
        return int(self.kept["refused_rows"])

    def said(self, language: str) -> str:
        """What all its figures say together, in a sentence."""
        return str(self.kept["overview"][language])

    @property
    def versions(self) -> dict[str, int]:
        """The version of each of the lake's tables when it was published."""
        known: dict[str, int] = json.loads(self.data_version or "{}")
        return known


def save(lake: Path, draft: Draft, edition_id: str | None = None) -> Edition:
    """Keep a draft: a new one, or the next version of one.

    Raises:
        EditionRefused: it shows what is not for the whole activity, or it was published.
    """
    _check(draft)
    with Lake(lake).writing() as writer:
        before = _draft(lake, edition_id) if edition_id else None
        kept = _edition(draft, before)
        writer.put(EDITIONS.name, _row(kept), note={"edition": kept.edition_id}, fresh=True)
    return kept


def publish(lake: Path, edition_id: str, by: str) -> Edition:
    """Freeze the last version of a draft, with the figures that the lake gives now, in one commit.

    Args:
        by: the pole that publishes it.

    Raises:
        EditionRefused: there is no such draft, it was published, or it shows nothing or what is not for the whole activity.
    """
    with Lake(lake).writing() as writer:
        before = _draft(lake, edition_id)
        made = replace(preview(lake, before.draft, by), edition_id=edition_id, version=before.version + 1)
        writer.put(EDITIONS.name, _row(made), note={"edition": edition_id, "published": made.name}, fresh=True)
    return made


def preview(lake: Path, draft: Draft, by: str | None = None) -> Edition:
    """The draft as it would be published now; nothing is written.

    Raises:
        EditionRefused: it shows nothing, or what is not for the whole activity.
    """
    _check(draft)
    if not draft.pages:
        raise EditionRefused(NOTHING_TO_SHOW)
    tables, now = open_tables(lake, settings().engine), datetime.now(UTC)
    corrects, name = _named(lake, draft.period)
    version = json.dumps(dict(tables.versions))
    content = json.dumps({**_content(draft), **_frozen(draft, tables, lake)}, ensure_ascii=False, allow_nan=False)
    return Edition("", 1, "published", draft.period, name, corrects, content, now, now, by, version)


def all_editions(lake: Path) -> list[Edition]:
    """The last version of each edition, the latest written first."""
    last = {row["edition_id"]: Edition(**row) for row in Lake(lake).editions()}
    return sorted(last.values(), key=lambda edition: edition.saved_at, reverse=True)


def published(lake: Path) -> list[Edition]:
    """Those that are published: the newest month first, a correction before what it corrects."""
    done = [edition for edition in all_editions(lake) if edition.status == "published"]
    return sorted(done, key=lambda edition: (edition.period, edition.published_at), reverse=True)


def drafts(lake: Path) -> list[Edition]:
    """Those that are not published yet, the latest written first."""
    return [edition for edition in all_editions(lake) if edition.status == "draft"]


def find(lake: Path, edition_id: str) -> Edition | None:
    """The last version of an edition."""
    return next((edition for edition in all_editions(lake) if edition.edition_id == edition_id), None)


def allowed() -> list[str]:
    """The indicators that an edition may show."""
    return [name for name, indicator in catalogue.collect().items() if indicator.audience == "activity"]


def title(edition: Edition, language: str) -> str:
    """The month, and for a correction that it is one: "September 2014, correction of 2014-09"."""
    month = say_period(edition.period.isoformat(), GRAIN, language)
    if edition.corrects is None:
        return month
    return translator(language)("{month}, correction of {name}").format(month=month, name=edition.corrects)


def _check(draft: Draft) -> None:
    known = catalogue.collect()
    for page in draft.pages:
        if page.indicator not in known:
            raise EditionRefused(NOT_KNOWN, name=page.indicator)
        if known[page.indicator].audience != "activity":
            raise EditionRefused(NOT_FOR_ALL, label=known[page.indicator].label)
        for dimension, _value in draft.where:
            if dimension not in SOURCES[known[page.indicator].source].dimensions:
                raise EditionRefused(NOT_BY, label=known[page.indicator].label, dimension=dimension)


def _draft(lake: Path, edition_id: str) -> Edition:
    """The last version of a draft."""
    edition = find(lake, edition_id)
    if edition is None:
        raise EditionRefused(NO_DRAFT)
    if edition.status == "published":
        raise EditionRefused(PUBLISHED, name=edition.name)
    return edition


def _edition(draft: Draft, before: Edition | None) -> Edition:
    edition_id, version = (before.edition_id, before.version + 1) if before else (uuid.uuid4().hex, 1)
    return Edition(
        edition_id, version, "draft", draft.period, None, None, json.dumps(_content(draft), ensure_ascii=False), datetime.now(UTC)
    )


def _content(draft: Draft) -> Kept:
    return {"introduction": draft.introduction, "where": draft.where, "pages": [vars(page) for page in draft.pages]}


def _frozen(draft: Draft, tables: Tables, lake: Path) -> Kept:
    comments = {page.indicator: page.comment for page in draft.pages}
    readings = read(list(comments), draft.question, tables)
    return {
        "figures": [freeze(reading, comments[reading.indicator.name]) for reading in readings],
        "overview": {language: sentence.overview(readings, language) for language in LANGUAGES},
        "refused_rows": Lake(lake).refused_rows(),
        "zone": settings().timezone,
        "settings": {name: getattr(settings(), name) for name in SETTINGS},
    }


def _named(lake: Path, month: date) -> tuple[str | None, str]:
    """What an edition of the month corrects, and its name."""
    before = [edition for edition in published(lake) if edition.period == month]
    first = f"{month:%Y-%m}"
    return (before[0].name, f"{first}-{len(before) + 1}") if before else (None, first)


def _row(edition: Edition) -> pa.Table:
    return pa.Table.from_pylist([{name: getattr(edition, name) for name in EDITIONS.arrow.names}], schema=EDITIONS.arrow)
