"""What keeps a row out of the lake, in the order people read the reasons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from ingest.derived import WAVE_PERIOD
from ingest.profile import Profile
from instruments import Score, instruments
from lake.store import quote, quote_text
from lake.table import Column, Type

UNREADABLE = {
    Type.MOMENT: "not_a_moment",
    Type.DAY: "not_a_day",
    Type.SECONDS: "not_a_duration",
    Type.NUMBER: "not_a_number",
    Type.MONEY: "not_a_number",
    Type.INTEGER: "not_an_integer",
    Type.FLAG: "not_a_flag",
}


@dataclass(frozen=True)
class Rule:
    """An SQL condition over a typed row and its texts, the field it speaks of, and the reason it gives."""

    condition: str
    field: str
    reason: str


def rules(profile: Profile, filled: Sequence[str], now: datetime) -> tuple[Rule, ...]:
    """The rules for the fields that a profile fills."""
    return tuple(_rules(profile, filled, now))


def _rules(profile: Profile, filled: Sequence[str], now: datetime) -> Iterator[Rule]:
    for name in filled:
        yield from _of_column(profile.table[name], now)
    if profile.kind == "cases":
        yield from (Rule(f"{name} < opened_at", name, "before_opening") for name in ("first_response_at", "closed_at") if name in filled)
    if profile.kind == "answers":
        undated = f"wave is not null and ({WAVE_PERIOD}) is null"
        yield Rule(f"{undated} and answered_on is null" if "answered_on" in filled else undated, "wave", "not_a_wave")
        yield Rule(_off_scale(profile), "score", "off_scale")


def _off_scale(profile: Profile) -> str:
    """Beyond the scale that the profile states, or not an answer that the instrument's item has."""
    stated = [f"score not between {profile.items.low} and {profile.items.high}"] if profile.items else []
    known = [_no_answer(one.name, score) for one in instruments().values() for score in one.scores.values()]
    return " or ".join([*stated, *known])


def _no_answer(instrument: str, score: Score) -> str:
    items = ", ".join(map(quote_text, score.items))
    between_steps = f"(score - {score.minimum}) % {score.step} <> 0"
    of_these = f"instrument = {quote_text(instrument)} and item in ({items})"
    return f"({of_these} and (score not between {score.minimum} and {score.maximum} or {between_steps}))"


def _of_column(column: Column, now: datetime) -> Iterator[Rule]:
    name, text, value = column.name, quote(f"{column.name}:text"), quote(column.name)
    if column.required:
        yield Rule(f"{text} is null", name, "missing")
    if reason := UNREADABLE.get(column.type):
        yield Rule(f"{text} is not null and {value} is null", name, reason)
    if column.low is not None:
        yield Rule(f"{value} < {column.low}", name, "negative" if column.low == 0 else "off_scale")
    if column.high is not None:
        yield Rule(f"{value} > {column.high}", name, "off_scale")
    if column.happened and column.type in (Type.MOMENT, Type.DAY):
        yield Rule(f"{value} > '{now.isoformat()}'", name, "in_the_future")
