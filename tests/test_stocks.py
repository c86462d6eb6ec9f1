"""What is in a state at the end of a day: by age, by lateness, on any past day."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from metrics.compute import compute
from metrics.engine import open_tables
from metrics.question import Question, QuestionError
from tests.conftest_lake import random_lake, write

OPENED = [date(2014, 3, 24), date(2014, 3, 23), date(2014, 3, 1), date(2014, 2, 28), date(2013, 12, 31), date(2013, 12, 30)]
MARCH_END = date(2014, 3, 31)


def on(day: date) -> Question:
    return Question(grain="day", start=day, end=day)


def by(lake: Path, name: str, dimension: str, day: date, **more: object) -> dict[str | None, float]:
    rows = compute([name], Question("day", day, day, (dimension,), **more), open_tables(lake))  # type: ignore[arg-type]
    return {None if pd.isna(key) else key: value for key, value in zip(rows[dimension], rows["value"], strict=True)}


@pytest.fixture
def opened(tmp_path: Path) -> Path:
    """The worked ages of the definitions, and a closed case to say how far the data go."""
    rows = [{"case_id": str(k), "opened_on": day} for k, day in enumerate(OPENED)]
    return write(tmp_path, "cases", [*rows, {"case_id": "closed", "opened_on": date(2014, 3, 2), "closed_on": date(2014, 4, 2)}])


def test_the_age_is_counted_in_whole_days(opened: Path) -> None:
    assert by(opened, "backlog", "age_band", MARCH_END) == {"≤ 7": 1, "8–30": 3, "31–90": 2, "> 90": 1}
    assert by(opened, "backlog", "age_band", date(2014, 4, 2)) == {"≤ 7": 0, "8–30": 2, "31–90": 2, "> 90": 2}


def test_bands_stand_in_their_order_and_can_be_filtered(opened: Path) -> None:
    assert list(by(opened, "backlog", "age_band", MARCH_END)) == ["≤ 7", "8–30", "31–90", "> 90"]
    assert by(opened, "backlog", "age_band", MARCH_END, where=(("age_band", "> 90"),)) == {"> 90": 1}
    old = compute(
        ["backlog"], Question("day", MARCH_END, MARCH_END, (), (("age_band", "> 90"), ("age_band", "31–90"))), open_tables(opened)
    )
    assert old["value"].tolist() == [3]


@pytest.mark.parametrize("name", ["backlog", "backlog_oldest_d"])
def test_a_filter_that_leaves_no_case_leaves_no_breakdown(opened: Path, name: str) -> None:
    assert by(opened, name, "team", MARCH_END, where=(("team", "nobody"),)) == {}


def test_only_a_stock_that_ages_has_bands(opened: Path) -> None:
    with pytest.raises(QuestionError, match="cases_opened cannot be broken down or filtered by “age_band”"):
        compute(["cases_opened"], Question(by=("age_band",)), open_tables(opened))


def test_a_stock_can_be_asked_for_any_past_day(opened: Path) -> None:
    found = [
        compute(["backlog"], on(day), open_tables(opened))["value"].tolist() for day in (date(2014, 1, 1), MARCH_END, date(2014, 4, 2))
    ]
    assert found == [[2], [7], [6]]


def test_receivables_by_days_late(tmp_path: Path) -> None:
    lines = [  # due, paid, amount; all issued on 1 January; the last tells how far the data go
        (date(2014, 3, 31), None, 1),
        (date(2014, 3, 30), None, 2),
        (date(2014, 3, 1), None, 4),
        (date(2014, 2, 28), None, 8),
        (date(2014, 1, 30), date(2014, 3, 31), 16),
        (date(2014, 1, 30), date(2014, 4, 1), 32),
        (date(2013, 12, 30), None, 64),
        (None, None, 128),
        (date(2014, 6, 1), date(2014, 4, 30), 256),
    ]
    rows = [
        {
            "invoice_id": str(k),
            "line": 1,
            "issued_on": date(2014, 1, 1),
            "due_on": due,
            "paid_on": paid,
            "amount": Decimal(amount),
            "currency": "EUR",
        }
        for k, (due, paid, amount) in enumerate(lines)
    ]
    lake = write(tmp_path, "invoices", rows)
    bands = by(lake, "receivables", "due_band", MARCH_END)
    assert bands == {"not due": 1 + 256, "1–30": 2 + 4, "31–60": 8 + 32, "61–90": 0, "> 90": 64, None: 128}
    assert sum(bands.values()) == compute(["receivables"], on(MARCH_END), open_tables(lake))["value"].sum()


@pytest.mark.parametrize(("name", "dimension"), [("backlog", "age_band"), ("receivables", "due_band")])
def test_the_bands_add_up_to_the_whole(tmp_path: Path, name: str, dimension: str) -> None:
    lake = random_lake(tmp_path)
    parts, whole = (compute([name], Question("week", by=by), open_tables(lake)) for by in ((dimension, "team"), ()))  # type: ignore[arg-type]
    keys = ["period", "currency"] if name == "receivables" else ["period"]
    for column in ("value", "n"):
        summed = parts.groupby(keys)[column].sum().astype(float)
        pd.testing.assert_series_equal(summed, whole.groupby(keys)[column].sum().astype(float))


def test_days_sales_outstanding_is_of_the_year_before(tmp_path: Path) -> None:
    """On 31 December 730 were invoiced within 365 days, and 100 of all that was ever invoiced are not paid: 50 days."""
    lines = [(date(2013, 1, 1), None, 60), (date(2014, 1, 1), date(2014, 2, 1), 690), (date(2014, 12, 31), None, 40)]
    rows = [
        {"invoice_id": str(k), "line": 1, "issued_on": issued, "paid_on": paid, "amount": Decimal(amount), "currency": "EUR"}
        for k, (issued, paid, amount) in enumerate(lines)
    ]
    lake = write(tmp_path, "invoices", rows)
    rows = compute(["days_sales_outstanding"], on(date(2014, 12, 31)), open_tables(lake))
    assert rows[["value", "n"]].to_numpy().tolist() == [[50, 2]]
    assert compute(["days_sales_outstanding"], on(date(2013, 12, 30)), open_tables(lake))["value"].isna().all()


def test_what_waits_for_its_invoice_is_worth_the_partners_median_fee(tmp_path: Path) -> None:
    def case(number: str, partner: str | None) -> dict[str, object]:
        return {"case_id": number, "partner": partner, "opened_on": date(2014, 3, 1), "closed_on": date(2014, 3, 2)}

    last = {"case_id": "open", "opened_on": MARCH_END}
    write(tmp_path, "cases", [last, case("a", "M"), case("b", "M"), case("c", "M"), case("d", "M"), case("e", "new"), case("f", None)])
    lines = [("a", 100), ("a", 20), ("b", 50), ("c", 80)]
    write(
        tmp_path,
        "invoices",
        [
            {"invoice_id": number, "line": k, "case_id": number, "issued_on": MARCH_END, "amount": Decimal(amount), "currency": "EUR"}
            for k, (number, amount) in enumerate(lines)
        ],
    )
    rows = compute(["not_invoiced_value"], on(MARCH_END), open_tables(tmp_path))
    assert rows[["currency", "value", "n"]].astype(object).where(rows.notna(), None).to_numpy().tolist() == [
        ["EUR", 80, 1],
        [None, None, 2],
    ]


def test_lines_of_unknown_cases_and_cases_invoiced_twice(tmp_path: Path) -> None:
    write(tmp_path, "cases", [{"case_id": "a", "opened_on": date(2014, 3, 1)}])
    lines = [("1", "a", 5), ("2", "a", 5), ("3", "nobody", 5), ("4", None, 5), ("5", "b", 5), ("5", "b", 6), ("6", "b", -5)]
    rows = [
        {"invoice_id": bill, "line": k, "case_id": number, "issued_on": date(2014, 3, 1), "amount": Decimal(amount), "currency": "EUR"}
        for k, (bill, number, amount) in enumerate(lines)
    ]
    lake = write(tmp_path, "invoices", rows)
    names = ["invoices_without_case", "invoice_lines_without_number", "cases_invoiced_twice"]
    assert compute(names, Question(), open_tables(lake))["value"].tolist() == [4, 1, 1]


def test_amounts_that_have_come_and_gone_leave_nothing(tmp_path: Path) -> None:
    """0.1 + 0.2 + 0.3 less each of them is not 0 to a machine: a year without invoices has no days of sales, not millions of them."""
    lines = [(date(2014, month, 1), Decimal(month) / 10) for month in (1, 2, 3)]
    rows = [
        {"invoice_id": str(k), "line": 1, "issued_on": issued, "paid_on": date(2016, 3, 1), "amount": amount, "currency": "EUR"}
        for k, (issued, amount) in enumerate(lines)
    ]
    found = compute(
        ["days_sales_outstanding", "receivables"], Question(start=date(2015, 1, 1)), open_tables(write(tmp_path, "invoices", rows))
    )
    days, owed = (found[found["indicator"] == name].set_index("period")["value"] for name in ("days_sales_outstanding", "receivables"))
    assert days["2015-02-01"] == pytest.approx(365 * 0.6 / 0.3)
    assert days["2015-03-01":].isna().all()  # type: ignore[misc]
    assert str(owed["2016-03-01"]) == "0.0"
