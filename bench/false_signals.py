"""How often a stable series has a signal: `python -m bench.false_signals` prints the table of `docs/statistics.md`."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from metrics.spc import Xmr, xmr

SEED, SERIES, POINTS = 2014, 10_000, 24
RULES = {"limit": "beyond a limit", "trend": "trend", "two_of_three": "two of three", "shift": "shift"}


@dataclass(frozen=True)
class Shares:
    """Of the series, 0-1."""

    name: str
    ever: float
    """With a signal at any of the points."""
    last: float
    """With a signal at the last one, which is what a reader is told of."""


def shares() -> Iterator[Shares]:
    """Any rule, then each. A point that several rules mark counts for the strongest."""
    charts = _charts()
    yield _shares("any rule", charts, set(RULES))
    yield from (_shares(name, charts, {rule}) for rule, name in RULES.items())


def _charts() -> list[Xmr]:
    draw = Random(SEED)
    return [xmr([draw.gauss(0, 1) for _ in range(POINTS)]) for _ in range(SERIES)]


def _shares(name: str, charts: list[Xmr], rules: set[str]) -> Shares:
    ever = sum(any(point.rule in rules for point in chart.points) for chart in charts)
    last = sum(chart.points[-1].rule in rules for chart in charts)
    return Shares(name, ever / len(charts), last / len(charts))


if __name__ == "__main__":
    for row in shares():
        print(f"| {row.name} | {100 * row.ever:.2f} % | {100 * row.last:.2f} % |")
