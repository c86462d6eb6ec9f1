"""What a meeting looks at: changes since the last one, what was decided, what is open, what is late."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from ingest.journal import withdraw, write
from lake.store import Lake
from language import NO_BREAK
from metrics import digest, periods
from metrics.catalogue import collect
from metrics.engine import open_tables
from metrics.late import is_late, late, usual_interval
from metrics.signals import MAIL, TEAM, Meeting, Signal, meeting, shown
from tests import conftest_lake
from tests.journaling import draft

USUAL = [10.0, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12]
TODAY = date(2015, 3, 5)


def calls(folder: Path, waits: list[float], team: str = "Paris") -> Lake:
    """One answered call on the last day of each month, from January 2014."""
    days = [periods.span(2014 * 12 + month, "month")[1] for month in range(len(waits))]
    rows = [
        {"case_id": f"{team} {day}", "opened_on": day, "team": team, "answered": True, "wait_s": wait}
        for day, wait in zip(days, waits, strict=True)
    ]
    return Lake(conftest_lake.write(folder, "cases", rows))


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two indicators, so that asking is quick."""
    monkeypatch.setattr("metrics.signals.shown", lambda audiences: ["median_wait_s", "mean_wait_s"])  # noqa: ARG005 - as `shown`


@pytest.fixture
def changed(tmp_path: Path) -> Lake:
    """Fourteen months of which the last, February 2015, is beyond the limits."""
    return calls(tmp_path / "lake", [*USUAL, 10, 40])


@pytest.fixture
def passed(tmp_path: Path) -> Lake:
    """Fifteen months; of December 2014 the wait was beyond the limits."""
    return calls(tmp_path / "lake", [*USUAL[:11], 40, 10, 12, 10])


def look(lake: Lake, since: date = date(2015, 2, 10), today: date = TODAY, **options: Any) -> Meeting:
    return meeting(open_tables(lake.path), since, today, **options)


def of_wait(found: list[Signal]) -> list[Signal]:
    return [signal for signal in found if signal.reading.indicator.name == "median_wait_s"]


def note(lake: Lake, kind: str, on: date, **fields: Any) -> str:
    return write(lake, draft(kind, on, **fields), "quality", collect())


def test_a_change_says_since_when_by_which_rule_and_for_how_long_it_stands(changed: Lake) -> None:
    (signal,) = of_wait(look(changed).signals)
    assert (signal.since, signal.period, signal.lasts) == ("2015-02-01", "2015-02-01", True)
    assert (signal.point.value, signal.n, signal.point.rule, signal.point.kind) == (40.0, 1, "limit", "concern")
    assert signal.standing_days == 5  # from 28 February to 5 March


def test_the_longest_standing_comes_first(changed: Lake) -> None:
    days = [signal.standing_days for signal in look(changed, since=date(2014, 1, 1)).signals]
    assert len(days) > 1
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize(("since", "count"), [(date(2014, 12, 31), 1), (date(2015, 1, 1), 0)])
def test_a_change_counts_when_one_of_its_periods_ended_since_the_last_meeting(passed: Lake, since: date, count: int) -> None:
    found = of_wait(look(passed, since=since).signals)
    assert len(found) == count
    assert [signal.lasts for signal in found] == [False] * count


def test_neighbouring_periods_marked_alike_are_one_change(tmp_path: Path) -> None:
    lake = calls(tmp_path, [*USUAL, *USUAL, 12, 13, 13, 12, 13, 12, 13])
    (signal,) = of_wait(look(lake, since=date(2016, 7, 1), today=date(2016, 8, 2)).signals)
    assert (signal.since, signal.period, signal.point.rule) == ("2015-12-01", "2016-07-01", "shift")  # December 2015 is a 12 too


@pytest.mark.parametrize(
    ("on", "fields", "explained"),
    [
        (date(2015, 2, 1), {}, True),
        (date(2015, 3, 1), {"indicator": "median_wait_s", "kind": "decision"}, True),
        (date(2015, 2, 9), {"team": "Paris"}, True),
        (date(2015, 1, 31), {}, False),
        (date(2015, 2, 9), {"indicator": "answer_rate"}, False),
    ],
    ids=["its first day", "a decision later", "a team", "before", "another indicator"],
)
def test_a_change_is_explained_by_an_entry_since_its_start(changed: Lake, on: date, fields: dict[str, Any], explained: bool) -> None:
    kind = fields.pop("kind", "event")
    entry_id = note(changed, kind, on, **fields)
    found = look(changed)
    assert len(of_wait(found.signals)) == 1
    assert of_wait(found.unexplained) == [] if explained else of_wait(found.unexplained) == of_wait(found.signals)
    assert of_wait(found.signals)[0].standing_days == (max(0, (on - date(2015, 2, 28)).days) if explained else 5)
    withdraw(changed, entry_id, "a mistake", "quality")
    assert len(of_wait(look(changed).unexplained)) == 1


