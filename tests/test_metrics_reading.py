"""Readings: the latest complete value, its variation, its target; and targets themselves."""

from datetime import date
from pathlib import Path

import pytest

from lake.store import Lake
from metrics.engine import open_tables
from metrics.question import Question
from metrics.reading import Reading, read
from metrics.targets import Target, target_of
from tests.conftest_lake import write

USUAL = [10.0, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12]


def waits_by_month(lake: Path, waits: list[float]) -> Path:
    """One answered call a month, on the 15th, from January 2014; the last month has data until then only."""
    months = [date(2014 + month // 12, month % 12 + 1, 15) for month in range(len(waits))]
    rows = [
        {"case_id": str(month), "opened_on": month, "answered": True, "wait_s": wait} for month, wait in zip(months, waits, strict=True)
    ]
    return write(lake, "cases", rows)


def targets(lake: Path) -> None:
    since = ((date(2014, 1, 1), 20, "agreed in December"), (date(2014, 9, 1), 15, None), (date(2015, 2, 1), 1, "later"))
    write(lake, "targets", [{"indicator": "median_wait_s", "since": day, "target": target, "reason": why} for day, target, why in since])


def reading(lake: Path, name: str = "median_wait_s") -> Reading:
    (only,) = read([name], Question(), open_tables(lake))
    return only


def test_the_latest_complete_value_is_read_against_limits_and_target(tmp_path: Path) -> None:
    waits_by_month(tmp_path, [*USUAL, 99.0])
    targets(tmp_path)
    read = reading(tmp_path)
    assert (read.latest_period, read.latest_value, read.latest_n) == ("2014-12-01", 12.0, 1)
    assert (read.variation, read.since, read.xmr.provisional) == ("common_cause", None, True)
    assert read.target == Target("median_wait_s", date(2014, 9, 1), 15.0, None)
    assert read.assurance == "hit_and_miss"  # limits 11 ± 5.32, target 15
    assert read.data_until == date(2015, 1, 15)
    assert read.xmr.points[-1].kind is None


def test_a_signal_says_since_when(tmp_path: Path) -> None:
    waits_by_month(tmp_path, [30.0, 31, 30, 31, 30, 31, 30, 31, 30, 31, 2, 2, 2, 2])
    read = reading(tmp_path)
    assert (read.variation, read.since) == ("improvement", "2014-11-01")
    assert read.assurance is None


def test_each_currency_has_its_reading(tmp_path: Path) -> None:
    lines = [
        {"invoice_id": currency, "line": 1, "issued_on": date(2014, 1, 31), "amount": 10, "currency": currency}
        for currency in ("EUR", "CHF")
    ]
    readings = read(["amount_invoiced", "mean_days_to_pay"], Question(), open_tables(write(tmp_path, "invoices", lines)))
    assert [(read.indicator.name, read.currency, read.latest_value) for read in readings] == [
        ("amount_invoiced", "CHF", 10.0),
        ("amount_invoiced", "EUR", 10.0),
        ("mean_days_to_pay", None, None),
    ]


def test_each_breakdown_has_its_reading(tmp_path: Path) -> None:
    cases = [{"case_id": str(team), "team": team, "opened_on": date(2014, 1, 31)} for team in ("Paris", None)]
    readings = read(["cases_opened"], Question(by=("team",)), open_tables(write(tmp_path, "cases", cases)))
    assert [read.breakdown for read in readings] == [(("team", "Paris"),), (("team", None),)]


def test_an_indicator_without_data_has_an_empty_reading(tmp_path: Path) -> None:
    read = reading(tmp_path, "amount_invoiced")
    assert (read.latest_period, read.latest_value, read.variation, read.assurance, read.data_until) == (None,) * 5
    assert read.series.empty


@pytest.mark.parametrize(
    ("on", "target"),
    [(date(2013, 12, 31), None), (date(2014, 1, 1), 20), (date(2014, 8, 31), 20), (date(2014, 9, 1), 15), (date(2016, 1, 1), 1)],
)
def test_a_target_holds_from_its_day_until_the_next(tmp_path: Path, on: date, target: float | None) -> None:
    targets(tmp_path)
    found = target_of(open_tables(tmp_path), "median_wait_s", on)
    assert (found.target if found else None) == target
    assert target_of(open_tables(tmp_path), "mean_wait_s", on) is None


@pytest.mark.parametrize("engine", ["duckdb", "pandas"])
def test_columns_written_without_a_null_read_like_others(tmp_path: Path, engine: str) -> None:
    """DuckDB writes a constant as a column that cannot hold a null; in the file beside it, it can."""
    write(tmp_path, "targets", [{"indicator": "mean_wait_s", "since": date(2014, 1, 1), "target": 30}])
    constants = "'mean_wait_s' as indicator, date '2014-06-01' as since, 20.0::double as target, 'agreed' as reason"
    with Lake(tmp_path).writing() as writer:
        staged = writer.stage(f"select {constants}, 'i' as import_id, 1::bigint as source_line")
        writer.replace("targets", staged, note={}, fresh=True)
    tables = open_tables(tmp_path, engine)
    assert [target_of(tables, "mean_wait_s", date(2014, month, 1)) for month in (5, 6)] == [
        Target("mean_wait_s", date(2014, 1, 1), 30.0, None),
        Target("mean_wait_s", date(2014, 6, 1), 20.0, "agreed", "i"),
    ]
