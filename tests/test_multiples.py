"""Small multiples and the chart of moving ranges, as data."""

import re
from dataclasses import replace

import pytest

from charts.moving_range import moving_range_chart
from charts.multiples import common_axis, multiple
from charts.theme import THEMES
from metrics.moving_range import moving_ranges
from tests.readings import LONGER, SHORTER, STEADY, reading

LIGHT = THEMES["light"]


def test_all_of_them_stand_on_one_scale() -> None:
    one, other = reading(STEADY), reading([value * 3 if value else value for value in STEADY])
    axis = common_axis([one, other], "en")
    assert axis is not None
    assert axis.low == 0
    assert axis.high > 3 * 104
    words = [set(re.findall(r">([^<]*)</text>", multiple(each, axis, "en", LIGHT))) for each in (one, other)]
    assert words[0] == words[1]
    assert {"0\u00a0s", "Jan 2014", "Jan 2015"} <= words[0]


def test_one_without_values_is_not_drawn() -> None:
    nothing = reading([None] * 13)
    assert common_axis([nothing], "en") is None
    axis = common_axis([reading(STEADY)], "en")
    assert axis is not None
    assert multiple(nothing, axis, "en", LIGHT) == ""
    assert LIGHT.concern in multiple(reading(LONGER), axis, "en", LIGHT)


def test_the_ranges_are_drawn_with_their_mean_and_their_limit() -> None:
    made = reading(LONGER)
    ranges = moving_ranges(made.xmr)
    chart = moving_range_chart(made, ranges, "en", LIGHT)
    assert list(chart.data[0].y) == [one.value for one in ranges]
    assert [shape.y0 for shape in chart.layout.shapes] == pytest.approx([ranges[-1].mean, 3.267 * (ranges[-1].mean or 0)])
    assert list(chart.data[0].marker.symbol).count("diamond") == sum(one.beyond for one in ranges)
    assert [note.text.split("<br>")[0].replace("\u00a0", " ") for note in chart.layout.annotations] == ["mean step 5.5 s", "upper limit"]


def test_each_segment_has_a_mean_of_its_own() -> None:
    made = reading([*STEADY, *(value * 3 for value in STEADY if value)])
    cut = replace(made.xmr.limits, centre=1.0, half_width=2.66) if made.xmr.limits else None
    points = tuple(replace(point, limits=cut) if place >= 13 else point for place, point in enumerate(made.xmr.points))
    two = replace(made, xmr=replace(made.xmr, points=points, rebases=(13,)))
    chart = moving_range_chart(two, moving_ranges(two.xmr), "fr", LIGHT)
    assert len(chart.layout.shapes) == 4
    assert chart.layout.shapes[2].y0 == pytest.approx(1)


def test_a_share_moves_in_points_of_a_hundred() -> None:
    made = reading([value / 200 for value in SHORTER if value], "answer_rate")
    chart = moving_range_chart(made, moving_ranges(made.xmr), "en", LIGHT)
    assert all(word.endswith("%") for word in chart.layout.yaxis.ticktext)
