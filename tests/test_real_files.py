"""Exports made by others: what each must give, counted on the file itself by code independent of the product."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from ingest.load import load
from ingest.refusal import FileRefused
from lake.store import Lake
from metrics.__main__ import main as metrics
from metrics.compute import compute
from metrics.engine import open_tables
from metrics.question import Question
from settings import Settings
from tests.ingesting import REAL_DATA, real

LOADED = {
    "cases/pwc_call_center.csv": (5000, 0),
    "cases/gpCallLog_inbound_calls_2021.csv": (30780, 0),
    "cases/anonymous_bank_calls_one_day.csv": (2375, 0),
    "cases/incident_event_log_trunc.csv": (5998, 0),
    "cases/bpi13_closed_problems.csv": (6660, 0),
    "cases/nyc311_pyboot.csv": (924, 0),
    "cases/signalconso_sample.csv": (1246, 1),
    "cases/cfpb_complaints_small.csv": (349, 0),
    "billing/accounts_receivable_ibm.csv": (2466, 0),
    "billing/oxford_spend_jan-mar-2015.csv": (3864, 0),
    "billing/oxford_spend_oct-dec-2017.csv": (3855, 0),
    "billing/montpellier_attribsub_2013.csv": (938, 1),
    "billing/montpellier_budget_ant.csv": (9998, 0),
    "billing/regardscitoyens_banque_history.csv": (719, 0),
    "surveys/barometre_esr_2024_limesurvey_fr.csv": (2234, 0),
    "surveys/carrard2022_medteach_burnout.csv": (886, 0),
    "surveys/ibm_hr_attrition.csv": (1470, 0),
}
NO_SOURCE = [
    "billing/prestashop_factures_journal.csv",
    "calendars/absenteeism_semicolon.csv",
    "calendars/jours_feries_alsace-moselle.csv",
    "calendars/jours_feries_metropole.csv",
    "calendars/vacances_scolaires.csv",
    "spc/ae_attendances.csv",
]


def asked(lake: Lake, sql: str) -> tuple[Any, ...]:
    """One row of SQL over the lake's tables, each named in braces."""
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        tables = {name: lake.relation(name) for name in ("cases", "invoices", "answers")}
        return connection.execute(sql.format(**tables)).fetchall()[0]


def test_every_real_export_is_held() -> None:
    if not REAL_DATA.exists():
        pytest.skip(f"the real exports are not here: {REAL_DATA}")
    files = {str(path.relative_to(REAL_DATA)) for path in REAL_DATA.glob("*/*.csv")}
    assert files == {*LOADED, *NO_SOURCE}


@pytest.mark.parametrize("name", LOADED)
def test_no_row_is_lost_and_none_is_loaded_twice(lake: Lake, name: str) -> None:
    rows, refused = LOADED[name]
    first, again = load(real(name), lake), load(real(name), lake)
    for report in (first, again):
        assert report.rows_read == rows == report.inserted + report.updated + report.unchanged + report.refused
        assert report.refused == refused
    assert (again.inserted, again.updated, again.import_id) == (0, 0, first.import_id)


@pytest.mark.parametrize("name", NO_SOURCE)
def test_a_file_of_no_source_is_refused_with_a_sentence(lake: Lake, name: str) -> None:
    with pytest.raises(FileRefused) as refused:
        load(real(name), lake)
    assert Path(name).name in refused.value.say("fr")
    assert not lake.path.exists()


def test_a_row_per_person_is_no_staffing_sheet(lake: Lake) -> None:
    for kind in (None, "staffing"):
        with pytest.raises(FileRefused, match="summed by team and month, never a row per person"):
            load(real("calendars/absenteeism_semicolon.csv"), lake, kind=kind)


