"""Joiner and leaver between waves: whoever assumes that all others answered alike knows the one to no less than a quarter of the scale."""

import random
from collections.abc import Iterable, Iterator

import pytest

from metrics.disclosure import NARROWEST, publish
from metrics.disclosure.between import Told, exposes
from metrics.disclosure.figure import Figure, Scale
from tests.attacks.activities import Block, activities, steady
from tests.attacks.newcomer import known

ERROR = 1e-6
HUNDRED = Scale()


def widths(blocks: Iterable[Block]) -> Iterator[float]:
    for block in blocks:
        assert block.before
        yield from known((block.before.counts, block.before.figures), (block.counts, block.figures), block.scale)


def test_of_steady_teams_the_one_who_joins_or_leaves_keeps_a_quarter_of_the_scale() -> None:
    assert min(widths(block for block, _, _ in steady(300))) >= NARROWEST - ERROR


def test_tooth_without_looking_at_the_wave_before_they_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "exposes", lambda *_: False)
    found = sorted(widths(block for block, _, _ in steady(150)))
    assert sum(width < NARROWEST - ERROR for width in found) > len(found) / 10


def test_of_a_thousand_activities_nobody_who_joins_or_leaves_is_known() -> None:
    """A sample of all waves: two linear programmes for each team that is one larger or smaller."""
    later = [block for block in activities(1000) if block.before and block.activity % 20 == 0]
    assert min(widths(random.Random(5).sample(later, 150))) >= NARROWEST - ERROR


def told(n: int, mean: float) -> Told:
    return Told({"A": n}, {"A": Figure(mean, mean)})


@pytest.mark.parametrize(
    ("before", "after", "exposed"),
    [
        ((12, 60), (13, 59), False),  # 25 points wide, from 34.5 to 59.5: the worked number of a joiner
        ((11, 60), (12, 59), True),  # 23 points
        ((7, 50), (8, 50), True),  # 15
        ((8, 50), (7, 50), True),  # and whoever leaves
        ((13, 60), (13, 50), False),  # nobody joined or left
        ((12, 60), (14, 60), False),  # two did
        ((20, 60), (21, 62), True),  # 41 points, of which the scale's end leaves 18
        ((20, 50), (21, 60), False),  # from 239 to 280: they did not answer alike, and nothing follows
    ],
)
def test_who_is_exposed_between_two_waves(before: tuple[int, float], after: tuple[int, float], exposed: bool) -> None:
    assert exposes(told(*before), told(*after), HUNDRED) is exposed


def test_the_rest_of_the_activity_may_be_what_gives_one_away() -> None:
    """B is hidden in both waves, and what the activity leaves for it once A is taken away."""
    before = Told({"A": 30, "B": 7}, {"A": Figure(50, 50), None: Figure(50, 50)})
    after = Told({"A": 30, "B": 8}, {"A": Figure(50, 50), None: Figure(52, 52)})
    assert exposes(before, after, HUNDRED)
    assert not exposes(before, Told({"A": 30, "B": 7}, after.figures), HUNDRED)


def test_where_several_teams_changed_the_activity_tells_of_no_one() -> None:
    """One more in all, but two joined A and one left B."""
    before = Told({"A": 10, "B": 10}, {None: Figure(60, 60)})
    assert exposes(before, Told({"A": 11, "B": 10}, {None: Figure(62, 62)}), HUNDRED)
    assert not exposes(before, Told({"A": 12, "B": 9}, {None: Figure(62, 62)}), HUNDRED)


def test_both_orders_of_the_waves_are_weighed_alike() -> None:
    for block, _, _ in steady(60):
        assert block.before
        first, second = (Told(each.counts, each.figures) for each in (block.before, block))
        assert exposes(first, second, block.scale) == exposes(second, first, block.scale) is False
