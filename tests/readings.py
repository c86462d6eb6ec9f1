"""Readings made by hand: a series of months from January 2014 and what is said of it."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd

from metrics.catalogue import collect
from metrics.journal import Entry, placed
from metrics.question import Question
from metrics.reading import Reading
from metrics.spc import xmr
from metrics.targets import Target

Values = list[float | None]

STEADY: Values = [100, 104, 98, 103, 97, 101, 99, 102, 98, 103, 97, 101, 100]
"""13 months around 100 in which nothing is unusual."""
LONGER: Values = [*STEADY[:12], 118]
"""The last month is beyond the upper limit."""
SHORTER: Values = [*STEADY, 90, 89, 91, 90, 89, 91, 90]
"""Seven months below the mean, from the 14th (February 2015)."""


def reading(
    values: Values,
    name: str = "p90_wait_s",
    target: float | None = None,
    targets: Values | None = None,
    last_complete: bool = True,
    n: int | None = 932,
    currency: str | None = None,
    entries: Sequence[Entry] = (),
) -> Reading:
    """A reading of the indicator `name` with these monthly values, one target throughout or `targets` month by month, and entries."""
    indicator = collect()[name]
    periods = [date(2014 + k // 12, k % 12 + 1, 1).isoformat() for k in range(len(values))]
    complete = [True] * (len(values) - 1) + [last_complete] * bool(values)
    series = pd.DataFrame(
        {
            "period": pd.Series(periods, dtype="string"),
            "complete": complete,
            "value": pd.Series(values, dtype="Float64"),
            "n": pd.Series([n] * len(values), dtype="Int64"),
        }
    )
    known = [k for k, value in enumerate(values) if value is not None and complete[k]]
    begins = [date.fromisoformat(period) for period in periods]
    placed_entries = placed(entries, begins, begins[-1] + timedelta(days=27), None) if begins else []
    anew = sorted({each.position for each in placed_entries if each.anew and each.position})
    aims = [target] * len(values) if targets is None else targets
    return Reading(
        indicator=indicator,
        question=Question(),
        breakdown=(("currency", currency),) if currency else (),
        series=series,
        xmr=xmr(values, complete, indicator.better, anew),
        latest_period=periods[known[-1]] if known else None,
        latest_value=values[known[-1]] if known else None,
        latest_n=n if known else None,
        targets=tuple(None if aim is None else Target(name, date(2014, 1, 1), aim, None) for aim in aims),
        data_until=date(2015, 4, 30),
        entries=tuple(placed_entries),
    )
