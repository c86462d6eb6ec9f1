"""Simulated activities: 2 to 12 teams, 4 waves, 3 scores, people who join and leave, who skip questions, who have no team."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from metrics.disclosure import publish as publishing
from metrics.disclosure.figure import Scale
from metrics.scoring import Scored
from tests.attacks.attacker import Told

WAVES = 4
SCALES = {"who5": (Scale(0, 100, 1), 4), "enps": (Scale(-100, 100, 10), 100), "share": (Scale(0, 100, 10), 100)}
"""By score: the scale, and between which steps a person's score may lie."""


@dataclass(frozen=True)
class Block:
    """A score of a wave, with what is published of it."""

    activity: int
    wave: int
    score: str
    people: tuple[Scored, ...]

    @property
    def scale(self) -> Scale:
        return SCALES[self.score][0]

    @cached_property
    def told(self) -> list[Told]:
        """What the figures published tell whoever reads them."""
        figures = publishing.publish(self.people, self.scale)
        members = {team: frozenset(one.person for one in self.people if team in (None, one.team)) for team in figures}
        return [Told(members[team], *each.tells(self.scale)) for team, each in figures.items()]

    @property
    def scores(self) -> dict[str, float]:
        return {one.person: one.score for one in self.people}


def activities(count: int, seed: int = 2014) -> Iterator[Block]:
    draw = random.Random(seed)
    for activity in range(count):
        teams = {f"T{k}": draw.randint(2, 15) for k in range(draw.randint(2, 12))}
        usual = {team: min(100, max(0, draw.gauss(60, 20))) for team in teams}
        staff = [(f"{team}-{k}", team if draw.random() < 0.98 else None, usual[team]) for team, size in teams.items() for k in range(size)]
        for wave in range(WAVES):
            staff = [one if draw.random() < 0.95 else (f"{one[0]}'", *one[1:]) for one in staff]
            present = [one for one in staff if draw.random() < 0.85]
            for score in SCALES:
                answered = [one for one in present if draw.random() < 0.97]
                yield Block(activity, wave, score, tuple(Scored(name, team, _score(draw, score, mean)) for name, team, mean in answered))


def _score(draw: random.Random, score: str, mean: float) -> float:
    scale, step = SCALES[score]
    drawn = scale.low + scale.span * min(1, max(0, draw.gauss(mean, 25) / 100))
    return scale.low + step * round((drawn - scale.low) / step)
