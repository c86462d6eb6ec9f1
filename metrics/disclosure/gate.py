"""The linear gate: whether all that was ever published, and what is about to be, leaves everyone enough room.

Answers of different waves and of different questions are different unknowns, so the gate looks at one score of one wave, with every
release of it. Answers in the same published sets are interchangeable: they make a group, and only its sum can be worked out.

What it asks: every group has at least `FROM` answers, and there is one way to fill in everyone's score, in keeping with every figure
published, in which each group's sum keeps `RESERVE` scale widths from either end of what it could be. That suffices, for any one to
four people, whichever groups they are in, and any one or two colleagues who know their own answers:
  - no such set is a combination of published sets, since those are constant on groups, of whom five or more remain;
  - hold the group's sum there, on a scale of 0–1. Take away the k ≤ 2 colleagues: r ≥ 5 people remain, whose sum R is at least 3 − k ≥ 1
    and at most r − 1. The sum of s ≤ 4 of them goes from max(0, R − (r − s)) to min(s, R), whose difference is one of s, R, r − R and
    r − s: at least 1 but for s itself, and never less than s ÷ 4. So the mean of the s has a range of at least a quarter of the scale;
  - people of several groups: the ranges of their groups add up, since each sum was held.
One linear programme finds that way or says that there is none.
"""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from metrics.disclosure import FROM, RESERVE
from metrics.disclosure.figure import Scale

FEASIBLE, INFEASIBLE = 0, 2  # of linprog


@dataclass(frozen=True)
class Fact:
    """What a published figure tells: the mean score of these answers lies between two bounds."""

    answers: frozenset[Hashable]
    low: float
    high: float


def withstands(facts: Sequence[Fact], scale: Scale) -> bool:
    """Whether nobody can be read out of the facts: see above.

    Raises:
        ArithmeticError: the linear programme could be neither solved nor refuted.
    """
    sizes = groups(facts)
    return not sizes or (min(sizes.values()) >= FROM and _leaves_room(facts, sizes, scale))


def groups(facts: Sequence[Fact]) -> dict[int, int]:
    """How many answers there are in the same sets, by a number whose bit k tells whether they are in that of `facts[k]`."""
    sets: Counter[Hashable] = Counter()
    for k, fact in enumerate(facts):
        sets.update(dict.fromkeys(fact.answers, 1 << k))
    return Counter(sets.values())


def _leaves_room(facts: Sequence[Fact], sizes: dict[int, int], scale: Scale) -> bool:
    n = np.array([*sizes.values()])
    room = np.column_stack([n * scale.low, n * scale.high]) + RESERVE * scale.span * np.array([1, -1])
    member = np.array([[bool(sets >> k & 1) for sets in sizes] for k in range(len(facts))], dtype=float)
    low, high = (np.array([getattr(fact, end) * len(fact.answers) for fact in facts]) for end in ("low", "high"))
    found = linprog(np.zeros(len(n)), A_ub=np.vstack([member, -member]), b_ub=np.concatenate([high, -low]), bounds=room)
    if found.status not in (FEASIBLE, INFEASIBLE):
        raise ArithmeticError(f"The gate's linear programme ended without an answer: {found.message}")
    return bool(found.status == FEASIBLE)
