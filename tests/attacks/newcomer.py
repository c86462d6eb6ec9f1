"""What a colleague can work out of one person who joined or left between two waves, who assumes that the others answered alike.

Linear programmes over the sums of the teams; shares no code with the gate.
"""

from collections.abc import Iterator, Mapping

import numpy as np
from scipy.optimize import linprog

from metrics.disclosure.figure import Figure, Scale

Counts = Mapping[str | None, int]
Figures = Mapping[str | None, Figure]
INFEASIBLE = 2


def known(before: tuple[Counts, Figures], after: tuple[Counts, Figures], scale: Scale) -> Iterator[float]:
    """Of each team that is one larger or smaller: how wide the score of that one remains, as a share of the scale.

    Once with nothing assumed of the other teams; once, where their counts allow, with all of them unchanged. Where the figures
    contradict what is assumed there is nothing to know.
    """
    teams = sorted({*before[0], *after[0]}, key=str)
    for team in teams:
        if (more := after[0].get(team, 0) - before[0].get(team, 0)) in (1, -1):
            smaller, larger = (before, after) if more == 1 else (after, before)
            alike = all(before[0].get(each, 0) == after[0].get(each, 0) for each in teams if each != team)
            for unchanged in {False, alike}:
                if (width := _width(teams, team, smaller, larger, scale, unchanged)) is not None:
                    yield width / scale.span


def _width(
    teams: list[str | None], team: str | None, smaller: tuple[Counts, Figures], larger: tuple[Counts, Figures], scale: Scale, alike: bool
) -> float | None:
    """Unknowns: the sum of each team in one wave, the same in the other, and the one; the team's own sum is the same in both."""
    size = len(teams)
    rows, low, high = [], [], []
    for place, (counts, figures) in enumerate((smaller, larger)):
        for name, figure in figures.items():
            row = np.zeros(2 * size + 1)
            for k, each in enumerate(teams):
                if name is None or each == name:
                    row[k if each == team or alike else place * size + k] = 1
                    row[-1] += place and each == team
            n = sum(counts.values()) if name is None else counts[name]
            rows.append(row)
            least, most = figure.tells(scale)
            low.append(n * least)
            high.append(n * most)
    if not rows:
        return scale.span
    boxes = [(scale.low * counts.get(each, 0), scale.high * counts.get(each, 0)) for counts, _ in (smaller, larger) for each in teams]
    limits = {
        "A_ub": np.vstack([rows, -np.array(rows)]),
        "b_ub": np.concatenate([high, -np.array(low)]) + 1e-9,
        "bounds": [*boxes, (scale.low, scale.high)],
    }
    goal = np.zeros(2 * size + 1)
    goal[-1] = 1
    least, most = linprog(goal, **limits), linprog(-goal, **limits)
    return None if least.status == INFEASIBLE else float(-most.fun - least.fun)
