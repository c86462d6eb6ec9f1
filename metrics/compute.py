"""Indicators asked in one go: a row for each indicator, breakdown and period."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lake.schema import TABLES
from lake.table import Type
from language import N_
from metrics import catalogue, flows, spread, stocks, survival
from metrics.asked import Asked, Series, ask
from metrics.engine import Tables
from metrics.indicator import Indicator, Spread, Survival
from metrics.question import Question, QuestionError

WHOLE = {column.name: "Int64" for table in TABLES.values() for column in table.columns if column.type is Type.INTEGER}
RELEASED = ("survey_score_mean", "survey_participation")
READ_ON_ITS_PAGE = N_(
    "“{name}” is no series: well-being is read wave by wave, as it was released, on the page Well-being, "
    "which gives it as CSV; `python -m metrics release` publishes a wave."
)
NOT_KNOWN = N_("“{name}” is not an indicator. Known: {known}.")
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
    currency = ["currency"] if any(indicator.per_currency for indicator in indicators) else []
    bounds = ["low", "high"] if any(indicator.has_interval for indicator in indicators) else []
    columns = list(dict.fromkeys(["indicator", "period", "complete", *question.by, *currency, "value", "n", *bounds]))
    parts = [_columns(one, series[one.indicator.name]) for one in asked]
    cells = {column: [part[column] for part in parts] or [np.empty(0)] for column in columns}
    return pd.DataFrame({column: pd.Series(np.concatenate(found), dtype=KINDS.get(column, "string")) for column, found in cells.items()})


def _known(name: str) -> Indicator:
    indicators = catalogue.collect()
    if name in RELEASED:
        raise QuestionError(READ_ON_ITS_PAGE, name=name)
    if name not in indicators:
        raise QuestionError(NOT_KNOWN, name=name, known=", ".join(indicators))
    return indicators[name]


def _series(asked: Sequence[Asked], tables: Tables) -> dict[str, Series]:
    """Each indicator's figures, by the kind of its measure; those that share a query share it."""
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


def _columns(asked: Asked, series: Series) -> Mapping[str, NDArray[Any]]:
    """A cell for each breakdown and period, those of a breakdown together; what is not to be published is null."""
    grid, by = series.grid, asked.question.by
    breakdowns = np.array(grid.breakdowns, dtype=object).reshape(len(grid.breakdowns), len(by))
    hidden = (series.n > 0) & (series.n < asked.indicator.least_n)
    columns: dict[str, Any] = {
        "indicator": asked.indicator.name,
        "period": grid.periods.starts,
        "complete": grid.periods.complete,
        **{name: breakdowns[:, [place]] for place, name in enumerate(by)},
        **{name: np.where(hidden, np.nan, getattr(series, name)) for name in ("value", "n", "low", "high")},
    }
    cells = {name: np.broadcast_to(column, grid.shape).ravel() for name, column in columns.items()}
    return defaultdict(lambda: np.full(hidden.size, None), cells)
