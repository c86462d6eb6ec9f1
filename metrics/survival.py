"""Durations of cases that may still be open: Kaplan–Meier by opening cohort, reckoned where the rows are.

A case that is open counts as followed until the last moment that the data tell. Cases of equal duration are one step of
the estimate; its logarithm is a sum over steps, and so is Greenwood's variance.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Literal

import narwhals as nw
import pandas as pd

from metrics import periods
from metrics.asked import Asked, grid
from metrics.engine import Frame, Tables, collect
from metrics.indicator import Survival
from metrics.intervals import Z, greenwood
from metrics.question import Question

HALF = math.log(2) - 1e-9  # a sum of logarithms that is half to the digit may lie beside it
DAY_S = 86400
WITHIN_S = (DAY_S, 7 * DAY_S, 30 * DAY_S)


def series(asked: Sequence[Asked], tables: Tables) -> Mapping[str, pd.DataFrame]:
    """By indicator, a row for each breakdown and cohort; cohorts of one question are estimated once."""
    cohorts = {question: _cohorts(asked, question, tables) for question in {ask.until for ask in asked}}
    return {ask.indicator.name: _series(ask, cohorts[ask.until]) for ask in asked}


def followed(rows: Frame, tables: Tables) -> Frame:
    """Each case with its `duration` in seconds and whether that ended by `closing` (1) or with the data (0)."""
    still = nw.lit(tables.last_moment("cases") or 0) - periods.epoch_s(nw.col("opened_at"))
    closed = ~nw.col("closed_at").is_null()
    duration = nw.when(closed).then(nw.col("resolution_s")).otherwise(still.cast(nw.Float64))
    return rows.with_columns(duration.alias("duration"), closed.cast(nw.Int64).alias("closing")).filter(~nw.col("duration").is_null())


def _cohorts(asked: Sequence[Asked], question: Question, tables: Tables) -> pd.DataFrame:
    source = next(ask.source for ask in asked if ask.until == question)
    opened = nw.col("opened_on")
    rows = source.rows(tables, question).filter(opened <= question.end)
    number = periods.number(opened, question.grain).alias("number")
    keys = ("number", *question.by)
    cases = followed(rows, tables).select(*question.by, number, "duration", "closing")
    steps = cases.group_by(*keys, "duration").agg(nw.col("closing").count().alias("cases"), nw.col("closing").sum().alias("closed"))
    steps = steps.with_columns(nw.col("cases").cum_sum(reverse=True).over(*keys, order_by="duration").alias("at_risk"))
    reads = _read()
    columns = _estimated(steps, keys).select(*keys, *(expression.alias(name) for name, (expression, _) in reads.items()))
    return collect(columns.group_by(*keys).agg(*(getattr(nw.col(name), how)().alias(name) for name, (_, how) in reads.items())))


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


def _series(asked: Asked, cohorts: pd.DataFrame) -> pd.DataFrame:
    measure = asked.indicator.measure()
    assert isinstance(measure, Survival)
    answer = cohorts.assign(indicator=asked.indicator.name)
    answer = _median(answer) if measure.within_s is None else _within(answer, measure.within_s)
    columns = ["number", *asked.keys]
    rows = grid(asked, [answer]).merge(answer[[*columns, "value", "low", "high", "n"]], how="left", on=columns)
    return rows.assign(n=rows["n"].fillna(0))


def _median(cohorts: pd.DataFrame) -> pd.DataFrame:
    """Null, not endless, where more than half are still open."""
    return cohorts.assign(value=cohorts["median"], low=cohorts["median low"], high=cohorts["median high"])


def _within(cohorts: pd.DataFrame, seconds: int) -> pd.DataFrame:
    """Null beyond the longest duration of the cohort, unless by then all are closed."""
    hazard, variance, none_left = (cohorts[f"{name} {seconds}"].astype("Float64").fillna(0) for name in ("hazard", "variance", "none_left"))
    known = (cohorts["longest"].astype("Float64") >= seconds) | (none_left > 0)
    share = pd.Series([1 - math.exp(-each) for each in hazard], index=cohorts.index, dtype="Float64").mask(none_left > 0, 1.0)
    low, high = greenwood(-hazard, variance)
    return cohorts.assign(value=share.where(known), low=low.where(known & (none_left == 0)), high=high.where(known & (none_left == 0)))
