"""Each indicator against six rows worked by hand; what every indicator owes its readers."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from lake.schema import TABLES
from metrics.catalogue import THEMES, collect
from metrics.compute import compute
from metrics.engine import open_tables
from metrics.question import Question
from metrics.sources import SOURCES
from settings import Settings
from tests.conftest_lake import write

DAY = 86400
CASE = ("case_id", "opened_on", "closed_on", "answered", "wait_s", "handling_s", "resolved", "satisfaction", "resolution_s")
CASES = (
    ("1", date(2014, 3, 3), date(2014, 3, 5), True, 10, 300, True, 5, 2 * DAY),
    ("2", date(2014, 3, 10), date(2014, 4, 2), True, 30, 500, False, 3, 23 * DAY),
    ("3", date(2014, 3, 20), None, True, 50, None, True, None, None),
    ("4", date(2014, 3, 31), date(2014, 4, 30), False, 5, 60, None, None, 30 * DAY),
    ("5", date(2014, 4, 1), date(2014, 4, 1), False, 40, None, False, None, 600),
    ("6", date(2014, 4, 15), None, True, None, 700, None, 4, None),
)
LINE = ("invoice_id", "line", "case_id", "issued_on", "due_on", "paid_on", "amount", "currency")
INVOICES = (
    ("F1", 1, "1", date(2014, 3, 15), date(2014, 4, 14), date(2014, 4, 10), Decimal("100.10"), "EUR"),
    ("F1", 2, "1", date(2014, 3, 15), date(2014, 4, 14), date(2014, 4, 10), Decimal("20.20"), "EUR"),
    ("F2", 1, "2", date(2014, 4, 20), date(2014, 5, 20), None, Decimal("50.00"), "EUR"),
    ("F3", 1, None, date(2014, 3, 20), None, date(2014, 4, 30), Decimal("80.00"), "CHF"),
    ("F4", 1, "1", date(2014, 4, 22), date(2014, 5, 22), None, Decimal("-30.10"), "EUR"),
    ("F5", 1, "5", date(2014, 3, 31), date(2014, 4, 10), date(2014, 4, 11), Decimal("10.00"), "EUR"),
)
ANSWER = ("response_id", "item", "score")
ANSWERS = (("a", "load", 4), ("a", "support", 0), ("b", "load", 5), ("c", "load", 1), ("d", "load", 2), ("e", "load", 4))
HEADCOUNTS = ((date(2014, 1, 1), 9), (date(2014, 2, 1), 4), (date(2014, 4, 1), 20))

BY_HAND = {  # (value, n) of March and of April
    "cases_opened": ((4, 4), (2, 2)),
    "answer_rate": ((3 / 4, 4), (1 / 2, 2)),
    # March: 10 and 30 in time, 50 not, 5 hung up at once and is left out. April: 40 hung up; answered without a wait is left out.
    "service_level": ((2 / 3, 3), (0, 1)),
    "mean_wait_s": ((30, 3), (None, 0)),
    "median_wait_s": ((30, 3), (None, 0)),
    "p90_wait_s": ((46, 3), (None, 0)),  # position 2 × 0.9 = 1.8: 30 + 0.8 × 20
    "mean_handling_s": ((400, 2), (700, 1)),
    "median_handling_s": ((400, 2), (700, 1)),
    "cases_closed": ((1, 1), (3, 3)),
    "cases_resolved": ((2, 3), (0, 1)),
    "median_resolution_s": ((2 * DAY, 1), (23 * DAY, 3)),
    "backlog": ((3, 3), (2, 2)),  # the case closed on 30 April is no longer open that evening
    "satisfaction_mean": ((4, 2), (4, 1)),
    "cases_not_invoiced": ((0, 0), (1, 1)),  # case 4; case 5 was invoiced the day before it closed
    "median_days_to_invoice": ((10, 1), (18, 1)),
    "mean_days_to_pay": ((None, 0), (26, 4)),  # (26 + 26 + 41 + 11) / 4
    "paid_late_share": ((None, 0), (1 / 3, 3)),
}


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lake")
    wave = {"wave": "2014-03", "wave_on": date(2014, 3, 1), "instrument": "pulse"}
    write(path, "cases", [dict(zip(CASE, row, strict=True)) for row in CASES])
    write(path, "invoices", [dict(zip(LINE, row, strict=True)) for row in INVOICES])
    write(path, "answers", [{**wave, **dict(zip(ANSWER, row, strict=True))} for row in ANSWERS])
    return write(path, "staffing", [{"team": team, "month": month, "headcount": n} for month, n in HEADCOUNTS for team in ("A", "B")])


def figures(lake: Path, name: str, **question: object) -> list[tuple[object, object]]:
    frame = compute([name], Question(**question), open_tables(lake))  # type: ignore[arg-type]
    return list(zip(*(frame[column].astype(object).where(frame[column].notna(), None) for column in ("value", "n")), strict=True))


@pytest.mark.parametrize("name", BY_HAND)
def test_an_indicator_gives_what_six_rows_give_by_hand(lake: Path, name: str) -> None:
    assert figures(lake, name) == [pytest.approx(each) for each in BY_HAND[name]]


def test_two_currencies_are_never_added(lake: Path) -> None:
    frame = compute(["amount_invoiced"], Question(), open_tables(lake))
    assert frame["currency"].tolist() == ["CHF", "CHF", "EUR", "EUR"]
    assert figures(lake, "amount_invoiced") == [(80, 1), (None, 0), pytest.approx((130.30, 3)), pytest.approx((19.90, 2))]


def test_a_survey_score_is_the_mean_over_people_not_over_answers(lake: Path) -> None:
    assert figures(lake, "survey_score_mean") == [pytest.approx(((2 + 5 + 1 + 2 + 4) / 5, 5))]
    assert figures(lake, "survey_score_mean", where=(("item", "load"),)) == [pytest.approx(((4 + 5 + 1 + 2 + 4) / 5, 5))]


def test_fewer_than_five_respondents_are_not_published(lake: Path) -> None:
    assert figures(lake, "survey_score_mean", where=(("item", "support"),)) == [(None, None)]
    assert figures(lake, "survey_participation", where=(("item", "support"),)) == [(None, 0)]


def test_participation_takes_the_headcount_of_the_last_month_known_by_the_wave(lake: Path) -> None:
    assert figures(lake, "survey_participation") == [pytest.approx((5 / (4 + 4), 8))]


def test_participation_is_unknown_without_a_headcount(tmp_path: Path) -> None:
    wave = {"wave": "2014-03", "wave_on": date(2014, 3, 1), "instrument": "pulse"}
    write(tmp_path, "answers", [{**wave, **dict(zip(ANSWER, row, strict=True))} for row in ANSWERS])
    assert figures(tmp_path, "survey_participation") == [(None, 0)]


def test_thresholds_of_the_service_level_include_their_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worked example of the definitions: 20 s and 6 s, answered 5 12 20 45, hung up 3 10 30."""
    monkeypatch.setattr("metrics.contact.settings", lambda: Settings(service_level_s=20, short_abandon_s=6))
    waits = [(True, 5), (True, 12), (True, 20), (True, 45), (False, 3), (False, 10), (False, 30)]
    rows = [{"case_id": str(k), "opened_on": date(2014, 3, 1), "answered": ok, "wait_s": wait} for k, (ok, wait) in enumerate(waits)]
    assert figures(write(tmp_path, "cases", rows), "service_level", grain="all") == [(0.5, 6)]


