"""A thousand activities are attacked with everything published of them: nobody is read out, nor known to less than a quarter of the scale.

Each attack has its tooth: with the rule that stops it switched off, it must succeed.
"""

import random
from collections.abc import Hashable, Mapping

import pytest

from metrics.disclosure import LEAST, NARROWEST, POOLED, figure, gate, publish
from metrics.disclosure.suppress import Shown
from tests.attacks.activities import SCALES, Block, activities
from tests.attacks.attacker import Groups, bounds, by_subtraction, in_row_space, narrowest, small_sets

ROUNDING_ERROR = 1e-9
SOME = 60  # activities that a tooth needs


@pytest.fixture(scope="module")
def blocks() -> list[Block]:
    return list(activities(1000))


def left(block: Block, pooled: int) -> float:
    return narrowest(block.told, block.scores, block.scale.low, block.scale.high, pooled)


def test_the_activities_are_what_they_should_be(blocks: list[Block]) -> None:
    assert len(blocks) == 1000 * 4 * len(SCALES)
    shown = [len(block.told) for block in blocks]
    assert sum(shown) > 3 * len(blocks), "what is never published is never read out"
    assert sum(one.low != one.high for block in blocks for one in block.told) > 0


def test_nobody_is_left_by_adding_and_subtracting_two_or_three_figures(blocks: list[Block]) -> None:
    assert [block for block in blocks if by_subtraction(block.told)] == []


def test_nobody_is_a_combination_of_published_sets(blocks: list[Block]) -> None:
    assert [block for block in blocks if block.told and in_row_space(block.told)] == []


def test_a_quarter_of_the_scale_is_left_for_everyone_even_when_colleagues_pool_their_answers(blocks: list[Block]) -> None:
    """None, one or two of them: the attacker takes what is narrowest."""
    assert min(left(block, POOLED) for block in blocks) >= NARROWEST - ROUNDING_ERROR


def pooled_of(block: Block, draw: random.Random) -> Mapping[Hashable, float]:
    """Two people of the smallest group, or one of it and one of another, and what they answered."""
    groups = Groups(block.told)
    smallest = groups.kinds[int(groups.sizes.argmin())]
    inside = sorted((person for person, sets in groups.of.items() if sets == smallest), key=block.scores.__getitem__)
    first = draw.choice((inside[0], inside[-1]))
    second = draw.choice([person for person in sorted(groups.of) if person != first])
    return {first: block.scores[first], second: block.scores[second]}


def test_any_few_people_of_any_teams_have_that_room_by_linear_programming(blocks: list[Block]) -> None:
    draw = random.Random(1)
    for block in draw.sample([block for block in blocks if block.told], 40):
        low, high, known = block.scale.low, block.scale.high, pooled_of(block, draw)
        sets = [*small_sets(Groups(block.told, known), among=5)]
        for counts in draw.sample(sets, min(20, len(sets))):
            least, most = bounds(block.told, counts, low, high, known)
            assert most - least >= NARROWEST * (high - low) - 1e-6, (block, counts, known)


def test_the_written_down_ranges_are_those_of_linear_programming(blocks: list[Block]) -> None:
    draw = random.Random(2)
    for block in draw.sample([block for block in blocks if block.told], 25):
        low, high = block.scale.low, block.scale.high
        groups = Groups(block.told)
        ranges = [bounds(block.told, {k: few}, low, high) for k in range(len(groups.sizes)) for few in range(1, 5)]
        assert min(most - least for least, most in ranges) / (high - low) == pytest.approx(left(block, 0), abs=1e-6)


def only_large_teams(counts: Mapping[Hashable, int], least: int) -> Shown:  # noqa: ARG001 - stands in for `shown`
    return Shown(tuple(team for team, n in counts.items() if isinstance(team, str) and n >= LEAST), True)


def test_tooth_without_secondary_suppression_people_are_left_by_subtraction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "shown", only_large_teams)
    monkeypatch.setattr(publish, "withstands", lambda *_: True)
    weak = list(activities(SOME))
    assert sum(bool(by_subtraction(block.told)) for block in weak) > len(weak) / 20
    assert sum(bool(in_row_space(block.told)) for block in weak) > len(weak) / 4


def test_tooth_without_bands_an_extreme_mean_gives_everyone_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "withstands", lambda *_: True)
    monkeypatch.setattr(figure, "RESERVE", 0)
    assert min(left(block, 0) for block in activities(SOME)) < NARROWEST


def test_tooth_without_the_gate_the_hidden_are_known_from_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "withstands", lambda *_: True)
    assert min(left(block, 2) for block in activities(SOME)) < NARROWEST


@pytest.mark.parametrize("pooled", [1, 2])
def test_tooth_without_the_pooled_answers_colleagues_read_out_the_others(monkeypatch: pytest.MonkeyPatch, pooled: int) -> None:
    monkeypatch.setattr(publish, "FROM", LEAST)
    monkeypatch.setattr(gate, "FROM", LEAST)
    for room in (figure, gate):
        monkeypatch.setattr(room, "RESERVE", (LEAST - 1) * NARROWEST)
    weak = list(activities(SOME))
    assert min(left(block, 0) for block in weak) >= NARROWEST - ROUNDING_ERROR
    assert min(left(block, pooled) for block in weak) < NARROWEST / 2
