"""Indicators asked in one go: one query for each source and date, then a row for each breakdown and period."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import narwhals as nw
import pandas as pd

from lake.schema import TABLES, Type
from metrics import catalogue, periods
from metrics.engine import Reach, Tables, collect
from metrics.indicator import Indicator, Measure, Ratio, Statistic, Stock
from metrics.question import Question, QuestionError
from metrics.sources import SOURCES, Source

WHOLE = {column.name: "Int64" for table in TABLES.values() for column in table.columns if column.type is Type.INTEGER}
KINDS = {**WHOLE, "complete": "bool", "value": "Float64", "n": "Int64"}


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


@dataclass(frozen=True)
class Asked:
    """An indicator and the question as it takes it: money is broken down by currency."""

    indicator: Indicator
    question: Question
    source: Source
    reach: Reach

    @property
    def keys(self) -> list[str]:
        return ["indicator", *self.question.by]


def compute(names: Sequence[str], question: Question, tables: Tables) -> pd.DataFrame:
    """The indicators' values per breakdown and period.

    Returns:
        one row per indicator (in the order asked), breakdown and period, with columns

        - `indicator`: its name;
        - `period`: ISO first day of the period, or "all";
        - `complete`: the data reach the period's last day and the question does not cut it; with grain "all", the data reach
          the end asked, if one is asked. A survey wave is complete once it is loaded;
        - the breakdowns (string, or Int64 for whole numbers), null where the rows do not have it;
          and `currency` as soon as one indicator is money;
        - `value` (Float64) in the indicator's unit, null where undefined or not published;
        - `n` (Int64), null where not published.

        No period is missing between the first and the last asked (or known): there a count is 0 if the data cover the period,
        any other value null with n 0. Survey indicators give the waves that took place and no other period.
        A stock is taken at the period's end, or on the last day of the data within the period.

    Raises:
        QuestionError: an indicator or a dimension is unknown, or the period ends before it starts.
    """
    indicators = [_known(name) for name in dict.fromkeys(names)]
    asked = [ask for indicator in indicators if (ask := _asked(indicator, question, tables))]
    flows = {ask.indicator.name: _flows(ask) for ask in asked}
    answers = _answers([flow for each in flows.values() for flow in each], tables)
    frames = [_series(ask, [answers[flow.name] for flow in flows[ask.indicator.name]]) for ask in asked]
    currency = ["currency"] if any(indicator.unit == "money" for indicator in indicators) else []
    columns = list(dict.fromkeys(["indicator", "period", "complete", *question.by, *currency, "value", "n"]))
    kinds = {column: KINDS.get(column, "string") for column in columns}
    nothing = pd.DataFrame(columns=columns).astype(kinds)
    return pd.concat([nothing, *frames], ignore_index=True)[columns].astype(kinds)


def _known(name: str) -> Indicator:
    indicators = catalogue.collect()
    if name not in indicators:
        raise QuestionError(f"“{name}” is not an indicator. Known: {', '.join(indicators)}.")
    return indicators[name]


def _asked(indicator: Indicator, question: Question, tables: Tables) -> Asked | None:
    """What is asked of one indicator; nothing where its source has no data."""
    source = SOURCES[indicator.source]
    for dimension in (*question.by, *(name for name, _ in question.where)):
        if dimension not in source.dimensions:
            raise QuestionError(
                f"{indicator.name} cannot be broken down or filtered by “{dimension}”. It can be by {', '.join(source.dimensions)}."
            )
    if question.start and question.end and question.end < question.start:
        raise QuestionError(f"The period asked ends on {question.end}, before it starts on {question.start}.")
    by = (*question.by, "currency") if indicator.unit == "money" else question.by
    reach = source.reach(tables)
    return Asked(indicator, replace(question, by=tuple(dict.fromkeys(by))), source, reach) if reach else None


def _flows(asked: Asked) -> tuple[Flow, ...]:
    """A stock is what entered less what left since the beginning of the data.

    Bounds that cut nothing are dropped, so that more measures share a query.
    """
    indicator, reach = asked.indicator, asked.reach
    start, end = asked.question.start, asked.question.end
    history = replace(asked.question, start=None, end=reach.last if end is None else min(end, reach.last))
    measure = indicator.measure()
    if not isinstance(measure, Stock):
        question = replace(history, start=start if start and start > reach.first else None)
        return (Flow(Query(indicator.source, indicator.dated_by, question), indicator.name, measure),)
    return tuple(
        Flow(Query(indicator.source, day, history), f"{indicator.name} by {day}", Measure("count", nw.col(day)))
        for day in (measure.enters, measure.leaves)
    )


def _answers(flows: Sequence[Flow], tables: Tables) -> dict[str, pd.DataFrame]:
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
    question, day = query.question, nw.col(query.dated_by)
    rows = SOURCES[query.source].rows(tables, question).filter(~day.is_null())
    if question.start:
        rows = rows.filter(day >= question.start)
    if question.end:
        rows = rows.filter(day <= question.end)
    number = periods.number(day, question.grain).alias("number")
    prepared = [expression for flow in flows for expression in _prepared(flow)]
    aggregates = [expression for flow in flows for expression in _aggregates(flow)]
    return collect(rows.select(*question.by, number, *prepared).group_by("number", *question.by).agg(*aggregates))


def _prepared(flow: Flow) -> tuple[nw.Expr, ...]:
    """Columns first, aggregations of plain columns after: pandas is slow at anything else."""
    of = flow.measure.of.alias(f"{flow.name} of")
    return (of, flow.measure.per.alias(f"{flow.name} per")) if isinstance(flow.measure, Ratio) else (of,)


def _aggregates(flow: Flow) -> tuple[nw.Expr, nw.Expr]:
    of, per = nw.col(f"{flow.name} of"), nw.col(f"{flow.name} per")
    if isinstance(flow.measure, Ratio):
        return of.sum().alias(f"{flow.name} value"), per.sum().alias(f"{flow.name} n")
    return _statistic(of, flow.measure.statistic).alias(f"{flow.name} value"), of.count().alias(f"{flow.name} n")


def _statistic(column: nw.Expr, statistic: Statistic) -> nw.Expr:
    """Percentiles are exact, with linear interpolation."""
    match statistic:
        case "count":
            return column.count()
        case "sum":
            return column.sum()
        case "mean":
            return column.mean()
        case "median":
            return column.median()
        case "p90":
            return column.quantile(0.9, interpolation="linear")


def _answer(flow: Flow, rows: pd.DataFrame) -> pd.DataFrame:
    n = rows[f"{flow.name} n"].astype("Float64").fillna(0)
    value = rows[f"{flow.name} value"].astype("Float64").mask(n == 0)
    if isinstance(flow.measure, Ratio):
        value = value / n
    return rows[["number", *flow.query.question.by]].assign(value=value, n=n.round().astype("Int64"))


def _series(asked: Asked, answers: Sequence[pd.DataFrame]) -> pd.DataFrame:
    match [answer.assign(indicator=asked.indicator.name) for answer in answers]:
        case [entered, left]:
            rows = _stock(asked, entered, left)
        case [waves] if asked.source.waves:
            rows = waves.assign(complete=True)
        case [flow]:
            rows = _flow(asked, flow)
    rows = rows.sort_values([*asked.question.by, "number"], ignore_index=True)
    hidden = (rows["n"] > 0) & (rows["n"] < asked.indicator.least_n)
    grain = asked.question.grain
    starts = ["all" if grain == "all" else periods.first_day(number, grain).isoformat() for number in rows["number"]]
    return rows.assign(period=starts, value=rows["value"].mask(hidden), n=rows["n"].mask(hidden))


def _flow(asked: Asked, answer: pd.DataFrame) -> pd.DataFrame:
    """Every period: a count without rows is 0 where the data cover the period, any other value null."""
    rows = _grid(asked, [answer]).merge(answer, how="left", on=["number", *asked.keys])
    if asked.indicator.unit == "count":
        rows["value"] = rows["value"].mask(rows["n"].isna() & rows["covered"], 0)
    return rows.assign(n=rows["n"].fillna(0))


def _stock(asked: Asked, entered: pd.DataFrame, left: pd.DataFrame) -> pd.DataFrame:
    """Every period: the running balance of all that entered and left since the beginning of the data."""
    changes = pd.concat([entered.assign(change=entered["n"]), left.assign(change=-left["n"])])
    changes = changes.groupby(["number", *asked.keys], dropna=False).agg({"change": "sum"}).reset_index()
    grid = _grid(asked, [entered, left])
    rows = grid.merge(changes, how="outer", on=["number", *asked.keys]).sort_values("number", ignore_index=True)
    rows["change"] = rows["change"].fillna(0)
    rows["value"] = rows.groupby(asked.keys, dropna=False)["change"].cumsum().astype("Float64")
    rows = rows.loc[rows["complete"].notna()]
    value = rows["value"].where(rows["covered"].astype(bool))
    return rows.assign(value=value, n=value.fillna(0).astype("Int64"))


def _grid(asked: Asked, answers: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """A row for each breakdown that occurs and each period, and whether the data cover and complete the period."""
    found = pd.concat([answer[asked.keys] for answer in answers])
    breakdowns = found.drop_duplicates() if asked.question.by else pd.DataFrame({"indicator": [asked.indicator.name]})
    return breakdowns.merge(_periods(asked.question, asked.reach), how="cross")


def _periods(question: Question, reach: Reach) -> pd.DataFrame:
    start, end = question.start or reach.first, question.end or reach.last
    numbers = range(periods.number_of(start, question.grain), periods.number_of(end, question.grain) + 1)
    rows = []
    for number in numbers:
        first, last = (start, end) if question.grain == "all" else periods.span(number, question.grain)
        covered = first <= reach.last and reach.first <= last
        cut = first < (question.start or first) or last > (question.end or last)
        rows.append((number, covered, covered and not cut and last <= reach.last))
    return pd.DataFrame(rows, columns=["number", "covered", "complete"])
