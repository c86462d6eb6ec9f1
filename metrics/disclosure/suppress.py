"""Which teams may be shown, by how many answered: the small ones are hidden, and enough others that a subtraction gives none away."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Shown:
    teams: tuple[str, ...]
    """The fewest answers first; of two alike, by name."""
    whole: bool
    """Whether the activity is shown."""


def shown(counts: Mapping[str | None, int], least: int) -> Shown:
    """What primary and secondary suppression leave.

    Args:
        counts: answers by team; those without a team under None, who are in the activity and never shown.
        least: neither a team, nor all the hidden together, who are the activity minus the shown, may have fewer and have any.
    """
    named = {team: n for team, n in counts.items() if team is not None and n >= least}
    teams = sorted(named, key=lambda team: (named[team], team))
    hidden = sum(counts.values()) - sum(named.values())
    while 0 < hidden < least and teams:
        hidden += named[teams.pop(0)]
    return Shown(tuple(teams), sum(counts.values()) >= least and not 0 < hidden < least)
