"""Which data are late, by a rule one can say in a sentence.

A source that comes by the month, or whose rhythm is not known yet, is late when the last complete month is missing after
the 10th. Any other is late when its data end more than twice its usual interval ago.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from language import N_
from metrics.engine import Tables, collect

SOURCES = {"cases": N_("cases"), "invoices": N_("invoices"), "staffing": N_("staffing")}  # targets and survey waves have no rhythm
MONTHLY_D = 25  # imports so many days apart, or more, come by the month
LEAST_D = 2  # a daily source may miss a long weekend
MONTH_DUE = 10
FEWEST_IMPORTS = 3


@dataclass(frozen=True)
class Late:
    """A source that is late."""

    source: str
    """A table of the lake."""
    until: date
    """The last day it knows."""
    interval_d: int | None
    """Usual days between its imports; null where it comes by the month or its rhythm is not known."""


def late(tables: Tables, today: date) -> list[Late]:
    """The sources that hold something and are late; one that was never loaded is not."""
    imported = collect(tables["imports"].select("kind", "loaded_at", "undone_at"))
    standing = imported[imported["undone_at"].isna()]
    found = []
    for source in SOURCES:
        reach = tables.reach(source)
        days = sorted({moment.date() for moment in standing.loc[standing["kind"] == source, "loaded_at"]})
        interval = usual_interval(days)
        if reach and is_late(reach.last, interval, today):
            found.append(Late(source, reach.last, interval))
    return found


def usual_interval(days: Sequence[date]) -> int | None:
    """The median of the days between imports; null where they come by the month or are fewer than three."""
    if len(days) < FEWEST_IMPORTS:
        return None
    usual = round(median((after - before).days for before, after in pairwise(days)))
    return usual if usual < MONTHLY_D else None


def is_late(until: date, interval_d: int | None, today: date) -> bool:
    if interval_d is not None:
        return (today - until).days > 2 * max(interval_d, LEAST_D)
    last_month = today.replace(day=1) - timedelta(days=1)
    due = last_month if today.day > MONTH_DUE else last_month.replace(day=1) - timedelta(days=1)
    return until < due
