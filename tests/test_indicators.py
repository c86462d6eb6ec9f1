"""Each indicator against six rows worked by hand; what every indicator owes its readers."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import narwhals as nw
import pytest

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
MORE = ("reopened", "adviser", "due_at", "resolution_open_s", "first_response_s", "first_response_open_s")  # of the same six
CASES_MORE = (
    (False, "a", datetime(2014, 3, 4, 10, tzinfo=UTC), 36_000, 600, 600),
    (True, "a", datetime(2014, 4, 2, 10, tzinfo=UTC), 400_000, 1200, 900),
    (None, "b", None, None, None, None),
    (False, None, datetime(2014, 4, 15, 10, tzinfo=UTC), 500_000, 90_000, 30_000),
    (None, "a", datetime(2014, 4, 2, 10, tzinfo=UTC), 600, None, None),
    (None, "b", None, None, 300, 300),
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
QUARTERS = (*((date(2014, 3, 3), 40 + k) for k in range(4)), *((date(2014, 4, 1), 40 + k) for k in range(2)))  # from 10:00
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
    "p80_wait_s": ((42, 3), (None, 0)),  # position 2 × 0.8 = 1.6: 30 + 0.6 × 20
    "abandonment_rate": ((0, 3), (1 / 2, 2)),  # case 4 hung up at once and is left out
    "p90_handling_s": ((480, 2), (700, 1)),
    "handled_h": ((800 / 3600, 2), (700 / 3600, 1)),
    "satisfaction_share": ((1 / 2, 2), (1, 1)),
    "satisfaction_response_rate": ((2 / 3, 3), (1, 1)),
    "p90_resolution_s": ((2 * DAY, 1), (28.6 * DAY, 3)),  # position 1.8: 23 + 0.8 × 7 days
    "median_resolution_open_s": ((36_000, 1), (400_000, 3)),
    "p90_resolution_open_s": ((36_000, 1), (480_000, 3)),
    "median_first_response_s": ((1200, 3), (300, 1)),
    "p90_first_response_s": ((72_240, 3), (300, 1)),
    "median_first_response_open_s": ((900, 3), (300, 1)),
    "p90_first_response_open_s": ((24_180, 3), (300, 1)),
    "closed_on_time": ((0, 1), (2 / 3, 3)),  # case 2 closed at its due time
    "flow": ((4 - 1, 5), (2 - 3, 5)),
    "backlog_oldest_d": ((21, 3), (41, 2)),
    # March: 2, 23 and 30 days, and 41 so far: half are closed after 23. April: ten minutes, and 15 days so far.
    "cohort_median_resolution_s": ((23 * DAY, 4), (600, 2)),
    "cohort_closed_within_1d": ((0, 4), (1 / 2, 2)),
    "cohort_closed_within_7d": ((1 / 4, 4), (1 / 2, 2)),
    "cohort_closed_within_30d": ((3 / 4, 4), (None, 2)),
    "first_contact_resolution": ((2 / 3, 3), (None, 0)),
    "reopen_rate": ((0, 1), (1 / 2, 2)),
    "p90_days_to_invoice": ((10, 1), (18, 1)),
    "not_invoiced_oldest_d": ((None, 0), (0, 1)),
    "invoicing_coverage": ((None, 0), (1, 1)),  # only case 1 has been closed for more than 30 days
    "invoice_lines_without_number": ((1, 1), (0, 0)),
    "invoices_without_case": ((0, 0), (0, 0)),
    "cases_invoiced_twice": ((0, 0), (0, 0)),  # the credit note of case 1 is no second invoice
    "paid_on_time_share": ((None, 0), (2 / 3, 3)),
    "cases_per_worked_hour": ((0, 0), (0, 0), (None, 1), (3 / 200, 3)),  # from January on; nobody's hours are known in March
    "cases_per_working_day": ((1 / 21, 1), (3 / 22, 3)),
    "queue_pressure": ((1 / 4, 4), (1 / 2, 2)),
    "workload_spread": ((None, None), (None, None)),  # two people
}
BY_CURRENCY = {  # March and April in CHF, then in EUR
    "amount_invoiced": ((80, 1), (None, 0), (130.30, 3), (19.90, 2)),
    "amount_per_closed_case": ((0, 1), (0, 3), (90.20, 1), (20, 3)),
    "credit_note_share": ((0, 1), (None, 0), (0, 3), (30.10 / 50, 2)),
    "receivables": ((80, 1), (0, 0), (130.30, 3), (19.90, 2)),
    "days_sales_outstanding": ((None, 1), (None, 1), (None, 3), (None, 5)),  # two months of data are no year
}
ELSEWHERE = {"not_invoiced_value", "absence_rate", "leave_taken_share", "off_hours_share"}


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lake")
    write(path, "cases", [_case(row, more) for row, more in zip(CASES, CASES_MORE, strict=True)])
    days = [date(2014, 3, 1) + timedelta(days=k) for k in range(92)]  # to the end of May: days to come do not count yet
    write(path, "calendar", [{"on": day, "working_day": day.isoweekday() < 6} for day in days])
    write(path, "quarters", [{"team": "", "on": day, "quarter": (day - date(1970, 1, 1)).days * 96 + k} for day, k in QUARTERS])
    write(path, "invoices", [dict(zip(LINE, row, strict=True)) for row in INVOICES])
    return write(
        path,
        "staffing",
        [{"team": team, "month": month, "headcount": n, "worked_h": 100} for month, n in HEADCOUNTS for team in ("A", "B")],
    )


def _case(row: tuple[object, ...], more: tuple[object, ...]) -> dict[str, object]:
    """Opened at ten; closed when its duration says."""
    case = {**dict(zip(CASE, row, strict=True)), **dict(zip(MORE, more, strict=True))}
    opened = datetime.combine(case["opened_on"], datetime.min.time(), UTC) + timedelta(hours=10)
    closed = opened + timedelta(seconds=case["resolution_s"]) if case["resolution_s"] is not None else None
    return {**case, "opened_at": opened, "closed_at": closed}


def figures(lake: Path, name: str, **question: object) -> list[tuple[object, object]]:
    frame = compute([name], Question(**question), open_tables(lake))  # type: ignore[arg-type]
    return list(zip(*(frame[column].astype(object).where(frame[column].notna(), None) for column in ("value", "n")), strict=True))


@pytest.mark.parametrize("name", BY_HAND)
def test_an_indicator_gives_what_six_rows_give_by_hand(lake: Path, name: str) -> None:
    assert figures(lake, name) == [pytest.approx(each) for each in BY_HAND[name]]


@pytest.mark.parametrize("name", BY_CURRENCY)
def test_two_currencies_are_never_added(lake: Path, name: str) -> None:
    frame = compute([name], Question(), open_tables(lake))
    assert frame["currency"].tolist() == ["CHF", "CHF", "EUR", "EUR"]
    assert figures(lake, name) == [pytest.approx(each) for each in BY_CURRENCY[name]]


def test_without_a_due_time_the_target_of_the_topic_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two hours for Travail: exactly two, and a second more. A due time of its own goes first; a topic without a target is left out."""
    monkeypatch.setattr("metrics.resolution.settings", lambda: Settings(resolution_target_s={"Travail": 7200}))
    opened, day = datetime(2014, 3, 3, 10, tzinfo=UTC), date(2014, 3, 3)
    cases = [("Travail", 7200, None), ("Travail", 7201, None), ("Travail", 7201, 9000), ("Logement", 1, None)]
    rows = [
        {
            "case_id": str(k),
            "topic": topic,
            "opened_at": opened,
            "opened_on": day,
            "closed_at": opened + timedelta(seconds=lasted),
            "closed_on": day,
            "due_at": due and opened + timedelta(seconds=due),
        }
        for k, (topic, lasted, due) in enumerate(cases)
    ]
    assert figures(write(tmp_path, "cases", rows), "closed_on_time", grain="all") == [(pytest.approx(2 / 3), 3)]


