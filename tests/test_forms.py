"""How a column is written is settled by the whole column, or asked."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.answers import Answers
from ingest.forms import Undecided
from ingest.load import load
from ingest.report import Report
from lake.store import Lake
from tests.ingesting import rows, writer

PROFILE = """kind = "cases"
[fields]
case_id = { column = "id" }
opened_at = { column = "date" }
wait_s = { column = "wait" }
"""


@pytest.fixture
def loaded(tmp_path: Path) -> Callable[..., tuple[Report, list[tuple[object, ...]]]]:
    def load_columns(
        dates: list[str], waits: list[str] | None = None, answers: Answers = Answers()
    ) -> tuple[Report, list[tuple[object, ...]]]:
        write = writer(tmp_path)
        profile = write("source.toml", PROFILE)
        lines = [f"{i};{date};{wait}" for i, (date, wait) in enumerate(zip(dates, waits or [""] * len(dates), strict=True))]
        lake = Lake(tmp_path / "lake")
        report = load(write("x.csv", "\n".join(["id;date;wait", *lines])), lake, profile=str(profile), answers=answers)
        return report, rows(lake, "cases", "timezone('Europe/Paris', opened_at)::varchar, wait_s", "case_id")

    return load_columns


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["13/02/2014", "03/04/2014"], ["2014-02-13 00:00:00", "2014-04-03 00:00:00"]),
        (["02/13/2014", "03/04/2014"], ["2014-02-13 00:00:00", "2014-03-04 00:00:00"]),
        (["13.02.2014 9:05", "3.4.2014 09:05:30"], ["2014-02-13 09:05:00", "2014-04-03 09:05:30"]),
        (["13-02-14", "03-04-14"], ["2014-02-13 00:00:00", "2014-04-03 00:00:00"]),
        (["05/01/2022 12:00:03 AM", "05/13/2022 1:00:03 pm"], ["2022-05-01 00:00:03", "2022-05-13 13:00:03"]),
        (["2014-03-04T09:05", "2014-03-04 09:05:06.5"], ["2014-03-04 09:05:00", "2014-03-04 09:05:06.5"]),
        (["2014-07-04T09:05:00+0200", "2014-07-04 07:05:00Z"], ["2014-07-04 09:05:00", "2014-07-04 09:05:00"]),
        (["13/07/2014 09:05:00+02:00", "04/07/2014 09:05:00+00:00"], ["2014-07-13 09:05:00", "2014-07-04 11:05:00"]),
        (["2014/03/04", "20140304"], ["2014-03-04 00:00:00", "2014-03-04 00:00:00"]),
        (["41702", "41702.375"], ["2014-03-04 00:00:00", "2014-03-04 09:00:00"]),
        (["04/04/2014", "2014-03-04"], ["2014-04-04 00:00:00", "2014-03-04 00:00:00"]),
    ],
)
def test_moments(loaded: Callable[..., tuple[Report, list[tuple[object, ...]]]], dates: list[str], expected: list[str]) -> None:
    report, found = loaded(dates)
    assert not report.refusals
    assert [row[0] for row in found] == expected


def test_a_column_that_nothing_settles_is_asked_for(loaded: Callable[..., tuple[Report, list[tuple[object, ...]]]]) -> None:
    with pytest.raises(Undecided) as asked:
        loaded(["03/04/2014", "05/06/2014"])
    assert asked.value.question == "dates"
    assert "03/04/2014" in asked.value.say("en")
    assert [row[0] for row in loaded(["03/04/2014"], answers=Answers(dates="day"))[1]] == ["2014-04-03 00:00:00"]


def test_an_answer_never_wins_over_the_column(loaded: Callable[..., tuple[Report, list[tuple[object, ...]]]]) -> None:
    assert loaded(["13/02/2014", "03/04/2014"], answers=Answers(dates="month"))[1][1][0] == "2014-04-03 00:00:00"


def test_a_column_of_both_orders_is_split_where_each_value_settles_itself(
    loaded: Callable[..., tuple[Report, list[tuple[object, ...]]]],
) -> None:
    report, found = loaded(["13/02/2014", "02/14/2014", "03/04/2014", "05/05/2014"])
    assert [row[0] for row in found] == ["2014-02-13 00:00:00", "2014-02-14 00:00:00", "2014-05-05 00:00:00"]
    assert [(refusal.line, refusal.value) for refusal in report.refusals] == [(4, "03/04/2014")]


@pytest.mark.parametrize(
    ("waits", "expected"),
    [
        (["173,900", "1,5"], [173.9, 1.5]),
        (["173,900", "1.5"], [173900, 1.5]),
        (["173.900", "1,5"], [173900, 1.5]),
        (["1\u00a0234,5", "1\u202f234"], [1234.5, 1234]),
        (["1.234.567,5", "1.234"], [1234567.5, 1234]),
        (["1,234,567.5", "1,234"], [1234567.5, 1234]),
        ([".738", "0.738"], [0.738, 0.738]),
        (["0,280", "12"], [0.28, 12]),
        (["0,280", "2 502,5"], [0.28, 2502.5]),
        (["12'345", "12"], [12345, 12]),
        (["0:02:23", "1:02:03"], [143, 3723]),
        (["02:23", "61:00"], [143, 3660]),
        (["12:02:23 AM", "1:00:00 am"], [143, 3600]),
    ],
)
def test_numbers_and_durations(
    loaded: Callable[..., tuple[Report, list[tuple[object, ...]]]], waits: list[str], expected: list[float]
) -> None:
    report, found = loaded(["2014-03-04"] * len(waits), waits)
    assert not report.refusals
    assert [row[1] for row in found] == pytest.approx(expected)


@pytest.mark.parametrize("waits", [["173,900", "12"], ["173,900", "1,5", "1.5"]])
def test_a_number_that_nothing_settles_is_asked_for(
    loaded: Callable[..., tuple[Report, list[tuple[object, ...]]]], waits: list[str]
) -> None:
    with pytest.raises(Undecided) as asked:
        loaded(["2014-03-04"] * len(waits), waits)
    assert asked.value.question == "decimal"
    assert loaded(["2014-03-04"] * len(waits), waits, Answers(decimal=","))[1][0][1] == 173.9


@pytest.mark.parametrize("text", ["nan", "inf", "1e3", "0x10", "1_000", "12,34,5", "1,23.4", "--1", "O", "1 mn"])
def test_what_is_no_number_is_refused(loaded: Callable[..., tuple[Report, list[tuple[object, ...]]]], text: str) -> None:
    report, found = loaded(["2014-03-04"] * 3, [text, "1", "2"])
    assert [refusal.value for refusal in report.refusals] == [text]
    assert len(found) == 2


@pytest.mark.parametrize(
    "text",
    [
        "2014-03-04  9:05:06",
        "2014-03- 4 09:05:06",
        "2014-02-30 09:05:06",
        "2014-03-04 24:05:06",
        "1899-03-04 09:05:06",
        "0014-03-04T09:05:06",
    ],
)
def test_what_only_looks_like_iso_is_refused_where_iso_is_stated(tmp_path: Path, text: str) -> None:
    moments = [text, "2014-03-04 09:05:06", "2014-03-04T09:05:06"]
    path = writer(tmp_path)("x.csv", "\n".join(["case_id,opened_at", *(f"{i},{moment}" for i, moment in enumerate(moments))]))
    report = load(path, Lake(tmp_path / "lake"))
    assert [(refusal.value, refusal.reason) for refusal in report.refusals] == [(text, "not_a_moment")]
    assert rows(Lake(tmp_path / "lake"), "cases", "opened_at::varchar") == [("2014-03-04 08:05:06+00",)] * 2