@pytest.mark.parametrize(
    ("name", "sql", "expected"),
    [
        (
            "cases/bpi13_closed_problems.csv",
            "select count(*), median(resolution_s) / 86400, max(resolution_s) / 86400 from {cases}",
            (1487, 82.022, 2254.849),
        ),
        (
            "cases/incident_event_log_trunc.csv",
            "select count(*), median(resolution_s) / 3600, avg(resolution_s) / 3600 from {cases}",
            (890, 173.925, 485.826),
        ),
        (
            "cases/nyc311_pyboot.csv",
            "select count(*), count(closed_at), median(resolution_s), avg(resolution_s), max(resolution_s) from {cases}",
            (924, 480, 1945, 2272.44, 7426),
        ),
        (
            "cases/anonymous_bank_calls_one_day.csv",
            "select count(*), count(*) filter (answered), count(*) filter (not answered), count(*) filter (answered is null) from {cases}",
            (2375, 1511, 846, 18),
        ),
        (
            "cases/anonymous_bank_calls_one_day.csv",
            "select avg(wait_s), median(wait_s), quantile_cont(wait_s, 0.9), avg(handling_s) from {cases} where answered",
            (134.846, 96, 323, 193.786),
        ),
        (
            "cases/anonymous_bank_calls_one_day.csv",
            "select count(*) filter (wait_s > 0), count(*) filter (wait_s = 0) from {cases} where not answered",
            (726, 120),
        ),
        ("cases/signalconso_sample.csv", "select count(*), count(distinct case_id) from {cases}", (1245, 1245)),
        (
            "cases/cfpb_complaints_small.csv",
            "select count(*), count(*) filter (channel = 'Web'), avg(first_response_on - opened_on) from {cases}",
            (349, 314, 0.20344),
        ),
        ("billing/oxford_spend_jan-mar-2015.csv", "select count(*), sum(amount)::varchar from {invoices}", (3864, "13880574.57")),
        ("billing/oxford_spend_oct-dec-2017.csv", "select count(*), sum(amount)::varchar from {invoices}", (3855, "17382055.90")),
        ("billing/montpellier_attribsub_2013.csv", "select count(*), sum(amount)::varchar from {invoices}", (937, "19256523.00")),
        ("billing/montpellier_budget_ant.csv", "select count(*), sum(amount)::varchar from {invoices}", (9998, "6577231510.49")),
        (
            "billing/regardscitoyens_banque_history.csv",
            "select count(*), sum(amount)::varchar, (sum(amount) filter (amount < 0))::varchar from {invoices}",
            (719, "6283.92", "-26855.74"),
        ),
        (
            "surveys/carrard2022_medteach_burnout.csv",
            "select avg(score) filter (item = 'mbi_ex'), avg(score) filter (item = 'cesd') from {answers}",
            (16.8781, 18.0508),
        ),
        (
            "surveys/ibm_hr_attrition.csv",
            "select avg(score) filter (item = 'JobSatisfaction'), avg(score) filter (item = 'WorkLifeBalance') from {answers}",
            (2.7286, 2.7612),
        ),
    ],
)
def test_a_real_export_gives_what_was_counted_on_it(lake: Lake, name: str, sql: str, expected: tuple[Any, ...]) -> None:
    load(real(name), lake)
    for found, counted in zip(asked(lake, sql), expected, strict=True):
        assert found == (counted if isinstance(counted, str) else pytest.approx(counted, rel=5e-5))


def test_offsets_are_not_dropped(lake: Lake, tmp_path: Path) -> None:
    """639 problem tickets last an hour more or less once `+02:00` and `+03:00` are cut off."""
    load(real("cases/bpi13_closed_problems.csv"), lake)
    cut = tmp_path / "cut.csv"
    text = real("cases/bpi13_closed_problems.csv").read_text(encoding="utf-8")
    cut.write_text(text.replace("+02:00,", "Z,").replace("+03:00,", "Z,"), encoding="utf-8")
    other = Lake(tmp_path / "other")
    load(cut, other)
    apart = f"select count(*) from {lake.relation('cases')} a join {other.relation('cases')} b using (case_id)"
    assert asked(lake, f"{apart} where abs(a.resolution_s - b.resolution_s) = 3600") == (639,)


def test_a_missing_mark_of_one_source_is_a_category_of_another(lake: Lake, tmp_path: Path) -> None:
    profile = tmp_path / "signalconso_status.toml"
    profile.write_text(
        'kind = "cases"\n[fields]\ncase_id = { column = "id" }\nopened_at = { column = "creationdate" }\ntopic = { column = "status" }\n',
        encoding="utf-8",
    )
    load(real("cases/signalconso_sample.csv"), lake, profile=str(profile))
    assert asked(lake, "select count(*) filter (topic = 'NA'), count(*) filter (topic is null) from {cases}") == (451, 0)


@pytest.fixture
def series(lake: Lake, capsys: pytest.CaptureFixture[str]) -> Callable[..., dict[str, tuple[float, int]]]:
    def ask(*names: str) -> dict[str, tuple[float, int]]:
        assert metrics(["series", *names, "--grain", "all", "--lake", str(lake.path), "--format", "json"]) == 0
        return {row["indicator"]: (row["value"], row["n"]) for row in json.loads(capsys.readouterr().out)}

    return ask


