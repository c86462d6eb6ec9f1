"""What an indicator measured on each row of one stretch of time: to be counted by the engine, never pulled."""

from dataclasses import replace

import narwhals as nw

from metrics.asked import ask
from metrics.engine import Frame, Tables
from metrics.flows import Query, rows_of
from metrics.indicator import Indicator, Measure
from metrics.question import Question


def measured(indicator: Indicator, question: Question, tables: Tables) -> Frame | None:
    """The rows that enter the figure between the question's first and last day: its breakdowns, and `value` in the indicator's unit.

    Money must be asked of one currency. Nothing where the source has no data.

    Raises:
        QuestionError: as `metrics.asked.ask`.
    """
    measure = indicator.measure()
    assert isinstance(measure, Measure)
    asked = ask(indicator, replace(question, grain="all"), tables)
    if asked is None:
        return None
    within = replace(asked.until, start=question.start, by=question.by)
    rows = rows_of(Query(indicator.source, indicator.dated_by, within), tables)
    return rows.select(*question.by, measure.of.cast(nw.Float64).alias("value")).filter(~nw.col("value").is_null())
