"""A value beside the period before and the year before."""

from dataclasses import replace

from metrics.comparison import Comparison, compare
from metrics.question import Question
from metrics.sentence import compared
from metrics.spc import xmr
from tests.readings import LONGER, STEADY, reading


def test_a_difference_is_a_signal_beyond_the_limit_of_moving_ranges() -> None:
    """The ranges of LONGER have a mean of 5.5, and so a limit of 17.97: 118 is 17 from 101 and 18 from 100."""
    assert list(compare(reading(LONGER))) == [
        Comparison("2014-12-01", 101, "no_detectable_change"),
        Comparison("2014-01-01", 100, "signal"),
    ]


def test_an_incomplete_period_is_compared_with_nothing() -> None:
    assert [each.period for each in compare(reading([*STEADY, 500], last_complete=False))] == ["2014-12-01", "2014-01-01"]


def test_a_period_without_a_value_is_not_compared_with() -> None:
    assert [each.period for each in compare(reading([None, *STEADY[1:11], None, 100]))] == []


def test_too_few_periods_to_compare() -> None:
    assert list(compare(reading([1, 5]))) == [Comparison("2014-01-01", 1, None)]
    assert list(compare(reading([]))) == []


def test_across_a_rebase_nothing_is_compared() -> None:
    values = [*STEADY, *(value + 50 for value in STEADY)]
    rebased = replace(reading(values), xmr=xmr(values, None, "lower", rebases=(13,)))
    assert [(each.value, each.verdict) for each in compare(rebased)] == [(151, "no_detectable_change"), (150, "no_detectable_change")]
    early = replace(reading(values[:22]), xmr=xmr(values[:22], None, "lower", rebases=(13,)))
    assert [each.verdict for each in compare(early)] == ["no_detectable_change", None]


def test_the_whole_period_is_compared_with_nothing() -> None:
    assert list(compare(replace(reading(LONGER), question=Question(grain="all")))) == []


def test_it_is_said_in_words() -> None:
    assert compared(reading(LONGER), "en") == ["December 2014: 101\u00a0s, no detectable change", "January 2014: 100\u00a0s, a signal"]
