"""What the days of the week do to a daily series, and the series without it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from metrics.spc import Values

LEAST_WEEKS = 3


@dataclass(frozen=True)
class Deseasonalised:
    values: tuple[float | None, ...]
    """Each value over the factor of its weekday, in the unit of the series; null where that factor is 0."""
    factors: Mapping[int, float]
    """By ISO weekday (1 is Monday): its mean over the mean of all days."""


def deseasonalise(days: Sequence[date], values: Values) -> Deseasonalised | None:
    """A daily series as it would be if every weekday were alike; a weekly one, whose days are all Mondays, stays as it is.

    Returns:
        null where it cannot be told: a weekday has fewer than three values, or the mean of all days is 0.
    """
    known = [(day.isoweekday(), value) for day, value in zip(days, values, strict=True) if value is not None]
    weeks = {weekday: [value for day, value in known if day == weekday] for weekday in sorted({day for day, _ in known})}
    overall = fmean(value for _, value in known) if known else 0.0
    if not overall or min(map(len, weeks.values())) < LEAST_WEEKS:
        return None
    factors = {weekday: fmean(each) / overall for weekday, each in weeks.items()}
    found = (None if value is None else _over(value, factors[day.isoweekday()]) for day, value in zip(days, values, strict=True))
    return Deseasonalised(tuple(found), factors)


def _over(value: float, factor: float) -> float | None:
    return value / factor if factor else None
