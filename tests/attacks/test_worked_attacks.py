"""The worked attacks of disclosure control: what each number gives away, and that the attacker's tools find it."""

from collections.abc import Callable, Sequence
from itertools import combinations_with_replacement
from statistics import fmean, median, stdev

import pytest

from metrics.disclosure.figure import Scale, figure
from tests.attacks.attacker import Groups, Told, bounds, by_subtraction, in_row_space, narrowest, small_sets


def told(n: int, mean: float, rounding: float = 1) -> Told:
    return Told(frozenset(range(n)), max(0, mean - rounding / 2), min(100, mean + rounding / 2))


def width(published: Sequence[Told], few: int, known: dict[int, float] | None = None) -> float:
    least, most = bounds(published, {0: few}, 0, 100, known)
    return most - least


@pytest.mark.parametrize(("few", "expected"), [(4, 26.25), (3, 67.5)])
def test_five_answers_with_a_mean_of_sixty(few: int, expected: float) -> None:
    assert width([told(5, 60)], few) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(("n", "pooled", "expected"), [(5, 1, 1.25), (5, 2, 5 / 3), (6, 2, 1.5)])
def test_what_colleagues_learn_of_all_the_others(n: int, pooled: int, expected: float) -> None:
    assert width([told(n, 60)], n - pooled, dict.fromkeys(range(pooled), 60.0)) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(("n", "mean", "low", "high"), [(5, 96, 77.5, 100), (5, 4, 0, 22.5), (8, 98, 80, 100), (12, 20, 0, 100)])
def test_what_an_extreme_mean_says_of_each_person(n: int, mean: float, low: float, high: float) -> None:
    assert bounds([told(n, mean)], {0: 1}, 0, 100) == (pytest.approx(low, abs=0.01), pytest.approx(high, abs=0.01))


@pytest.mark.parametrize(("rounding", "expected"), [(0.1, 1.4), (1, 14), (5, 70)])
def test_hiding_the_small_team_alone_leaves_it_known(rounding: float, expected: float) -> None:
    """14, 12 and 4 people; the rounding of the two shown and of the total: 14 × it, on the mean of the four, half either way."""
    teams = [frozenset(range(0, 14)), frozenset(range(14, 26)), frozenset(range(30))]
    means = (60, 50, 55)
    published = [Told(team, mean - rounding / 2, mean + rounding / 2) for team, mean in zip(teams, means, strict=True)]
    four = Groups(published).kinds.index((False, False, True))
    least, most = bounds(published, {four: 4}, -1000, 1000)
    assert most - least == pytest.approx((30 + 26) * rounding / 4, abs=0.01) == pytest.approx(expected, abs=0.01)


def test_the_total_of_the_shown_and_the_total_of_all_are_the_hidden() -> None:
    """The shown 26 at 52.7692 in one table, all 30 at 51.2 in another: the four have 41.0."""
    published = [Told(frozenset(range(26)), 52.7692, 52.7692), Told(frozenset(range(30)), 51.2, 51.2)]
    hidden = Groups(published).kinds.index((False, True))
    assert bounds(published, {hidden: 4}, 0, 100) == (pytest.approx(41.0, abs=0.001), pytest.approx(41.0, abs=0.001))
    assert by_subtraction(published) == in_row_space(published) == {4}


TABLE = ((30, 47, 64, 89), (90, 124, 5, 31), (92, 100, 59, 85), (800, 991, 651, 685))
HIDDEN_TWICE = frozenset({"wa", "wb", "wc", "xa", "xc", "yb", "yd", "zb", "zd"})
COUNTS = ((2, 18), (19, 14), (10, 12), (14, 11))


def hidden_cells(
    values: Sequence[Sequence[float]], rows: str, columns: str, hidden: frozenset[str]
) -> Callable[[str], tuple[float, float]]:
    """The bounds on a hidden cell of a table of which all margins are published: a person a cell, a line's mean for its sum."""
    cells = {
        row + column: float(value) for row, line in zip(rows, values, strict=True) for column, value in zip(columns, line, strict=True)
    }
    lines = [frozenset(cell for cell in cells if mark in cell) for mark in rows + columns]
    means = [fmean(cells[cell] for cell in line) for line in lines]
    published = [Told(line, mean, mean) for line, mean in zip(lines, means, strict=True)]
    published += [Told(frozenset({cell}), value, value) for cell, value in cells.items() if cell not in hidden]
    groups = Groups(published)
    return lambda cell: bounds(published, {groups.kinds.index(groups.of[cell]): 1}, 0, 5000)


def near(low: float, high: float) -> object:
    return pytest.approx((low, high), abs=0.001)


@pytest.mark.parametrize(
    ("also", "expected"),
    [
        (frozenset(), {"wb": (47, 47), "wa": (25, 94), "wc": (0, 69), "xa": (26, 95), "yb": (0, 185), "zb": (906, 1091)}),
        (frozenset({"xb"}), {"wb": (0, 141), "xb": (30, 171), "wa": (0, 120), "xa": (0, 120)}),
    ],
)
def test_a_table_hidden_twice_in_each_line_may_still_give_a_cell(also: frozenset[str], expected: dict[str, tuple[float, float]]) -> None:
    bounds_of = hidden_cells(TABLE, "wxyz", "abcd", HIDDEN_TWICE | also)
    assert {cell: bounds_of(cell) for cell in expected} == {cell: near(*ends) for cell, ends in expected.items()}


