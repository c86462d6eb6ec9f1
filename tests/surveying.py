"""Small surveys for tests: WHO-5 answers that give the scores asked, in a lake of their own."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from lake.store import Lake
from tests.conftest_lake import write

WAVE = "2014-03"
Teams = dict[str | None, Sequence[float]]
NORMAL: Teams = {"Paris": (40, 44, 48, 52, 56, 60, 64, 68), "Lyon": (44, 48, 52, 56, 60, 64, 68, 72, 76), "Lille": (20, 40, 60, 80)}
OTHERS: Teams = {"Paris": (72,) * 8, "Lyon": (60,) * 9, "Lille": (0, 8, 16, 40)}
"""Other answers, with the same rounded means of Lyon and of all."""


def answers(teams: Teams, wave: str = WAVE, first: int = 0) -> list[dict[str, Any]]:
    """WHO-5 answers that give these scores, multiples of 4; a person is named by team and place."""
    return [
        answer
        for team, scores in teams.items()
        for k, score in enumerate(scores)
        for answer in person(f"{team}{first + k}", team, score, wave)
    ]


def person(name: str, team: str | None, score: float, wave: str = WAVE) -> list[dict[str, Any]]:
    raw = int(score // 4)
    items = [raw // 5 + (k < raw % 5) for k in range(5)]
    same = {"wave": wave, "wave_on": date.fromisoformat(f"{wave}-01"), "response_id": name, "team": team, "instrument": "who5"}
    return [{**same, "item": f"who5_{k}", "score": item} for k, item in enumerate(items, start=1)]


def in_lake(path: Path, teams: Teams, *waves: str) -> Lake:
    """The same answers in each wave."""
    headcounts = {"Paris": 9, "Lyon": 20, "Lille": 5}
    write(path, "staffing", [{"team": team, "month": date(2014, 1, 1), "headcount": n} for team, n in headcounts.items()])
    return Lake(write(path, "answers", [answer for wave in waves or (WAVE,) for answer in answers(teams, wave)]))
