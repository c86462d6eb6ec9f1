"""What the team aims at, since when and why."""

from collections.abc import Iterable
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
    import_id: str | None = None
    """The import that brought it: the imports log tells who set it and when."""


def all_targets(tables: Tables) -> list[Target]:
    """Every target that was set and stands, oldest first."""
    rows = collect(tables["targets"].select("indicator", "since", "target", "reason", "import_id")).astype(object)
    rows = rows.where(rows.notna(), None)
    return sorted((Target(*row) for row in rows.itertuples(index=False)), key=lambda target: target.since)


def of_indicator(targets: Iterable[Target], indicator: str) -> list[Target]:
    """Those of one indicator, in the order given."""
    return [target for target in targets if target.indicator == indicator]


def in_force(targets: list[Target], indicator: str, on: date) -> Target | None:
    """The last one set for the indicator by that day."""
    return next((target for target in reversed(targets) if target.indicator == indicator and target.since <= on), None)


def target_of(tables: Tables, indicator: str, on: date) -> Target | None:
    """The indicator's target on a day, null when none is set."""
    return in_force(all_targets(tables), indicator, on)
