"""A place without a figure says why, on a lake of four cases and no invoice."""

from datetime import date
from pathlib import Path

import pytest

from metrics.empty import why_empty
from metrics.engine import open_tables
from metrics.question import Question
from metrics.reading import read
from tests.conftest_lake import write

CASES = [
    {"case_id": "1", "team": "Nord", "topic": "Travail", "opened_on": date(2014, 2, 3), "wait_s": 30.0, "answered": True},
    {"case_id": "2", "team": "Nord", "topic": "Travail", "opened_on": date(2014, 3, 3), "wait_s": 40.0, "answered": True},
    {"case_id": "3", "team": "Sud", "topic": "Famille", "opened_on": date(2014, 4, 1), "wait_s": 20.0, "answered": True},
    {"case_id": "4", "team": "Sud", "topic": "Famille", "opened_on": date(2014, 5, 10), "adviser": "a", "wait_s": 20.0, "answered": True},
]
MAY, JUNE, YEAR = date(2014, 5, 1), date(2014, 6, 1), date(2014, 1, 1)


@pytest.mark.parametrize(
    ("name", "question", "said"),
    [
        ("amount_invoiced", Question(), "No invoices were loaded yet: drop an export of them on the page Data."),
        ("median_wait_s", Question(start=JUNE), "The data of the cases end on 10 May 2014, before this period: choose an earlier one."),
        (
            "median_wait_s",
            Question(end=date(2014, 1, 31)),
            "The data of the cases begin on 3 February 2014, after this period: choose a later one.",
        ),
        (
            "median_wait_s",
            Question(start=MAY),
            "The data of the cases end on 10 May 2014, before a first period is whole: load what follows, or choose an earlier one.",
        ),
        (
            "median_wait_s",
            Question(start=date(2014, 4, 1), where=(("team", "Nord"),)),
            "This figure counts nothing in this period, but does from February 2014 to March 2014: choose among these months.",
        ),
        ("median_wait_s", Question(where=(("team", "Est"),)), "This figure counts nothing for “Est”: take this filter away."),
        (
            "median_wait_s",
            Question(where=(("team", "Nord"), ("team", "Est"), ("topic", "Famille"))),
            "This figure counts nothing for “Nord” or “Est” and “Famille” together: take one of these filters away.",
        ),
        (
            "satisfaction_mean",
            Question(where=(("team", "Nord"),)),
            "Nothing that was loaded holds what this figure counts: its definition says what it needs.",
        ),
        ("workload_spread", Question(), "Fewer than 5 rows in each period: too few to be published. A filter less may leave enough."),
    ],
)
def test_what_the_data_lack_is_said_with_what_to_do(name: str, question: Question, said: str, tmp_path: Path) -> None:
    tables = open_tables(write(tmp_path, "cases", CASES))
    (reading,) = read([name], question, tables)
    assert reading.latest_period is None
    assert why_empty(reading, tables, "en") == said
