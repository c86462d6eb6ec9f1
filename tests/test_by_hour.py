"""Weekday by hour: what is blank, what is said, and the heat map."""

import pandas as pd
import pytest

from charts.heatmap import heatmap
from charts.theme import THEMES
from metrics.by_hour import Cell, has_hours, hours, said, told
from metrics.catalogue import collect

WAIT = collect()["mean_wait_s"]


def rows(*cells: tuple[int | None, int | None, float | None, int]) -> pd.DataFrame:
    frame = pd.DataFrame(cells, columns=["opened_weekday", "opened_hour", "value", "n"])
    return frame.astype({"opened_weekday": "Int64", "opened_hour": "Int64", "value": "Float64", "n": "Int64"})


WEEK = rows((1, 9, 60, 20), (1, 11, 30, 5), (2, 9, 90, 4), (3, 10, 45, 8), (5, 9, None, 0))


def test_a_cell_of_fewer_than_five_is_blank_and_that_is_said() -> None:
    found = hours(WEEK)
    assert found.cells[2, 9] == Cell(None, 4)
    assert (5, 9) not in found.cells
    assert found.shown == {(1, 9): 60, (1, 11): 30, (3, 10): 45}
    assert found.hours == [9, 10, 11]
    assert told(found, "en") == "1 cell is blank: fewer than 5 rows make it."
    assert told(hours(WEEK.iloc[:2]), "en") == ""


def test_the_week_is_told_from_its_least_to_its_most() -> None:
    assert said(hours(WEEK), WAIT, "en").replace("\u00a0", " ") == "Through the week, from 30 s (Monday, 11:00) to 60 s (Monday, 9:00)."
    assert (
        said(hours(rows((1, 9, 60, 4))), WAIT, "en")
        == "Too few rows in every hour: a cell needs 5. Choose a longer period or fewer filters."
    )


def test_cases_without_an_hour_are_left_out() -> None:
    assert hours(rows((None, 9, 60, 20), (1, None, 60, 20))).cells == {}


def test_the_heat_map_has_a_place_for_every_hour_and_nothing_in_blank_cells() -> None:
    (trace,) = heatmap(hours(WEEK), "seconds", "fr", THEMES["light"]).data
    assert list(trace.x) == ["9 h", "10 h", "11 h"]
    assert list(trace.y) == ["lun.", "mar.", "mer."]
    assert [list(row) for row in trace.z] == [[60, None, 30], [None, None, None], [None, 45, None]]
    assert "n = 20" in trace.text[0][0]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_its_colours_stay_in_order_without_hue(theme: str) -> None:
    (trace,) = heatmap(hours(WEEK), "seconds", "en", THEMES[theme]).data
    greys = [sum(int(colour[place : place + 2], 16) for place in (1, 3, 5)) for _, colour in trace.colorscale]
    assert abs(greys[0] - greys[1]) > 380


def test_only_cases_dated_by_their_opening_have_hours() -> None:
    every = {name: has_hours(each) for name, each in collect().items()}
    assert every["cases_opened"]
    assert every["answer_rate"]
    for name in ("cases_closed", "backlog", "amount_invoiced", "workload_spread", "queue_pressure"):
        assert not every[name]
