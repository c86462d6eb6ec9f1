"""Small lakes for tests: rows as dicts, whose missing columns are null."""

import random
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from lake.schema import TABLES
from lake.store import Lake
from metrics.catalogue import collect
from metrics.question import Question
from metrics.sources import SOURCES

Row = Mapping[str, Any]
FIRST, LAST = date(2014, 1, 1), date(2014, 8, 31)
TEAMS = ("Paris", "Lyon", "Lille", None)


def write(lake: Path, table: str, rows: Iterable[Row], fresh: bool = True) -> Path:
    """Add rows to a table of the lake; in the place of those with the same key, where not all are `fresh`."""
    schema = TABLES[table].arrow
    given = pa.Table.from_pylist([{**dict.fromkeys(schema.names), **row} for row in rows], schema)
    with Lake(lake).writing() as writer:
        writer.put(table, given, note={}, fresh=fresh)
    return lake


def random_lake(lake: Path, copies: int = 1, shuffled: bool = False) -> Path:
    """Some thousands of seeded rows with every kind of gap; `copies` of each under other keys."""
    for table, rows in random_tables().items():
        times = 1 if table in ("calendar", "quarters") else copies
        several = [_copy(row, number) for number in range(times) for row in rows]
        if shuffled:
            random.Random(1).shuffle(several)
        write(lake, table, several)
    return lake


def random_tables() -> dict[str, list[Row]]:
    draw = random.Random(20140501)
    cases = [_case(draw, number) for number in range(2500)]
    invoices = [line for case in cases for line in _invoice(draw, case)]
    answers = [answer for wave, people in (("2014-03", 41), ("2014-06", 4), ("2014-07", 17)) for answer in _answers(draw, wave, people)]
    months = [date(2013 + month // 12, month % 12 + 1, 1) for month in range(20)]  # January 2013 to August 2014
    staffing = [_staffed(draw, team, month) for team in TEAMS[:3] for month in months]
    return {"cases": cases, "invoices": invoices, "answers": answers, "staffing": staffing, **_opening_hours()}


def _staffed(draw: random.Random, team: str | None, month: date) -> Row:
    hours = {"theoretical_h": 2000.0, "absence_h": _maybe(draw, draw.randrange(50, 300)), "worked_h": draw.randrange(1500, 1900)}
    more = {"off_hours_h": _maybe(draw, draw.randrange(0, 60)), "leave_days_taken": draw.randrange(0, 40), "leave_days_entitled": 30}
    return {"team": team, "month": month, "headcount": draw.randint(15, 30), **hours, **more}


def _opening_hours() -> dict[str, list[Row]]:
    """Every week-day from 8:00 to 12:00; Lille, which has hours of its own, from 9:00 to 12:00."""
    days = [FIRST - timedelta(days=122) + timedelta(days=number) for number in range(500)]
    calendar = [{"on": day, "weekday": day.isoweekday(), "open_s": 14400 if _week(day) else 0, "working_day": _week(day)} for day in days]
    begins = {"": 32, "Lille": 36}
    quarters = [
        {"team": team, "on": day, "quarter": (day - date(1970, 1, 1)).days * 96 + of_day}
        for day in days
        if _week(day)
        for team, first in begins.items()
        for of_day in range(first, 48)
    ]
    return {"calendar": calendar, "quarters": quarters}


def _week(day: date) -> bool:
    return day.isoweekday() < 6


def _case(draw: random.Random, number: int) -> Row:
    opened = datetime.combine(FIRST + timedelta(days=draw.randrange(243)), time(draw.randrange(8, 19), draw.randrange(60)), UTC)
    lasted = draw.choice((600, 3600, int(draw.expovariate(1 / (12 * 86400)))))
    closed = opened + timedelta(seconds=lasted)
    ended = closed.date() <= LAST and draw.random() < 0.9
    responded = _maybe(draw, draw.randrange(0, 90000))
    return {
        "case_id": f"C{number}",
        "team": draw.choice(TEAMS),
        "partner": draw.choice(("Mutuelle", "Syndicat", None)),
        "topic": draw.choice(("Travail", "Logement")),
        "adviser": _maybe(draw, f"p{draw.randrange(20)}"),
        "opened_at": opened,
        "opened_on": opened.date(),
        "opened_weekday": opened.isoweekday(),
        "opened_hour": opened.hour,
        "first_response_s": responded,
        "first_response_open_s": responded and responded // 3,
        "due_at": _maybe(draw, opened + timedelta(seconds=draw.randrange(10**6))),
        "closed_at": closed if ended else None,
        "closed_on": closed.date() if ended else None,
        "resolution_s": lasted if ended else None,
        "resolution_open_s": lasted // 3 if ended else None,
        "answered": draw.choice((True, True, True, False, None)),
        "wait_s": _maybe(draw, draw.choice((0, 3, 5, 6, 20, 30.5, 31, 90, 400, 2000))),
        "handling_s": _maybe(draw, draw.randrange(0, 1500)),
        "resolved": _maybe(draw, draw.random() < 0.7),
        "reopened": _maybe(draw, draw.random() < 0.1),
        "satisfaction": _maybe(draw, draw.randint(1, 5)),
    }


def _invoice(draw: random.Random, case: Row) -> Iterator[Row]:
    if draw.random() < 0.3:
        return
    issued = min(LAST, (case["closed_on"] or case["opened_on"]) + timedelta(days=draw.randrange(-2, 40)))
    paid = issued + timedelta(days=draw.randrange(5, 60))
    for line in range(draw.choice((1, 1, 2))):
        yield {
            "partner": case["partner"],
            "invoice_id": f"F{case['case_id']}" + draw.choice(("", "", "bis")),
            "line": line,
            "case_id": _maybe(draw, case["case_id"] if draw.random() < 0.97 else f"unknown {case['case_id']}"),
            "team": case["team"],
            "issued_on": issued,
            "due_on": _maybe(draw, issued + timedelta(days=30)),
            "paid_on": paid if paid <= LAST else None,
            "amount": Decimal(draw.randrange(-2000, 30000)) / 100,
            "currency": draw.choice(("EUR", "EUR", "CHF")),
        }


def _answers(draw: random.Random, wave: str, people: int) -> Iterator[Row]:
    for person in range(people):
        for item in draw.sample(("load", "support", "meaning"), draw.randint(1, 3)):
            answered = {"wave": wave, "wave_on": date.fromisoformat(f"{wave}-01"), "response_id": f"P{person}", "instrument": "pulse"}
            yield {**answered, "item": item, "score": draw.randint(0, 10), "team": draw.choice(TEAMS)}


def _maybe(draw: random.Random, value: Any) -> Any:
    return value if draw.random() < 0.85 else None


def _copy(row: Row, number: int) -> Row:
    """The same row under another key."""
    keys = {"case_id", "invoice_id", "response_id"}
    return {name: f"{value}/{number}" if name in keys and value is not None else value for name, value in row.items()}


def answering(question: Question) -> list[str]:
    """The indicators that can be asked so."""
    asked = {*question.by, *(name for name, _ in question.where)}
    sources = {name: SOURCES[indicator.source] for name, indicator in collect().items()}
    finer = question.grain in ("day", "week")
    return [name for name, source in sources.items() if asked <= set(source.dimensions) and not (finer and source.by_month)]
