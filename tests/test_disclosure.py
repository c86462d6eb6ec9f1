"""Disclosure control, to the worked numbers: suppression, the gate, rounding and bands, intervals."""

import math
import random
from collections.abc import Sequence

import pytest

from metrics.disclosure import FROM, LEAST
from metrics.disclosure.figure import Figure, Scale, figure
from metrics.disclosure.gate import Fact, groups, withstands
from metrics.disclosure.interval import detectable_change, half_width, participation, worst_case
from metrics.disclosure.publish import WHOLE, facts, publish
from metrics.disclosure.suppress import Shown, shown
from metrics.scoring import Scored

HUNDRED = Scale()


def people(team: str | None, *scores: float) -> list[Scored]:
    return [Scored(f"{team}{k}", team, score) for k, score in enumerate(scores)]


def around(team: str | None, n: int, mean: float, spread: float = 20) -> list[Scored]:
    """`n` people with this mean, half of them above and half below."""
    return people(team, *(mean + spread * (-1) ** k if k < n // 2 * 2 else mean for k in range(n)))


@pytest.mark.parametrize(
    ("counts", "least", "teams", "whole"),
    [
        ({"A": 14, "B": 12, "C": 4}, LEAST, ("A",), True),  # hiding C alone leaves C known: 14 × rounding
        ({"A": 14, "B": 12, "C": 5}, LEAST, ("C", "B", "A"), True),
        ({"A": 14, "B": 12, "C": 5}, FROM, ("A",), True),
        ({"A": 14, "B": 12, "C": 4, "D": 3}, FROM, ("B", "A"), True),
        ({"A": 14, None: 1}, LEAST, (), True),  # one person without a team is the activity minus the team
        ({"A": 3, "B": 2}, LEAST, (), True),
        ({"A": 3, "B": 1}, LEAST, (), False),
        ({"B": 8, "A": 8, "C": 2}, FROM, ("B",), True),  # of two alike, by name
        ({}, LEAST, (), False),
    ],
)
def test_small_teams_are_hidden_and_what_would_give_them_away(
    counts: dict[str | None, int], least: int, teams: tuple[str, ...], whole: bool
) -> None:
    assert shown(counts, least) == Shown(teams, whole)


@pytest.mark.parametrize(("n", "most"), [(7, 56), (8, 62), (10, 69), (12, 74), (15, 79), (30, 89), (100, 96)])
def test_a_number_leaves_three_people_room_at_either_end(n: int, most: int) -> None:
    assert most == math.floor(100 - 300 / n - 0.5)
    assert figure(most, n, HUNDRED) == Figure(most, most)
    assert figure(most + 1, n, HUNDRED) == Figure(most + 1, 100)
    assert figure(100 - most, n, HUNDRED) == Figure(100 - most, 100 - most)
    assert figure(99 - most, n, HUNDRED) == Figure(0, 99 - most)


def test_means_are_rounded_to_a_point_and_halves_go_up() -> None:
    assert [figure(mean, 20, HUNDRED).value for mean in (60.4, 60.5, 61.5, 59.499999999999)] == [60, 61, 62, 60]
    assert figure(0.1 + 59.4, 20, HUNDRED).value == 60


def test_shares_are_rounded_to_ten() -> None:
    share, recommendation = Scale(step=10), Scale(-100, 100, 10)
    assert [figure(mean, 20, share).value for mean in (44.9, 45, 54.9)] == [40, 50, 50]
    assert figure(8.3, 12, recommendation) == Figure(10, 10)
    assert figure(50, 12, recommendation) == Figure(50, 100)
    assert figure(50, 12, recommendation).tells(recommendation) == (45, 100)


def test_a_figure_tells_no_more_than_its_rounding() -> None:
    assert Figure(60, 60).tells(HUNDRED) == (59.5, 60.5)
    assert Figure(80, 100).tells(HUNDRED) == (79.5, 100)


def fact(ids: Sequence[int], low: float, high: float) -> Fact:
    return Fact(frozenset(ids), low, high)


def test_people_in_the_same_published_sets_are_one_group() -> None:
    assert groups([fact(range(8), 0, 1), fact(range(20), 0, 1), fact(range(4, 12), 0, 1)]) == {0b011: 4, 0b111: 4, 0b110: 4, 0b010: 8}


@pytest.mark.parametrize(("n", "passes"), [(5, False), (6, False), (7, True), (12, True)])
def test_the_gate_lets_a_team_through_from_seven_answers(n: int, passes: bool) -> None:
    assert withstands([fact(range(n), 49.5, 50.5)], HUNDRED) is passes


@pytest.mark.parametrize(
    ("n", "mean", "passes"), [(8, 98, False), (12, 96, False), (12, 20, False), (15, 20, True), (12, 60, True), (7, 60, False)]
)
def test_the_gate_refuses_a_number_that_gives_everyone_away(n: int, mean: float, passes: bool) -> None:
    assert withstands([fact(range(n), mean - 0.5, mean + 0.5)], HUNDRED) is passes


def test_the_gate_looks_at_what_is_left_by_subtraction() -> None:
    """8 of 60 are hidden: 52 at 50 and 60 at 56 leave 95 for them, give or take 7; at 51 they have 57.5."""
    shown_, all_ = range(52), range(60)
    assert not withstands([fact(shown_, 49.5, 50.5), fact(all_, 55.5, 56.5)], HUNDRED)
    assert withstands([fact(shown_, 49.5, 50.5), fact(all_, 50.5, 51.5)], HUNDRED)
    assert not withstands([fact(range(56), 49.5, 50.5), fact(all_, 49.5, 50.5)], HUNDRED)  # 4 are left


def test_the_gate_looks_at_everything_ever_published() -> None:
    """Two releases that differ by three people, then by eight."""
    first, plus_three, plus_eight = (fact(range(n), 49.5, 50.5) for n in (20, 23, 28))
    assert withstands([first], HUNDRED)
    assert not withstands([first, plus_three], HUNDRED)
    assert withstands([first, plus_eight], HUNDRED)


def test_what_is_published_is_what_the_counts_and_the_means_allow() -> None:
    three = [*around("A", 14, 60), *around("B", 12, 55), *around("C", 4, 50)]
    assert publish(three, HUNDRED) == {"A": Figure(60, 60), WHOLE: Figure(57, 57)}
    assert publish([*three, *around("C2", 8, 58)], HUNDRED) == {
        "A": Figure(60, 60),
        "B": Figure(55, 55),
        WHOLE: Figure(57, 57),
    }
    assert publish(around("A", 6, 50), HUNDRED) == {}
    assert publish([], HUNDRED) == {}


def test_an_extreme_team_is_a_band_and_the_rest_does_not_give_it_back() -> None:
    """Nine at 96 beside 30 at 50: with the activity's number, the nine would be the difference."""
    teams = [*around("A", 9, 96, 4), *around("B", 15, 50), *around("C", 15, 50)]
    published = publish(teams, HUNDRED)
    assert set(published) != {"A", "B", "C", WHOLE}
    assert withstands(facts(teams, published, HUNDRED), HUNDRED)
    assert not withstands(
        facts(teams, {**published, "A": figure(96, 9, HUNDRED), "B": Figure(50, 50), "C": Figure(50, 50)}, HUNDRED), HUNDRED
    )


def test_people_without_a_team_count_in_the_activity_and_are_never_shown() -> None:
    beside = [*around("A", 14, 50), *around("B", 9, 50), *around(None, 2, 50)]
    assert publish(beside, HUNDRED) == {"A": Figure(50, 50), WHOLE: Figure(50, 50)}


def test_a_correction_is_weighed_with_what_was_said_before() -> None:
    before = [*around("A", 20, 50), *around("B", 20, 50)]
    told = facts(before, publish(before, HUNDRED), HUNDRED)
    one_other = [before[0]._replace(score=10), *before[1:]]
    assert publish(one_other, HUNDRED, told) == {"B": Figure(50, 50)}
    eight_others = [*(one._replace(score=one.score - 20) for one in before[:8]), *before[8:]]
    assert publish(eight_others, HUNDRED, told) == {"A": Figure(42, 42), "B": Figure(50, 50), WHOLE: Figure(46, 46)}


def test_neither_the_order_of_people_nor_the_names_of_teams_change_what_is_published() -> None:
    draw = random.Random(7)
    wave = [Scored(str(k), draw.choice("ABCD"), draw.randrange(101)) for k in range(50)]
    published = publish(wave, HUNDRED)
    assert publish(draw.sample(wave, len(wave)), HUNDRED) == published
    renamed = [one._replace(team=f"team {one.team}") for one in wave]
    assert publish(renamed, HUNDRED) == {team and f"team {team}": each for team, each in published.items()}


HALF_WIDTHS = {5: 24.8, 6: 21.0, 7: 18.5, 8: 16.7, 9: 15.4, 10: 14.3, 12: 12.7, 15: 11.1, 20: 9.4, 30: 7.5, 64: 5.0, 100: 4.0}
CHANGES = {5: 29.2, 6: 25.7, 7: 23.3, 8: 21.4, 9: 20.0, 10: 18.8, 12: 16.9, 15: 15.0, 20: 12.8, 30: 10.3, 64: 7.0, 100: 5.6}


@pytest.mark.parametrize("n", HALF_WIDTHS)
def test_intervals_come_from_how_many_answered_alone(n: int) -> None:
    assert half_width(n, 20) == pytest.approx(HALF_WIDTHS[n], abs=0.05)
    assert detectable_change(n, n, 20) == pytest.approx(CHANGES[n], abs=0.05)


def test_the_change_that_twelve_then_nine_can_show() -> None:
    assert detectable_change(12, 9, 20) == pytest.approx(18.5, abs=0.05)


@pytest.mark.parametrize(("n", "low", "high"), [(7, 30.0, 80.0), (9, 38.6, 74.3), (11, 47.1, 68.6), (13, 55.7, 62.9)])
def test_the_worst_case_of_those_who_kept_silent(n: int, low: float, high: float) -> None:
    assert worst_case(Figure(60, 60), n, 14, HUNDRED) == (pytest.approx(low, abs=0.05), pytest.approx(high, abs=0.05))


@pytest.mark.parametrize(
    ("n", "headcount", "band"),
    [
        (7, 15, "<50"),
        (7, 14, "50-79"),
        (11, 14, "50-79"),
        (12, 15, ">=80"),
        (12, 12, ">=80"),
        (12, None, None),
        (12, 0, None),
        (12, 11, None),
    ],
)
def test_participation_is_a_band(n: int, headcount: float | None, band: str | None) -> None:
    assert participation(n, headcount) == band
