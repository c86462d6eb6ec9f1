"""Kaplan–Meier by cohort against what was worked by hand and with lifelines 0.30.3 (`DEFINITIONS.md` 6)."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from metrics.compute import compute
from metrics.engine import open_tables
from metrics.question import Question
from tests.conftest_lake import write

DAY = 86400
END = datetime(2014, 3, 31, 12, tzinfo=UTC)
WORKED = ("1", "2", "2", "3+", "5", "5+", "8", "9+")
NAMES = ("cohort_median_resolution_s", "cohort_closed_within_1d", "cohort_closed_within_7d", "cohort_closed_within_30d")


def cohort(lake: Path, durations: Sequence[str]) -> Path:
    """Cases of March, by how many days they lasted; with a plus they are still open when the data end."""
    rows = []
    for number, text in enumerate(durations):
        days, still_open = int(text.rstrip("+")), text.endswith("+")
        opened = END - timedelta(days=days if still_open else 20)
        closed = None if still_open else opened + timedelta(days=days)
        row = {"case_id": str(number), "opened_at": opened, "opened_on": opened.date(), "closed_at": closed}
        rows.append({**row, "closed_on": closed and closed.date(), "resolution_s": None if still_open else days * DAY})
    # a case of April tells how far the data go
    rows.append({"case_id": "last", "opened_at": END, "opened_on": date(2014, 4, 1)})
    return write(lake, "cases", rows)


def figures(lake: Path, engine: str = "duckdb") -> dict[str, tuple[float | None, ...]]:
    rows = compute(NAMES, Question(end=date(2014, 3, 31)), open_tables(lake, engine))
    plain = rows[["value", "low", "high", "n"]].astype(object)
    return {
        name: tuple(None if pd.isna(each) else each for each in row) for name, row in zip(rows["indicator"], plain.to_numpy(), strict=True)
    }


@pytest.mark.parametrize("engine", ["duckdb", "pandas"])
def test_the_worked_example(tmp_path: Path, engine: str) -> None:
    found = figures(cohort(tmp_path, WORKED), engine)
    assert found["cohort_median_resolution_s"][::3] == (5 * DAY, 8)  # of the closed cases alone it is 2 days
    assert found["cohort_closed_within_1d"][::3] == (pytest.approx(0.125), 8)
    assert found["cohort_closed_within_7d"] == pytest.approx((0.53125, 0.23714, 0.88007, 8), abs=5e-6)
    assert found["cohort_closed_within_30d"] == (None, None, None, 8)


def test_at_exactly_half_the_first_time_is_the_median(tmp_path: Path) -> None:
    assert figures(cohort(tmp_path, ("1", "2", "3", "4")))["cohort_median_resolution_s"][0] == 2 * DAY


def test_a_median_not_reached_is_undefined(tmp_path: Path) -> None:
    assert figures(cohort(tmp_path, ("1", "2", "3+", "4+", "5+")))["cohort_median_resolution_s"] == (None, DAY, None, 5)


def test_where_all_are_closed_nothing_is_left_to_wait_for(tmp_path: Path) -> None:
    found = figures(cohort(tmp_path, ("1", "2", "3", "4")))
    assert found["cohort_closed_within_30d"] == (1, None, None, 4)
    assert found["cohort_closed_within_1d"][0] == pytest.approx(0.25)


def test_an_open_case_counts_until_the_data_end_and_not_until_today(tmp_path: Path) -> None:
    """Nobody closed anything: after nine days of data nothing can be said of thirty."""
    found = figures(cohort(tmp_path, ("9+", "9+")))
    assert found["cohort_closed_within_7d"][0] == 0
    assert found["cohort_closed_within_30d"][0] is None
