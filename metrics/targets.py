"""What the team aims at, since when and why."""

from dataclasses import dataclass
from datetime import date

from metrics.engine import Tables, collect


@dataclass(frozen=True)
class Target:
    indicator: str
    since: date
    target: float
    """In the indicator's unit."""
    reason: str | None


def all_targets(tables: Tables) -> list[Target]:
    """Every target ever set, oldest first."""
    rows = collect(tables["targets"].select("indicator", "since", "target", "reason")).astype(object)
    rows = rows.where(rows.notna(), None)
    return sorted((Target(*row) for row in rows.itertuples(index=False)), key=lambda target: target.since)


def in_force(targets: list[Target], indicator: str, on: date) -> Target | None:
    """The last one set for the indicator by that day."""
    return next((target for target in reversed(targets) if target.indicator == indicator and target.since <= on), None)


def target_of(tables: Tables, indicator: str, on: date) -> Target | None:
    """The indicator's target on a day, null when none is set."""
    return in_force(all_targets(tables), indicator, on)
