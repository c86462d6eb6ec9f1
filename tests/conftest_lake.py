"""Small lakes for tests: rows as dicts, whose missing columns are null."""

import random
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from lake.schema import TABLES
from lake.store import Lake

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
        several = [_copy(row, number) for number in range(copies) for row in rows]
        if shuffled:
            random.Random(1).shuffle(several)
        write(lake, table, several)
    return lake


def random_tables() -> dict[str, list[Row]]:
    draw = random.Random(20140501)
    cases = [_case(draw, number) for number in range(2500)]
    invoices = [line for case in cases for line in _invoice(draw, case)]
    answers = [answer for wave, people in (("2014-03", 41), ("2014-06", 4), ("2014-07", 17)) for answer in _answers(draw, wave, people)]
    months = (date(2014, 2, 1), date(2014, 5, 1))
    staffing = [{"team": team, "month": month, "headcount": draw.randint(15, 30)} for team in TEAMS[:3] for month in months]
    return {"cases": cases, "invoices": invoices, "answers": answers, "staffing": staffing}


def _case(draw: random.Random, number: int) -> Row:
    opened = FIRST + timedelta(days=draw.randrange(243))
    closed = opened + timedelta(days=int(draw.expovariate(1 / 12)))
    answered = draw.choice((True, True, True, False, None))
    return {
        "case_id": f"C{number}",
        "team": draw.choice(TEAMS),
        "partner": draw.choice(("Mutuelle", "Syndicat", None)),
        "topic": draw.choice(("Travail", "Logement")),
        "opened_on": opened,
        "opened_hour": draw.randrange(8, 19),
        "closed_on": closed if closed <= LAST and draw.random() < 0.9 else None,
        "resolution_s": _maybe(draw, draw.randrange(10**6)),
        "answered": answered,
        "wait_s": _maybe(draw, draw.choice((0, 3, 5, 6, 20, 30, 31, 90, 400))),
        "handling_s": _maybe(draw, draw.randrange(0, 1500)),
        "resolved": _maybe(draw, draw.random() < 0.7),
        "satisfaction": _maybe(draw, draw.randint(1, 5)),
    }


def _invoice(draw: random.Random, case: Row) -> Iterator[Row]:
    if draw.random() < 0.3:
        return
    issued = min(LAST, (case["closed_on"] or case["opened_on"]) + timedelta(days=draw.randrange(-2, 40)))
    paid = issued + timedelta(days=draw.randrange(5, 60))
    for line in range(draw.choice((1, 1, 2))):
        yield {
            "invoice_id": f"F{case['case_id']}",
            "line": line,
            "case_id": _maybe(draw, case["case_id"]),
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
