"""What a colleague can work out from published figures. Knows the rule's rounding and the scale's ends; shares no code with the gate."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, combinations_with_replacement, product

import numpy as np
from scipy.optimize import linprog

FEW = range(1, 5)


@dataclass(frozen=True)
class Told:
    """A published figure: the mean of these people's scores lies between two bounds."""

    people: frozenset[Hashable]
    low: float
    high: float


class Groups:
    """People in the same published sets, whom nothing published tells apart; a row of `member` is a published set."""

    def __init__(self, told: Sequence[Told], known: Mapping[Hashable, float] | None = None) -> None:
        known = known or {}
        everyone = set().union(*(one.people for one in told))
        self.of = {person: tuple(person in one.people for one in told) for person in everyone}
        counts = Counter(sets for person, sets in self.of.items() if person not in known)
        self.kinds = sorted(counts)
        self.sizes = np.array([counts[kind] for kind in self.kinds])
        self.member = np.array(self.kinds, dtype=float).T.reshape(len(told), len(self.kinds))
        spoken = np.array([sum(known.get(person, 0.0) for person in one.people) for one in told])
        self.least, self.most = (np.array([getattr(one, end) * len(one.people) for one in told]) - spoken for end in ("low", "high"))


@lru_cache
def signs(sets: int) -> np.ndarray:
    """The ways to add and subtract two or three of so many sets, one a row."""
    rows = []
    for few in (2, 3):
        for chosen, sign in product(combinations(range(sets), few), product((1, -1), repeat=few)):
            row = np.zeros(sets)
            row[list(chosen)] = sign
            rows.append(row)
    return np.array(rows).reshape(len(rows), sets)


def by_subtraction(told: Sequence[Told]) -> set[int]:
    """How many people are in the small sets that two or three figures leave when they are added and subtracted."""
    groups = Groups(told)
    left = signs(len(told)) @ groups.member
    sets = np.isin(left, (0, 1)).all(axis=1) & left.any(axis=1)
    return {int(size) for size in (left[sets] @ groups.sizes) if size in FEW}


def in_row_space(told: Sequence[Told]) -> set[int]:
    """How many people are in the small sets whose sum is a combination of published sums, of any number of them."""
    groups = Groups(told)
    small = [k for k, size in enumerate(groups.sizes) if size in FEW]
    unions = [union for few in FEW for union in combinations(small, few) if groups.sizes[list(union)].sum() in FEW]
    rank, found = np.linalg.matrix_rank(groups.member), set()
    for union in unions:
        wanted = np.isin(np.arange(len(groups.sizes)), union).astype(float)
        if np.linalg.matrix_rank(np.vstack([groups.member, wanted])) == rank:
            found.add(int(groups.sizes[list(union)].sum()))
    return found


def bounds(
    told: Sequence[Told], counts: Mapping[int, int], low: float, high: float, known: Mapping[Hashable, float] | None = None
) -> tuple[float, float]:
    """Between what the mean of some people lies: so many of each group, by its place in `Groups.kinds`. Two linear programmes."""
    groups = Groups(told, known)
    chosen = np.array([counts.get(k, 0) for k in range(len(groups.sizes))])
    rows = np.hstack([groups.member, groups.member])
    box = [(low * n, high * n) for n in (*chosen, *(groups.sizes - chosen))]
    goal = np.concatenate([np.ones(len(chosen)), np.zeros(len(chosen))])
    limits = {"A_ub": np.vstack([rows, -rows]), "b_ub": np.concatenate([groups.most, -groups.least]) + 1e-9, "bounds": box}
    least, most = linprog(goal, **limits), linprog(-goal, **limits)
    return least.fun / chosen.sum(), -most.fun / chosen.sum()


def small_sets(groups: Groups, among: int) -> Iterator[dict[int, int]]:
    """Every way to take one to four people from the first groups, by how many of each."""
    for few in FEW:
        for picked in combinations_with_replacement(range(min(among, len(groups.sizes))), few):
            counts = Counter(picked)
            if all(n <= groups.sizes[k] for k, n in counts.items()):
                yield dict(counts)


def narrowest(told: Sequence[Told], scores: Mapping[Hashable, float], low: float, high: float, pooled: int) -> float:
    """The narrowest range, of 0–1, left for the mean of one to four people of a group, when up to `pooled` of a group know their own.

    For teams and their total alone, where it can be written down: a group's sum lies in its own bounds and in what the total leaves. The
    pooled are the lowest, the highest, or one of each of a group: the range is concave in what they know, so no others narrow it more.
    """
    groups = Groups(told)
    units = {person: (scores[person] - low) / (high - low) for person in groups.of}
    least, most = _own_bounds(told, groups, low, high)
    room = []
    for group, knowing in _coalitions(groups, units, pooled):
        left, known = groups.sizes.astype(float), np.zeros(len(groups.sizes))
        left[group] -= len(knowing)
        known[group] = sum(knowing)
        floor, ceiling = _after_total(told, groups, np.maximum(least, known), np.minimum(most, known + left), low, high)
        room.append(_room(np.clip(floor - known, 0, left), np.clip(ceiling - known, 0, left), left))
    return min(room, default=1.0)


def _own_bounds(told: Sequence[Told], groups: Groups, low: float, high: float) -> tuple[np.ndarray, np.ndarray]:
    least, most = np.zeros(len(groups.sizes)), groups.sizes.astype(float)
    for k, one in enumerate(told):
        inside = groups.member[k].astype(bool)
        if inside.sum() == 1:
            n = len(one.people)
            least[inside] = np.maximum(least[inside], n * (one.low - low) / (high - low))
            most[inside] = np.minimum(most[inside], n * (one.high - low) / (high - low))
    return least, most


def _after_total(
    told: Sequence[Told], groups: Groups, least: np.ndarray, most: np.ndarray, low: float, high: float
) -> tuple[np.ndarray, np.ndarray]:
    totals = [one for k, one in enumerate(told) if groups.member[k].all()]
    for one in totals:
        from_, to = (len(one.people) * (end - low) / (high - low) for end in (one.low, one.high))
        least, most = np.maximum(least, from_ - (most.sum() - most)), np.minimum(most, to - (least.sum() - least))
    return least, most


def _coalitions(groups: Groups, units: Mapping[Hashable, float], pooled: int) -> Iterator[tuple[int, list[float]]]:
    yield from [(0, [])] if groups.kinds else []
    for k, kind in enumerate(groups.kinds):
        inside = sorted(units[person] for person, sets in groups.of.items() if sets == kind)
        for few in range(1, min(pooled, len(inside) - 1) + 1):
            yield from ((k, [*inside[:below], *inside[len(inside) - few + below :]]) for below in range(few + 1))


def _room(least: np.ndarray, most: np.ndarray, left: np.ndarray) -> float:
    """Of all groups, the narrowest range of the mean of one to four of those left."""
    few = np.arange(1, 5)[:, None]
    ranges = (np.minimum(few, most) - np.maximum(0, least - (left - few))) / few
    return float(np.where(few <= left, ranges, 1.0).min())
