"""Figures of a state at the end of a period: what had entered it by then and not left.

A row is in the state for a stretch of days. What enters and what leaves is counted by day, in two small queries; the
balance at any past day is a sum of them. In a band of ages, the stretch is cut to the days on which the row has that age.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import narwhals as nw
import numpy as np

from metrics import periods
from metrics.asked import Asked, Figures, Grid, Series, grid
from metrics.engine import Breakdown, Frame, Groups, Tables, groups
from metrics.indicator import Oldest, Stock, StockRatio
from metrics.intervals import wilson
from metrics.question import NOT_GIVEN

Band = tuple[str | None, int | None, int | None]
WHOLE: Band = ("", None, None)
SUMS = ("rows", "valued", "total")
NEVER = 10**9  # a day that does not come
StockMeasure = Stock | Oldest | StockRatio


def series(asked: Asked, tables: Tables) -> Series:
    """Of each breakdown and period of the data, the value at its end, or on the last day of the data within it."""
    measure = asked.indicator.measure()
    match measure:
        case Stock():
            return _valued(asked, measure, tables)
        case Oldest(stock):
            return _oldest(asked, stock, tables)
        case StockRatio():
            return _ratio(asked, measure, tables)
        case _:
            raise TypeError(f"{asked.indicator.name} is not a stock")


@dataclass(frozen=True)
class Stretch:
    """The days from `start` on and before `stop` on which a row is in a stock, and in one of its bands."""

    label: str | None
    start: nw.Expr
    stop: nw.Expr
    belongs: nw.Expr | None = None
    """Which rows the band may hold; all of them without it."""


def rows_within(rows: Frame, stretch: Stretch, of: nw.Expr | None = None) -> Frame:
    """The rows that enter a stretch, with its `start` and `stop`, never before it, and `of`. An empty stretch counts on no day."""
    columns = [stretch.start.alias("start"), stretch.stop.alias("stop"), (nw.lit(1) if of is None else of).cast(nw.Float64).alias("of")]
    belonging = rows if stretch.belongs is None else rows.filter(stretch.belongs)
    entering = belonging.with_columns(*columns).filter(~nw.col("start").is_null())
    stop = nw.when(~nw.col("stop").is_null()).then(nw.max_horizontal("start", "stop"))
    return entering.with_columns(stop.alias("stop"))


def stretches(asked: Asked, stock: Stock) -> Iterator[Stretch]:
    """One for each band that is asked for; one in all where none is."""
    bands = stock.bands
    if bands is None or bands.name not in (*asked.question.by, *(name for name, _ in asked.question.where)):
        yield _stretch(stock, WHOLE)
        return
    wanted = [value for name, value in asked.question.where if name == bands.name]
    every: tuple[Band, ...] = (*bands.bands, (None, None, None))
    yield from (_stretch(stock, band) for band in every if not wanted or (band[0] or NOT_GIVEN) in wanted)


def _stretch(stock: Stock, band: Band) -> Stretch:
    label, fewest, most = band
    start, stop = stock.enters, nw.lit(NEVER) if stock.leaves is None else stock.leaves
    if stock.bands is None or label == "":
        return Stretch(label, start, stop)
    since = nw.col(stock.bands.since)
    if label is None:
        return Stretch(label, start, stop, since.is_null())
    age = periods.day(stock.bands.since)
    start = start if fewest is None else nw.max_horizontal(start, age + fewest)
    stop = stop if most is None else nw.min_horizontal(stop, age + most + 1)
    return Stretch(label, start, stop, ~since.is_null())


def without_bands(asked: Asked, stock: Stock) -> Asked:
    """The question that the rows themselves can answer."""
    if stock.bands is None:
        return asked
    by = tuple(name for name in asked.question.by if name != stock.bands.name)
    where = tuple(pair for pair in asked.question.where if pair[0] != stock.bands.name)
    return replace(asked, question=replace(asked.question, by=by, where=where))


def _changes(asked: Asked, stock: Stock, tables: Tables) -> Iterator[Groups]:
    """By breakdown and `day`, what enters each stretch, and with a minus what leaves it; of what never leaves, the day is NaN."""
    plain = without_bands(asked, stock)
    by, rows = plain.question.by, plain.source.rows(tables, plain.until)
    sums = [nw.col("start").count().alias("rows"), nw.col("of").count().alias("valued"), nw.col("of").sum().alias("total")]
    for stretch in stretches(asked, stock):
        within = rows_within(rows, stretch, stock.of).select(*by, "start", "stop", "of")
        for end, sign in (("start", 1), ("stop", -1)):
            found = groups(within.group_by(end, *by).agg(*sums), by)
            breakdowns = [_in_band(asked, stock, breakdown, stretch.label) for breakdown in found.breakdowns]
            yield Groups(breakdowns, {"day": found.figures[end], **{name: sign * np.nan_to_num(found.figures[name]) for name in SUMS}})


def _in_band(asked: Asked, stock: Stock, breakdown: Breakdown, label: str | None) -> Breakdown:
    """The breakdown with its band, where one asks by band."""
    by = asked.question.by
    if stock.bands is None or stock.bands.name not in by:
        return breakdown
    place = by.index(stock.bands.name)
    return (*breakdown[:place], label, *breakdown[place:])


def _every_band(asked: Asked, stock: Stock, found: set[Breakdown]) -> set[Breakdown]:
    """The breakdowns that occur, in each band: one without rows is empty, not unknown."""
    by = asked.question.by
    if stock.bands is None or stock.bands.name not in by:
        return found
    place = by.index(stock.bands.name)
    wanted = [value for name, value in asked.question.where if name == stock.bands.name]
    labels: list[str | None] = [label for label, _, _ in stock.bands.bands if not wanted or label in wanted]
    labels += [None] if any(each[place] is None for each in found) else []
    return {(*each[:place], label, *each[place + 1 :]) for each in found for label in labels}


def _balance(cells: Grid, changes: Sequence[Groups]) -> Mapping[str, Figures]:
    """The `rows` that are in the stock at the end of each period, those that are `valued`, and their `total`."""
    sums = {name: np.zeros(cells.shape) for name in SUMS}
    for each in changes:
        rows, ends = cells.rows(each), np.searchsorted(cells.periods.days, each.figures["day"])
        known = ends < cells.shape[1]
        for name, total in sums.items():
            np.add.at(total, (rows[known], ends[known]), each.figures[name][known])
    # What is left when amounts have come and gone is nothing, not what adding floats leaves behind, nor minus nothing.
    return {name: total.cumsum(axis=1).round(6) + 0.0 for name, total in sums.items()}


def _standing(asked: Asked, stock: Stock, tables: Tables) -> tuple[Grid, Mapping[str, Figures]]:
    changes = [*_changes(asked, stock, tables)]
    cells = grid(asked, _every_band(asked, stock, {breakdown for each in changes for breakdown in each.breakdowns}))
    return cells, _balance(cells, changes)


def _valued(asked: Asked, stock: Stock, tables: Tables) -> Series:
    cells, sums = _standing(asked, stock, tables)
    total = sums["total"].round(2) if asked.indicator.unit == "money" else sums["total"]
    known = cells.periods.covered & ((sums["valued"] != 0) | (sums["rows"] == 0))
    return Series(cells, np.where(known, total, np.nan), _counted(cells, sums))


def _counted(cells: Grid, sums: Mapping[str, Figures]) -> Figures:
    return np.where(cells.periods.covered, sums["rows"], 0)


def _oldest(asked: Asked, stock: Stock, tables: Tables) -> Series:
    """Of all that entered on one day, the last to leave tells whether any is left."""
    (cells, sums), by = _standing(asked, stock, tables), asked.question.by
    (stretch,) = stretches(asked, stock)
    within = rows_within(asked.source.rows(tables, asked.until), stretch)
    last = nw.when(nw.col("stop").is_null()).then(NEVER).otherwise(nw.col("stop"))
    entered = groups(within.select(*by, "start", last.alias("last")).group_by("start", *by).agg(nw.col("last").max()), by)
    start, last_day, places = entered.figures["start"], entered.figures["last"], cells.rows(entered)
    since = np.full(cells.shape, np.inf)
    for period, day in enumerate(cells.periods.days):
        there = (start <= day) & (last_day > day)
        np.minimum.at(since[:, period], places[there], start[there])
    known = cells.periods.covered & np.isfinite(since)
    return Series(cells, np.where(known, cells.periods.days - since, np.nan), _counted(cells, sums))


def _ratio(asked: Asked, measure: StockRatio, tables: Tables) -> Series:
    of, per = ([*_changes(asked, stock, tables)] for stock in (measure.of, measure.per))
    cells = grid(asked, (breakdown for each in (*of, *per) for breakdown in each.breakdowns))
    over, whole = _balance(cells, of), _balance(cells, per)
    known = cells.periods.covered & (cells.periods.days - measure.after_d >= asked.reach.first.toordinal()) & (whole["total"] != 0)
    share, n = np.divide(over["total"], whole["total"], out=np.full(cells.shape, np.nan), where=known), _counted(cells, whole)
    return Series(cells, share * measure.times, n, *(wilson(share, n) if measure.of.of is None else ()))
