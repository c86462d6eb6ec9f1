"""The tables of days and quarter-hours, and cases reckoned again when the hours change."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ingest import calendar
from ingest.__main__ import main
from ingest.load import load
from ingest.refusal import FileRefused
from ingest.retime import Retimed, retime
from ingest.undo import undo
from ingest.verify import verify
from lake.store import Lake, Writer
from settings import settings
from tests.ingesting import rows

CASES = """case_id,team,opened_at,first_response_at,closed_at
A,Lyon,2014-03-03 09:00,2014-03-03 09:30,2014-03-03 11:00
B,Nantes,2014-03-03 09:00,,2014-03-03 11:00
C,,2014-03-03 19:00,,
"""
NANTES = '[opening_hours.team."Nantes"]\nmonday = ["10:00-12:00"]\n'
OPEN = "case_id, first_response_open_s, resolution_open_s"


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def put_hours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """`put_hours(text)`: these are the settings from now on."""

    def put(text: str) -> None:
        path = tmp_path / "settings.toml"
        path.write_text(text, encoding="utf-8")
        monkeypatch.setenv("POINT_RELAIS_SETTINGS", str(path))
        settings.cache_clear()

    return put


def days(lake: Lake, where: str) -> list[tuple[Any, ...]]:
    return [row[1:] for row in rows(lake, "calendar", "*", '"on"') if str(row[0]) in where.split()]


def versions(lake: Lake) -> dict[str, int]:
    return {name: version for name, version in lake.version() if name in ("calendar", "quarters")}


def open_quarters(lake: Lake, day: str, team: str = "") -> int:
    return sum(1 for row in rows(lake, "quarters", 'team, "on"::varchar') if row == (team, day))


def test_an_import_writes_the_days_of_whole_years(lake: Lake, write: Callable[..., Path]) -> None:
    load(write("a.csv", CASES), lake)
    assert rows(lake, "calendar", 'min("on"), max("on"), count(*)') == [(date(2014, 1, 1), date(2014, 12, 31), 365)]
    assert days(lake, "2014-03-01 2014-03-03 2014-05-01") == [
        (6, None, 0, False),
        (1, None, 8.5 * 3600, True),
        (4, "Fête du Travail", 0, False),
    ]
    # 251 = 365 days without 104 days of week-ends and 10 public holidays on other days: only 1 November is a Saturday
    assert rows(lake, "calendar", "count(*) filter (working_day), count(holiday)") == [(251, 11)]


def test_an_import_writes_the_quarters_that_are_open(lake: Lake, write: Callable[..., Path]) -> None:
    load(write("a.csv", CASES), lake)
    quarters = [row for row in rows(lake, "quarters", 'team, "on", quarter') if row[1] == date(2014, 3, 3)]
    first = 1393831800 // 900  # 2014-03-03 07:30 UTC, 08:30 in Paris
    assert [quarter - first for _, _, quarter in quarters] == [*range(16), *range(20, 38)]  # 12:30 to 13:30 is closed
    assert {team for team, *_ in rows(lake, "quarters", "distinct team")} == {""}


def test_a_quarter_that_is_open_in_part_counts_once(lake: Lake, write: Callable[..., Path], put_hours: Callable[[str], None]) -> None:
    put_hours('[opening_hours]\nmonday = ["08:40-08:50", "08:50-08:55", "09:10-09:20"]\n')
    load(write("a.csv", CASES), lake)
    assert open_quarters(lake, "2014-03-03") == 4  # 08:30, 08:45, 09:00, 09:15


def test_a_day_on_which_the_clocks_change_has_the_quarters_it_has(
    lake: Lake, write: Callable[..., Path], put_hours: Callable[[str], None]
) -> None:
    put_hours('country = ""\n[opening_hours]\nsunday = ["00:00-24:00"]\n')
    load(write("a.csv", CASES), lake)
    assert [open_quarters(lake, day) for day in ("2014-03-30", "2014-10-26", "2014-11-02")] == [92, 100, 96]
    assert rows(lake, "calendar", "open_s", '"on"')[88] == (23 * 3600,)  # 30 March


def test_a_team_with_hours_of_its_own_has_its_quarters(lake: Lake, write: Callable[..., Path], put_hours: Callable[[str], None]) -> None:
    put_hours(NANTES)
    load(write("a.csv", CASES), lake)
    assert (open_quarters(lake, "2014-03-03"), open_quarters(lake, "2014-03-03", "Nantes")) == (34, 8)
    assert (open_quarters(lake, "2014-03-04"), open_quarters(lake, "2014-03-04", "Nantes")) == (34, 34)
    assert days(lake, "2014-03-03") == [(1, None, 8.5 * 3600, True)], "the calendar is of the service's own hours"


def test_cases_have_the_hours_of_their_team(lake: Lake, write: Callable[..., Path], put_hours: Callable[[str], None]) -> None:
    put_hours(NANTES)
    load(write("a.csv", CASES), lake)
    assert rows(lake, "cases", OPEN) == [("A", 1800, 7200), ("B", None, 3600), ("C", None, None)]


def test_holidays_are_named_in_the_language_of_the_settings(
    lake: Lake, write: Callable[..., Path], put_hours: Callable[[str], None]
) -> None:
    load(write("a.csv", CASES), lake)
    put_hours('language = "en"')
    load(write("b.csv", CASES), lake)
    assert days(lake, "2014-05-01") == [(4, "Labor Day", 0, False)]
    assert load(write("c.csv", CASES), lake).notices == (), "no duration depends on the language"


def test_they_are_written_only_where_something_is_missing(lake: Lake, write: Callable[..., Path]) -> None:
    load(write("a.csv", CASES), lake)
    before = versions(lake)
    load(write("b.csv", CASES.replace("03-03", "07-01")), lake)
    load(write("c.csv", "indicator,since,target\nanswer_rate,2031-01-01,0.9\n"), lake)
    assert versions(lake) == before
    load(write("d.csv", "invoice_id,line,issued_on,paid_on,amount,currency\nF,1,2015-12-31,2016-01-01,5,EUR\n"), lake)
    assert all(version > before[name] for name, version in versions(lake).items())
    assert rows(lake, "calendar", 'min("on"), max("on"), count(distinct "on")') == [(date(2014, 1, 1), date(2016, 12, 31), 1096)]
    open_s = sum(seconds for (seconds,) in rows(lake, "calendar", "open_s"))
    assert rows(lake, "quarters", "count(*), count(distinct (team, quarter))") == [(open_s / 900, open_s / 900)]


def test_a_far_date_makes_thirty_years_at_most_and_none_beyond_this_one(lake: Lake, write: Callable[..., Path]) -> None:
    load(write("a.csv", CASES + "D,,1900-01-01 09:00,,\n"), lake)
    load(write("b.csv", "wave,response_id,instrument,item,score\n2999,P,pulse,load,3\n"), lake)
    today = date.today().year
    assert rows(lake, "calendar", 'year(min("on")), year(max("on"))') == [(today - 29, today)]
    before = versions(lake)
    load(write("c.csv", CASES + "E,,1900-01-02 09:00,,\n"), lake)
    assert versions(lake) == before
    assert verify(lake) == []


def test_a_lake_from_before_has_them_of_all_its_years(lake: Lake, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as then:
        then.setattr(calendar, "lay", lambda *_, **__: None)
        load(write("a.csv", CASES), lake)
    assert not lake.exists("calendar")
    report = load(write("b.csv", CASES.replace("2014", "2012").replace("A,", "D,")), lake, dry_run=True)
    assert (report.notices, lake.exists("calendar")) == ((), False)
    load(write("b.csv", CASES.replace("2014", "2012").replace("A,", "D,")), lake)
    assert rows(lake, "calendar", 'count(distinct year("on"))') == [(3,)]


@pytest.mark.parametrize("commits", [0, 1, 2])
def test_a_killed_import_is_made_good_by_the_next(
    lake: Lake, write: Callable[..., Path], put_hours: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, commits: int
) -> None:
    """Killed before, between and after the two tables."""
    load(write("a.csv", CASES), lake)
    put_hours(NANTES)
    done = []

    def killed(self: Writer, table: str, *given: Any, **named: Any) -> int:
        if len(done) == commits:
            raise KeyboardInterrupt
        done.append(table)
        return replace(self, table, *given, **named)

    replace = Writer.replace
    path = write("b.csv", f"{CASES}D,,2015-03-02 09:00,,\n")
    with monkeypatch.context() as now:
        now.setattr(Writer, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            load(path, lake)
    assert done == ["quarters", "calendar"][:commits]
    load(path, lake)
    assert rows(lake, "calendar", 'count(distinct year("on"))') == [(2,)]
    assert (open_quarters(lake, "2015-03-02"), open_quarters(lake, "2014-03-03", "Nantes")) == (34, 8)
    assert calendar.behind(lake)
    assert verify(lake) == []


def test_retime_reckons_again_what_the_new_hours_change(lake: Lake, write: Callable[..., Path], put_hours: Callable[[str], None]) -> None:
    first = load(write("a.csv", CASES), lake)
    assert retime(lake) == Retimed(3, 0, None)
    put_hours(NANTES)
    before = lake.version()
    assert retime(lake, dry_run=True) == Retimed(3, 1, None)
    assert lake.version() == before
    done = retime(lake)
    assert (done.cases, done.changed) == (3, 1)
    assert rows(lake, "cases", OPEN) == [("A", 1800, 7200), ("B", None, 3600), ("C", None, None)]
    assert rows(lake, "cases", "distinct import_id") == [(first.import_id,)], "a case keeps the import it came with"
    assert open_quarters(lake, "2014-03-03", "Nantes") == 8
    assert lake.imports()["kind"].tolist() == ["retime", "cases"]
    entry = lake.imports().iloc[0]
    assert (entry["import_id"], entry["rows_read"], entry["updated"], entry["unchanged"]) == (done.import_id, 3, 1, 2)
    assert verify(lake) == []
    before = lake.version()
    assert retime(lake) == Retimed(3, 0, None)
    assert lake.version() == before


def test_retime_equals_a_load_with_the_same_settings(
    lake: Lake, tmp_path: Path, write: Callable[..., Path], put_hours: Callable[[str], None]
) -> None:
    path = write(
        "a.csv",
        """case_id,team,opened_at,first_response_at,closed_at,due_at
