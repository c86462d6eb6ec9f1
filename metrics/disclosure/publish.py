"""One score of one wave: what is published of it, for the teams and for the activity."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean

from metrics.disclosure import FROM
from metrics.disclosure.between import Told, exposes
from metrics.disclosure.figure import Figure, Scale, figure
from metrics.disclosure.gate import Fact, withstands
from metrics.disclosure.suppress import shown
from metrics.scoring import Scored

WHOLE = None
"""Stands for the activity where others are named by their team."""
Figures = Mapping[str | None, Figure]
"""By team; those that are not there are not published."""


def publish(people: Sequence[Scored], scale: Scale, earlier: Sequence[Fact] = (), beside: Sequence[Told] = ()) -> Figures:
    """The figures that may be published beside those that were: where not all may, first the activity's, then the largest team's.

    Args:
        people: everyone who has the score.
        earlier: what earlier releases of the same score and wave told.
        beside: what the waves just before and after told of the same score.
    """
    counts = Counter(one.team for one in people)
    cells = shown(counts, FROM)
    wanted = _figures(people, [*([WHOLE] if cells.whole else []), *reversed(cells.teams)], scale)

    def passes(figures: Figures) -> bool:
        if any(exposes(each, Told(counts, figures), scale) for each in beside):
            return False
        return withstands([*earlier, *facts(people, figures, scale)], scale)

    if passes(wanted):
        return wanted
    kept: dict[str | None, Figure] = {}
    for team in wanted:
        if passes(kept | {team: wanted[team]}):
            kept[team] = wanted[team]
    return kept


def facts(people: Sequence[Scored], figures: Figures, scale: Scale) -> list[Fact]:
    """What figures published of these people tell. An answer that was corrected since is another unknown than it was."""
    unknowns = {team: frozenset((one.person, one.score) for one in those) for team, those in _sets(people, figures).items()}
    return [Fact(unknowns[team], *each.tells(scale)) for team, each in figures.items()]


def _figures(people: Sequence[Scored], named: Sequence[str | None], scale: Scale) -> Figures:
    sets = _sets(people, named)
    return {team: figure(fmean(one.score for one in sets[team]), len(sets[team]), scale) for team in named}


def _sets(people: Sequence[Scored], named: Iterable[str | None]) -> dict[str | None, list[Scored]]:
    sets: dict[str | None, list[Scored]] = {team: [] for team in named}
    for one in people:
        for team in {one.team, WHOLE}.intersection(sets):
            sets[team].append(one)
    return sets
