"""Figures of a state at the end of a period: what had entered it by then and not left.

A row is in the state for a stretch of days. What enters and what leaves is counted by day, in two small queries; the
balance at any past day is a sum of them. In a band of ages, the stretch is cut to the days on which the row has that age.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import narwhals as nw
import numpy as np
import pandas as pd

from metrics import periods
from metrics.asked import Asked, grid
from metrics.engine import Frame, Tables, collect
from metrics.indicator import Oldest, Stock, StockRatio
from metrics.intervals import wilson
from metrics.question import NOT_GIVEN

Band = tuple[str | None, int | None, int | None]
WHOLE: Band = ("", None, None)
SUMS = ["rows", "valued", "total"]
NEVER = 10**9  # a day that does not come
StockMeasure = Stock | Oldest | StockRatio


def series(asked: Asked, tables: Tables) -> pd.DataFrame:
    """A row for each breakdown and period of the data: the value at its end, or on the last day of the data within it."""
    measure = asked.indicator.measure()
    match measure:
        case Stock():
            return _valued(_balance(asked, measure, tables), asked.indicator.unit == "money")
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


def _balance(asked: Asked, stock: Stock, tables: Tables) -> pd.DataFrame:
    """The grid with the `rows` that are in the stock at each `day`, those that are `valued`, and their `total`."""
    plain = without_bands(asked, stock)
    changes = pd.concat([_changes(plain, stock, stretch, tables) for stretch in stretches(asked, stock)])
    if stock.bands:
        changes = changes.rename(columns={"label": stock.bands.name})
    changes = changes.assign(indicator=asked.indicator.name)
    rows = grid(asked, [_every_band(asked, stock, changes)])
    ends = np.unique(rows["day"])
    slots = np.searchsorted(ends, changes["change_day"].to_numpy(dtype=np.int64))
    changes = changes.assign(day=np.append(ends, NEVER)[slots])[["day", *asked.keys, *SUMS]]
    summed = changes.groupby(["day", *asked.keys], dropna=False)[SUMS].sum().reset_index()
    rows = rows.merge(summed, how="left", on=["day", *asked.keys]).sort_values(["number"], ignore_index=True)
    rows[SUMS] = rows[SUMS].astype("Float64").fillna(0)
    rows[SUMS] = rows.groupby(asked.keys, dropna=False)[SUMS].cumsum().astype("Float64")
    return rows


def _every_band(asked: Asked, stock: Stock, changes: pd.DataFrame) -> pd.DataFrame:
    """The breakdowns that occur, in each band: one without rows is empty, not unknown."""
    keys = changes[asked.keys].drop_duplicates()
    if not (stock.bands and stock.bands.name in asked.question.by):
        return keys
    wanted = [value for name, value in asked.question.where if name == stock.bands.name]
    labels: list[str | None] = [label for label, _, _ in stock.bands.bands if not wanted or label in wanted]
    labels += [None] if keys[stock.bands.name].isna().any() else []
    bands = pd.DataFrame({stock.bands.name: pd.array(labels, dtype="string")})
    return keys.drop(columns=stock.bands.name).drop_duplicates().merge(bands, how="cross")


def _changes(asked: Asked, stock: Stock, stretch: Stretch, tables: Tables) -> pd.DataFrame:
    """By day and breakdown, what enters the stretch, and with a minus what leaves it; `label` is the band's."""
    by = asked.question.by
    parts = []
    for end, sign in (("start", 1), ("stop", -1)):
        rows = rows_within(asked.source.rows(tables, asked.until), stretch, stock.of).filter(~nw.col(end).is_null())
        sums = [nw.col(end).count().alias("rows"), nw.col("of").count().alias("valued"), nw.col("of").sum().alias("total")]
        part = collect(rows.group_by(end, *by).agg(*sums)).rename(columns={end: "change_day"})
        part[SUMS] = part[SUMS].astype("Float64").fillna(0) * sign
        parts.append(part)
    changes = pd.concat(parts)
    return changes.assign(label=pd.array([stretch.label] * len(changes), dtype="string"))


def _valued(rows: pd.DataFrame, money: bool) -> pd.DataFrame:
    value = rows["total"].round(2) if money else rows["total"]
    value = value.mask((rows["valued"] == 0) & (rows["rows"] > 0)).where(rows["covered"])
    return rows.assign(value=value, n=rows["rows"].where(rows["covered"], 0).astype("Int64"))


def _oldest(asked: Asked, stock: Stock, tables: Tables) -> pd.DataFrame:
    """Of all that entered on one day, the last to leave tells whether any is left."""
    rows, by = _balance(asked, stock, tables), list(asked.question.by)
    (stretch,) = stretches(asked, stock)
    within = rows_within(asked.source.rows(tables, asked.until), stretch)
    last = nw.when(nw.col("stop").is_null()).then(NEVER).otherwise(nw.col("stop"))
    entered = collect(within.select(*by, "start", last.alias("last")).group_by("start", *by).agg(nw.col("last").max()))
    entered = entered.assign(indicator=asked.indicator.name)
    oldest = [_first_there(entered, day, asked.keys) for day in rows["day"].unique()]
    rows = rows.merge(pd.concat(oldest), how="left", on=["day", *asked.keys])
    value = (rows["day"] - rows["start"].astype("Float64")).where(rows["covered"])
    return rows.assign(value=value, n=rows["rows"].where(rows["covered"], 0).astype("Int64"))


def _first_there(entered: pd.DataFrame, day: int, keys: Sequence[str]) -> pd.DataFrame:
    there = entered[(entered["start"] <= day) & (entered["last"] > day)]
    return there.groupby([*keys], dropna=False)["start"].min().reset_index().assign(day=day)


def _ratio(asked: Asked, measure: StockRatio, tables: Tables) -> pd.DataFrame:
    of, per = (_balance(asked, stock, tables) for stock in (measure.of, measure.per))
    keys = ["number", *asked.keys]
    rows = per.merge(of[[*keys, "total"]].rename(columns={"total": "over"}), how="left", on=keys)
    known = rows["covered"] & (rows["day"] - measure.after_d >= asked.reach.first.toordinal()) & (rows["total"] != 0)
    share = (rows["over"].fillna(0) / rows["total"]).where(known)
    rows = rows.assign(value=share * measure.times, n=rows["rows"].where(rows["covered"], 0).astype("Int64"))
    if measure.of.of is None:
        low, high = wilson(share, rows["n"])
        return rows.assign(low=low, high=high)
    return rows