A,Lyon,2014-03-29T23:00:00Z,2014-03-30T00:00:00Z,2014-05-01T10:00:00Z,
B,Nantes,2014-03-30T23:30:00Z,,2014-04-14T15:00:00Z,2014-06-01T02:00:00Z
C,,2014-11-01T04:00:00Z,2014-11-01T23:00:00Z,,
""",
    )
    load(path, lake)
    put_hours(f'timezone = "America/New_York"\ncountry = ""\n[opening_hours]\nsaturday = ["15:00-24:00"]\n{NANTES}')
    assert retime(lake).changed == 3
    fresh = Lake(tmp_path / "fresh")
    load(path, fresh)
    for table, left in (("cases", "* exclude import_id"), ("calendar", "*"), ("quarters", "*")):
        assert rows(lake, table, left) == rows(fresh, table, left)


def test_an_import_says_that_earlier_cases_have_other_hours_until_retime(
    lake: Lake, write: Callable[..., Path], put_hours: Callable[[str], None]
) -> None:
    load(write("a.csv", CASES), lake)
    put_hours(NANTES)
    later = CASES + "D,,2014-03-04 09:00,,\n"
    for more in (later, later + "E,,2014-03-04 09:00,,\n"):
        report = load(write("b.csv", more), lake)
        assert [notice.code for notice in report.notices] == ["behind"]
        assert "retime" in report.notices[0].sentence("fr")
    retime(lake)
    assert load(write("b.csv", more + "F,,2014-03-04 09:00,,\n"), lake).notices == ()


def test_an_import_undone_after_retime_puts_back_rows_with_the_present_hours(
    lake: Lake, write: Callable[..., Path], put_hours: Callable[[str], None]
) -> None:
    load(write("a.csv", CASES), lake)
    correction = load(write("b.csv", CASES.replace("B,Nantes,2014-03-03 09:00,,2014-03-03 11:00", "B,Nantes,2014-03-03 09:00,,")), lake)
    put_hours(NANTES)
    retime(lake)
    undo(lake, str(correction.import_id))
    assert rows(lake, "cases", OPEN)[1] == ("B", None, 3600)
    assert retime(lake).changed == 0
    assert verify(lake) == []


def test_a_retime_is_not_taken_back(lake: Lake, write: Callable[..., Path], put_hours: Callable[[str], None]) -> None:
    load(write("a.csv", CASES), lake)
    put_hours(NANTES)
    with pytest.raises(FileRefused, match="retime"):
        undo(lake, str(retime(lake).import_id))


def test_a_retime_killed_before_it_is_logged_is_found_in_the_log(
    lake: Lake, write: Callable[..., Path], put_hours: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    load(write("a.csv", CASES), lake)
    put_hours(NANTES)

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as now:
        now.setattr(Writer, "put", killed)
        with pytest.raises(KeyboardInterrupt):
            retime(lake)
    assert verify(lake) == []
    assert lake.imports()["kind"].tolist() == ["retime", "cases"]
    assert retime(lake).changed == 0
    assert open_quarters(lake, "2014-03-03", "Nantes") == 8


def test_the_command_says_how_many_cases_changed(
    lake: Lake, write: Callable[..., Path], put_hours: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--lake", str(lake.path)]
    assert main(["retime", *where]) == 2
    assert str(lake.path) in capsys.readouterr().err
    load(write("a.csv", CASES), lake)
    put_hours(f'language = "en"\n{NANTES}')
    assert main(["retime", "--dry-run", *where]) == 0
    assert capsys.readouterr().out == "Cases that the opening hours of the settings would change: 1 of 3.\n"
    assert main(["retime", "--json", *where]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (list(said), said["cases"], said["changed"]) == (["cases", "changed", "import_id"], 3, 1)
    assert main(["retime", *where]) == 0
    assert capsys.readouterr().out.endswith("settings: 0 of 3.\n")
    put_hours("[opening_hours]\nmunday = []")
    assert main(["retime", *where]) == 2
    assert "munday" in capsys.readouterr().err
