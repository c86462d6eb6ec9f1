"""A wave is released once, whole, and what is seen of it tells no more than it should."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from lake.store import Lake, LakeBusy, Writer
from metrics import release_command
from metrics.__main__ import main
from metrics.closing import FIRST, closings
from metrics.disclosure.interval import half_width
from metrics.engine import open_tables
from metrics.release import ReleaseRefused, preview, release, to_release
from metrics.released import Cell, every_release, released, say_cell
from tests.conftest_lake import write
from tests.surveying import NORMAL, OTHERS, WAVE, answers, in_lake, person


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return in_lake(tmp_path, NORMAL)


def seen(cells: Sequence[Cell]) -> dict[str | None, str]:
    return {cell.team: say_cell(cell, "en") for cell in cells}


def standing(lake: Lake) -> list[Cell]:
    return released(open_tables(lake.path))


def change(lake: Lake, rows: list[dict[str, Any]]) -> None:
    """What a later import does: replace or add answers."""
    write(lake.path, "answers", rows, fresh=False)


def test_a_release_shows_the_activity_and_the_teams_that_may_be_shown(lake: Lake) -> None:
    assert seen(release(lake, WAVE, "rh")) == {
        None: "56 ± 9 · 21 answers · 50 to 79 % answered",
        "Lille": "not published",
        "Lyon": "60 ± 15 · 9 answers · fewer than half answered · with those who kept silent, between 27 and 82",
        "Paris": "not published",  # the smallest of the others, which keeps Lille from being the difference
    }
    assert [cell.wave for cell in standing(lake)] == [WAVE] * 4
    assert {cell.rule for cell in standing(lake)} == {"2"}


def test_what_is_not_published_shows_nothing_whatever_the_cause(lake: Lake) -> None:
    hidden = {cell.team: cell for cell in release(lake, WAVE, "rh") if cell.figure is None}
    shown = [(c.low, c.high, c.half_width, c.respondents, c.participation, c.worst_low, c.worst_high) for c in hidden.values()]
    assert set(hidden) == {"Lille", "Paris"}
    assert shown == [(None,) * 7] * 2


def test_the_interval_comes_from_how_many_answered_alone(lake: Lake) -> None:
    (lyon,) = (cell for cell in release(lake, WAVE, "rh") if cell.team == "Lyon")
    assert lyon.half_width == pytest.approx(half_width(9, 20)) == pytest.approx(15.4, abs=0.05)


def arrival(lake: Lake) -> set[str]:
    """What those who look see, when they look again after each of three answers: different sights."""
    looks = [seen(preview(lake, WAVE, "rh"))]
    for k in range(3):
        change(lake, person(f"early{k}", "Lyon", 40))
        looks.append(seen(preview(lake, WAVE, "rh")))
        assert standing(lake) == []
    return {str(each) for each in looks}


def test_nothing_is_seen_before_the_release_and_nothing_moves_after(lake: Lake) -> None:
    """Arrival replay: answers come one by one; whoever looks after each, at previews too, learns nothing of it."""
    looked = arrival(lake)
    assert len(looked) == 1
    published = release(lake, WAVE, "rh")
    assert str(seen(published)) == looked.pop()
    for k in range(3):
        change(lake, person(f"late{k}", "Lyon", 0))
        assert standing(lake) == published
    with pytest.raises(ReleaseRefused, match="closed"):
        release(lake, WAVE, "rh")
    assert standing(lake) == published


def test_tooth_a_look_that_does_not_close_the_wave_follows_each_answer(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("metrics.release.closings", lambda _: {})
    monkeypatch.setattr("metrics.release.close", lambda *_: None)
    assert len(arrival(lake)) == 4


def test_a_look_at_a_correction_closes_it_too(lake: Lake) -> None:
    """Nobody learns of one answer by correcting it between two looks."""
    release(lake, WAVE, "rh")
    change(lake, answers({"Lyon": (40, 44, 48, 48, 52, 56, 60, 68, 72)}) + answers({"Paris": (8,) * 8}))
    first = seen(preview(lake, WAVE, "rh", correct=True))
    change(lake, person("Lyon0", "Lyon", 0))
    assert seen(preview(lake, WAVE, "rh", correct=True)) == seen(release(lake, WAVE, "rh", correct=True)) == first


def test_a_refused_look_closes_nothing(lake: Lake) -> None:
    with pytest.raises(ReleaseRefused):
        preview(lake, "2014-06", "rh")
    release(lake, WAVE, "rh")
    with pytest.raises(ReleaseRefused, match="differ"):
        preview(lake, WAVE, "rh", correct=True)
    assert [(one.wave, one.corrects) for one in closings(open_tables(lake.path)).values()] == [(WAVE, FIRST)]


def test_what_waits_to_be_released(lake: Lake) -> None:
    change(lake, answers(NORMAL, "2014-06"))
    assert to_release(lake) == [WAVE, "2014-06"]
    release(lake, WAVE, "rh")
    assert to_release(lake) == ["2014-06"]


def test_late_answers_are_in_no_correction_either(lake: Lake) -> None:
    release(lake, WAVE, "rh")
    change(lake, answers({"Lyon": (0,) * 8}, first=100))
    with pytest.raises(ReleaseRefused, match="differ"):
        release(lake, WAVE, "rh", correct=True)


def test_a_correction_of_few_is_refused_and_one_of_many_replaces_what_stands(lake: Lake) -> None:
    first = release(lake, WAVE, "rh")
    change(lake, answers({"Lyon": (40, 40, 40, 40)}))
    with pytest.raises(ReleaseRefused, match="differ"):
        release(lake, WAVE, "rh", correct=True)
    change(lake, answers({"Lyon": (40, 44, 48, 48, 52, 56, 60, 68, 72)}) + answers({"Paris": (8,) * 8}))
    second = release(lake, WAVE, "rh", correct=True)
    assert standing(lake) == second
    assert {cell.corrects for cell in second} == {first[0].release_id}
    assert every_release(open_tables(lake.path)) == [*first, *second]


def test_a_correction_passes_the_gate_with_all_that_was_said(lake: Lake) -> None:
    """Of Lyon and of the activity, six people's answers differ: more than four, and fewer than two colleagues may be taken from."""
    release(lake, WAVE, "rh")
    change(lake, answers({"Lyon": (64, 64, 64, 64, 64, 44)}))
    assert set(seen(release(lake, WAVE, "rh", correct=True)).values()) == {"not published"}


