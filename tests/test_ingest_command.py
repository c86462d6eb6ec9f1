"""The contract of `python -m ingest`: options, JSON keys, exit codes, sentences."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.__main__ import main
from lake.store import Lake

GOOD = "case_id,opened_at\nA,2014-03-03 09:00\nB,2014-03-04 09:00\n"
KEYS = ["file", "kind", "profile", "import_id", "rows_read", "inserted", "updated", "unchanged", "refused", "refused_file"]


@pytest.fixture
def lake(tmp_path: Path) -> str:
    return str(tmp_path / "lake")


def test_load_reports_each_file_as_json(write: Callable[..., Path], lake: str, capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(write("a.csv", GOOD)), str(write("b.csv", GOOD.replace("A,", "C,")))]
    assert main(["load", *files, "--lake", lake, "--json"]) == 0
    reports = json.loads(capsys.readouterr().out)["files"]
    assert [list(report)[: len(KEYS)] for report in reports] == [KEYS, KEYS]
    assert [(r["file"], r["kind"], r["inserted"], r["unchanged"]) for r in reports] == [("a.csv", "cases", 2, 0), ("b.csv", "cases", 1, 1)]


def test_load_says_what_it_changes_in_the_headline_indicators(
    write: Callable[..., Path], lake: str, capsys: pytest.CaptureFixture[str]
) -> None:
    calls = "case_id,opened_at,wait_s,answered\nA,2014-02-03 09:00,10,true\nB,2014-03-03 09:00,20,true\n"
    main(["load", str(write("a.csv", calls)), "--lake", lake])
    capsys.readouterr()
    assert main(["load", str(write("b.csv", calls + "C,2014-03-04 09:00,30,false\n")), "--lake", lake, "--json"]) == 0
    effect = {one["indicator"]: one for one in json.loads(capsys.readouterr().out)["effect"]}
    assert set(effect) == {"answer_rate"}  # the waits of answered calls are what they were
    one = effect["answer_rate"]
    assert (one["period"], one["before"], one["after"], one["n_before"], one["n_after"]) == ("2014-03-01", 1, 0.5, 1, 2)
    assert one["periods_changed"] == 1


def test_refused_rows_give_exit_code_3_and_their_lines(write: Callable[..., Path], lake: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["load", str(write("a.csv", GOOD + "C,hier\n")), "--lake", lake, "--json"]) == 3
    (report,) = json.loads(capsys.readouterr().out)["files"]
    assert report["refused"] == 1
    assert report["rows_read"] == 3
    assert report["refusals"][0]["line"] == 4
    assert "hier" in report["refusals"][0]["sentence"]
    assert Path(report["refused_file"]).is_file()


@pytest.mark.parametrize(
    ("name", "content", "options"),
    [
        ("picture.csv", "\0PNG", []),
        ("empty.csv", "", []),
        ("no_date.csv", "case_id,team\nA,Lyon\n", []),
        ("no_date.csv", "case_id,team\nA,Lyon\n", ["--kind", "cases"]),
        ("header_only.csv", "case_id,opened_at\n", []),
        ("good.csv", GOOD, ["--kind", "weather"]),
        ("good.csv", GOOD, ["--profile", "nowhere"]),
        ("good.csv", GOOD, ["--profile", "telephonie"]),
        ("good.csv", GOOD, ["--profile", "telephonie", "--kind", "invoices"]),
    ],
)
def test_a_refused_file_gives_exit_code_2_one_sentence_and_no_change(
    write: Callable[..., Path], lake: str, capsys: pytest.CaptureFixture[str], name: str, content: str, options: list[str]
) -> None:
    good = str(write("first.csv", GOOD))
    assert main(["load", good, str(write(name, content)), "--lake", lake, *options]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1
    assert not Path(lake).exists()


def test_a_missing_file_is_named(lake: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["load", "nowhere.csv", "--lake", lake]) == 2
    assert "nowhere.csv" in capsys.readouterr().err


def test_dry_run_changes_nothing(write: Callable[..., Path], lake: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["load", str(write("a.csv", GOOD)), "--lake", lake, "--dry-run", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["files"][0]["inserted"] == 2
    assert not Path(lake).exists()


def test_history_and_undo(write: Callable[..., Path], lake: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["load", str(write("a.csv", GOOD)), "--lake", lake, "--json"])
    import_id = json.loads(capsys.readouterr().out)["files"][0]["import_id"]
    assert main(["undo", import_id, "--lake", lake]) == 0
    capsys.readouterr()
    assert main(["history", "--lake", lake, "--json"]) == 0
    (entry,) = json.loads(capsys.readouterr().out)["imports"]
    assert (entry["import_id"], entry["inserted"], entry["file"]) == (import_id, 2, "a.csv")
    assert entry["undone_at"]
    assert main(["undo", import_id, "--lake", lake]) == 2
    assert import_id in capsys.readouterr().err


def test_history_of_an_empty_lake_is_empty(lake: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", "--lake", lake, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"imports": []}


def test_the_lake_is_the_settings_where_it_is_not_named(
    write: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from settings import settings

    monkeypatch.setenv("POINT_RELAIS_LAKE", str(tmp_path / "named"))
    settings.cache_clear()
    assert main(["load", str(write("a.csv", GOOD))]) == 0
    monkeypatch.undo()
    settings.cache_clear()
    assert Lake(tmp_path / "named").imports()["inserted"].tolist() == [2]