def test_a_rebase_ends_the_change_that_it_explains(tmp_path: Path) -> None:
    lake = calls(tmp_path, [*USUAL, *(value + 30 for value in USUAL)])
    since, today = date(2015, 12, 1), date(2016, 1, 5)
    assert len(of_wait(look(lake, since, today).signals)) == 1
    note(lake, "rebase", date(2015, 1, 1), indicator="median_wait_s")
    assert of_wait(look(lake, since, today).signals) == []


def test_open_actions_come_by_the_day_they_are_due(changed: Lake) -> None:
    note(changed, "action", date(2014, 6, 1), text="second", due_on=date(2015, 4, 1))
    note(changed, "action", date(2014, 6, 2), text="first", due_on=date(2015, 3, 1))
    note(changed, "action", date(2014, 6, 3), text="done", done_on=date(2014, 7, 1))
    withdraw(changed, note(changed, "action", date(2014, 6, 4), text="withdrawn"), "twice", "quality")
    found = look(changed)
    assert [entry.text for entry in found.open_actions] == ["first", "second"]
    assert [digest.action_told(entry, found, "en") for entry in found.open_actions] == [
        "first – production & billing, was due on 1 March 2015",
        "second – production & billing, by 1 April 2015",
    ]


@pytest.mark.parametrize(
    ("until", "told"),
    [
        (date(2015, 2, 9), None),
        (date(2015, 2, 10), "was accepted until 10 February 2015"),
        (date(2015, 3, 5), "accepted until 5 March 2015"),
        (date(2015, 4, 5), "accepted until 5 April 2015"),
        (date(2015, 4, 6), None),
    ],
)
def test_deviations_that_ended_since_or_will_within_31_days(changed: Lake, until: date, told: str | None) -> None:
    note(changed, "deviation", date(2014, 6, 1), text="fewer of us", until=until)
    found = look(changed)
    assert [digest.deviation_told(entry, found, "en") for entry in found.expiring] == ([f"fewer of us: {told}"] if told else [])


def test_a_decision_says_what_happened_since(changed: Lake) -> None:
    note(changed, "decision", date(2015, 1, 10), text="open on Saturdays", indicator="median_wait_s")
    note(changed, "decision", date(2015, 1, 10), text="call back", indicator="median_wait_s", team="Paris")
    note(changed, "decision", date(2015, 1, 10), text="meet more often")
    found = look(changed, since=date(2015, 1, 10))
    assert [digest.decision_told(each, "en").replace(NO_BREAK, " ") for each in found.decisions] == [
        "10 January 2015 · decision · open on Saturdays → Median wait, 12 s in December 2014, 40 s in February 2015: a signal",
        "10 January 2015 · decision · call back · team Paris → Median wait, 12 s in December 2014, 40 s in February 2015: a signal",
        "10 January 2015 · decision · meet more often",
    ]
    assert found.decisions[1].reading is not None
    assert found.decisions[1].reading.question.where == (("team", "Paris"),)


@pytest.mark.parametrize(
    ("on", "told"),
    [
        (date(2015, 2, 2), "Median wait, no complete month since"),
        (date(2014, 1, 1), "Median wait, 40 s in February 2015; not known before"),
    ],
)
def test_a_decision_without_a_before_or_a_since_says_so(changed: Lake, on: date, told: str) -> None:
    note(changed, "decision", on, indicator="median_wait_s")
    (decision,) = look(changed).decisions
    assert digest.happened(decision, "en").replace(NO_BREAK, " ") == told


def test_without_a_new_decision_the_last_ones_are_looked_at(changed: Lake) -> None:
    for on, text in ((date(2014, 3, 1), "old"), (date(2014, 9, 1), "one"), (date(2014, 9, 1), "other")):
        note(changed, "decision", on, text=text)
    assert [each.entry.text for each in look(changed).decisions] == ["one", "other"]
    note(changed, "decision", date(2015, 2, 10), text="new")
    assert [each.entry.text for each in look(changed).decisions] == ["new"]


def test_figures_and_entries_for_others_are_left_out(changed: Lake) -> None:
    note(changed, "action", date(2014, 6, 1), text="invoice sooner", indicator="receivables")
    assert collect()["receivables"].audience == "production"
    assert [entry.text for entry in look(changed).open_actions] == ["invoice sooner"]
    assert look(changed, audiences=MAIL).open_actions == []
    assert "receivables" in {*shown(TEAM)} - {*shown(MAIL)}
    assert {collect()[name].audience for name in shown(TEAM)} <= {*TEAM}
    assert {collect()[name].source for name in shown(TEAM)} & {"answers"} == set()