def test_a_preview_is_what_is_then_published_and_publishes_nothing(lake: Lake) -> None:
    before = preview(lake, WAVE, "rh")
    assert not lake.exists("releases")
    assert seen(before) == seen(release(lake, WAVE, "rh"))


def test_a_release_killed_half_way_never_was(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Writer, "_commit", killed)
        with pytest.raises(KeyboardInterrupt):
            release(lake, WAVE, "rh")
    assert standing(lake) == []
    assert len(release(lake, WAVE, "rh")) == len(standing(lake)) == 4


@pytest.mark.parametrize(
    ("wave", "correct", "said"),
    [("2013-12", False, "There is no wave “2013-12” among the answers. Known: 2014-03."), (WAVE, True, "nothing to correct")],
)
def test_a_release_that_cannot_be_says_why(lake: Lake, wave: str, correct: bool, said: str) -> None:
    with pytest.raises(ReleaseRefused) as refused:
        release(lake, wave, "rh", correct=correct)
    assert said in refused.value.say("en")


def test_a_wave_of_unknown_instruments_is_refused_by_their_names(tmp_path: Path) -> None:
    lake = Lake(write(tmp_path, "answers", [{**answer, "instrument": "ours"} for answer in answers(NORMAL)]))
    with pytest.raises(ReleaseRefused) as refused:
        release(lake, WAVE, "rh")
    assert "ours" in refused.value.say("en")


def test_without_headcounts_there_is_no_participation(tmp_path: Path) -> None:
    lake = Lake(write(tmp_path, "answers", answers(NORMAL)))
    assert seen(release(lake, WAVE, "rh"))["Lyon"] == "60 ± 15 · 9 answers"


def test_an_extreme_team_is_a_band_in_words(tmp_path: Path) -> None:
    lake = Lake(write(tmp_path, "answers", answers({"Paris": (100, 96, 96, 92) * 3, "Lyon": (0, 4, 4, 8) * 3})))
    told = seen(release(lake, WAVE, "rh"))
    assert told["Paris"] == "75 or more · 12 answers"
    assert told["Lyon"] == "25 or less · 12 answers"


def printed(capsys: pytest.CaptureFixture[str], lake: Lake, *options: str) -> str:
    assert main(["release", WAVE, "--lake", str(lake.path), *options]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("options", [("--dry-run",), ("--dry-run", "--json")])
def test_everything_that_is_shown_is_the_same_for_other_answers_with_the_same_rounded_means(
    lake: Lake, tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...]
) -> None:
    """No spread, no median, no lowest or highest answer, no hidden team's mean is in it: whatever they are, one reads the same."""
    shown = printed(capsys, lake, *options)
    assert sum(map(sum, OTHERS.values())) != sum(map(sum, NORMAL.values()))
    other = in_lake(tmp_path / "other", OTHERS)
    assert printed(capsys, other, *options) == shown


def test_the_command_prints_json_and_publishes_once(lake: Lake, capsys: pytest.CaptureFixture[str]) -> None:
    before = json.loads(printed(capsys, lake, "--dry-run", "--json"))
    after = json.loads(printed(capsys, lake, "--json"))
    assert before["release_id"] is None
    assert after["release_id"] == standing(lake)[0].release_id
    assert before["cells"] == after["cells"]
    assert main(["release", WAVE, "--lake", str(lake.path)]) == 2
    assert "2014-03" in capsys.readouterr().err


def test_the_command_shows_a_line_a_team(lake: Lake, capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, lake, "--dry-run").splitlines()
    assert len(lines) == 1 + 4 + 2
    assert sum("non publié" in line for line in lines) == 2


def test_a_lake_that_an_import_holds_is_said_to_be_busy(
    lake: Lake, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise LakeBusy

    monkeypatch.setattr(release_command, "release", busy)
    assert main(["release", WAVE, "--lake", str(lake.path)]) == 2
    assert capsys.readouterr().err == "Un import est en cours. Réessayez quand il est fini\u00a0; rien n’a été changé.\n"
