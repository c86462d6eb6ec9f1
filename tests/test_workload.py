"""Work and leave: bands, stretches of months, and nothing finer than may be published."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from metrics.catalogue import collect
from metrics.compute import compute
from metrics.engine import open_tables
from metrics.question import Question, QuestionError
from metrics.spread import band, gini
from tests.conftest_lake import write


@pytest.mark.parametrize(
    ("counts", "index"),
    [([1, 2, 3, 4], 1 / 3), ([0, 0, 0, 10], 1), ([5, 5, 5, 5], 0), ([10] * 11 + [40], 0.2), ([], None), ([3], None), ([0, 0], None)],
)
def test_the_gini_index_is_corrected_for_small_numbers(counts: list[int], index: float | None) -> None:
    assert gini(counts) == pytest.approx(index)


@pytest.mark.parametrize(("index", "tenth"), [(0, (0, 0.1)), (0.19999999999999998, (0.2, 0.3)), (0.25, (0.2, 0.3)), (1, (0.9, 1))])
def test_a_band_is_a_tenth(index: float, tenth: tuple[float, float]) -> None:
    assert band(index) == pytest.approx(tenth)


def taken(lake: Path, counts: dict[str, int]) -> Path:
    """So many cases of March for each person."""
    rows = [{"case_id": f"{who}{k}", "adviser": who, "opened_on": date(2014, 3, 3)} for who, count in counts.items() for k in range(count)]
    return write(lake, "cases", rows)


def test_the_spread_is_a_band_over_people(tmp_path: Path) -> None:
    rows = compute(["workload_spread"], Question(), open_tables(taken(tmp_path, {"a": 1, "b": 2, "c": 3, "d": 4, "e": 5})))
    assert rows[["value", "low", "high", "n"]].to_numpy().tolist() == [pytest.approx([0.35, 0.3, 0.4, 5])]  # 4 / 15 × 5 / 4 = 1 / 3


def test_of_fewer_than_five_people_nothing_is_said(tmp_path: Path) -> None:
    rows = compute(["workload_spread"], Question(), open_tables(taken(tmp_path, {"a": 1, "b": 2, "c": 3, "d": 4})))
    assert rows[["value", "low", "high", "n"]].isna().all(axis=None)


def staffed(lake: Path, months: int) -> Path:
    """Two teams from January 2014 on: 10 and 20 hours of absence in 200, and 1 day of leave of 2 and 4."""
    rows = [
        {
            "team": team,
            "month": date(2014 + month // 12, month % 12 + 1, 1),
            "headcount": 12,
            "theoretical_h": 200,
            "absence_h": absence,
            "worked_h": 100,
            "off_hours_h": month,
            "leave_days_taken": 1,
            "leave_days_entitled": entitled,
        }
        for month in range(months)
        for team, absence, entitled in (("A", 10, 2), ("B", 20, 4))
    ]
    return write(lake, "staffing", rows)


def known(lake: Path, name: str, engine: str = "duckdb", **question: object) -> dict[str, tuple[float, int]]:
    rows = compute([name], Question(**question), open_tables(lake, engine))  # type: ignore[arg-type]
    rows = rows[rows["value"].notna()]
    return dict(zip(rows["period"], zip(rows["value"], rows["n"], strict=True), strict=True))


def test_absence_is_said_once_a_year_of_the_whole(tmp_path: Path) -> None:
    lake = staffed(tmp_path, 23)
    assert known(lake, "absence_rate") == {"2014-12-01": pytest.approx((30 / 400, 24))}
    assert known(lake, "absence_rate", grain="year") == {"2014-01-01": pytest.approx((30 / 400, 24))}
    for dimension in (("by", ("team",)), ("where", (("team", "A"),))):
        with pytest.raises(QuestionError, match="absence_rate is a figure of the whole activity"):
            known(lake, "absence_rate", **dict([dimension]))


def test_no_choice_of_dates_makes_a_stretch_shorter(tmp_path: Path) -> None:
    lake = staffed(tmp_path, 23)
    march = {"start": date(2014, 3, 1), "end": date(2014, 3, 31)}
    for name in ("absence_rate", "leave_taken_share"):
        assert known(lake, name, grain="all", **march) == {}
    assert known(lake, "off_hours_share", grain="all", **march) == {"all": pytest.approx((2 * (0 + 1 + 2) / 600, 6))}
    assert known(lake, "off_hours_share", grain="all", start=date(2014, 1, 1), end=date(2014, 2, 28)) == {}


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("absence_rate", "never by team"),
        ("leave_taken_share", "leaves a team out where one person makes more than half of its days"),
        ("off_hours_share", "leaves a team out where one person makes more than half of its hours outside"),
        ("workload_spread", "Nothing is published below 5 people"),
    ],
)
def test_what_is_of_few_people_says_how_it_is_kept_from_being_of_one(name: str, rule: str) -> None:
    assert rule in " ".join(collect()[name].definition.split())


def test_leave_is_said_twice_a_year(tmp_path: Path) -> None:
    found = known(staffed(tmp_path, 17), "leave_taken_share", where=(("team", "A"),))
    assert found == {"2014-06-01": pytest.approx((1 / 2, 6)), "2014-12-01": pytest.approx((1 / 2, 6))}


def test_off_hours_are_said_each_quarter(tmp_path: Path) -> None:
    found = known(staffed(tmp_path, 5), "off_hours_share")
    assert found == {"2014-03-01": pytest.approx((2 * (0 + 1 + 2) / 600, 6))}


@pytest.mark.parametrize("name", ["absence_rate", "leave_taken_share", "off_hours_share", "cases_per_worked_hour"])
def test_nothing_of_the_staffing_sheet_is_finer_than_a_month(tmp_path: Path, name: str) -> None:
    with pytest.raises(QuestionError, match="known by month at the finest"):
        known(staffed(tmp_path, 2), name, grain="week")


def test_a_month_of_the_sheet_reaches_to_its_end(tmp_path: Path) -> None:
    rows = compute(["off_hours_share"], Question(), open_tables(staffed(tmp_path, 3)))
    assert rows["complete"].all()


@pytest.mark.parametrize("engine", ["duckdb", "pandas"])
def test_somebody_waits_in_every_quarter_hour_that_a_wait_touches(tmp_path: Path, engine: str) -> None:
    """Open from 9 to 10. One waits from 8:50 for 20 minutes, one at 9:00 for two, one at 9:30 for exactly a quarter, one none."""
    day = date(2014, 3, 3)
    calls = [((8, 50), 1200.0), ((9, 0), 129.2), ((9, 30), 900.0), ((9, 50), 0.0)]
    rows = [
        {"case_id": str(k), "opened_on": day, "opened_at": datetime(2014, 3, 3, *at, tzinfo=UTC), "wait_s": wait}
        for k, (at, wait) in enumerate(calls)
    ]
    write(tmp_path, "quarters", [{"team": "", "on": day, "quarter": (day - date(1970, 1, 1)).days * 96 + 36 + k} for k in range(4)])
    assert known(write(tmp_path, "cases", rows), "queue_pressure", engine, grain="day") == {"2014-03-03": (0.5, 4)}
