"""`python -m metrics`: what it prints, and the one sentence it gives to a call it cannot answer."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from metrics.__main__ import main
from metrics.catalogue import collect
from settings import settings
from tests.conftest_lake import write

HOME = Path(__file__).resolve().parents[1]


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    months = [date(2014 + month // 12, month % 12 + 1, 20) for month in range(14)]
    cases = [
        {
            "case_id": str(day),
            "opened_on": day,
            "closed_on": day,
            "team": "Lyon" if k == 13 else "Paris",
            "answered": True,
            "wait_s": 10 + k % 2,
        }
        for k, day in enumerate(months)
    ]
    write(tmp_path, "targets", [{"indicator": "mean_wait_s", "since": date(2014, 1, 1), "target": 30}])
    return write(tmp_path, "cases", cases)


def printed(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:
    assert main([str(argument) for argument in arguments]) == 0
    return json.loads(capsys.readouterr().out)


def test_list_tells_every_fact_of_every_indicator(lake: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = printed(capsys, "list", "--json", "--lake", lake)
    assert [row["name"] for row in rows] == list(collect())
    asked_for = {"name", "label", "definition", "unit", "better", "owner", "audience", "source", "dated_by", "target"}
    assert all(row.keys() >= asked_for for row in rows)
    assert {row["name"]: row["target"] for row in rows if row["target"]} == {"mean_wait_s": 30}


def test_list_needs_no_lake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--lake", str(tmp_path / "none")]) == 0
    assert capsys.readouterr().out.count("\n") == len(collect())


def test_series_as_json_has_nulls_and_breakdowns(lake: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--grain", "quarter", "--from", "2014-10-01", "--to", "2014-12-31", "--by", "team", "--where", "team=Paris")
    rows = printed(capsys, "series", "cases_opened", "satisfaction_mean", *arguments, "--lake", lake, "--format", "json")
    same = {"period": "2014-10-01", "complete": True, "team": "Paris"}
    assert rows == [
        {"indicator": "cases_opened", **same, "value": 3.0, "n": 3},
        {"indicator": "satisfaction_mean", **same, "value": None, "n": 0},
    ]
    assert list(rows[0]) == ["indicator", "period", "complete", "team", "value", "n"]


def test_series_as_csv_and_table(lake: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = ["series", "mean_wait_s", "satisfaction_mean", "--grain", "all", "--lake", str(lake)]
    assert main([*call, "--format", "csv"]) == 0
    assert capsys.readouterr().out == "indicator,period,complete,value,n\nmean_wait_s,all,True,10.5,14\nsatisfaction_mean,all,True,,0\n"
    assert main(call) == 0
    assert [line.split() for line in capsys.readouterr().out.splitlines()[1:]] == [
        ["mean_wait_s", "all", "True", "10.5", "14"],
        ["satisfaction_mean", "all", "True", "–", "0"],
    ]


def test_spc_has_a_point_per_period_and_both_verdicts(lake: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = printed(capsys, "spc", "mean_wait_s", "--lake", lake, "--format", "json")
    assert (found["variation"], found["assurance"]) == ("common_cause", "passes")
    assert len(found["points"]) == 14
    first, last = found["points"][0], found["points"][-1]
    limits = {"centre": pytest.approx(136 / 13), "lower": pytest.approx(136 / 13 - 2.66), "upper": pytest.approx(136 / 13 + 2.66)}
    assert first == {"period": "2014-01-01", "value": 10.0, "n": 1, **limits, "point": "common_cause"}
    assert (last["period"], last["value"], last["point"]) == ("2015-02-01", 11.0, None)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["series", "nothing"], "“nothing” is not an indicator. Known: cases_opened,"),
        (["series", "backlog", "--by", "adviser"], "backlog cannot be broken down or filtered by “adviser”. It can be by team,"),
        (["series", "survey_score_mean"], "well-being is read wave by wave, as it was released, on the page Well-being"),
        (["series", "backlog", "--from", "2014-02-31"], "“2014-02-31” is not a date; write it as 2014-05-31."),
        (["series", "backlog", "--where", "team"], "“team” is not a filter; write it as team=Paris."),
        (["series", "backlog", "--grain", "fortnight"], "invalid choice: 'fortnight'"),
        (["series"], "The following arguments are required: NAME."),
        (["spc", "backlog", "--by", "team"], "This asks for 2 series (team=Lyon; team=Paris)"),
        (["series", "backlog", "--lake", "/nowhere"], "There is no lake at /nowhere."),
    ],
)
def test_a_wrong_call_is_told_in_one_sentence(
    lake: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    monkeypatch.setenv("POINT_RELAIS_LANGUAGE", "en")
    settings.cache_clear()
    with_lake = arguments if "--lake" in arguments else [*arguments, "--lake", str(lake)]
    try:
        code: object = main(with_lake)
    except SystemExit as left:
        code = left.code
    output, error = capsys.readouterr()
    assert (code, output) == (2, "")
    assert sentence in error
    assert error.count("\n") == 1
    settings.cache_clear()


def test_a_wrong_setting_is_told_too(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    settings.cache_clear()
    monkeypatch.setenv("POINT_RELAIS_ENGINE", "abacus")
    assert main(["series", "backlog"]) == 2
    assert capsys.readouterr().err.startswith("engine: ")
    settings.cache_clear()


def test_the_command_runs_and_reads_the_lake_of_the_settings(lake: Path) -> None:
    call = [sys.executable, "-m", "metrics", "series", "cases_opened", "--grain", "all", "--format", "csv"]
    done = subprocess.run(call, cwd=HOME, env={"POINT_RELAIS_LAKE": str(lake)}, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1] == "cases_opened,all,True,14,14"
