"""An edition beside today's figures: what differs, by how much, and why."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ingest.load import load
from ingest.retime import retime
from ingest.undo import undo
from lake.store import Lake
from metrics.edition import Draft, Edition, Page, publish, save
from metrics.restatement import Restated, restate
from settings import settings
from tests.conftest_lake import write as put

MAY = date(2014, 5, 1)
HEADER = "case_id,team,topic,opened_at,closed_at,answered,wait_s\n"
CASES = HEADER + "".join(
    f"C{month}-{k},{'Lyon' if k % 2 else 'Paris'},Travail,2014-{month:02d}-0{k}T10:00:00,2014-{month:02d}-0{k}T15:00:00,true,{10 * k}\n"
    for month in range(1, 6)
    for k in range(5, 9)
)
NAMES = ("cases_opened", "p90_wait_s", "median_resolution_open_s", "backlog", "answer_rate")


@pytest.fixture
def loaded(lake: Lake, write: Callable[..., Path]) -> Lake:
    load(write("cases.csv", CASES), lake)
    return lake


@pytest.fixture
def edition(loaded: Lake) -> Edition:
    return published(loaded)


def published(lake: Lake, where: tuple[tuple[str, str], ...] = ()) -> Edition:
    draft = Draft(MAY, tuple(map(Page, NAMES)), where=where)
    return publish(lake.path, save(lake.path, draft).edition_id, "quality")


def reasons(restated: list[Restated]) -> dict[str, dict[str, list[str]]]:
    """By indicator and month, the reasons in words."""
    return {
        each.figure.reading.indicator.name: {one.period[:7]: [reason.say("en") for reason in one.reasons] for one in each.differences}
        for each in restated
        if each.differences
    }


def test_nothing_changed(loaded: Lake, edition: Edition) -> None:
    assert reasons(restate(edition, loaded.path)) == {}


def test_a_late_row_is_named_in_its_month_and_in_no_other(loaded: Lake, edition: Edition, write: Callable[..., Path]) -> None:
    late = "late,Lyon,Travail,2014-03-10T10:00:00,2014-03-10T15:00:00,false,1000\n"
    load(write("late.csv", HEADER + late), loaded)
    restated = restate(edition, loaded.path)
    assert reasons(restated) == {name: {"2014-03": ["1 late row"]} for name in ("cases_opened", "answer_rate")} | {
        "median_resolution_open_s": {"2014-03": ["1 late row"]}
    }
    (march,) = restated[0].differences
    assert (march.then, march.now, march.n_then, march.n_now) == (4, 5, 4, 5)


def test_a_corrected_row_is_named_where_the_figure_reads_it(loaded: Lake, edition: Edition, write: Callable[..., Path]) -> None:
    corrected = "C2-5,Paris,Travail,2014-02-05T10:00:00,2014-02-05T15:00:00,true,900\n"
    load(write("corrected.csv", HEADER + corrected), loaded)
    assert reasons(restate(edition, loaded.path)) == {"p90_wait_s": {"2014-02": ["1 corrected row"]}}


def test_a_case_that_stays_open_is_in_the_backlog_of_the_months_after(loaded: Lake, edition: Edition, write: Callable[..., Path]) -> None:
    load(write("open.csv", HEADER + "late,Lyon,Travail,2014-03-10T10:00:00,,true,70\n"), loaded)
    assert reasons(restate(edition, loaded.path))["backlog"] == {f"2014-0{month}": ["1 late row"] for month in (3, 4, 5)}


def test_rows_that_a_figure_does_not_count_are_no_reason_of_it(loaded: Lake, edition: Edition, write: Callable[..., Path]) -> None:
    rows = ("1,Lyon,Travail,2014-03-10T10:00:00,,false,", "2,Lyon,Travail,2014-03-11T10:00:00,2014-03-11T15:00:00,true,900")
    load(write("late.csv", HEADER + "".join(f"late{row}\n" for row in rows)), loaded)
    found = reasons(restate(edition, loaded.path))
    assert found["cases_opened"] == {"2014-03": ["2 late rows"]}
    assert found["p90_wait_s"] == {"2014-03": ["1 late row"]}
    assert found["median_resolution_open_s"] == {"2014-03": ["1 late row"]}


def test_a_correction_taken_back_puts_rows_back_where_the_figure_reads_them(loaded: Lake, write: Callable[..., Path]) -> None:
    waits = "".join(f"C2-{k},{'Lyon' if k % 2 else 'Paris'},Travail,2014-02-0{k}T10:00:00,2014-02-0{k}T15:00:00,true,900\n" for k in (5, 6))
    topic = "C2-7,Lyon,Bail,2014-02-07T10:00:00,2014-02-07T15:00:00,true,70\n"
    corrected = load(write("corrected.csv", HEADER + waits + topic), loaded)
    edition = published(loaded)
    undo(loaded, corrected.import_id)
    assert reasons(restate(edition, loaded.path)) == {"p90_wait_s": {"2014-02": ["2 rows as before their correction"]}}


def test_an_import_taken_back_is_named(lake: Lake, write: Callable[..., Path]) -> None:
    load(write("cases.csv", CASES), lake)
    more = load(write("more.csv", HEADER + "M,Lyon,Travail,2014-04-10T10:00:00,2014-04-10T15:00:00,true,50\n"), lake)
    edition = published(lake)
    undo(lake, more.import_id)
    assert reasons(restate(edition, lake.path))["cases_opened"] == {"2014-04": ["1 row taken back"]}


def test_other_opening_hours_are_named(
    loaded: Lake, edition: Edition, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    request.addfinalizer(settings.cache_clear)
    monkeypatch.setenv("POINT_RELAIS_OPENING_HOURS__MONDAY", '["11:00-12:00"]')
    settings.cache_clear()
    retime(loaded)
    found = reasons(restate(edition, loaded.path))
    assert set(found) == {"median_resolution_open_s"}
    assert all("with other opening hours" in said[0] and len(said) == 1 for said in found["median_resolution_open_s"].values())


def test_another_setting_is_named(
    lake: Lake, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    load(write("cases.csv", CASES), lake)
    draft = Draft(MAY, (Page("service_level"), Page("cases_opened")))
    edition = publish(lake.path, save(lake.path, draft).edition_id, "quality")
    request.addfinalizer(settings.cache_clear)
    monkeypatch.setenv("POINT_RELAIS_SERVICE_LEVEL_S", "65")
    settings.cache_clear()
    found = reasons(restate(edition, lake.path))
    assert found == {
        "service_level": {f"2014-0{month}": ["a setting changed: the time within which a call is to be answered"] for month in range(1, 6)}
    }


def test_another_definition_is_named(loaded: Lake, edition: Edition) -> None:
    """The figure published was reckoned otherwise: one case more in March than today's definition finds in the same data."""
    march = '{{"period": "2014-03-01", "complete": true, "value": {n}.0, "n": {n}'
    kept = edition.content.replace(march.format(n=4), march.format(n=5), 1)
    assert kept != edition.content
    found = reasons(restate(replace(edition, content=kept), loaded.path))
    assert found == {"cases_opened": {"2014-03": ["the way it is reckoned changed"]}}


