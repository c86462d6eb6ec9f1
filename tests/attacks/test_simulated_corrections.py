"""Waves released twice, with a few or many answers corrected in between: both releases are attacked together."""

import random
from collections.abc import Iterator, Sequence

import pytest

from metrics.disclosure import NARROWEST
from metrics.disclosure.publish import Figures, facts, publish
from metrics.scoring import Scored
from tests.attacks.activities import Block, activities
from tests.attacks.attacker import Groups, Told, bounds, by_subtraction, in_row_space

ACTIVITIES = 60


def corrected(people: Sequence[Scored], draw: random.Random) -> list[Scored]:
    """The same people, of whom one to twelve have another score or are taken out."""
    changed = set(draw.sample(people, min(len(people), draw.choice((1, 3, 5, 7, 12)))))
    others = sorted({one.score for one in people})
    kept = [one for one in people if one not in changed or draw.random() < 0.8]
    return [one._replace(score=draw.choice(others)) if one in changed else one for one in kept]


def told(people: Sequence[Scored], figures: Figures, block: Block) -> list[Told]:
    """An answer before and after it was corrected are two unknowns."""
    members = {team: frozenset((one.person, one.score) for one in people if team in (None, one.team)) for team in figures}
    return [Told(members[team], *each.tells(block.scale)) for team, each in figures.items()]


def twice(gate: bool) -> Iterator[tuple[Block, list[Told]]]:
    draw = random.Random(3)
    for block in activities(ACTIVITIES):
        if block.wave or not block.people:
            continue
        first = publish(block.people, block.scale)
        after = corrected(block.people, draw)
        earlier = facts(block.people, first, block.scale) if gate else ()
        both = told(block.people, first, block) + told(after, publish(after, block.scale, earlier), block)
        yield block, list(dict.fromkeys(both))


def test_two_releases_together_leave_nobody_and_everyone_their_room() -> None:
    draw, seconds = random.Random(4), 0
    for block, both in twice(gate=True):
        if both:
            assert by_subtraction(both) == in_row_space(both) == set()
            groups, few = Groups(both), draw.randint(1, 4)
            least, most = bounds(both, {draw.randrange(len(groups.sizes)): few}, block.scale.low, block.scale.high)
            assert most - least >= NARROWEST * block.scale.span - 1e-6
        seconds += len(both) > len(publish(block.people, block.scale))
    assert seconds, "a gate that lets no correction through proves nothing"


def test_tooth_a_second_release_that_forgets_the_first_gives_people_away() -> None:
    found = [block for block, both in twice(gate=False) if both and by_subtraction(both)]
    assert len(found) > ACTIVITIES / 4


@pytest.mark.parametrize("moved", [1, 4])
def test_people_who_change_teams_between_releases_are_a_difference_too(moved: int) -> None:
    before = [Scored(f"P{k}", "A" if k < 15 else "B", 40 + k % 3 * 10) for k in range(30)]
    after = [one._replace(team="B") if k < moved else one for k, one in enumerate(before)]
    scale = next(activities(1)).scale
    first = publish(before, scale)
    assert set(first) == {"A", "B", None}
    assert set(publish(after, scale, facts(before, first, scale))) == {None}