def test_thresholds_of_the_service_level_include_their_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worked example of the definitions: 20 s and 6 s, answered 5 12 20 45, hung up 3 10 30."""
    monkeypatch.setattr("metrics.contact.settings", lambda: Settings(service_level_s=20, short_abandon_s=6))
    waits = [(True, 5), (True, 12), (True, 20), (True, 45), (False, 3), (False, 10), (False, 30)]
    rows = [{"case_id": str(k), "opened_on": date(2014, 3, 1), "answered": ok, "wait_s": wait} for k, (ok, wait) in enumerate(waits)]
    assert figures(write(tmp_path, "cases", rows), "service_level", grain="all") == [(0.5, 6)]


def test_every_indicator_is_worked_by_hand() -> None:
    assert set(collect()) == {*BY_HAND, *BY_CURRENCY, *ELSEWHERE}


def test_five_headlines_open_the_overview() -> None:
    assert [name for name, indicator in collect().items() if indicator.headline] == [
        "p90_wait_s",
        "answer_rate",
        "median_resolution_s",
        "median_days_to_invoice",
        "cases_not_invoiced",
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
def test_an_indicator_is_dated_by_a_local_date_of_its_source(tmp_path: Path, name: str) -> None:
    indicator = collect()[name]
    rows = SOURCES[indicator.source].rows(open_tables(tmp_path), Question())
    assert rows.collect_schema()[indicator.dated_by] == nw.Date


@pytest.mark.parametrize("name", collect())
def test_an_empty_lake_gives_no_rows(tmp_path: Path, name: str) -> None:
    for grain in ("month", "all"):
        assert compute([name], Question(grain=grain), open_tables(tmp_path)).empty


@pytest.mark.parametrize("name", collect())
def test_a_lake_of_rows_that_know_nothing_but_their_dates_gives_no_value_out_of_nothing(tmp_path: Path, name: str) -> None:
    """One row a table, whose every optional column is null: a count counts it, and anything else is undefined, never 0."""
    day = date(2014, 3, 3)
    moment = datetime(2014, 3, 3, 10, tzinfo=UTC)
    write(tmp_path, "cases", [{"case_id": "1", "opened_on": day, "opened_at": moment}])
    write(tmp_path, "invoices", [{"invoice_id": "1", "line": 1, "issued_on": day, "amount": Decimal("0.00"), "currency": "EUR"}])
    write(tmp_path, "staffing", [{"team": "A", "month": day, "headcount": 12}])
    write(tmp_path, "answers", [{"wave": "2014-03", "wave_on": day, "response_id": "a", "instrument": "pulse", "item": "load", "score": 1}])
    indicator = collect()[name]
    counted = indicator.unit in ("count", "money") or name == "backlog_oldest_d" or name.startswith("cohort_closed")
    for value, n in figures(tmp_path, name, grain="all"):
        assert value is None or counted
        assert n in (None, 0, 1)