def test_figures_for_human_resources_are_in_no_meeting(changed: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    before = collect()
    hidden = {**before, "median_wait_s": replace(before["median_wait_s"], audience="hr")}
    monkeypatch.setattr("metrics.signals.shown", shown)
    monkeypatch.setattr("metrics.signals.collect", lambda: hidden)
    note(changed, "decision", date(2015, 2, 20), text="secret", indicator="median_wait_s")
    found = look(changed)
    assert (of_wait(found.signals), found.decisions) == ([], [])
    assert "secret" not in digest.text(found, "en")


@pytest.mark.parametrize(
    ("until", "interval", "today", "said"),
    [
        (date(2015, 4, 30), None, date(2015, 5, 31), False),
        (date(2015, 4, 30), None, date(2015, 6, 10), False),
        (date(2015, 4, 30), None, date(2015, 6, 11), True),
        (date(2015, 4, 29), None, date(2015, 5, 11), True),
        (date(2014, 11, 30), None, date(2015, 1, 10), False),
        (date(2014, 11, 30), None, date(2015, 1, 11), True),
        (date(2015, 4, 30), 7, date(2015, 5, 14), False),
        (date(2015, 4, 30), 7, date(2015, 5, 15), True),
        (date(2015, 4, 30), 1, date(2015, 5, 4), False),
        (date(2015, 4, 30), 1, date(2015, 5, 5), True),
    ],
)
def test_when_data_are_late(until: date, interval: int | None, today: date, said: bool) -> None:
    assert is_late(until, interval, today) is said


@pytest.mark.parametrize(
    ("days", "interval"),
    [([], None), ([1, 8], None), ([1, 8, 15], 7), ([1, 2, 3, 4, 28], 1), ([1, 26, 51], None), ([1, 24, 48], 24)],
)
def test_the_usual_interval_is_the_median_between_days_of_import(days: list[int], interval: int | None) -> None:
    assert usual_interval([date.fromordinal(735000 + day) for day in days]) == interval


def test_a_source_that_was_never_loaded_is_not_late_and_an_undone_import_does_not_count(changed: Lake) -> None:
    assert [(each.source, each.until, each.interval_d) for each in late(open_tables(changed.path), date(2015, 4, 11))] == [
        ("cases", date(2015, 2, 28), None)
    ]
    assert late(open_tables(changed.path), date(2015, 4, 10)) == []
    for number, undone in ((1, None), (2, None), (3, "undone"), (8, None), (15, None)):
        moment = f"2015-01-{number:02d}T08:00:00+00:00"
        row = {"import_id": str(number), "kind": "cases", "file": "f", "sha256": "", "rows_read": 1, "header": "[]", "written": 1}
        stamped = {"loaded_at": datetime.fromisoformat(moment), "undone_at": datetime.fromisoformat(moment) if undone else None}
        conftest_lake.write(
            changed.path, "imports", [{**row, **dict.fromkeys(("inserted", "updated", "unchanged", "refused"), 0), **stamped}]
        )
    (found,) = late(open_tables(changed.path), date(2015, 3, 15))
    assert found.interval_d == 6  # the days between are 1, 6 and 7; with the undone one the median would be 3
    assert digest.late_told(found, "en") == "cases: until 28 February 2015; usually loaded every 6 days"


def test_the_digest_has_a_paragraph_for_each_part_that_says_something(changed: Lake) -> None:
    note(changed, "event", date(2015, 2, 3), text="strike", indicator="mean_wait_s")
    found = look(changed, today=date(2015, 4, 20))
    told = digest.text(found, "en").replace(NO_BREAK, " ")
    heads = [part.splitlines()[0] for part in told.split("\n\n")]
    assert heads == ["Data that are late", "Changes without a word in the journal", "Changes that the journal tells about"]
    assert "- cases: until 28 February 2015; a complete month is missing" in told
    # mean 182/14 = 13; the range of 30 is screened out, the others are 2: 13 ± 2.66 × 2
    assert (
        "- The median wait is longer than before in February 2015: above its usual variation (40 s in February 2015; usual "
        "7.7–18 s). The journal has said nothing about it for 51 days." in told
    )
    assert "Journal: 3 February 2015 · event · strike." in told
    long = next(replace(signal, standing_days=4531) for signal in found.signals if not signal.entries)
    assert "for 4,531 days." in digest.signal_told(long, "en")
    assert digest.subject(found, "en") == f"Point Relais: {len(found.signals)} changes, data are late"


def test_a_change_that_is_over_says_so(passed: Lake) -> None:
    (signal,) = of_wait(look(passed, since=date(2014, 12, 20)).signals)
    assert "Since then, as usual." in digest.signal_told(signal, "en")
    assert "Depuis, comme d’habitude." in digest.signal_told(signal, "fr")


def test_nothing_is_a_sentence_too(tmp_path: Path) -> None:
    tmp_path.joinpath("lake").mkdir()
    found = look(Lake(tmp_path / "lake"))
    assert digest.text(found, "en") == "Nothing since 10 February 2015: everything varies as usual, and no data are late."
    assert digest.text(found, "fr").startswith("Rien depuis le 10 février 2015")
    assert digest.subject(found, "en") == "Point Relais: nothing new"
