"""A series by month, by week or by day: which ones can be had, and what the days of the week do to the daily one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate, compress

import narwhals as nw

from language import decimal, translator, weekday
from metrics.engine import Tables, collect
from metrics.indicator import Indicator, Measure, Net
from metrics.question import Grain
from metrics.reading import Reading
from metrics.sources import SOURCES
from metrics.spc import xmr
from metrics.weekdays import LEAST_WEEKS, deseasonalise

FINER: tuple[Grain, ...] = ("month", "week", "day")
EVENED = ("count", "seconds", "hours", "days", "money")
"""Units of which a weekday may be a multiple of another; a share or a score is not."""


@dataclass(frozen=True)
class Daily:
    reading: Reading
    """On the days that were open or had cases; its limits are made by what it shows."""
    factors: Mapping[int, float] | None
    """By ISO weekday, what its values were divided by; null where they are as counted."""


def grains(indicator: Indicator) -> tuple[Grain, ...]:
    """Figures of the people who work here and of whole months are not cut finer."""
    return FINER[:1] if indicator.owner == "hr" or SOURCES[indicator.source].by_month else FINER


def at_grain(reading: Reading) -> Reading:
    """Without the targets of a count or a sum of months, where its periods are shorter."""
    measure = reading.indicator.measure()
    adds = isinstance(measure, Net) or (isinstance(measure, Measure) and measure.statistic in ("count", "sum"))
    return replace(reading, targets=(None,) * len(reading.targets)) if adds and reading.question.grain != "month" else reading


def can_even(indicator: Indicator) -> bool:
    """Whether its values may be divided by what is usual on their weekday."""
    return isinstance(indicator.measure(), Measure) and indicator.unit in EVENED


def working_days(tables: Tables) -> set[date]:
    """Local dates with opening hours."""
    days = collect(tables["calendar"].filter(nw.col("working_day")).select("on"))["on"]
    return {day if isinstance(day, date) else date.fromisoformat(str(day)) for day in days}


def daily(reading: Reading, working: Collection[date], even: bool = True) -> Daily:
    """A daily reading without the days on which nothing could happen, each value over the factor of its weekday.

    The factors are those of `metrics.weekdays`, of complete days; weekdays with too few values for one are left out.
    The latest value is that of the chart; n stays as counted.
    """
    opened = _kept(reading, [each in working or bool(n) for each, n in zip(_days(reading), _counted(reading), strict=True)])
    if not even or not can_even(reading.indicator):
        return Daily(_judged(opened, _values(opened)), None)
    seen: dict[int, int] = {}
    for each, value in zip(_days(opened), _values(opened), strict=True):
        seen[each.isoweekday()] = seen.get(each.isoweekday(), 0) + (value is not None)
    steady = _kept(opened, [seen[each.isoweekday()] >= LEAST_WEEKS for each in _days(opened)])
    known = [value if done else None for value, done in zip(_values(steady), steady.series["complete"], strict=True)]
    found = deseasonalise(_days(steady), known)
    if found is None:
        return Daily(_judged(opened, _values(opened)), None)
    return Daily(_judged(steady, _over(steady, found.factors)), found.factors)


def said(shown: Daily, language: str) -> str:
    """What was done to the days, in a sentence: "Weekdays evened out: each value over what is usual on its weekday (Monday × 1.15, …)"."""
    _ = translator(language)
    left_out = _("Days without opening hours and without cases are left out.")
    if shown.factors is None:
        return f"{_('As counted, day by day.')} {left_out}"
    each = (f"{weekday(number, language)} × {decimal(factor, language, '0.00')}" for number, factor in sorted(shown.factors.items()))
    evened = _("De-seasonalised by weekday: each value is divided by what is usual on its weekday ({factors}).")
    return f"{evened.format(factors=', '.join(each))} {left_out}"


def _days(reading: Reading) -> list[date]:
    return [date.fromisoformat(period) for period in reading.series["period"]]


def _counted(reading: Reading) -> list[int]:
    return [int(n) for n in reading.series["n"].fillna(0)]


def _values(reading: Reading) -> list[float | None]:
    return [point.value for point in reading.xmr.points]


def _over(reading: Reading, factors: Mapping[int, float]) -> list[float | None]:
    found = zip(_values(reading), (factors.get(each.isoweekday(), 0.0) for each in _days(reading)), strict=True)
    return [value / factor if value is not None and factor else None for value, factor in found]


def _kept(reading: Reading, keep: Sequence[bool]) -> Reading:
    """Some of its periods; what stood at one that goes, a rebase or an entry of the journal, moves to the next that stays."""
    moved, count = [0, *accumulate(keep)], sum(keep)
    chart = replace(
        reading.xmr,
        points=tuple(compress(reading.xmr.points, keep)),
        rebases=tuple(sorted({moved[place] for place in reading.xmr.rebases if 0 < moved[place] < count})),
    )
    entries = tuple(replace(each, position=min(moved[each.position], count - 1)) for each in reading.entries if count)
    series = reading.series[list(keep)].reset_index(drop=True)
    return replace(reading, series=series, xmr=chart, targets=tuple(compress(reading.targets, keep)), entries=entries)


def _judged(reading: Reading, values: Sequence[float | None]) -> Reading:
    """The same periods with these values, the limits that they make, and the latest of them."""
    chart = xmr(values, reading.series["complete"].tolist(), reading.indicator.better, reading.xmr.rebases)
    known = [place for place, done in enumerate(reading.series["complete"]) if done and values[place] is not None]
    if not known:
        return replace(reading, xmr=chart, latest_period=None, latest_value=None, latest_n=None)
    period, n = (reading.series[name].iloc[known[-1]] for name in ("period", "n"))
    return replace(reading, xmr=chart, latest_period=str(period), latest_value=values[known[-1]], latest_n=int(n))
