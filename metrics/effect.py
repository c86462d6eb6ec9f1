"""What an import changes in the headline indicators: each one's latest complete value before and after."""

from dataclasses import dataclass

import pandas as pd

from metrics import catalogue
from metrics.compute import compute
from metrics.engine import Tables
from metrics.question import Question


@dataclass(frozen=True)
class Effect:
    """One headline indicator whose figures are not what they were."""

    indicator: str
    periods_changed: int
    """How many months have another value, or one where there was none."""
    period: str
    """The latest of these months: its first day."""
    before: float | None
    after: float | None
    n_before: int | None
    n_after: int | None


def effect(before: Tables, after: Tables) -> list[Effect]:
    """By month, in the order of the overview; an indicator that stays as it was is not there.

    What is followed by human resources is left out: a figure beside the one before a line arrived gives that line away.
    """
    names = [name for name, entry in catalogue.collect().items() if entry.headline and entry.owner != "hr"]
    then, now = (compute(names, Question(grain="month"), tables) for tables in (before, after))
    both = then.merge(now, on=["indicator", "period"], how="outer", suffixes=("_before", "_after"))
    same = (both["value_before"] == both["value_after"]).fillna(False) | (both["value_before"].isna() & both["value_after"].isna())
    changed = both[~same]
    return [_of(name, changed[changed["indicator"] == name]) for name in names if name in set(changed["indicator"])]


def _of(name: str, changed: pd.DataFrame) -> Effect:
    last = changed.sort_values("period").iloc[-1]
    known = {name: None if pd.isna(last[name]) else last[name] for name in ("value_before", "value_after")}
    n_before, n_after = (None if pd.isna(last[column]) else int(last[column]) for column in ("n_before", "n_after"))
    return Effect(name, len(changed), str(last["period"]), known["value_before"], known["value_after"], n_before, n_after)
