"""What is loaded and worth a look: said once, counted, with its first line."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from ingest.drift import drift
from ingest.load import load
from ingest.notices import Notice
from lake.store import Lake
from tests.ingesting import real

HEADER = "case_id,opened_at,first_response_at,wait_s,handling_s,answered\n"


def told(lake: Lake, path: Path) -> list[tuple[str, int, int | None]]:
    notices: tuple[Notice, ...] = load(path, lake).notices
    return [(notice.code, notice.count, notice.line) for notice in notices]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("A,2014-03-03 09:00,,7201,,true", "beyond_bound"),
        ("A,2014-03-03 09:00,,,30000,true", "beyond_bound"),
        ("A,2014-03-03 09:00,2014-03-03 09:01,121,60,true", "wait_disagrees"),
        ("A,2014-03-03 09:00,,5,0,true", "no_handling"),
        ("A,2014-03-30 02:30,,,,", "skipped_hour"),
        ("A,2014-10-26 02:30,,,,", "repeated_hour"),
    ],
)
def test_a_row_worth_a_look_is_loaded_and_said(lake: Lake, write: Callable[..., Path], line: str, code: str) -> None:
    path = write("cases.csv", HEADER + "B,2014-03-03 09:00,2014-03-03 09:02,120,60,true\n" + line + "\n")
    report = load(path, lake)
    assert report.inserted == 2
    assert [(notice.code, notice.count) for notice in report.notices] == [(code, 1)]
    assert report.notices[0].sentence("en")


@pytest.mark.parametrize(
    "moment", ["2014-03-30 01:59", "2014-03-30 03:00", "2014-10-26 01:59", "2014-10-26 03:00", "2014-10-26T02:30+02:00"]
)
def test_moments_beside_a_clock_change_or_with_an_offset_are_sure(lake: Lake, write: Callable[..., Path], moment: str) -> None:
    assert told(lake, write("cases.csv", HEADER + f"A,{moment},,,,\n")) == []


def daily(swap: Callable[[date], bool]) -> str:
    days = [date(2014, 1, 1) + timedelta(days=i) for i in range(360)]
    written = [day.replace(day=day.month, month=day.day) if swap(day) else day for day in days]
    return HEADER + "".join(f"{i:03},{day.isoformat()},,,,\n" for i, day in enumerate(written))


def test_dates_swapped_on_part_of_the_rows_are_noticed(lake: Lake, write: Callable[..., Path]) -> None:
    (notice,) = load(write("cases.csv", daily(lambda day: day.day <= 12)), lake).notices
    assert notice.code == "swapped"
    assert notice.count > 100
    assert notice.line == 11  # 10 January, the first within reach of a sure date


def test_a_column_swapped_whole_is_noticed_by_its_order(lake: Lake, write: Callable[..., Path]) -> None:
    lines = daily(lambda day: day.day <= 12).splitlines(keepends=True)
    kept = [line for line in lines[1:] if int(line[12:14]) <= 12]
    assert [code for code, _, _ in told(lake, write("cases.csv", lines[0] + "".join(kept)))] == ["swapped"]


@pytest.mark.parametrize("step", [1, -1, 7])
def test_dates_as_they_should_be_raise_no_suspicion(lake: Lake, write: Callable[..., Path], step: int) -> None:
    lines = daily(lambda _: False).splitlines(keepends=True)
    assert told(lake, write("cases.csv", lines[0] + "".join(lines[1:][::step]))) == []


def test_rows_that_vanished_from_a_full_export_are_said_and_kept(lake: Lake, write: Callable[..., Path]) -> None:
    rows = [f"{i},2014-03-{i:02},,,,\n" for i in range(1, 11)]
    load(write("a.csv", HEADER + "".join(rows)), lake)
    report = load(write("b.csv", HEADER + "".join(rows[:3] + rows[5:])), lake)
    assert [(notice.code, notice.count) for notice in report.notices] == [("vanished", 2)]
    assert load(write("c.csv", HEADER + "".join(rows)), lake).unchanged == 10


def test_a_file_of_corrections_makes_nothing_vanish(lake: Lake, write: Callable[..., Path]) -> None:
    rows = [f"{i},2014-03-{i:02},,,,\n" for i in range(1, 11)]
    load(write("a.csv", HEADER + "".join(rows)), lake)
    assert told(lake, write("b.csv", HEADER + rows[0].replace(",,,,", ",,5,,") + rows[9].replace(",,,,", ",,5,,"))) == []


def test_real_oddities_are_said(lake: Lake) -> None:
    report = load(real("cases/anonymous_bank_calls_one_day.csv"), lake)
    assert ("negative_unread", "vru_time", 3) in [(notice.code, notice.column, notice.count) for notice in report.notices]


def test_a_header_that_changed_is_said_in_words() -> None:
    before = ["N° dossier", "Date d'appel", "Équipe", "Satisfaction"]
    now = ["N° dossier", "Date de l'appel", "Équipe", "Rouvert"]
    assert [one.sentence("en") for one in drift(before, now)] == [
        "The column “Date d'appel” is now called “Date de l'appel”.",
        "The column “Satisfaction” is now called “Rouvert”.",
    ]
    assert [one.sentence("en") for one in drift(before, [*before[:3], "Rouvert", "Langue"])] == [
        "The column “Satisfaction” is gone.",
        "The column “Rouvert” is new.",
        "The column “Langue” is new.",
    ]
    assert drift(before, [name.upper() for name in before]) == ()


def test_the_next_file_of_a_source_is_held_against_the_last(lake: Lake, write: Callable[..., Path]) -> None:
    load(write("a.csv", HEADER + "A,2014-03-03 09:00,,,,\n"), lake)
    report = load(write("b.csv", HEADER.strip() + ",team\nB,2014-03-03 09:00,,,,,Lyon\n"), lake)
    assert [(one.change, one.column) for one in report.drift] == [("new", "team")]
