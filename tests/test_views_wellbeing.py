"""The page of well-being, and that of its releases: what is seen is what was released, and nothing else."""

import json
import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lake.store import Lake
from metrics.__main__ import main
from metrics.engine import open_tables
from metrics.release import preview, release
from metrics.released import Cell, released
from settings import settings
from tests.conftest_lake import write
from tests.surveying import NORMAL, OTHERS, WAVE, Teams, answers, in_lake, person
from tests.viewing import Reader, charts, html, refused, rows, words
from views.released import csv

Opening = Callable[..., AppTest]
HALVES: Teams = {"Paris": (40, 60) * 6, "Lyon": (44, 56) * 7, "Lille": (20, 40, 60, 80)}


@pytest.fixture
def opening(monkeypatch: pytest.MonkeyPatch):
    yield lambda lake, view, **query: Reader(lake.path, monkeypatch).open(view, **{"lang": "en", **query})
    settings.cache_clear()


def twice(path: Path) -> Lake:
    """Two released waves with the same answers."""
    lake = in_lake(path, NORMAL, WAVE, "2014-06")
    for wave in (WAVE, "2014-06"):
        release(lake, wave, "rh")
    return lake


def standing(lake: Lake) -> list[Cell]:
    return released(open_tables(lake.path))


def test_before_any_release_the_page_says_what_will_fill_it(tmp_path: Path, opening: Opening) -> None:
    app = opening(in_lake(tmp_path, NORMAL), "wellbeing")
    assert "no wave was released yet" in words(app)
    assert rows(app, "released") == []
    assert [button.label for button in app.get("download_button") if "Handover" not in button.label] == []


def test_the_activity_then_the_teams_by_name_and_what_is_not_published_shows_nothing_else(tmp_path: Path, opening: Opening) -> None:
    assert rows(opening(twice(tmp_path), "wellbeing"), "released") == [
        ["whole activity", "56 ± 9 21 answers", "56 ± 9 no detectable change (±12)", "50 to 79 % answered"],
        ["Lille", "not published", "", ""],
        [
            "Lyon",
            "60 ± 15 9 answers",
            "60 ± 15 no detectable change (±20)",
            "fewer than half answered with those who kept silent, between 27 and 82",
        ],
        ["Paris", "not published", "", ""],
    ]


def test_of_each_score_one_reads_its_scale_its_direction_and_whose_it_is(tmp_path: Path, opening: Opening) -> None:
    said = words(opening(twice(tmp_path), "wellbeing"))
    assert "from 0 to 100 · higher is better · validated questionnaire · licence: WHO 2024, CC BY-NC-SA 3.0 IGO" in said
    assert "support for a conversation within the team" in said
    assert "published from 7 answers on" in said
    assert "occupational doctor" in said


def test_nothing_ranks_points_or_colours(tmp_path: Path, opening: Opening) -> None:
    """The staffing figures below have words of their own."""
    surveys = html(opening(twice(tmp_path), "wellbeing")).partition("Absence, leave and load")[0]
    assert not re.search(r'[▲▼↑↓✕]|class="(improvement|concern|neutral)"|\b50\b(?! to 79)', surveys)


def test_an_earlier_wave_is_one_link_away_and_in_the_address(tmp_path: Path, opening: Opening) -> None:
    lake = twice(tmp_path)
    assert 'href="wellbeing?lang=en&amp;wave=2014-03"' in html(opening(lake, "wellbeing"))
    app = opening(lake, "wellbeing", wave=WAVE)
    assert "Well-being, wave 2014-03: nothing to compare it with yet" in words(app)
    assert "<b>2014-03</b>" in html(app)
    assert "<b>2014-06</b>" in html(opening(lake, "wellbeing", wave="1999"))


def test_no_filter_reaches_a_score(tmp_path: Path, opening: Opening) -> None:
    lake = twice(tmp_path)
    write(
        lake.path, "cases", [{"case_id": "C", "team": "Lyon", "opened_at": datetime(2014, 3, 1, tzinfo=UTC), "opened_on": date(2014, 3, 1)}]
    )
    whole = rows(opening(lake, "wellbeing"), "released")
    app = opening(lake, "wellbeing", team="Lyon", **{"from": "2014-03", "to": "2014-03"})
    assert rows(app, "released") == whole
    assert len(app.multiselect) == 0


def test_a_chart_of_the_activity_from_eight_waves_on(tmp_path: Path, opening: Opening) -> None:
    names = [f"{2012 + k // 4}-{k % 4 * 3 + 1:02}" for k in range(8)]
    lake = in_lake(tmp_path, NORMAL, *names)
    for wave in names[:7]:
        release(lake, wave, "rh")
    assert charts(opening(lake, "wellbeing")) == []
    release(lake, names[7], "rh")
    app = opening(lake, "wellbeing")
    assert len(charts(app)) == 1
    assert "Well-being (WHO-5): nothing unusual" in words(app)
    assert all(word in words(app).split("The same as a table")[1] for word in ("January 2012", "October 2013"))


def test_the_file_holds_what_was_released(tmp_path: Path) -> None:
    lines = csv(standing(twice(tmp_path)), "fr").decode("utf-8-sig").splitlines()
    assert lines[0] == "wave;instrument;score;team;low;high;half_width;respondents;participation;worst_low;worst_high;en mots"
    assert len(lines) == 1 + 2 * 4
    assert lines[2] == "2014-03;who5;wellbeing;Lille;;;;;;;;non publié"
    assert lines[1].startswith("2014-03;who5;wellbeing;;56,0;56,0;9,1")