def test_indicators_of_the_call_centre(lake: Lake, series: Callable[..., dict[str, tuple[float, int]]]) -> None:
    load(real("cases/pwc_call_center.csv"), lake)
    found = series("cases_opened", "answer_rate", "cases_resolved", "mean_wait_s", "mean_handling_s", "satisfaction_mean")
    values = {name: value for name, (value, _) in found.items()}
    expected = {"cases_opened": 5000, "answer_rate": 4054 / 5000, "cases_resolved": 3646}
    expected |= {"mean_wait_s": 67.5207, "mean_handling_s": 224.9228, "satisfaction_mean": 3.40355}
    assert values == pytest.approx(expected, rel=1e-5)


def test_indicators_of_the_surgery(lake: Lake, series: Callable[..., dict[str, tuple[float, int]]]) -> None:
    load(real("cases/gpCallLog_inbound_calls_2021.csv"), lake)
    found = series("cases_opened", "answer_rate", "mean_wait_s", "mean_handling_s")
    assert found["cases_opened"][0] == 30780
    assert found["answer_rate"] == (pytest.approx(0.64178, abs=5e-6), 30780)
    assert found["mean_wait_s"] == (pytest.approx(9.3256, abs=5e-5), 19754)
    assert found["mean_handling_s"] == (pytest.approx(85.6046, abs=5e-5), 19754)


def test_indicators_of_the_receivables(lake: Lake, series: Callable[..., dict[str, tuple[float, int]]]) -> None:
    load(real("billing/accounts_receivable_ibm.csv"), lake)
    found = series("amount_invoiced", "mean_days_to_pay", "paid_late_share")
    assert found["amount_invoiced"] == (147703.18, 2466)
    assert found["mean_days_to_pay"] == (pytest.approx(26.445, abs=5e-4), 2466)
    assert found["paid_late_share"] == (877 / 2466, 2466)


def test_receivables_on_a_past_day_equal_those_counted_by_pandas(lake: Lake) -> None:
    path, day = real("billing/accounts_receivable_ibm.csv"), pd.Timestamp(2013, 6, 30)
    load(path, lake)
    lines = pd.read_csv(path)
    dates = {column: pd.to_datetime(lines[column], format="%m/%d/%Y") for column in ("InvoiceDate", "DueDate", "SettledDate")}
    standing = lines[(dates["InvoiceDate"] <= day) & (dates["SettledDate"] > day)]
    late = (day - dates["DueDate"][standing.index]).dt.days
    bands = pd.cut(late, [-10_000, 0, 30, 60, 90, 10_000], labels=["not due", "1–30", "31–60", "61–90", "> 90"])
    expected = standing["InvoiceAmount"].groupby(bands, observed=False).agg(["sum", "count"])
    found = compute(["receivables"], Question("day", day.date(), day.date(), ("due_band",)), open_tables(lake.path)).set_index("due_band")
    assert found["value"].astype(float).round(2).to_dict() == expected["sum"].round(2).to_dict()
    assert found["n"].to_dict() == expected["count"].to_dict()
    assert (found["n"].sum(), round(found["value"].sum(), 2)) == (84, 5119.85)


def test_one_day_of_a_bank(lake: Lake, series: Callable[..., dict[str, tuple[float, int]]], monkeypatch: pytest.MonkeyPatch) -> None:
    """404 of the 1511 answered calls within 20 s (0.26737 of them); 726 hung up after queueing, 120 before."""
    monkeypatch.setattr("metrics.contact.settings", lambda: Settings(service_level_s=20, short_abandon_s=0))
    load(real("cases/anonymous_bank_calls_one_day.csv"), lake)
    found = series("service_level", "abandonment_rate", "median_wait_s", "p90_wait_s", "mean_handling_s", "handled_h")
    assert found["service_level"] == (pytest.approx(404 / (1511 + 726)), 1511 + 726)
    assert found["abandonment_rate"] == (pytest.approx(726 / (1511 + 726)), 1511 + 726)
    assert (found["median_wait_s"], found["p90_wait_s"]) == ((96, 1511), (323, 1511))
    assert found["mean_handling_s"][0] == pytest.approx(193.786, abs=5e-4)
    assert found["handled_h"][0] == pytest.approx(found["mean_handling_s"][0] * found["mean_handling_s"][1] / 3600)


def test_the_problems_of_a_car_maker(lake: Lake, series: Callable[..., dict[str, tuple[float, int]]]) -> None:
    load(real("cases/bpi13_closed_problems.csv"), lake)
    found = series("median_resolution_s", "cohort_median_resolution_s", "flow", "cohort_closed_within_30d")
    assert found["median_resolution_s"] == (pytest.approx(82.02 * 86400, rel=1e-4), 1487)
    assert found["cohort_median_resolution_s"] == found["median_resolution_s"]  # all are closed: nothing is left to estimate
    assert found["flow"] == (0, 2 * 1487)
