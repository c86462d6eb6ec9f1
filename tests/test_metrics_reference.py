"""Indicators on some thousands of seeded rows: against plain SQL, from engine to engine, and under changes that must not matter."""

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from lake.schema import TABLES
from lake.store import Lake
from metrics.catalogue import collect
from metrics.compute import compute
from metrics.engine import open_tables
from metrics.question import Question
from metrics.sources import SOURCES
from settings import HOME
from tests.conftest_lake import answering, random_lake, random_tables, write

REFERENCE = HOME / "metrics" / "reference"
NAMES = tuple(collect())
BY_TEAM = tuple(name for name in NAMES if "team" in SOURCES[collect()[name].source].dimensions)
ADDITIVE = tuple(name for name, each in collect().items() if each.unit in ("count", "money", "hours") and name != "amount_per_closed_case")
PERCENTILES = tuple(name for name in NAMES if name.startswith(("p80_", "p90_")))  # between two values, so of twice as many elsewhere
OF_PEOPLE_AND_TIME = ("workload_spread", "queue_pressure")  # whose n is no number of rows
PER_HOUR_OR_DAY = ("cases_per_working_day",)  # twice as many cases on the same days


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return random_lake(tmp_path_factory.mktemp("lake"))


def reference(lake: Path, name: str, whole: bool) -> dict[tuple[str | None, ...], tuple[float, int]]:
    """(value, n) by period, team and currency."""
    with duckdb.connect() as connection:
        for table in TABLES:
            connection.execute(f"create view {table} as from {Lake(lake).relation(table)}")
        rows = connection.sql((REFERENCE / f"{name}.sql").read_text()).df()
    return pairs(rows[(rows["whole"] == whole) & (rows["n"] > 0)])


def pairs(rows: pd.DataFrame) -> dict[tuple[str | None, ...], tuple[float, int]]:
    keys = [rows[key] if key in rows else [None] * len(rows) for key in ("period", "team", "currency")]
    texts = zip(*([None if pd.isna(key) else str(key)[:10] for key in column] for column in keys), strict=True)
    return dict(zip(texts, zip(rows["value"].astype(float), rows["n"].astype(int), strict=True), strict=True))


def known(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["n"].fillna(0) > 0]


@pytest.mark.parametrize("name", NAMES)
def test_by_month_an_indicator_equals_its_reference(lake: Path, name: str) -> None:
    rows = compute([name], Question(), open_tables(lake))
    assert pairs(known(rows)) == {
        key: pytest.approx(each, rel=1e-9, nan_ok=True) for key, each in reference(lake, name, whole=True).items()
    }


@pytest.mark.parametrize("name", BY_TEAM)
def test_by_team_an_indicator_equals_its_reference(lake: Path, name: str) -> None:
    rows = compute([name], Question(by=("team",)), open_tables(lake))
    assert pairs(known(rows)) == {
        key: pytest.approx(each, rel=1e-9, nan_ok=True) for key, each in reference(lake, name, whole=False).items()
    }


def test_every_reference_is_of_an_indicator() -> None:
    assert {path.stem for path in REFERENCE.glob("*.sql")} == set(NAMES)


QUESTIONS = (
    Question(),
    Question(grain="all"),
    Question(grain="week", by=("team",)),
    Question(grain="quarter", where=(("team", "Paris"), ("team", "Lyon"), ("partner", "Mutuelle"))),
    Question(grain="day"),
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_pandas_and_duckdb_agree(lake: Path, question: Question) -> None:
    frames = [compute(answering(question), question, open_tables(lake, engine)) for engine in ("duckdb", "pandas")]
    pd.testing.assert_frame_equal(*frames, rtol=1e-9)


def test_shuffling_the_rows_changes_nothing(lake: Path, tmp_path: Path) -> None:
    shuffled = random_lake(tmp_path, shuffled=True)
    frames = [compute(NAMES, Question(), open_tables(path)) for path in (lake, shuffled)]
    pd.testing.assert_frame_equal(*frames, rtol=1e-9)


def test_doubling_the_rows_doubles_n_and_what_is_counted(lake: Path, tmp_path: Path) -> None:
    names = [name for name in NAMES if name not in PERCENTILES]
    once, twice = (compute(names, Question(), open_tables(path)) for path in (lake, random_lake(tmp_path, copies=2)))
    published = once["n"] > 0
    factor = once["indicator"].isin([*ADDITIVE, *PER_HOUR_OR_DAY]).map({True: 2.0, False: 1.0})
    same_people = once["indicator"].isin(OF_PEOPLE_AND_TIME)
    pd.testing.assert_series_equal(
        (once["value"] * factor)[published & ~same_people], twice["value"][published & ~same_people], rtol=1e-9, check_names=False
    )
    pd.testing.assert_series_equal(once["n"][published & ~same_people] * 2, twice["n"][published & ~same_people])
    pd.testing.assert_series_equal(once["n"][same_people], twice["n"][same_people])


def test_one_group_is_the_whole(tmp_path: Path) -> None:
    for table, rows in random_tables().items():
        of_one_team = table not in ("calendar", "quarters")
        write(tmp_path, table, [{**row, "team": "Paris"} for row in rows] if of_one_team else rows)
    tables = open_tables(tmp_path)
    whole, group = (compute(BY_TEAM, Question(by=by), tables) for by in ((), ("team",)))
    assert set(group["team"].dropna()) == {"Paris"}
    pd.testing.assert_frame_equal(group.drop(columns="team").reset_index(drop=True), whole, rtol=1e-9)


@pytest.mark.parametrize("name", ADDITIVE)
@pytest.mark.parametrize("grain", ["month", "all"])
def test_what_is_counted_adds_up_over_the_teams(lake: Path, name: str, grain: str) -> None:
    keys = ["period", "currency"] if collect()[name].per_currency else ["period"]
    total, teams = (compute([name], Question(grain=grain, by=by), open_tables(lake)) for by in ((), ("team",)))  # type: ignore[arg-type]
    assert teams["team"].isna().any()
    summed = teams.groupby(keys, dropna=False)["value"].sum()
    pd.testing.assert_series_equal(summed, total.fillna({"value": 0}).groupby(keys, dropna=False)["value"].sum())


def test_the_backlog_moves_by_what_opens_and_what_closes(lake: Path) -> None:
    rows = compute(["backlog", "cases_opened", "cases_closed"], Question(grain="week"), open_tables(lake))
    of = {name: series["value"].tolist() for name, series in rows.groupby("indicator")}
    flow = [opened - closed for opened, closed in zip(of["cases_opened"], of["cases_closed"], strict=True)]
    assert [after - before for before, after in zip(of["backlog"], of["backlog"][1:], strict=False)] == flow[1:]
