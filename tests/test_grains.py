"""Months, weeks, days: which an indicator has, and a daily series without what its weekdays do to it."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest

from charts.control import SMALL, control_chart
from charts.theme import THEMES
from charts.timeline import month_ticks
from metrics import grains, sentence
from metrics.catalogue import collect
from metrics.question import Question
from metrics.reading import Reading
from metrics.spc import xmr
from tests.readings import STEADY, reading

MONDAY = date(2014, 3, 3)
WEEK = [30, 20, 20, 20, 10, 0, 0]


def by_day(values: list[float | None], name: str = "cases_opened", grain: str = "day", days: int = 1) -> Reading:
    made = reading(values, name)
    periods = [(MONDAY + timedelta(days=days * k)).isoformat() for k in range(len(values))]
    counted = [int(value or 0) for value in values]
    series = made.series.assign(period=pd.Series(periods, dtype="string"), n=pd.Series(counted, dtype="Int64"))
    return replace(made, series=series, question=Question(grain=grain), latest_period=periods[-1])  # type: ignore[arg-type]


def week_days(weeks: int) -> set[date]:
    days = [MONDAY + timedelta(days=k) for k in range(7 * weeks)]
    return {day for day in days if day.isoweekday() < 6}


def test_a_pure_weekday_pattern_leaves_a_flat_series() -> None:
    shown = grains.daily(by_day([*WEEK] * 4), week_days(4))
    assert shown.factors == pytest.approx({1: 1.5, 2: 1, 3: 1, 4: 1, 5: 0.5})
    assert [point.value for point in shown.reading.xmr.points] == pytest.approx([20] * 20)
    assert (shown.reading.latest_period, shown.reading.latest_value) == ("2014-03-28", pytest.approx(20))
    assert shown.reading.latest_n == 10


def test_closed_days_are_left_out_and_open_ones_stay_though_nothing_came() -> None:
    values: list[float | None] = [*WEEK] * 4
    values[8] = 0  # a Tuesday
    shown = grains.daily(by_day(values), week_days(4), even=False)
    assert shown.factors is None
    assert len(shown.reading.series) == 20
    assert shown.reading.xmr.points[6].value == 0
    assert len(shown.reading.targets) == 20


def test_a_rebase_keeps_its_place_among_the_days_that_stay() -> None:
    made = by_day([*WEEK] * 6)
    values = [point.value for point in made.xmr.points]
    rebased = replace(made, xmr=xmr(values, rebases=[12]))  # a Saturday: the Monday after is the eleventh working day
    assert grains.daily(rebased, week_days(6)).reading.xmr.rebases == (10,)


def test_a_weekday_with_too_few_values_has_no_factor_and_no_place() -> None:
    values: list[float | None] = [*WEEK] * 4
    values[5] = 3  # one Saturday
    shown = grains.daily(by_day(values), week_days(4))
    assert shown.factors is not None
    assert 6 not in shown.factors
    assert len(shown.reading.series) == 20


def test_two_weeks_are_too_few_and_a_share_has_no_factor() -> None:
    assert grains.daily(by_day([*WEEK] * 2), week_days(2)).factors is None
    assert grains.daily(by_day([0.5] * 28, "answer_rate"), week_days(4)).factors is None


def test_what_was_done_is_said() -> None:
    assert "De-seasonalised by weekday" in (said := grains.said(grains.daily(by_day([*WEEK] * 4), week_days(4)), "en"))
    assert "Monday × 1.50" in said
    assert "lundi × 1,50" in grains.said(grains.daily(by_day([*WEEK] * 4), week_days(4)), "fr")
    assert grains.said(grains.daily(by_day([*WEEK] * 4), week_days(4), even=False), "en").startswith("As counted")


@pytest.mark.parametrize("name", ["absence_rate", "workload_spread", "cases_per_worked_hour"])
def test_what_belongs_to_people_or_to_months_is_not_cut_finer(name: str) -> None:
    assert grains.grains(collect()[name]) == ("month",)


def test_a_target_for_a_months_count_is_none_for_a_week() -> None:
    weekly = replace(reading(STEADY, "cases_resolved", target=100), question=Question(grain="week"))
    assert grains.at_grain(weekly).target is None
    assert grains.at_grain(reading(STEADY, "cases_resolved", target=100)).target is not None
    assert grains.at_grain(replace(reading(STEADY, target=100), question=Question(grain="week"))).target is not None


def test_sentences_name_weeks_and_days() -> None:
    weekly, daily = by_day([100.0] * 8, "p90_wait_s", "week", 7), by_day([100.0] * 8, "p90_wait_s")
    assert "in the week of 21 April 2014" in sentence.subtitle(weekly, "en")
    assert "le 10 mars 2014" in sentence.subtitle(daily, "fr").replace("\u00a0", " ")
    aimed = replace(reading(STEADY, target=100), question=Question(grain="week"))
    assert sentence.verdict(aimed, "en") == "~ met some weeks"
    assert sentence.verdict(aimed, "fr") == "~ tenue certaines semaines"


def test_a_chart_of_many_days_has_small_markers_and_says_its_note() -> None:
    many, theme = grains.daily(by_day([*WEEK] * 16), week_days(16)).reading, THEMES["light"]
    chart = control_chart(many, "en", theme, note="de-seasonalised by weekday")
    assert set(chart.data[0].marker.size) == {SMALL}
    assert chart.layout.annotations[-1].text == "de-seasonalised by weekday"
    few = control_chart(reading(STEADY), "en", theme)
    assert min(few.data[0].marker.size) > SMALL
    assert "de-seasonalised" not in str(few.layout.annotations)


def test_days_are_named_by_their_months() -> None:
    days = [(date(2014, 1, 30) + timedelta(days=k)).isoformat() for k in range(33)]
    assert month_ticks(days, "en") == (["2014-01-30", "2014-02-01", "2014-03-01"], ["Jan<br>2014", "Feb", "Mar"])
