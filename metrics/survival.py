"""Durations of cases that may still be open: Kaplan–Meier by opening cohort, reckoned where the rows are.

A case that is open counts as followed until the last moment that the data tell. Cases of equal duration are one step of
the estimate; its logarithm is a sum over steps, and so is Greenwood's variance.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Literal

import narwhals as nw
import numpy as np

from metrics import periods
from metrics.asked import Asked, Figures, Grid, Series, grid
from metrics.engine import Frame, Groups, Tables, groups
from metrics.indicator import Survival
from metrics.intervals import Z, greenwood

HALF = math.log(2) - 1e-9  # a sum of logarithms that is half to the digit may lie beside it
READ = ("opened_at", "closed_at", "resolution_s")
EXP = np.vectorize(math.exp, otypes=[float])  # NumPy's own differs in its last digit from one processor to another
DAY_S = 86400
WITHIN_S = (DAY_S, 7 * DAY_S, 30 * DAY_S)


def series(asked: Sequence[Asked], tables: Tables) -> Mapping[str, Series]:
    """By indicator, its figures of each breakdown and cohort; cohorts of one question are estimated once."""
    filled: dict[str, Series] = {}
    for question in {ask.until for ask in asked}:
        asking = [ask for ask in asked if ask.until == question]
        cohorts = _cohorts(asking[0], tables)
        cells = grid(asking[0], cohorts.breakdowns)
        placed = cells.placed(cohorts)
        filled |= {ask.indicator.name: _series(ask, cells, placed) for ask in asking}
    return filled


def followed(rows: Frame, tables: Tables) -> Frame:
    """Each case with its `duration` in seconds and whether that ended by `closing` (1) or with the data (0)."""
    still = nw.lit(tables.last_moment("cases") or 0) - periods.epoch_s(nw.col("opened_at"))
    closed = ~nw.col("closed_at").is_null()
    duration = nw.when(closed).then(nw.col("resolution_s")).otherwise(still.cast(nw.Float64))
    return rows.with_columns(duration.alias("duration"), closed.cast(nw.Int64).alias("closing")).filter(~nw.col("duration").is_null())


def _cohorts(asked: Asked, tables: Tables) -> Groups:
    question, opened = asked.until, nw.col("opened_on")
    number = periods.number(opened, question.grain).alias("number")
    keys = ("number", *question.by)
    rows = asked.source.rows(tables, question).filter(opened <= question.end).select(*question.by, number, *READ)
    steps = (
        followed(rows, tables)
        .group_by(*keys, "duration")
        .agg(nw.col("closing").count().alias("cases"), nw.col("closing").sum().alias("closed"))
    )
    steps = steps.with_columns(nw.col("cases").cum_sum(reverse=True).over(*keys, order_by="duration").alias("at_risk"))
    reads = _read()
    columns = _estimated(steps, keys).select(*keys, *(expression.alias(name) for name, (expression, _) in reads.items()))
    read = columns.group_by(*keys).agg(*(getattr(nw.col(name), how)().alias(name) for name, (_, how) in reads.items()))
    return groups(read, question.by)


def _estimated(steps: Frame, keys: Sequence[str]) -> Frame:
    """`hazard` (minus the logarithm of the estimate), `variance` (Greenwood's sum) and `none_left` after each step."""
    closed, at_risk = nw.col("closed").cast(nw.Float64), nw.col("at_risk").cast(nw.Float64)
    some_left = closed < at_risk
    kept = nw.when(some_left).then(1 - closed / at_risk).otherwise(1.0)
    steps = steps.with_columns(
        (-kept.log()).alias("hazard"),
        nw.when(some_left).then(closed / (at_risk * (at_risk - closed))).otherwise(0.0).alias("variance"),
        (closed == at_risk).cast(nw.Int64).alias("none_left"),
    )
    summed = [nw.col(name).cum_sum().over(*keys, order_by="duration").alias(name) for name in ("hazard", "variance", "none_left")]
    steps = steps.with_columns(*summed)
    width = Z * nw.col("variance").sqrt() / nw.when(nw.col("hazard") > 0).then(nw.col("hazard"))
    return steps.with_columns(width.alias("width"))


def _read() -> dict[str, tuple[nw.Expr, Literal["sum", "min", "max"]]]:
    """What is read off each cohort's steps: the median with its interval, and the estimate at each of `WITHIN_S`."""
    duration, hazard, width, none_left = (nw.col(name) for name in ("duration", "hazard", "width", "none_left"))
    all_closed = none_left > 0
    reads: dict[str, tuple[nw.Expr, Literal["sum", "min", "max"]]] = {
        "n": (nw.col("cases"), "sum"),
        "longest": (duration, "max"),
        "median": (nw.when((hazard >= HALF) | all_closed).then(duration), "min"),
        "median low": (nw.when((hazard * width.exp() >= HALF) | all_closed).then(duration), "min"),
        "median high": (nw.when((hazard * (-width).exp() >= HALF) & ~all_closed).then(duration), "min"),
    }
    for seconds in WITHIN_S:
        for name in ("hazard", "variance", "none_left"):
            reads[f"{name} {seconds}"] = (nw.when(duration <= seconds).then(nw.col(name)), "max")
    return reads


def _series(asked: Asked, cells: Grid, cohorts: Mapping[str, Figures]) -> Series:
    measure, n = asked.indicator.measure(), np.nan_to_num(cohorts["n"])
    assert isinstance(measure, Survival)
    if measure.within_s is None:  # null, not endless, where more than half are still open
        value, low, high = (cohorts[name] for name in ("median", "median low", "median high"))
    else:
        value, low, high = _within(cohorts, measure.within_s)
    return Series(cells, value, n, low, high)


def _within(cohorts: Mapping[str, Figures], seconds: int) -> tuple[Figures, ...]:
    """Null beyond the longest duration of the cohort, unless by then all are closed."""
    hazard, variance, none_left = (np.nan_to_num(cohorts[f"{name} {seconds}"]) for name in ("hazard", "variance", "none_left"))
    known = (cohorts["longest"] >= seconds) | (none_left > 0)
    share = np.where(none_left > 0, 1, 1 - EXP(-hazard))
    low, high = (np.where(known & (none_left == 0), bound, np.nan) for bound in greenwood(hazard, variance))
    return np.where(known, share, np.nan), low, high
