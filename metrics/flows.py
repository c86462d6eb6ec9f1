"""Figures of what happened in a period: one query for all that share a source, a date and a question."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import narwhals as nw
import numpy as np

from metrics import periods
from metrics.asked import Asked, Figures, Grid, Series, grid
from metrics.engine import Frame, Groups, Tables, groups
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


def series(asked: Sequence[Asked], tables: Tables) -> dict[str, Series]:
    """By indicator, its figures of each breakdown and period; those that share their queries share a grid."""
    alike: defaultdict[tuple[Query, ...], dict[Asked, tuple[Flow, ...]]] = defaultdict(dict)
    batches: defaultdict[Query, list[Flow]] = defaultdict(list)
    for ask in asked:
        flows = flows_of(ask)
        alike[tuple(flow.query for flow in flows)][ask] = flows
        for flow in flows:
            batches[flow.query].append(flow)
    found = {query: _run(query, batch, tables) for query, batch in batches.items()}
    filled: dict[str, Series] = {}
    for queries, asking in alike.items():
        answers = [found[query] for query in queries]
        cells = grid(next(iter(asking)), chain.from_iterable(answer.breakdowns for answer in answers))
        placed = [cells.placed(answer) for answer in answers]
        filled |= {ask.indicator.name: _series(ask, cells, flows, placed) for ask, flows in asking.items()}
    return filled


def rows_of(query: Query, tables: Tables) -> Frame:
    """The rows that a query puts in its periods."""
    question, day = query.question, nw.col(query.dated_by)
    starting, ending = [day >= question.start] if question.start else [], [day <= question.end] if question.end else []
    return SOURCES[query.source].rows(tables, question).filter(~day.is_null(), *starting, *ending)


def _run(query: Query, flows: Sequence[Flow], tables: Tables) -> Groups:
    by, number = query.question.by, periods.number(nw.col(query.dated_by), query.question.grain).alias("number")
    prepared = [expression for flow in flows for expression in _prepared(flow)]
    aggregates = [expression for flow in flows for expression in _aggregates(flow)]
    return groups(rows_of(query, tables).select(*by, number, *prepared).group_by("number", *by).agg(*aggregates), by)


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


def _series(asked: Asked, cells: Grid, flows: Sequence[Flow], placed: Sequence[Mapping[str, Figures]]) -> Series:
    """Every period: a count without rows is 0 where the data cover the period, any other value null."""
    value, n, *bounds = _net(flows, placed) if len(flows) > 1 else _answer(flows[0], placed[0])
    if asked.indicator.unit == "count":
        happened = np.logical_or.reduce([~np.isnan(figures["number"]) for figures in placed])
        value = np.where(happened | ~cells.periods.covered, value, 0)
    return Series(cells, value, n, *bounds)


def _answer(flow: Flow, figures: Mapping[str, Figures]) -> tuple[Figures, ...]:
    """The value, n, and the bounds of a share."""
    value, n = figures[f"{flow.name} value"], np.nan_to_num(figures[f"{flow.name} n"]).round()
    if isinstance(flow.measure, Ratio):
        per = figures[f"{flow.name} per"]
        known = per != 0 if flow.measure.known is None else (per != 0) & (figures[f"{flow.name} known"] == 1)
        return np.divide(value, per, out=np.full_like(value, np.nan), where=known), n
    if flow.measure.statistic == "count":
        return value, n
    value = np.where(n > 0, value, np.nan)
    return (value, n, *wilson(value, n)) if flow.measure.statistic == "share" else (value, n)


def _net(flows: Sequence[Flow], placed: Sequence[Mapping[str, Figures]]) -> tuple[Figures, ...]:
    """What entered less what left; n is both."""
    entered, left = (figures[f"{flow.name} n"] for flow, figures in zip(flows, placed, strict=True))
    neither = np.isnan(entered) & np.isnan(left)
    entered, left = np.nan_to_num(entered), np.nan_to_num(left)
    return np.where(neither, np.nan, entered - left), entered + left