def test_every_indicator_is_worked_by_hand() -> None:
    assert set(collect()) == set(BY_HAND) | {"amount_invoiced", "survey_score_mean", "survey_participation"}


def test_six_headlines_open_the_overview() -> None:
    assert [name for name, indicator in collect().items() if indicator.headline] == [
        "p90_wait_s",
        "answer_rate",
        "median_resolution_s",
        "median_days_to_invoice",
        "cases_not_invoiced",
        "survey_score_mean",
    ]


def test_every_theme_is_in_the_catalogue() -> None:
    folder = Path(collect.__code__.co_filename).parent
    using = {f"metrics.{path.stem}" for path in folder.glob("*.py") if re.search(r"^@indicator\(", path.read_text(), re.MULTILINE)}
    assert using == set(THEMES)


@pytest.mark.parametrize("name", collect())
def test_an_indicator_is_documented(name: str) -> None:
    indicator = collect()[name]
    first, *rest = indicator.definition.split("\n\n")
    assert first.startswith(("Of the ", "How many "))
    assert rest, "says what is left out and what not to conclude"
    assert indicator.label[0].isupper()
    assert 2 <= len(indicator.population.split()) <= 5
    assert [other.name for other in collect().values() if other.label == indicator.label] == [name]


@pytest.mark.parametrize("name", collect())
def test_an_indicator_is_dated_by_a_local_date_of_its_source(name: str) -> None:
    indicator = collect()[name]
    known = {column.name for table in SOURCES[indicator.source].tables for column in TABLES[table].columns}
    assert indicator.dated_by in known | {"invoiced_on"}
    assert indicator.dated_by.endswith("_on")


@pytest.mark.parametrize("name", collect())
def test_an_empty_lake_gives_no_rows(tmp_path: Path, name: str) -> None:
    for grain in ("month", "all"):
        assert compute([name], Question(grain=grain), open_tables(tmp_path)).empty
