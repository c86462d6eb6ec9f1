"""What is measured, each in a process of its own: `python -m bench.tasks NAME` prints its seconds and peak memory as JSON."""

import json
import resource
import shutil
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from time import perf_counter

import duckdb
import pandas as pd

from ingest import clock
from ingest.load import load
from ingest.undo import undo
from lake.store import Lake
from metrics.catalogue import collect
from metrics.edition import Draft, Edition, Page, publish, published, save
from metrics.engine import open_tables
from metrics.question import Question
from metrics.reading import read
from metrics.release import release
from metrics.survey import waves
from report import deck, pages, pdf
from settings import Settings

SQL = Path(__file__).parent / "sql"
LAKE = Path("lake")
LAKE_OF_MANY = Path("lake of many cases")
LAKE_OF_SURVEYS = Path("lake of surveys")
KILOBYTES = 1 if sys.platform == "linux" else 1 / 1024  # of one unit of ru_maxrss


def fill(lake: Path, *names: str) -> Callable[[], None]:
    """Load files into a lake that holds nothing yet."""

    def into_nothing() -> None:
        shutil.rmtree(lake, ignore_errors=True)
        for name in names:
            load(Path(name), Lake(lake))

    return into_nothing


def merge_correction() -> None:
    """Twenty thousand corrected rows into the ten million that `load_many_cases` left."""
    load(Path("correction.csv"), Lake(LAKE_OF_MANY))


def undo_correction() -> None:
    undo(Lake(LAKE_OF_MANY), str(Lake(LAKE_OF_MANY).imports()["import_id"].iloc[0]))


def open_durations() -> object:
    """How long the service was open in a million spans of up to sixty days, over ten years, as an import asks."""
    connection = duckdb.connect()
    clock.register(connection, Settings(timezone="Europe/Paris"), date(2010, 1, 1), date(2020, 12, 31))
    opened = "'2010-01-01 00:00:00+00'::timestamptz + to_seconds(hash(i) % 315_000_000)"
    spans = f"select {opened} as opened, to_seconds(hash(-i) % 5_184_000) as lasted from range(1_000_000) cases(i)"
    return connection.execute(f"select sum(open_seconds(null, opened, opened + lasted)) from ({spans})").fetchall()


def release_waves() -> None:
    """Twelve teams, eight waves and the ten scores of the shipped instruments."""
    for wave in waves(Lake(LAKE_OF_SURVEYS)):
        release(Lake(LAKE_OF_SURVEYS), wave, "bench")


def forget_releases() -> None:
    for table in ("releases", "waves"):
        shutil.rmtree(LAKE_OF_SURVEYS / table)


TEN = (
    "cases_opened", "answer_rate", "service_level", "mean_wait_s", "median_wait_s", "p90_wait_s", "mean_handling_s", "cases_closed",
    "median_resolution_s", "backlog",
)  # fmt: skip


def publish_ten() -> None:
    """An edition of ten figures of the lake's last month; once, however often the bench is run."""
    if not published(LAKE):
        until = open_tables(LAKE).reach("cases")
        month = until.last.replace(day=1) if until else date.today()
        publish(LAKE, save(LAKE, Draft(month, tuple(map(Page, TEN)))).edition_id, "quality")


def of_ten(make: Callable[[Edition, str], bytes]) -> Callable[[], bytes]:
    """The published edition as a file, from reading it to its last byte."""
    return lambda: make(published(LAKE)[0], "fr")


BY_HAND = (  # what bench/sql/scorecard.sql reckons too
    "cases_opened", "cases_resolved", "answer_rate", "service_level", "mean_wait_s", "median_wait_s", "p90_wait_s", "mean_handling_s",
    "median_handling_s", "satisfaction_mean", "cases_closed", "median_resolution_s", "backlog", "amount_invoiced", "mean_days_to_pay",
    "paid_late_share", "median_days_to_invoice", "cases_not_invoiced",
)  # fmt: skip


def scorecard(names: Sequence[str] = BY_HAND) -> pd.DataFrame:
    """What a page shows: each indicator by month, with its limits and verdicts. One row an indicator and month."""
    readings = read(names, Question(grain="month"), open_tables(LAKE))
    return pd.concat([reading.series.assign(indicator=reading.indicator.name) for reading in readings])


def bare(name: str) -> Callable[[], duckdb.DuckDBPyConnection]:
    """The statements of one SQL file, in a DuckDB of their own."""
    return lambda: duckdb.connect().execute((SQL / f"{name}.sql").read_text())


def bare_scorecard() -> pd.DataFrame:
    """One row a month, an indicator a column."""
    return bare("scorecard")().df()


def agree() -> None:
    """Stop where the product and the SQL written by hand give different figures: their times would compare nothing."""
    ours = scorecard().pivot(index="period", columns="indicator", values="value").astype(float)
    by_hand = bare_scorecard().set_index("month").astype(float)
    by_hand.index = pd.to_datetime(by_hand.index).strftime("%Y-%m-%d")
    differ = (ours[by_hand.columns] - by_hand).abs() > 1e-9 * by_hand.abs()
    differ |= ours[by_hand.columns].isna() != by_hand.isna()
    if differ.any(axis=None):
        sys.exit(f"The product and bench/sql/scorecard.sql disagree on {', '.join(differ.columns[differ.any()])}.")


TASKS: dict[str, Callable[[], object]] = {
    "make_cases": bare("make_cases"),
    "make_invoices": bare("make_invoices"),
    "make_lake": fill(LAKE, "cases.csv", "invoices.csv"),
    "make_surveys": bare("make_surveys"),
    "make_lake_of_surveys": fill(LAKE_OF_SURVEYS, "answers.csv"),
    "release_waves": release_waves,
    "forget_releases": forget_releases,
    "load_cases": fill(Path("lake of cases"), "cases.csv"),
    "load_invoices": fill(Path("lake of invoices"), "invoices.csv"),
    "make_many_cases": bare("make_many_cases"),
    "load_many_cases": fill(LAKE_OF_MANY, "many_cases.csv"),
    "bare_load_many_cases": bare("import_many_cases"),
    "merge_correction": merge_correction,
    "undo_correction": undo_correction,
    "open_durations": open_durations,
    "scorecard": scorecard,
    "whole_catalogue": lambda: scorecard([name for name in collect() if name not in BY_HAND[-2:]]),
    "bare_load_cases": bare("import_cases"),
    "bare_load_invoices": bare("import_invoices"),
    "bare_scorecard": bare_scorecard,
    "publish_ten": publish_ten,
    "deck_of_ten": of_ten(deck.edition_deck),
    "pdf_of_ten": of_ten(pdf.edition_pdf),
    "html_of_ten": of_ten(pages.edition_html),
    "agree": agree,
}


def main(name: str) -> None:
    started = perf_counter()
    TASKS[name]()
    seconds = perf_counter() - started
    print(json.dumps({"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTES / 1024}))


if __name__ == "__main__":
    main(sys.argv[1])
