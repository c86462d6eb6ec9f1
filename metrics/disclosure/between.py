"""Two waves beside each other. A team has one answer more than in the wave before, or one fewer: had all others answered as they did, the
difference of both sums would be that of the one who joined or left.

Nobody answers twice alike: a WHO-5 asked again moves by some nine points (standard error of measurement 8.51, 10.1186/s12955-018-1001-0).
Colleagues may assume it all the same, so whoever joined or left must keep a quarter of the scale, unless the figures contradict that
assumption, and with it all that could be concluded. What is asked depends on counts and published figures alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from metrics.disclosure import NARROWEST
from metrics.disclosure.figure import Figure, Scale

Teams = frozenset[str | None]
Range = tuple[float, float]
ROUNDING_ERROR = 1e-6  # of sums of floats, in points


@dataclass(frozen=True)
class Told:
    """What a wave told of one score."""

    counts: Mapping[str | None, int]
    """Answers by team; those without a team under None."""
    figures: Mapping[str | None, Figure]
    """Published, by team; the activity's under None."""

    @property
    def hidden(self) -> Teams:
        return frozenset(team for team in self.counts if team is None or team not in self.figures)


def exposes(before: Told, after: Told, scale: Scale) -> bool:
    """Whether one person who joined or left between the waves would be known to less than `NARROWEST` of the scale."""
    least = NARROWEST * scale.span - ROUNDING_ERROR
    ranges = (one for teams in _sets(before, after) for one in _of_one(before, after, teams, scale))
    return any(-ROUNDING_ERROR < high - low < least for low, high in ranges)


def _sets(before: Told, after: Told) -> Iterator[Teams]:
    """Those of which something may be known: each team, all of them, the hidden together. With one answer more or fewer in one team; where
    several teams changed, more than one person did, whatever the whole says."""
    every = before.counts.keys() | after.counts.keys()
    for teams in {*(frozenset({team}) for team in every), frozenset(every), before.hidden, after.hidden}:
        if sum(abs(_more(before, after, team)) for team in teams) == 1:
            yield teams


def _more(before: Told, after: Told, team: str | None) -> int:
    return after.counts.get(team, 0) - before.counts.get(team, 0)


def _of_one(before: Told, after: Told, teams: Teams, scale: Scale) -> Iterator[Range]:
    """Between what the score of the one lies, from the scale's low end: had all others of those teams, then had everyone, answered alike.

    The low bound is above the high one where the figures contradict it.
    """
    waves, others = (before, after), sorted((before.counts.keys() | after.counts.keys()) - teams, key=str)
    own = [[_own(told, team, scale) for team in others] for told in waves]
    sums = [_sum(told, teams, _added(rest), scale) for told, rest in zip(waves, own, strict=True)]
    sign = sum(_more(before, after, team) for team in teams)
    yield _between(sums[0], sums[1], sign, scale)
    if not any(_more(before, after, team) for team in others):
        alike = [_overlap(*each) for each in zip(*own, strict=True)]
        if all(low <= high for low, high in alike):
            sums = [_sum(told, teams, _added(alike), scale) for told in waves]
            every = [_sum(told, teams | {*others}, (0, 0), scale) for told in waves]
            yield _overlap(_between(sums[0], sums[1], sign, scale), _between(every[0], every[1], sign, scale))


def _between(before: Range, after: Range, sign: int, scale: Scale) -> Range:
    less, more = (before, after) if sign > 0 else (after, before)
    return _overlap((more[0] - less[1], more[1] - less[0]), (0, scale.span))


def _own(told: Told, team: str | None, scale: Scale) -> Range:
    """What a team's figure alone says of the sum of its scores."""
    n, published = told.counts.get(team, 0), told.figures.get(team) if team is not None else None
    low, high = published.tells(scale) if published else (scale.low, scale.high)
    return n * (low - scale.low), n * (high - scale.low)


def _sum(told: Told, teams: Teams, rest: Range, scale: Scale) -> Range:
    """What their figures, and the activity's with those of the rest, say of the sum of some teams' scores."""
    known = _added([_own(told, team, scale) for team in teams])
    if not (whole := told.figures.get(None)):
        return known
    n, (low, high) = sum(told.counts.values()), whole.tells(scale)
    return _overlap(known, (n * (low - scale.low) - rest[1], n * (high - scale.low) - rest[0]))


def _added(ranges: Sequence[Range]) -> Range:
    return sum(low for low, _ in ranges), sum(high for _, high in ranges)


def _overlap(one: Range, other: Range) -> Range:
    return max(one[0], other[0]), min(one[1], other[1])
