"""Periods as consecutive whole numbers, so that every engine reckons them alike and a missing one shows."""

from datetime import date, timedelta
from typing import Any

import narwhals as nw

from metrics.question import Grain


def number_of(day: date, grain: Grain) -> int:
    """The number of the period that holds a day; 0 for the only period of grain "all"."""
    number: int = _number(grain, day.year, day.month, day.toordinal())
    return number


def number(day: nw.Expr, grain: Grain) -> nw.Expr:
    """`number_of` as an expression over a column of local dates."""
    expression: nw.Expr = _number(grain, day.dt.year(), day.dt.month(), ordinal(day))
    return expression


def ordinal(day: nw.Expr) -> nw.Expr:
    """`date.toordinal` as an expression: no other difference of days is the same on every engine."""
    before = day.dt.year() - 1
    leap_days = (before / 4).floor() - (before / 100).floor() + (before / 400).floor()  # DuckDB reckons these in half the time of //
    return before * 365 + leap_days.cast(nw.Int64) + day.dt.ordinal_day()


def day(name: str) -> nw.Expr:
    """A local date column as a count of days, so that days may be added."""
    return ordinal(nw.col(name))


def epoch_s(moment: nw.Expr) -> nw.Expr:
    """Whole seconds since 1970 of a column of UTC moments: no other difference of moments is the same on every engine (TECH T9)."""
    moment = moment.dt.replace_time_zone(None)  # with a zone, DuckDB asks its calendar for each part: twice the time
    of_day = moment.dt.hour().cast(nw.Int64) * 3600 + moment.dt.minute().cast(nw.Int64) * 60 + moment.dt.second().cast(nw.Int64)
    return (ordinal(moment) - date(1970, 1, 1).toordinal()).cast(nw.Int64) * 86400 + of_day


def first_day(number: int, grain: Grain) -> date:
    match grain:
        case "week":
            return date.fromordinal(number * 7 + 1)
        case "month":
            return date(number // 12, number % 12 + 1, 1)
        case "quarter":
            return date(number // 4, number % 4 * 3 + 1, 1)
        case "year":
            return date(number, 1, 1)
        case _:
            return date.fromordinal(number)


def span(number: int, grain: Grain) -> tuple[date, date]:
    """First and last day."""
    return first_day(number, grain), first_day(number + 1, grain) - timedelta(days=1)


def _number(grain: Grain, year: Any, month: Any, ordinal: Any) -> Any:
    """On whole numbers and on expressions of them. Weeks are ISO: day 1 of the calendar was a Monday."""
    match grain:
        case "day":
            return ordinal
        case "week":
            return (ordinal - 1) // 7
        case "month":
            return year * 12 + month - 1
        case "quarter":
            return year * 4 + (month - 1) // 3
        case "year":
            return year
        case "all":
            return year * 0
