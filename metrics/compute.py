"""Indicators asked in one go: a row for each indicator, breakdown and period."""

from collections.abc import Sequence

import pandas as pd

from lake.schema import TABLES
from lake.table import Type
from metrics import catalogue, flows, periods, spread, stocks, survival
from metrics.asked import Asked, ask, bands_of
from metrics.engine import Tables
from metrics.indicator import Indicator, Spread, Survival
from metrics.question import Question, QuestionError

WHOLE = {column.name: "Int64" for table in TABLES.values() for column in table.columns if column.type is Type.INTEGER}
RELEASED = ("survey_score_mean", "survey_participation")
READ_ON_ITS_PAGE = (
    "“{name}” is no series: well-being is read wave by wave, as it was released, on the page Well-being, "
    "which gives it as CSV; `python -m metrics release` publishes a wave."
)
KINDS = {**WHOLE, "complete": "bool", "value": "Float64", "low": "Float64", "high": "Float64", "n": "Int64"}


def compute(names: Sequence[str], question: Question, tables: Tables) -> pd.DataFrame:
    """The indicators' values per breakdown and period.

    Returns:
        one row per indicator (in the order asked), breakdown and period, with columns

        - `indicator`: its name;
        - `period`: ISO first day of the period, or "all";
        - `complete`: the data reach the period's last day and the question does not cut it; with grain "all", the data reach
          the end asked, if one is asked;
        - the breakdowns (string, or Int64 for whole numbers), null where the rows do not have it;
          and `currency` as soon as one indicator is money;
        - `value` (Float64) in the indicator's unit, null where undefined or not published;
        - `n` (Int64), null where not published;
        - `low`, `high` (Float64) as soon as one indicator has them: its 95 % interval, or the band it is published as.

        No period is missing between the first and the last asked (or known): there a count is 0 if the data cover the period,
        any other value null with n 0.
        A stock is taken at the period's end, or on the last day of the data within the period.

    Raises:
        QuestionError: an indicator or a dimension is unknown, or the period ends before it starts.
    """
    indicators = [_known(name) for name in dict.fromkeys(names)]
    asked = [one for indicator in indicators if (one := ask(indicator, question, tables))]
    series = _series(asked, tables)
    frames = [_finished(one, series[one.indicator.name]) for one in asked]
    currency = ["currency"] if any(indicator.per_currency for indicator in indicators) else []
    bounds = ["low", "high"] if any(indicator.has_interval for indicator in indicators) else []
    columns = list(dict.fromkeys(["indicator", "period", "complete", *question.by, *currency, "value", "n", *bounds]))
    kinds = {column: KINDS.get(column, "string") for column in columns}
    nothing = pd.DataFrame(columns=columns).astype(kinds)
    return pd.concat([nothing, *frames], ignore_index=True).reindex(columns=columns).astype(kinds)


def _known(name: str) -> Indicator:
    indicators = catalogue.collect()
    if name in RELEASED:
        raise QuestionError(READ_ON_ITS_PAGE.format(name=name))
    if name not in indicators:
        raise QuestionError(f"“{name}” is not an indicator. Known: {', '.join(indicators)}.")
    return indicators[name]


def _series(asked: Sequence[Asked], tables: Tables) -> dict[str, pd.DataFrame]:
    """Each indicator's rows, by the kind of its measure; those that share a query share it."""
    flowing, surviving, others = [], [], {}
    for one in asked:
        measure = one.indicator.measure()
        if isinstance(measure, flows.Flowing):
            flowing.append(one)
        elif isinstance(measure, Survival):
            surviving.append(one)
        else:
            of_kind = spread.series if isinstance(measure, Spread) else stocks.series
            others[one.indicator.name] = of_kind(one, tables)
    return {**flows.series(flowing, tables), **survival.series(surviving, tables), **others}


def _finished(asked: Asked, rows: pd.DataFrame) -> pd.DataFrame:
    """In order, with the period's first day; what is not to be published is null."""
    rows = rows.sort_values([*asked.question.by, "number"], key=lambda column: _ranked(asked, column), ignore_index=True)
    hidden = (rows["n"] > 0) & (rows["n"] < asked.indicator.least_n)
    figures = {name: rows[name].mask(hidden) for name in ("value", "low", "high", "n") if name in rows}
    grain = asked.question.grain
    starts = ["all" if grain == "all" else periods.first_day(number, grain).isoformat() for number in rows["number"]]
    return rows.assign(period=starts, **figures)


def _ranked(asked: Asked, column: pd.Series) -> pd.Series:
    """Bands stand in their own order, not in that of the alphabet."""
    bands = bands_of(asked.indicator)
    if bands is None or column.name != bands.name:
        return column
    ranks = {label: rank for rank, (label, _, _) in enumerate(bands.bands)}
    return column.map(lambda label: ranks.get(label, len(ranks)))