@pytest.mark.parametrize("view", ["wellbeing", "overview", "indicator", "definitions", "quality", "data"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_whatever_the_answers_behind_the_same_figures_every_page_is_the_same(
    view: str, lang: str, tmp_path: Path, opening: Opening
) -> None:
    """No spread, no single answer, no hidden team is in any text, chart or file: other answers that release alike show alike."""
    shown = []
    for name, teams in (("one", NORMAL), ("other", OTHERS)):
        lake = in_lake(tmp_path / name, teams)
        release(lake, WAVE, "rh")
        app = opening(lake, view, lang=lang, name="absence_rate")
        shown.append((html(app), charts(app), csv(standing(lake), lang)))
    assert shown[0] == shown[1]
    assert view != "wellbeing" or "non publié" in shown[0][0] or "not published" in shown[0][0]


def with_one(scores: Sequence[float], value: float) -> list[float]:
    """The first answers this and the others make up for it, by steps of the scale."""
    others, left = list(scores[1:]), scores[0] - value
    while left:
        step = 4 if left > 0 else -4
        place = next(k for k, one in sorted(enumerate(others), key=lambda each: each[1] * step) if 0 <= one + step <= 100)
        others[place] += step
        left -= step
    return [value, *others]


@pytest.mark.parametrize("team", NORMAL)
def test_anyone_of_any_team_could_have_answered_either_end_and_all_that_is_shown_would_be_the_same(
    team: str, tmp_path: Path, opening: Opening, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = []
    for value in (0, 100):
        lake = in_lake(tmp_path / str(value), {**NORMAL, team: with_one(NORMAL[team], value)})
        assert main(["release", WAVE, "--json", "--lake", str(lake.path)]) == 0
        said = json.loads(capsys.readouterr().out)
        assert said.pop("release_id")
        app = opening(lake, "wellbeing")
        shown.append((said, html(app), csv(standing(lake), "en")))
    assert shown[0] == shown[1]


def test_every_number_of_the_page_is_a_released_one(tmp_path: Path, opening: Opening) -> None:
    lake = twice(tmp_path)
    seen = {number for row in rows(opening(lake, "wellbeing"), "released") for text in row for number in re.findall(r"\d+", text)}
    told = [
        value for one in standing(lake) for value in (one.low, one.high, one.half_width, one.respondents, one.worst_low, one.worst_high)
    ]
    released_ = {f"{value:.0f}" for value in told if value is not None}
    bands, chance = {"50", "79", "80"}, {"12", "20"}  # of participation; what two waves of 21, and of 9, may differ by
    assert seen <= released_ | bands | chance


def chosen(app: AppTest, pole: str | None = "hr") -> AppTest:
    if pole:
        next(box for box in app.selectbox if box.label == "You are of").select(pole).run()
    return app


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def test_a_wave_is_looked_at_and_published_by_human_resources(tmp_path: Path, opening: Opening) -> None:
    lake = in_lake(tmp_path, NORMAL)
    app = press(chosen(opening(lake, "release")), "Close the wave and look")
    assert standing(lake) == []
    looked = rows(app, "released")
    assert looked[0][1] == "56 ± 9 21 answers"
    app = press(app, "Publish the wave")
    assert "Wave 2014-03 is released and closed." in words(app)
    assert "No wave waits to be released." in words(app)
    assert rows(opening(lake, "wellbeing"), "released") == looked
    assert len(standing(lake)) == 4


def test_who_looks_sees_what_everyone_will_and_answers_that_arrive_change_nothing(tmp_path: Path, opening: Opening) -> None:
    lake = in_lake(tmp_path, NORMAL)
    first = rows(press(chosen(opening(lake, "release")), "Close the wave and look"), "released")
    write(lake.path, "answers", [*person("late", "Lyon", 0), *answers({"Lille": (0,) * 4}, first=50)], fresh=False)
    assert rows(press(chosen(opening(lake, "release")), "Close the wave and look"), "released") == first


@pytest.mark.parametrize("pole", [None, "quality", "production"])
def test_others_neither_look_nor_close(pole: str | None, tmp_path: Path, opening: Opening) -> None:
    lake = in_lake(tmp_path, NORMAL)
    app = press(chosen(opening(lake, "release"), pole), "Close the wave and look")
    assert refused(app) == [("Waves are released by human resources.", "You are of")]
    assert rows(app, "released") == []
    assert not lake.exists("waves")


def test_a_wave_that_cannot_be_released_says_why(tmp_path: Path, opening: Opening) -> None:
    lake = Lake(write(tmp_path, "answers", [{**answer, "instrument": "ours"} for answer in answers(NORMAL)]))
    ((sentence, tied),) = refused(press(chosen(opening(lake, "release")), "Close the wave and look"))
    assert "ours" in sentence
    assert tied == "Wave"


def test_a_wave_published_meanwhile_is_not_published_twice(tmp_path: Path, opening: Opening) -> None:
    lake = in_lake(tmp_path, NORMAL, WAVE, "2014-06")
    app = press(chosen(opening(lake, "release")), "Close the wave and look")
    release(lake, WAVE, "rh")
    assert "is closed" in refused(press(app, "Publish the wave"))[0][0]
    assert len(standing(lake)) == 4


def test_the_overview_has_a_row_of_the_last_wave(tmp_path: Path, opening: Opening) -> None:
    lake = in_lake(tmp_path, NORMAL)
    assert rows(opening(lake, "overview"), "scorecard")[-1][1:3] == ["–", "no wave was released yet"]
    preview(lake, WAVE, "rh")
    assert rows(opening(lake, "overview"), "scorecard")[-1][1:3] == ["–", "no wave was released yet"]
    release(lake, WAVE, "rh")
    assert rows(opening(lake, "overview"), "scorecard")[-1][1:3] == ["56 ± 9 wave 2014-03", "Well-being (WHO-5)"]
