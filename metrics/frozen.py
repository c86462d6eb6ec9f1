"""A reading with its words, and kept as it was said: JSON that holds its numbers, its limits, its targets and its words, and the
reading made of it again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

import narwhals as nw
import pandas as pd

from language import LANGUAGES, translator
from metrics import catalogue, sentence
from metrics.facts import facts
from metrics.indicator import AnyMeasure, Indicator, Measure
from metrics.journal import Entry, Placed
from metrics.question import Question
from metrics.reading import Reading
from metrics.spc import Limits, Point, Xmr
from metrics.targets import Target

Kept = dict[str, Any]
"""What JSON holds."""

NUMBERS = {"value": "Float64", "n": "Int64", "low": "Float64", "high": "Float64"}
OF_INDICATOR = [field.name for field in fields(Indicator) if field.name != "measure"]


@dataclass(frozen=True)
class Words:
    """What was said of a reading in one language."""

    label: str
    population: str
    definition: str
    title: str
    subtitle: str
    latest: str
    interval: str
    change: str
    since: str
    verdict: str


@dataclass(frozen=True)
class Figure:
    """A reading with its words, as it stands or as it was kept, and what is said of it beside."""

    reading: Reading
    words: Mapping[str, Words]
    """By language."""
    sql: str
    """The indicator's definition in SQL, by which one sees that it changed."""
    comment: str = ""


def said(reading: Reading, comment: str = "") -> Figure:
    """A reading as it stands, with its words."""
    return Figure(reading, {language: _words(reading, language) for language in LANGUAGES}, facts(reading.indicator).sql, comment)


def freeze(reading: Reading, comment: str = "") -> Kept:
    """All that is needed to show the reading again, whatever becomes of the data, the settings and the code."""
    question, figure = reading.question, said(reading, comment)
    return {
        "indicator": {name: getattr(reading.indicator, name) for name in OF_INDICATOR},
        "question": {"grain": question.grain, "start": _iso(question.start), "end": _iso(question.end), "where": question.where},
        "breakdown": reading.breakdown,
        "points": [_point(reading, place) for place in range(len(reading.series))],
        "rebases": reading.xmr.rebases,
        "latest": [reading.latest_period, reading.latest_value, reading.latest_n],
        "data_until": _iso(reading.data_until),
        "entries": [_placed(each) for each in reading.entries],
        "words": {language: vars(words) for language, words in figure.words.items()},
        "sql": figure.sql,
        "comment": figure.comment,
    }


def thaw(kept: Kept) -> Figure:
    """The figure that `freeze` kept."""
    words = {language: Words(**said) for language, said in kept["words"].items()}
    return Figure(_reading(kept), words, kept["sql"], kept["comment"])


def _words(reading: Reading, language: str) -> Words:
    _ = translator(language)
    indicator = reading.indicator
    return Words(
        label=sentence.label(reading, language),
        population=_(indicator.population),
        definition=_(indicator.definition),
        title=sentence.title(reading, language),
        subtitle=sentence.subtitle(reading, language),
        latest=sentence.latest_value(reading, language),
        interval=sentence.interval(reading, language),
        change=sentence.change(reading, language),
        since=sentence.since(reading, language),
        verdict=sentence.verdict(reading, language),
    )


def _point(reading: Reading, place: int) -> Kept:
    row, point, target = reading.series.iloc[place], reading.xmr.points[place], reading.targets[place]
    numbers = {name: None if pd.isna(row[name]) else row[name].item() for name in NUMBERS if name in row}
    limits = point.limits and [point.limits.centre, point.limits.half_width, point.limits.provisional]
    said = {"limits": limits, "kind": point.kind, "rule": point.rule, "direction": point.direction}
    aim = target and {"since": target.since.isoformat(), "target": target.target, "reason": target.reason}
    return {"period": row["period"], "complete": bool(row["complete"]), **numbers, **said, "target": aim}


def _reading(kept: Kept) -> Reading:
    points, question, until = kept["points"], kept["question"], kept["data_until"]
    period, value, n = kept["latest"]
    return Reading(
        indicator=_indicator(kept["indicator"]),
        question=Question(question["grain"], _day(question["start"]), _day(question["end"]), where=_pairs(question["where"])),
        breakdown=_pairs(kept["breakdown"]),
        series=_series(points),
        xmr=Xmr(tuple(map(_judged, points)), tuple(kept["rebases"])),
        latest_period=period,
        latest_value=value,
        latest_n=n,
        targets=tuple(_target(kept["indicator"]["name"], point["target"]) for point in points),
        data_until=_day(until),
        entries=tuple(map(_entry, kept["entries"])),
    )


def _indicator(kept: Kept) -> Indicator:
    known = catalogue.collect().get(kept["name"])
    return Indicator(**kept, measure=known.measure if known else _measured_no_more)


def _measured_no_more() -> AnyMeasure:
    """Of an indicator that was given up: its kept numbers are all there is."""
    return Measure("mean", nw.lit(None))


def _series(points: list[Kept]) -> pd.DataFrame:
    numbers = [name for name in NUMBERS if not points or name in points[0]]
    columns = {name: pd.Series([point[name] for point in points], dtype=NUMBERS[name]) for name in numbers}
    periods = pd.Series([point["period"] for point in points], dtype="string")
    return pd.DataFrame({"period": periods, "complete": pd.Series([point["complete"] for point in points], dtype="bool"), **columns})


def _judged(point: Kept) -> Point:
    limits = Limits(*point["limits"]) if point["limits"] else None
    return Point(point["value"], limits, point["kind"], point["rule"], point["direction"])


def _target(indicator: str, kept: Kept | None) -> Target | None:
    return Target(indicator, date.fromisoformat(kept["since"]), kept["target"], kept["reason"]) if kept else None


def _placed(placed: Placed) -> Kept:
    told = {name: value.isoformat() if isinstance(value, date) else value for name, value in vars(placed.entry).items()}
    return {"entry": told, "position": placed.position, "anew": placed.anew}


def _entry(kept: Kept) -> Placed:
    days = {name: _day(kept["entry"][name]) for name in ("on", "due_on", "done_on", "until")}
    written = datetime.fromisoformat(kept["entry"]["written_at"])
    return Placed(Entry(**{**kept["entry"], **days, "written_at": written}), kept["position"], kept["anew"])


def _pairs(kept: list[list[Any]]) -> tuple[tuple[str, Any], ...]:
    return tuple((name, value) for name, value in kept)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