def test_a_rebase_is_named_beside_the_figures(loaded: Lake, edition: Edition) -> None:
    entry = {"entry_id": "r", "version": 1, "kind": "rebase", "on": date(2014, 3, 1), "text": "nouveau standard", "pole": "quality"}
    put(loaded.path, "journal", [{**entry, "indicator": "p90_wait_s", "written_at": datetime(2014, 6, 1, tzinfo=UTC), "withdrawn": False}])
    restated = {each.figure.reading.indicator.name: each for each in restate(edition, loaded.path)}
    assert [reason.say("en") for reason in restated["p90_wait_s"].limits] == ["limits start anew elsewhere"]
    assert restated["cases_opened"].limits == ()
    assert reasons(list(restated.values())) == {}


def test_a_filter_leaves_the_rows_of_others_out(loaded: Lake, write: Callable[..., Path]) -> None:
    edition = published(loaded, (("team", "Lyon"),))
    late = "late,Paris,Travail,2014-03-10T10:00:00,2014-03-10T15:00:00,false,1000\nlyon,Lyon,Travail,2014-03-10T10:00:00,,true,10\n"
    load(write("late.csv", HEADER + late), loaded)
    assert reasons(restate(edition, loaded.path))["cases_opened"] == {"2014-03": ["1 late row"]}


def test_of_the_people_who_work_here_nothing_is_compared(loaded: Lake) -> None:
    edition = publish(loaded.path, save(loaded.path, Draft(MAY, (Page("absence_rate"), Page("backlog")))).edition_id, "hr")
    assert [each.compared for each in restate(edition, loaded.path)] == [False, True]
