"""Figures of what happened in a period: one query for all that share a source, a date and a question."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import narwhals as nw
import pandas as pd

from metrics import periods
from metrics.asked import Asked, grid
from metrics.engine import Frame, Tables, collect
from metrics.indicator import Measure, Net, Ratio, Statistic
from metrics.intervals import wilson
from metrics.question import Question
from metrics.sources import SOURCES

Flowing = (Measure, Ratio, Net)


@dataclass(frozen=True)
class Query:
    """Rows of a source, put in periods by one of its dates: what an engine answers at once."""

    source: str
    dated_by: str
    question: Question


@dataclass(frozen=True)
class Flow:
    """One measure of a query, in the column of its name."""

    query: Query
    name: str
    measure: Measure | Ratio


def flows_of(asked: Asked) -> tuple[Flow, ...]:
    """Bounds that cut nothing are dropped, so that more measures share a query."""
    indicator, start = asked.indicator, asked.question.start
    question = replace(asked.until, start=start if start and start > asked.reach.first else None)
    measure = indicator.measure()
    if isinstance(measure, Net):
        days = (measure.enters, measure.leaves)
        return tuple(
            Flow(Query(indicator.source, day, question), f"{indicator.name} by {day}", Measure("count", nw.col(day))) for day in days
        )
    assert isinstance(measure, Measure | Ratio)
    return (Flow(Query(indicator.source, indicator.dated_by, question), indicator.name, measure),)


def series(asked: Sequence[Asked], tables: Tables) -> dict[str, pd.DataFrame]:
    """By indicator, a row for each breakdown and period: `value`, `n`, and `low` and `high` where it has an interval."""
    flows = {ask.indicator.name: flows_of(ask) for ask in asked}
    answers = _answers([flow for each in flows.values() for flow in each], tables)
    return {ask.indicator.name: _series(ask, [answers[flow.name] for flow in flows[ask.indicator.name]]) for ask in asked}


def rows_of(query: Query, tables: Tables) -> Frame:
    """The rows that a query puts in its periods."""
    question, day = query.question, nw.col(query.dated_by)
    rows = SOURCES[query.source].rows(tables, question).filter(~day.is_null())
    if question.start:
        rows = rows.filter(day >= question.start)
    return rows.filter(day <= question.end) if question.end else rows


def _answers(flows: Sequence[Flow], tables: Tables) -> Mapping[str, pd.DataFrame]:
    """Each flow's `number` of the period, breakdowns, `value` and `n`."""
    batches: defaultdict[Query, list[Flow]] = defaultdict(list)
    for flow in flows:
        batches[flow.query].append(flow)
    answers: dict[str, pd.DataFrame] = {}
    for query, batch in batches.items():
        rows = _run(query, batch, tables)
        answers |= {flow.name: _answer(flow, rows) for flow in batch}
    return answers


def _run(query: Query, flows: Sequence[Flow], tables: Tables) -> pd.DataFrame:
    by, number = query.question.by, periods.number(nw.col(query.dated_by), query.question.grain).alias("number")
    prepared = [expression for flow in flows for expression in _prepared(flow)]
    aggregates = [expression for flow in flows for expression in _aggregates(flow)]
    return collect(rows_of(query, tables).select(*by, number, *prepared).group_by("number", *by).agg(*aggregates))


def _prepared(flow: Flow) -> list[nw.Expr]:
    """Columns first, aggregations of plain columns after: pandas is slow at anything else."""
    measure = flow.measure
    if isinstance(measure, Measure):
        return [measure.of.alias(f"{flow.name} of")]
    parts = {"of": measure.of, "per": measure.per, "n": measure.n, "known": measure.known}
    return [part.cast(nw.Float64).alias(f"{flow.name} {name}") for name, part in parts.items() if part is not None]


def _aggregates(flow: Flow) -> list[nw.Expr]:
    measure, name = flow.measure, flow.name
    of, per = nw.col(f"{name} of"), nw.col(f"{name} per")
    if isinstance(measure, Measure):
        return [_statistic(of, measure.statistic).alias(f"{name} value"), of.count().alias(f"{name} n")]
    counted = per if measure.n is None else nw.col(f"{name} n")
    summed = [of.sum().alias(f"{name} value"), per.sum().alias(f"{name} per"), counted.sum().alias(f"{name} n")]
    return [*summed, *([] if measure.known is None else [nw.col(f"{name} known").min().alias(f"{name} known")])]


def _statistic(column: nw.Expr, statistic: Statistic) -> nw.Expr:
    """Percentiles are exact, with linear interpolation."""
    match statistic:
        case "count":
            return column.count()
        case "sum":
            return column.sum()
        case "mean" | "share":
            return column.mean()
        case "median":
            return column.median()
        case "p80":
            return column.quantile(0.8, interpolation="linear")
        case "p90":
            return column.quantile(0.9, interpolation="linear")


def _answer(flow: Flow, rows: pd.DataFrame) -> pd.DataFrame:
    n = rows[f"{flow.name} n"].astype("Float64").fillna(0)
    value = rows[f"{flow.name} value"].astype("Float64")
    answer = rows[["number", *flow.query.question.by]].assign(n=n.round().astype("Int64"))
    if isinstance(flow.measure, Ratio):
        per = rows[f"{flow.name} per"].astype("Float64")
        known = rows[f"{flow.name} known"].astype("Float64") == 1 if flow.measure.known is not None else True
        return answer.assign(value=(value / per).where((per != 0) & known))
    if flow.measure.statistic == "count":
        return answer.assign(value=value)
    value = value.mask(n == 0)
    if flow.measure.statistic == "share":
        low, high = wilson(value, n)
        return answer.assign(value=value, low=low, high=high)
    return answer.assign(value=value)


def _series(asked: Asked, answers: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Every period: a count without rows is 0 where the data cover the period, any other value null."""
    named = [answer.assign(indicator=asked.indicator.name) for answer in answers]
    rows, counted = grid(asked, named), asked.indicator.unit == "count"
    columns = ["number", *asked.keys]
    rows = rows.merge(named[0], how="left", on=columns) if len(named) == 1 else _net(rows, named, columns)
    if counted:
        rows["value"] = rows["value"].mask(rows["n"].isna() & rows["covered"], 0)
    return rows.assign(n=rows["n"].fillna(0))


def _net(rows: pd.DataFrame, answers: Sequence[pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    """What entered less what left; n is both."""
    for answer, name in zip(answers, ("entered", "left"), strict=True):
        rows = rows.merge(answer[[*columns, "n"]].rename(columns={"n": name}), how="left", on=columns)
    both = rows[["entered", "left"]].fillna(0)
    happened = rows["entered"].notna() | rows["left"].notna()
    value = (both["entered"] - both["left"]).astype("Float64")
    return rows.assign(value=value.where(happened), n=(both["entered"] + both["left"]).where(happened))
