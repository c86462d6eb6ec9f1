"""Setting a target on screen: by the pole that owns the figure, through the same road as a file."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ingest.undo import undo
from ingest.verify import verify
from lake.store import Lake
from metrics.engine import open_tables
from metrics.targets import all_targets
from settings import settings
from tests.conftest_lake import random_lake
from tests.viewing import Reader, charts, refused, rows, words


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(random_lake(tmp_path / "lake"))


@pytest.fixture
def page(lake: Lake, monkeypatch: pytest.MonkeyPatch):
    reader = Reader(lake.path, monkeypatch)
    yield lambda name, lang="en": reader.open("indicator", name=name, lang=lang)
    settings.cache_clear()


def fill(
    app: AppTest, pole: str | None, number: float | None, reason: str, since: date = date(2014, 3, 1), unit: str | None = None
) -> AppTest:
    choices = {box.label: box for box in reversed(list(app.selectbox))}  # the first of each: the journal asks the same below
    if pole:
        choices["You are of"].select(pole)
    if unit:
        choices["in"].select(unit)
    next(each for each in app.date_input if each.label == "Holds from").set_value(since)
    if number is not None:
        app.number_input[0].set_value(number)
    app.text_area[0].input(reason)
    return next(button for button in app.button if button.label == "Set the target").click().run()


def kept(lake: Lake) -> list[tuple[str, date, float, str | None]]:
    return [(each.indicator, each.since, each.target, each.reason) for each in all_targets(open_tables(lake.path))]


def test_a_target_is_kept_in_the_figures_own_unit_and_shown_at_once(page, lake: Lake) -> None:
    app = fill(page("answer_rate"), "quality", 85, "=agreed in the meeting")
    assert kept(lake) == [("answer_rate", date(2014, 3, 1), 0.85, "=agreed in the meeting")]
    assert rows(app, "targets")[0][:3] == ["1 March 2014", "85%", "=agreed in the meeting"]
    assert "target of 85%" in words(app)
    (step,) = [shape for shape in charts(app)[0]["layout"]["shapes"] if shape["line"].get("dash") == "dot"]
    assert (step["x0"], step["x1"], step["y0"]) == ("2014-03-01", "2014-08-01", 0.85)


def test_a_duration_is_written_in_the_unit_people_choose(page, lake: Lake) -> None:
    fill(page("median_resolution_s"), "quality", 1.5, "agreed", unit="hours")
    assert kept(lake)[0][2] == 5400


def test_setting_the_same_day_again_corrects_it_and_history_knows_both(page, lake: Lake) -> None:
    app = fill(page("answer_rate"), "quality", 85, "agreed")
    fill(app, "quality", 80, "agreed again")
    assert [each[2] for each in kept(lake)] == [0.8]
    log = lake.imports()
    assert log["file"].tolist() == ["target set on screen.csv"] * 2
    assert verify(lake) == []
    undo(lake, log["import_id"].iloc[0])
    assert [each[2] for each in kept(lake)] == [0.85]


@pytest.mark.parametrize(
    ("pole", "number", "reason", "said", "field"),
    [
        ("production", 85, "agreed", "This target belongs to relay points", "You are of"),
        (None, 85, "agreed", "Say which pole you are of.", "You are of"),
        ("quality", None, "agreed", "Write the target as a number.", "Target"),
        ("quality", 85, " ", "Say why", "Reason"),
    ],
)
def test_a_target_that_cannot_be_set_says_why_and_where(
    page, lake: Lake, pole: str | None, number: float | None, reason: str, said: str, field: str
) -> None:
    ((sentence, tied),) = refused(fill(page("answer_rate"), pole, number, reason))
    assert said in sentence
    assert tied == field
    assert kept(lake) == []


def test_a_figure_without_a_better_side_takes_no_target(page) -> None:
    app = page("cases_opened")
    assert "this figure has no target" in words(app)
    assert [button.label for button in app.button if button.label == "Set the target"] == []


def test_each_target_is_drawn_over_the_time_it_held(page) -> None:
    app = fill(page("answer_rate"), "quality", 85, "agreed", since=date(2014, 2, 1))
    app = fill(app, "quality", 60, "fewer of us", since=date(2014, 6, 1))
    steps = [(shape["x0"], shape["x1"], shape["y0"]) for shape in charts(app)[0]["layout"]["shapes"] if shape["line"].get("dash") == "dot"]
    assert steps == [("2014-02-01", "2014-06-01", 0.85), ("2014-06-01", "2014-08-01", 0.6)]