@pytest.mark.parametrize(
    ("also", "low", "high"),
    [("", 2, 2), ("Am Cf Cm", 0, 12), ("Am Bf Bm", 0, 20), ("Am Df Dm", 0, 16)],
)
def test_one_cell_hidden_among_margins_is_known_until_three_more_are(also: str, low: float, high: float) -> None:
    assert hidden_cells(COUNTS, "ABCD", "fm", frozenset({"Af", *also.split()}))("Af") == near(low, high)


WHO5 = range(0, 101, 4)
FIVE = (20, 44, 56, 60, 88)
Said = Callable[[Sequence[float]], object]


def consistent(scores: Sequence[float], values: Sequence[float], *said: Said) -> list[tuple[float, ...]]:
    """All answers that as many people could have given and of which the same would be said."""
    known = [one(scores) for one in said]
    return [
        other
        for other in combinations_with_replacement(values, len(scores))
        if all(one(other) == it for one, it in zip(said, known, strict=True))
    ]


def mean(scores: Sequence[float]) -> float:
    return round(fmean(scores), 1)


def deviation(scores: Sequence[float]) -> float:
    return round(stdev(scores), 1)


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ((), 142_506),
        ((mean,), 2_980),
        ((mean, median), 442),
        ((mean, deviation), 25),
        ((mean, median, deviation), 4),
        ((mean, median, deviation, min, max), 1),
    ],
)
def test_each_number_beside_the_mean_leaves_fewer_answers_possible(said: tuple[Said, ...], count: int) -> None:
    found = consistent(FIVE, WHO5, *said)
    assert len(found) == count
    assert FIVE in found


@pytest.mark.parametrize("scores", [(0, 0, 30, 50, 60, 80, 100), (10, 20, 30, 60, 60, 70, 90, 100), (50,) * 8])
def test_all_that_is_said_of_seven_or_eight_leaves_every_answer_possible(scores: tuple[int, ...]) -> None:
    """By enumeration, and for one who knows two of the answers: of the others, anyone could have answered a quarter apart, or more."""

    def published(those: Sequence[float]) -> object:
        return figure(fmean(those), len(those), Scale())

    possible = consistent(scores, range(0, 101, 10), published)
    for knows in {(scores[0], scores[1]), (scores[-2], scores[-1])}:
        others = [left for one in possible if (left := without(one, knows)) is not None]
        assert max(max(one) for one in others) - min(min(one) for one in others) >= 25
        assert len(others) > 25


def test_tooth_with_the_sample_deviation_enumeration_finds_the_answers() -> None:
    scores = (10, 20, 30, 60, 60, 70, 90, 100)
    with_deviation = consistent(scores, range(0, 101, 10), mean, deviation, median, min, max)
    assert len(with_deviation) < 25


def without(scores: tuple[float, ...], known: Sequence[float]) -> list[float] | None:
    left = list(scores)
    for one in known:
        if one not in left:
            return None
        left.remove(one)
    return left


@pytest.mark.parametrize(("step", "left"), [(0.1, 2.5), (1, 25)])
def test_a_joiner_is_known_to_the_roundings_of_both_waves_if_nobody_else_changed(step: float, left: float) -> None:
    """Twelve, then thirteen with the same answers; with fewer than twelve, the gate hides one of both waves."""
    scale = Scale(step=step)
    before, after = figure(60, 12, scale).tells(scale), figure((12 * 60 + 50) / 13, 13, scale).tells(scale)
    assert (13 * after[1] - 12 * before[0]) - (13 * after[0] - 12 * before[1]) == pytest.approx(left)


def test_a_live_average_gives_each_new_answer_away() -> None:
    """12 answers, then 13: of the 26 scores that the last one may have, so many are left at each rounding."""
    twelve, last = (20, 32, 40, 44, 48, 52, 60, 64, 64, 72, 80, 88), 56
    for step, most in ((0.1, 1), (1, 7)):
        seen = round(fmean((*twelve, last)) / step)
        assert 1 <= sum(round(fmean((*twelve, score)) / step) == seen for score in WHO5) <= most


def test_the_attackers_shortcut_and_the_linear_programme_agree_on_teams_and_their_total() -> None:
    teams = [frozenset(range(0, 9)), frozenset(range(9, 20))]
    published = [Told(teams[0], 54.5, 55.5), Told(teams[1], 69.5, 100), Told(frozenset(range(30)), 61.5, 62.5)]
    groups = Groups(published)
    ranges = [bounds(published, counts, 0, 100) for counts in small_sets(groups, among=3) if len(counts) == 1]
    assert min(most - least for least, most in ranges) / 100 == pytest.approx(narrowest(published, dict.fromkeys(range(30), 50), 0, 100, 0))
