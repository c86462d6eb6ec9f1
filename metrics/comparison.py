"""A figure beside the period before and the same period a year before: a signal, or no detectable change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from metrics import periods
from metrics.question import Grain
from metrics.reading import Reading
from metrics.spc import LIMIT_FACTOR, SCREEN_FACTOR

A_YEAR: dict[Grain, int] = {"day": 364, "week": 52, "month": 12, "quarter": 4, "year": 1}  # in periods; a day keeps its weekday
Verdict = Literal["signal", "no_detectable_change"]


@dataclass(frozen=True)
class Comparison:
    """The latest complete value beside an earlier one."""

    period: str
    value: float
    verdict: Verdict | None
    """Null where there are no limits, or where they were drawn anew in between."""


def compare(reading: Reading) -> Iterator[Comparison]:
    """With the period before, then with the same one a year before; each only where it is complete and has a value.

    Two values differ by a signal when they are further apart than the upper limit of the moving ranges: 3.267 times
    their screened mean (the same factor and mean as the limits of `metrics.spc`).
    """
    grain, latest = reading.question.grain, reading.latest_period
    if latest is None or grain == "all":
        return
    known = {each: place for place, each in enumerate(reading.series["period"])}
    number = periods.number_of(date.fromisoformat(latest), grain)
    for back in dict.fromkeys((1, A_YEAR[grain])):
        place = known.get(periods.first_day(number - back, grain).isoformat())
        value = None if place is None or not reading.series["complete"].iloc[place] else reading.xmr.points[place].value
        if place is not None and value is not None:
            yield Comparison(str(reading.series["period"].iloc[place]), value, verdict(reading, place, known[latest]))


def verdict(reading: Reading, earlier: int, latest: int) -> Verdict | None:
    """Whether the points at two positions differ by more than what is usual."""
    before, after = (reading.xmr.points[place] for place in (earlier, latest))
    if after.limits is None or before.limits != after.limits or before.value is None or after.value is None:
        return None
    most = after.limits.half_width / LIMIT_FACTOR * SCREEN_FACTOR
    return "signal" if abs(after.value - before.value) > most else "no_detectable_change"
