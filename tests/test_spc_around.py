"""Around the XmR engine: what must hold of every series, the moving ranges, the weekdays, and how often a stable series has a signal."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.false_signals import SERIES, shares
from metrics.moving_range import MovingRange, moving_ranges
from metrics.spc import Point, xmr
from metrics.weekdays import deseasonalise
from tests.test_spc import X1, X3

STATISTICS = Path(__file__).resolve().parents[1] / "docs" / "statistics.md"
SERIES_OF_ANY = st.lists(st.one_of(st.none(), st.integers(-50, 50).map(float)), min_size=8, max_size=40)
fifty = settings(max_examples=50, deadline=None, derandomize=True)
OTHER = {"improvement": "concern", "concern": "improvement"}


def said(points: Sequence[Point]) -> list[tuple[object, ...]]:
    return [(point.kind, point.rule, point.direction) for point in points]


@fifty
@given(SERIES_OF_ANY, st.integers(-1000, 1000))
def test_a_constant_added_moves_the_limits_by_it(values: list[float | None], constant: int) -> None:
    chart, moved = xmr(values), xmr([value if value is None else value + constant for value in values])
    assert said(moved.points) == said(chart.points)
    if chart.limits and moved.limits:
        assert moved.limits.lower == pytest.approx(chart.limits.lower + constant, abs=1e-9)


@fifty
@given(SERIES_OF_ANY, st.sampled_from([0.001, 0.1, 3, 1e6]))
def test_a_scale_scales_the_limits(values: list[float | None], scale: float) -> None:
    chart, scaled = xmr(values), xmr([value if value is None else value * scale for value in values])
    assert said(scaled.points) == said(chart.points)
    if chart.limits and scaled.limits:
        assert scaled.limits.upper == pytest.approx(chart.limits.upper * scale, rel=1e-9, abs=1e-9)


@fifty
@given(SERIES_OF_ANY)
def test_the_other_direction_swaps_improvement_and_concern(values: list[float | None]) -> None:
    higher, lower = (xmr(values, better=better).points for better in ("higher", "lower"))
    assert [replace(point, kind=OTHER.get(point.kind or "", point.kind)) for point in higher] == list(lower)


@fifty
@given(SERIES_OF_ANY, SERIES_OF_ANY)
def test_a_rebase_equals_two_series(first: list[float | None], second: list[float | None]) -> None:
    chart = xmr([*first, *second], rebases=[len(first)])
    assert chart.points == (*xmr(first).points, *xmr(second).points)
    assert moving_ranges(chart) == (*moving_ranges(xmr(first)), *moving_ranges(xmr(second)))


def test_moving_ranges_have_the_mean_that_made_the_limits_and_show_what_was_screened_out() -> None:
    ranges = moving_ranges(xmr(X3))
    assert [each.value for each in ranges] == [None, 1, 1, 1, 8, 9, *[1] * 12]
    assert {(each.mean, each.upper) for each in ranges} == {(1.0, 3.267)}
    assert [place for place, each in enumerate(ranges) if each.beyond] == [4, 5]


def test_a_range_needs_two_judged_neighbours_of_one_segment() -> None:
    values = [*X1[:9], None, *X1[10:]]
    ranges = moving_ranges(xmr(values, complete=[True] * 19 + [False], rebases=[10]))
    assert [place for place, each in enumerate(ranges) if each.value is None] == [0, 9, 10, 19]
    assert ranges[0].mean != ranges[19].mean
    assert moving_ranges(xmr(X1[:7])) == (MovingRange(None),) * 7
    assert moving_ranges(xmr([])) == ()
    assert not any(each.beyond for each in moving_ranges(xmr([4.0] * 9)))


def days(count: int, step: int = 1) -> list[date]:
    return [date(2014, 3, 3) + timedelta(days=step * k) for k in range(count)]  # a Monday


def test_each_value_is_divided_by_the_factor_of_its_weekday() -> None:
    """Mondays 30, 20, 40 and Tuesdays 12, 10, 8: means 30 and 10, of all 20; factors 1.5 and 0.5."""
    dates = [day for day in days(16) if day.isoweekday() <= 2]
    found = deseasonalise(dates, [30, 12, 20, 10, 40, 8])
    assert found
    assert found.factors == {1: 1.5, 2: 0.5}
    assert found.values == pytest.approx((20, 24, 40 / 3, 20, 80 / 3, 16))


def test_fewer_than_three_weeks_tell_nothing_of_weekdays() -> None:
    assert deseasonalise(days(20), [5.0] * 20) is None
    assert deseasonalise(days(21), [None, *[5.0] * 20]) is None
    assert deseasonalise(days(21), [0.0] * 21) is None
    assert deseasonalise([], []) is None
    assert deseasonalise(days(21), [5.0] * 21) is not None


def test_a_weekday_that_is_always_0_has_no_value_and_a_missing_day_stays_missing() -> None:
    values = [None if k == 9 else 0.0 if k % 7 == 6 else 6.0 for k in range(28)]
    found = deseasonalise(days(28), values)
    assert found
    assert [k for k, value in enumerate(found.values) if value is None] == [6, 9, 13, 20, 27]


def test_a_weekly_series_stays_as_it_is() -> None:
    found = deseasonalise(days(10, step=7), X1[:10])
    assert found
    assert found.values == pytest.approx(X1[:10])


def test_the_page_says_how_often_a_stable_series_has_a_signal() -> None:
    rows = re.findall(r"^\| ([\w ]+?) \| ([\d.]+) % \| ([\d.]+) % \|$", STATISTICS.read_text("utf-8"), flags=re.MULTILINE)
    assert {name: (float(ever), float(last)) for name, ever, last in rows} == {
        row.name: (round(100 * row.ever, 2), round(100 * row.last, 2)) for row in shares()
    }
    assert f"{SERIES:,}" in STATISTICS.read_text("utf-8")
