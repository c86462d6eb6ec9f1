"""Opening hours: the golden durations, worked by code independent of the product."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from ingest.clock import OpeningClock
from settings import OpeningHours, Settings

GOLDEN = Path(__file__).resolve().parents[1].parent / "shared" / "golden" / "open_hours.csv"
MORNING, AFTERNOON = "08:30-12:30", "13:30-18:00"
DAY = (MORNING, AFTERNOON)
OFFICE = OpeningHours(
    monday=DAY, tuesday=DAY, wednesday=DAY, thursday=DAY, friday=(MORNING, "13:30-17:00"), saturday=("09:00-12:00",), sunday=()
)
WHOLE = ("00:00-24:00",)
ALWAYS = OpeningHours(monday=WHOLE, tuesday=WHOLE, wednesday=WHOLE, thursday=WHOLE, friday=WHOLE, saturday=WHOLE, sunday=WHOLE)


def clock(hours: OpeningHours, country: str = "FR") -> OpeningClock:
    return OpeningClock(Settings(opening_hours=hours, country=country, timezone="Europe/Paris"), date(2013, 1, 1), date(2017, 12, 31))


def micros(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1_000_000


@pytest.mark.parametrize(
    ("start", "end", "seconds"),
    [
        ("2014-04-30 15:00", "2014-05-02 09:00", 12_600),  # 1 May is closed
        ("2014-03-29 12:00", "2014-03-31 06:30", 0),  # the clocks go forward inside
        ("2014-10-25 10:00", "2014-10-27 07:30", 0),  # and back
        ("2014-05-29 06:00", "2014-05-29 20:00", 0),  # Ascension
        ("2014-06-02 10:29:59", "2014-06-02 11:30:01", 2),  # the lunch break
        ("2014-06-07 18:00", "2014-06-08 20:00", 0),  # both outside
        ("2013-12-24 16:59", "2014-01-02 07:31", 129_720),
        ("2014-06-03 06:30", "2014-06-03 06:30", 0),
    ],
)
def test_worked_durations(start: str, end: str, seconds: float) -> None:
    assert clock(OFFICE).between(np.array([micros(start)]), np.array([micros(end)])).tolist() == [seconds]


def test_every_golden_duration() -> None:
    if not GOLDEN.exists():
        pytest.skip(f"{GOLDEN} is not here")
    clocks = {"office": clock(OFFICE), "always": clock(ALWAYS, country="")}
    rows = list(csv.DictReader(GOLDEN.open(encoding="utf-8")))
    assert len(rows) > 500
    for row in rows:
        start, end = (micros(row[name].removesuffix("Z")) for name in ("start_utc", "end_utc"))
        assert clocks[row["schedule"]].between(np.array([start]), np.array([end])).tolist() == [float(row["open_s"])], row
