"""The journal: every version stays, each pole answers for its own, and limits start anew where the team said so."""

from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from ingest.journal import EntryRefused, revise, withdraw, write
from lake.store import Lake
from language import NO_BREAK
from metrics.engine import Tables, open_tables
from metrics.journal import all_entries, history, of, withdrawn
from metrics.question import Question
from metrics.reading import Reading, read
from metrics.spc import xmr
from tests import conftest_lake
from tests.journaling import FILLED, INDICATORS, draft

BEFORE = [10.0, 12, 11, 12, 10, 13, 10, 12, 11]
AFTER = [30.0, 33, 31, 32, 30, 33, 31, 34, 30]
NUMBERS = count()


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    """One call a month and team from January 2014; Lyon's get three times as long in October, Paris's stay."""
    return Lake(_calls(_calls(tmp_path / "lake", "Lyon", [*BEFORE, *AFTER]), "Paris", [*BEFORE, *BEFORE]))


def _calls(lake: Path, team: str, waits: list[float]) -> Path:
    days = [date(2014 + month // 12, month % 12 + 1, 28) for month in range(len(waits))]
    rows = [
        {"case_id": f"{next(NUMBERS)}", "opened_on": day, "team": team, "answered": True, "wait_s": wait}
        for day, wait in zip([*days[:-1], days[-1].replace(day=30)], waits, strict=True)
    ]
    return conftest_lake.write(lake, "cases", rows)


def tables(lake: Lake) -> Tables:
    return open_tables(lake.path)


def reading(lake: Lake, **question: Any) -> Reading:
    (only,) = read(["median_wait_s"], Question(**question), tables(lake))
    return only


LYON = {"where": (("team", "Lyon"),)}


@pytest.mark.parametrize("kind", FILLED)
def test_an_entry_is_kept_as_it_was_written(lake: Lake, kind: str) -> None:
    given = draft(kind, text="  =fewer of us ", indicator="median_wait_s", team="Lyon")
    entry_id = write(lake, given, "quality", INDICATORS)
    (entry,) = all_entries(tables(lake))
    assert (entry.entry_id, entry.version, entry.text, entry.pole) == (entry_id, 1, "=fewer of us", "quality")
    assert {name: getattr(entry, name) for name in FILLED[kind]} == FILLED[kind]
    assert (entry.on, entry.indicator, entry.team, entry.withdrawn) == (date(2014, 6, 1), "median_wait_s", "Lyon", False)


def test_every_version_stays_and_the_last_one_stands(lake: Lake) -> None:
    entry_id = write(lake, draft(text="first"), "quality", INDICATORS)
    revise(lake, entry_id, draft(text="second", on=date(2014, 7, 1)), "quality", INDICATORS)
    assert [(entry.version, entry.text) for entry in all_entries(tables(lake))] == [(2, "second")]
    withdraw(lake, entry_id, "twice in the journal", "quality")
    assert all_entries(tables(lake)) == []
    told = history(tables(lake), entry_id)
    assert [(entry.version, entry.text, entry.withdrawn, entry.reason) for entry in told] == [
        (1, "first", False, None),
        (2, "second", False, None),
        (3, "second", True, "twice in the journal"),
    ]
    assert [entry.entry_id for entry in withdrawn(tables(lake))] == [entry_id]


def test_entries_come_oldest_first(lake: Lake) -> None:
    for day in (date(2014, 7, 1), date(2014, 5, 1), date(2014, 6, 1)):
        write(lake, draft(on=day), "hr", INDICATORS)
    assert [entry.on.month for entry in all_entries(tables(lake))] == [5, 6, 7]


@pytest.mark.parametrize("pole", ["production", "hr"])
def test_only_the_pole_that_wrote_it_changes_an_entry(lake: Lake, pole: str) -> None:
    entry_id = write(lake, draft(), "quality", INDICATORS)
    for change in (lambda: revise(lake, entry_id, draft(), pole, INDICATORS), lambda: withdraw(lake, entry_id, "why not", pole)):
        with pytest.raises(EntryRefused) as refused:
            change()
        assert refused.value.say("fr").startswith(f"Cette note appartient à{NO_BREAK}: points relais")
    assert len(history(tables(lake), entry_id)) == 1


def test_what_is_withdrawn_is_not_changed_any_more(lake: Lake) -> None:
    entry_id = write(lake, draft(), "quality", INDICATORS)
    with pytest.raises(EntryRefused, match="Say why"):
        withdraw(lake, entry_id, " ", "quality")
    withdraw(lake, entry_id, "a mistake", "quality")
    with pytest.raises(EntryRefused, match="was withdrawn"):
        revise(lake, entry_id, draft(), "quality", INDICATORS)
    with pytest.raises(EntryRefused, match="no entry “none”"):
        withdraw(lake, "none", "a mistake", "quality")


@pytest.mark.parametrize(
    ("kind", "lacking", "said"),
    [
        ("event", {"text": "  "}, "Say in a few words"),
        ("event", {"kind": "party"}, "“party” is not a kind of entry"),
        ("event", {"indicator": "wait"}, "“wait” is not an indicator"),
        ("event", {"team": "Metz"}, "No data name the team “Metz”"),
        ("event", {"on": date(2114, 6, 1)}, "2114-06-01 is more than a year ahead"),
        ("action", {"owner_role": None}, "An action needs a role"),
        ("action", {"owner_role": "Mme Martin"}, "never a person"),
        ("action", {"due_on": None}, "An action needs a day"),
        ("action", {"due_on": date(2014, 5, 31)}, "comes before the day it was decided"),
        ("action", {"done_on": date(2114, 5, 31)}, "on a day that has come"),
        ("deviation", {"until": None}, "needs its last day"),
        ("deviation", {"until": date(2014, 5, 31)}, "comes before its first"),
        ("rebase", {"text": ""}, "Say in a few words"),
        ("rebase", {"cause": None}, "Say what caused the change"),
        ("rebase", {"cause": " "}, "Say what caused the change"),
        ("rebase", {"expected_to_last": None}, "expected to last"),
        ("rebase", {"expected_to_last": False}, "expected to last"),
        ("rebase", {"observed_long_enough": None}, "observed long enough"),
        ("rebase", {"observed_long_enough": False}, "observed long enough"),
        ("rebase", {"on": date(2114, 6, 1)}, "2114-06-01 is more than a year ahead"),
    ],
)
def test_what_an_entry_lacks_is_said_and_nothing_is_kept(lake: Lake, kind: str, lacking: dict[str, Any], said: str) -> None:
    given = draft(kind, **{key: value for key, value in lacking.items() if key != "kind"})
    if "kind" in lacking:
        object.__setattr__(given, "kind", lacking["kind"])
    with pytest.raises(EntryRefused) as refused:
        write(lake, given, "quality", INDICATORS)
    assert said in refused.value.say("en")
    assert refused.value.say("fr") != refused.value.say("en")
    assert [refused.value.field] == list(lacking)
    assert all_entries(tables(lake)) == []


def test_who_writes_says_of_which_pole(lake: Lake) -> None:
    with pytest.raises(EntryRefused, match="which pole"):
        write(lake, draft(), "", INDICATORS)


def test_an_entry_concerns_its_indicator_its_team_and_the_whole(lake: Lake) -> None:
    for entry in (draft(text="all"), draft(text="wait", indicator="median_wait_s"), draft(text="Lyon", team="Lyon")):
        write(lake, entry, "quality", INDICATORS)
    entries = all_entries(tables(lake))
    assert [entry.text for entry in of(entries, "median_wait_s")] == ["all", "wait", "Lyon"]
    assert [entry.text for entry in of(entries, "cases_opened", ["Lyon", "Paris"])] == ["all", "Lyon"]
    assert [entry.text for entry in of(entries, "cases_opened", ["Paris"])] == ["all"]
    assert [entry.text for entry in of(entries, "cases_opened", [""])] == ["all"]  # the rows without a team


def test_a_rebase_in_the_middle_equals_two_series(lake: Lake) -> None:
    write(lake, draft("rebase", date(2014, 10, 1)), "quality", INDICATORS)
    read = reading(lake, **LYON)
    assert read.xmr.rebases == (9,)
    assert read.xmr.points[:9] == xmr(BEFORE, better="lower").points
    assert read.xmr.points[9:] == xmr(AFTER, better="lower").points
    assert [(each.position, each.anew) for each in read.entries] == [(9, True)]


def test_limits_start_anew_with_the_first_period_that_is_wholly_after_the_change(lake: Lake) -> None:
    write(lake, draft("rebase", date(2014, 9, 2)), "quality", INDICATORS)
    write(lake, draft("event", date(2014, 9, 2)), "quality", INDICATORS)
    read = reading(lake, **LYON)
    assert [(each.position, each.anew) for each in read.entries] == [(9, True), (8, False)]
    assert reading(lake, grain="quarter", **LYON).xmr.rebases == (3,)


def test_a_team_s_rebase_is_of_its_series_only(lake: Lake) -> None:
    write(lake, draft("rebase", date(2014, 10, 1), team="Lyon"), "quality", INDICATORS)
    by_team = {dict(each.breakdown)["team"]: each for each in read(["median_wait_s"], Question(by=("team",)), tables(lake))}
    assert (by_team["Lyon"].xmr.rebases, by_team["Paris"].xmr.rebases) == ((9,), ())
    assert by_team["Paris"].entries == ()
    assert reading(lake, **LYON).xmr.rebases == (9,)
    whole = reading(lake)
    assert whole.xmr.rebases == ()
    assert [(each.position, each.anew) for each in whole.entries] == [(9, False)]
    both = reading(lake, where=(("team", "Lyon"), ("team", "Paris")))
    assert both.xmr.rebases == ()


def test_another_indicator_keeps_its_limits(lake: Lake) -> None:
    write(lake, draft("rebase", date(2014, 10, 1), indicator="cases_opened"), "quality", INDICATORS)
    assert (reading(lake).xmr.rebases, reading(lake).entries) == ((), ())


def test_a_withdrawn_rebase_gives_the_former_limits_back(lake: Lake) -> None:
    former = reading(lake).xmr
    entry_id = write(lake, draft("rebase", date(2014, 10, 1)), "quality", INDICATORS)
    assert reading(lake).xmr != former
    withdraw(lake, entry_id, "not expected to last after all", "quality")
    assert reading(lake).xmr == former


@pytest.mark.parametrize("on", [date(2013, 12, 31), date(2014, 1, 1), date(2015, 6, 2), date(2015, 7, 1)])
def test_a_rebase_at_the_edge_of_a_series_changes_no_limits(lake: Lake, on: date) -> None:
    former = reading(lake).xmr
    write(lake, draft("rebase", on), "quality", INDICATORS)
    assert reading(lake).xmr == former
    (whole,) = read(["median_wait_s"], Question(grain="all"), tables(lake))
    assert whole.entries == ()


def test_the_engines_read_the_journal_alike(lake: Lake) -> None:
    write(lake, draft("rebase", date(2014, 10, 1)), "quality", INDICATORS)
    assert all_entries(open_tables(lake.path, "pandas")) == all_entries(tables(lake))
