"""The rows behind a figure are those it counted: as many as n, and nothing of a person."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from metrics.catalogue import collect
from metrics.compute import compute
from metrics.engine import Tables, open_tables
from metrics.question import Question, QuestionError
from metrics.rows import rows, shows_rows
from metrics.sources import SOURCES
from tests.conftest_lake import random_lake
from views.fields import FIELDS

SHOWN = [name for name, indicator in collect().items() if shows_rows(indicator)]
MAY = {"start": date(2014, 5, 1), "end": date(2014, 5, 31)}


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    return open_tables(random_lake(tmp_path_factory.mktemp("lake")))


@pytest.mark.parametrize("name", SHOWN)
def test_there_are_as_many_rows_as_the_figure_counted(tables: Tables, name: str) -> None:
    """Of the whole, and of each team and currency, those not given included."""
    by = ("team",) if "team" in SOURCES[collect()[name].source].dimensions else ()
    for question in (Question("month", **MAY), Question("month", **MAY, by=by)):
        figures = compute([name], question, tables)
        keys = [column for column in ("team", "currency") if column in figures]
        assert len(figures)
        for figure in figures.to_dict("records"):
            where = tuple((key, "" if pd.isna(figure[key]) else figure[key]) for key in keys)
            assert len(rows(name, Question("month", **MAY, where=where), tables)) == figure["n"]


@pytest.mark.parametrize("name", SHOWN)
def test_no_row_tells_of_a_person(tables: Tables, name: str) -> None:
    shown = rows(name, Question("month", **MAY), tables)
    assert len(shown.columns) >= 3
    assert {"adviser", "response_id"}.isdisjoint(shown.columns)
    assert set(shown.columns) <= FIELDS.keys(), "a column without the name that people read"
    assert not shown.astype(str).isin([f"p{k}" for k in range(20)]).any(axis=None)


@pytest.mark.parametrize("name", [name for name in collect() if name not in SHOWN])
def test_what_is_about_the_people_who_work_here_shows_no_rows(tables: Tables, name: str) -> None:
    with pytest.raises(QuestionError, match=f"{name} shows no rows"):
        rows(name, Question(), tables)


def test_the_rows_of_a_band_are_those_of_that_age(tables: Tables) -> None:
    question = Question("month", **MAY, where=(("age_band", "8–30"),))
    shown = rows("backlog", question, tables)
    ages = (MAY["end"] - pd.to_datetime(shown["opened_on"]).dt.date).map(lambda age: age.days)
    assert len(shown) > 20
    assert ages.between(8, 30).all()
    assert len(shown) == compute(["backlog"], question, tables)["n"].sum()


def test_the_rows_stand_in_the_order_of_their_dates(tables: Tables) -> None:
    assert rows("cases_closed", Question("month", **MAY), tables)["closed_on"].is_monotonic_increasing


def test_an_empty_lake_has_no_rows(tmp_path: Path) -> None:
    assert rows("cases_opened", Question(), open_tables(tmp_path)).empty
