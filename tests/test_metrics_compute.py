"""Periods, completeness, breakdowns, filters and refusals: what holds for every indicator."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from metrics import periods
from metrics.compute import compute
from metrics.engine import collect, open_tables
from metrics.question import Grain, Question, QuestionError
from metrics.sources import SOURCES
from tests.conftest_lake import write

CASES = [  # team, opened, closed; the data reach 10 June
    ("Paris", date(2014, 1, 20), date(2014, 2, 10)),
    ("Paris", date(2014, 2, 3), None),
    (None, date(2014, 4, 30), date(2014, 6, 10)),
    ("Lyon", date(2014, 4, 1), date(2014, 4, 1)),
]


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    rows = [
        {
            "case_id": str(number),
            "team": team,
            "opened_on": opened,
            "closed_on": closed,
            "opened_hour": 8 + number,
            "answered": True,
            "wait_s": 10,
        }
        for number, (team, opened, closed) in enumerate(CASES)
    ]
    return write(tmp_path, "cases", rows)


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    plain = frame[list(columns)].astype(object)
    return list(plain.where(plain.notna(), None).itertuples(index=False, name=None))


def test_no_period_is_missing_and_the_last_is_incomplete(lake: Path) -> None:
    frame = compute(["cases_opened", "mean_wait_s"], Question(), open_tables(lake))
    assert rows(frame, "indicator", "period", "complete", "value", "n") == [
        ("cases_opened", "2014-01-01", True, 1, 1),
        ("cases_opened", "2014-02-01", True, 1, 1),
        ("cases_opened", "2014-03-01", True, 0, 0),
        ("cases_opened", "2014-04-01", True, 2, 2),
        ("cases_opened", "2014-05-01", True, 0, 0),
        ("cases_opened", "2014-06-01", False, 0, 0),
        ("mean_wait_s", "2014-01-01", True, 10, 1),
        ("mean_wait_s", "2014-02-01", True, 10, 1),
        ("mean_wait_s", "2014-03-01", True, None, 0),
        ("mean_wait_s", "2014-04-01", True, 10, 2),
        ("mean_wait_s", "2014-05-01", True, None, 0),
        ("mean_wait_s", "2014-06-01", False, None, 0),
    ]


def test_the_frame_has_the_columns_and_types_it_promises(lake: Path) -> None:
    frame = compute(["cases_opened", "amount_invoiced"], Question(by=("team", "partner")), open_tables(lake / "nowhere"))
    assert frame.empty
    promised = {"indicator": "string", "period": "string", "complete": "bool", "team": "string", "partner": "string", "currency": "string"}
    assert frame.dtypes.astype(str).to_dict() == {**promised, "value": "Float64", "n": "Int64"}
    assert compute(["cases_opened"], Question(by=("opened_hour",)), open_tables(lake)).dtypes.astype(str)["opened_hour"] == "Int64"


def test_what_the_data_do_not_cover_is_null_not_zero(lake: Path) -> None:
    question = Question(start=date(2013, 12, 1), end=date(2014, 7, 31))
    frame = compute(["cases_opened", "backlog"], question, open_tables(lake))
    ends = frame[frame["period"].isin(["2013-12-01", "2014-01-01", "2014-06-01", "2014-07-01"])]
    assert rows(ends, "indicator", "period", "complete", "value", "n") == [
        ("cases_opened", "2013-12-01", False, None, 0),
        ("cases_opened", "2014-01-01", True, 1, 1),
        ("cases_opened", "2014-06-01", False, 0, 0),
        ("cases_opened", "2014-07-01", False, None, 0),
        ("backlog", "2013-12-01", False, None, 0),
        ("backlog", "2014-01-01", True, 1, 1),
        ("backlog", "2014-06-01", False, 1, 1),
        ("backlog", "2014-07-01", False, None, 0),
    ]


def test_a_stock_counts_what_entered_before_the_period_asked(lake: Path) -> None:
    frame = compute(["backlog"], Question(start=date(2014, 3, 1), end=date(2014, 5, 31)), open_tables(lake))
    assert rows(frame, "period", "value") == [("2014-03-01", 1), ("2014-04-01", 2), ("2014-05-01", 2)]
    assert rows(compute(["backlog"], Question(grain="all"), open_tables(lake)), "complete", "value") == [(True, 1)]
    past = Question(grain="all", end=date(2014, 2, 9))
    assert rows(compute(["backlog"], past, open_tables(lake)), "complete", "value") == [(True, 2)]


def test_a_period_that_the_question_cuts_is_not_complete(lake: Path) -> None:
    frame = compute(["cases_opened"], Question(start=date(2014, 1, 21), end=date(2014, 4, 29)), open_tables(lake))
    assert rows(frame, "complete", "value") == [(False, 0), (True, 1), (True, 0), (False, 1)]


def test_the_whole_is_complete_unless_the_data_stop_before_the_end_asked(lake: Path) -> None:
    ends = (None, date(2014, 6, 10), date(2014, 6, 11))
    frames = [compute(["cases_opened"], Question(grain="all", end=end), open_tables(lake)) for end in ends]
    assert [rows(frame, "period", "complete", "value") for frame in frames] == [
        [("all", True, 4)],
        [("all", True, 4)],
        [("all", False, 4)],
    ]


@pytest.mark.parametrize(
    ("grain", "starts"),
    [
        ("day", [f"2014-04-{day:02}" for day in range(1, 31)]),
        ("week", ["2014-03-31", "2014-04-07", "2014-04-14", "2014-04-21", "2014-04-28"]),
        ("quarter", ["2014-04-01"]),
        ("year", ["2014-01-01"]),
    ],
)
def test_grains(lake: Path, grain: Grain, starts: list[str]) -> None:
    frame = compute(["cases_opened"], Question(grain, date(2014, 4, 1), date(2014, 4, 30)), open_tables(lake))
    assert frame["period"].tolist() == starts
    assert frame["value"].sum() == 2
    assert frame[frame["value"] > 0]["period"].tolist() == sorted({starts[0], starts[-1]})


def test_periods_are_consecutive_and_hold_their_days() -> None:
    for offset in range(0, 1500, 7):
        day = date(2012, 1, 1) + timedelta(days=offset)
        for grain in ("day", "week", "month", "quarter", "year"):
            number = periods.number_of(day, grain)  # type: ignore[arg-type]
            first, last = periods.span(number, grain)  # type: ignore[arg-type]
            assert first <= day <= last
            assert periods.number_of(last + timedelta(days=1), grain) == number + 1  # type: ignore[arg-type]
            assert grain != "week" or first.weekday() == 0


def test_every_day_of_a_leap_year_and_a_century_falls_where_python_says(tmp_path: Path) -> None:
    days = [date(2000, 1, 1) + timedelta(days=k) for k in range(0, 6000, 5)] + [date(1900, 2, 28), date(1900, 3, 1)]
    write(tmp_path, "cases", [{"case_id": str(day), "opened_on": day} for day in days])
    tables = open_tables(tmp_path)
    for grain in ("day", "week", "quarter"):
        frame = compute(["cases_opened"], Question(grain), tables)  # type: ignore[arg-type]
        expected = pd.Series([periods.first_day(periods.number_of(day, grain), grain).isoformat() for day in days]).value_counts()  # type: ignore[arg-type]
        found = frame[frame["value"] > 0].set_index("period")["value"]
        assert found.to_dict() == expected.to_dict()


def test_a_breakdown_keeps_the_rows_that_do_not_have_it(lake: Path) -> None:
    frame = compute(["backlog", "cases_opened"], Question(grain="quarter", by=("team",)), open_tables(lake))
    assert rows(frame, "indicator", "team", "period", "value") == [
        ("backlog", "Lyon", "2014-01-01", 0),
        ("backlog", "Lyon", "2014-04-01", 0),
        ("backlog", "Paris", "2014-01-01", 1),
        ("backlog", "Paris", "2014-04-01", 1),
        ("backlog", None, "2014-01-01", 0),
        ("backlog", None, "2014-04-01", 0),
        ("cases_opened", "Lyon", "2014-01-01", 0),
        ("cases_opened", "Lyon", "2014-04-01", 1),
        ("cases_opened", "Paris", "2014-01-01", 2),
        ("cases_opened", "Paris", "2014-04-01", 0),
        ("cases_opened", None, "2014-01-01", 0),
        ("cases_opened", None, "2014-04-01", 1),
    ]


def test_values_of_one_dimension_are_alternatives_and_dimensions_all_hold(lake: Path) -> None:
    def total(*where: tuple[str, str]) -> object:
        return compute(["cases_opened"], Question(grain="all", where=where), open_tables(lake))["value"].item()

    assert total(("team", "Paris")) == 2
    assert total(("team", "Paris"), ("team", "Lyon")) == 3
    assert total(("team", "Paris"), ("opened_hour", "9")) == 1
    assert total(("team", "Nantes")) == 0


def test_an_unknown_outcome_is_null_where_cases_exist(lake: Path) -> None:
    assert rows(compute(["cases_resolved"], Question(grain="all"), open_tables(lake)), "value", "n") == [(None, 0)]


def test_cases_invoiced_while_only_one_table_reaches_are_not_judged(lake: Path) -> None:
    """Invoices until 20 May, cases until 10 June: what is not invoiced is known until 20 May."""
    write(
        lake, "invoices", [{"invoice_id": "F", "line": 1, "case_id": "0", "issued_on": date(2014, 5, 20), "amount": 1, "currency": "EUR"}]
    )
    tables = open_tables(lake)
    frame = compute(["cases_not_invoiced"], Question(), tables)
    assert rows(frame, "period", "complete", "value")[-2:] == [("2014-04-01", True, 2), ("2014-05-01", False, 1)]
    reach = SOURCES["billing"].reach(tables)
    assert reach
    assert (reach.first, reach.last) == (date(2014, 1, 20), date(2014, 5, 20))


def test_indicators_come_in_the_order_asked_and_once(lake: Path) -> None:
    frame = compute(["mean_wait_s", "cases_opened", "mean_wait_s"], Question(grain="all"), open_tables(lake))
    assert frame["indicator"].tolist() == ["mean_wait_s", "cases_opened"]


@pytest.mark.parametrize(
    ("names", "question", "sentence"),
    [
        (["nothing"], Question(), "“nothing” is not an indicator. Known: cases_opened, "),
        (["cases_opened"], Question(by=("adviser",)), "cases_opened cannot be broken down or filtered by “adviser”. It can be by team, "),
        (["survey_score_mean"], Question(), "“survey_score_mean” is no series: well-being is read wave by wave, as it was released"),
        (["cases_opened", "survey_participation"], Question(), "“survey_participation” is no series: .* on the page Well-being"),
        (["cases_opened"], Question(start=date(2014, 2, 1), end=date(2014, 1, 1)), "ends on 2014-01-01, before it starts on 2014-02-01"),
    ],
)
def test_a_wrong_question_is_refused_in_a_sentence(lake: Path, names: list[str], question: Question, sentence: str) -> None:
    with pytest.raises(QuestionError, match=sentence):
        compute(names, question, open_tables(lake))


def test_eight_threads_get_their_own_rows(tmp_path: Path) -> None:
    """One connection shared by threads hands out other callers' rows (TECH T1, T2)."""
    cases = [{"case_id": f"{team}/{k}", "team": str(team), "opened_on": date(2014, 1, 1)} for team in range(8) for k in range(team + 1)]
    tables = open_tables(write(tmp_path, "cases", cases))

    def counts(team: int) -> list[float]:
        question = Question(grain="all", where=(("team", str(team)),))
        return [compute(["cases_opened"], question, tables)["value"].item() for _ in range(10)]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(counts, range(8))) == [[team + 1] * 10 for team in range(8)]


def test_tables_show_one_state_of_the_lake_and_a_version_that_tells_it(lake: Path) -> None:
    before = open_tables(lake)
    write(lake, "cases", [{"case_id": "new", "opened_on": date(2014, 6, 1)}])
    after = open_tables(lake)
    assert [len(collect(tables["cases"])) for tables in (before, after)] == [4, 5]
    assert before.version != after.version
    assert open_tables(lake).version == after.version
    assert hash(after.version)
