"""Simulated activities: 2 to 12 teams, 4 waves, 3 scores, people who join and leave, who skip questions, who have no team."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from metrics.disclosure import between
from metrics.disclosure import publish as publishing
from metrics.disclosure.figure import Scale
from metrics.scoring import Scored
from tests.attacks.attacker import Told

WAVES = 4
SCALES = {"who5": (Scale(0, 100, 1), 4), "enps": (Scale(-100, 100, 10), 100), "share": (Scale(0, 100, 10), 100)}
"""By score: the scale, and between which steps a person's score may lie."""


@dataclass(frozen=True)
class Block:
    """A score of a wave, with what is published of it beside the wave before."""

    activity: int
    wave: int
    score: str
    people: tuple[Scored, ...]
    before: "Block | None" = None

    @property
    def scale(self) -> Scale:
        return SCALES[self.score][0]

    @cached_property
    def figures(self) -> publishing.Figures:
        beside = (between.Told(self.before.counts, self.before.figures),) if self.before else ()
        return publishing.publish(self.people, self.scale, beside=beside)

    @property
    def counts(self) -> Counter[str | None]:
        return Counter(one.team for one in self.people)

    @cached_property
    def told(self) -> list[Told]:
        """What the figures published tell whoever reads them."""
        members = {team: frozenset(one.person for one in self.people if team in (None, one.team)) for team in self.figures}
        return [Told(members[team], *each.tells(self.scale)) for team, each in self.figures.items()]

    @property
    def scores(self) -> dict[str, float]:
        return {one.person: one.score for one in self.people}


def activities(count: int, seed: int = 2014) -> Iterator[Block]:
    draw = random.Random(seed)
    for activity in range(count):
        teams = {f"T{k}": draw.randint(2, 15) for k in range(draw.randint(2, 12))}
        usual = {team: min(100, max(0, draw.gauss(60, 20))) for team in teams}
        staff = [(f"{team}-{k}", team if draw.random() < 0.98 else None, usual[team]) for team, size in teams.items() for k in range(size)]
        before: dict[str, Block] = {}
        for wave in range(WAVES):
            staff = [one if draw.random() < 0.95 else (f"{one[0]}'", *one[1:]) for one in staff]
            present = [one for one in staff if draw.random() < 0.85]
            for score in SCALES:
                answered = [one for one in present if draw.random() < 0.97]
                people = tuple(Scored(name, team, _score(draw, score, mean)) for name, team, mean in answered)
                before[score] = Block(activity, wave, score, people, before.get(score))
                yield before[score]


def steady(count: int, seed: int = 7) -> Iterator[tuple[Block, Scored, bool]]:
    """Two waves in which everybody answers alike, but for one person who joins (true) or leaves (false): what that attack assumes."""
    draw = random.Random(seed)
    for activity in range(count):
        score = draw.choice(sorted(SCALES))
        teams = {f"T{k}": draw.randint(5, 15) for k in range(draw.randint(1, 4))}
        everyone = [Scored(f"{team}-{k}", team, _score(draw, score, 55)) for team, size in teams.items() for k in range(size)]
        one = draw.choice(everyone)
        with_, without = tuple(everyone), tuple(each for each in everyone if each != one)
        joins = draw.random() < 0.5
        first = Block(activity, 0, score, without if joins else with_)
        yield Block(activity, 1, score, with_ if joins else without, first), one, joins


def _score(draw: random.Random, score: str, mean: float) -> float:
    scale, step = SCALES[score]
    drawn = scale.low + scale.span * min(1, max(0, draw.gauss(mean, 25) / 100))
    return scale.low + step * round((drawn - scale.low) / step)
