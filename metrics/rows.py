"""The rows behind a figure: as many as it counted, with the columns that a team may see."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

import narwhals as nw
import pandas as pd

from lake.schema import LINEAGE, TABLES
from lake.table import Type
from language import N_
from metrics import catalogue
from metrics.asked import Asked, ask
from metrics.engine import Frame, Tables, collect
from metrics.flows import Query, rows_of
from metrics.indicator import Indicator, Measure, Net, Oldest, Ratio, Stock, StockRatio, Survival
from metrics.question import Question, QuestionError
from metrics.stocks import rows_within, stretches, without_bands
from metrics.survival import followed

NOT_SHOWN = N_("{name} shows no rows: what is behind it belongs to people, or is no row of a file.")
OF_PEOPLE = {column.name for table in TABLES.values() for column in table.columns if column.type is Type.PERSON}
NEVER_SHOWN = OF_PEOPLE | {column.name for column in LINEAGE} | {"start", "stop", "of", "known", "counted"}


def shows_rows(indicator: Indicator) -> bool:
    """Whether the rows behind its figures may be shown; those about the people who work here never are."""
    return indicator.owner != "hr"


def rows(name: str, question: Question, tables: Tables) -> pd.DataFrame:
    """The rows that one figure counted, oldest first.

    Args:
        question: the first and last day of one period, and one breakdown as filters; of a stock, the last day alone counts.

    Returns:
        as many rows as the figure's n, with the columns of what it is measured on, but nothing of a person. Of opened less
        closed, a case that did both stands twice, and `counts` says as what.

    Raises:
        QuestionError: the figure shows no rows, or cannot be asked so.
    """
    indicator = catalogue.collect()[name]
    if not shows_rows(indicator):
        raise QuestionError(NOT_SHOWN, name=name)
    asked = ask(indicator, replace(question, grain="all", by=()), tables)
    if asked is None:
        return pd.DataFrame()
    parts = [collect(frame.select(*_seen(frame))) for frame in _counted(asked, tables)]
    return pd.concat(parts, ignore_index=True).sort_values(_dated_by(asked)[1], ignore_index=True)


def counted_cases(name: str, question: Question, tables: Tables, cases: Collection[str]) -> set[tuple[str, date]] | None:
    """Of these cases, those that an indicator counts, each with the day that puts it in a period; null where it counts no cases by day."""
    indicator = catalogue.collect()[name]
    asked = ask(indicator, replace(question, grain="all", by=()), tables)
    if isinstance(indicator.measure(), Stock | Oldest | StockRatio):
        return None
    if asked is None:
        return set()
    frames = _counted(asked, tables)
    if any("case_id" not in frame.collect_schema().names() for frame in frames):
        return None
    days = [measure.enters, measure.leaves] if isinstance(measure := indicator.measure(), Net) else [_dated_by(asked)[1]]
    found = [frame.filter(nw.col("case_id").is_in([*cases])).select("case_id", day) for frame, day in zip(frames, days, strict=True)]
    return {(case, day) for rows in map(collect, found) for case, day in rows.itertuples(index=False)}


def _counted(asked: Asked, tables: Tables) -> list[Frame]:
    measure, (source, dated_by) = asked.indicator.measure(), _dated_by(asked)
    if asked.source.counts:
        return [_dated(asked, source, dated_by, tables)]
    match measure:
        case Net(enters, leaves):
            both = {"opened": enters, "closed": leaves}
            return [_dated(asked, source, day, tables).with_columns(nw.lit(word).alias("counts")) for word, day in both.items()]
        case Measure(of=of):
            return [_dated(asked, source, dated_by, tables).filter(~of.is_null())]
        case Ratio(per=per, n=n):
            return [
                _dated(asked, source, dated_by, tables)
                .with_columns((per if n is None else n).alias("counted"))
                .filter(nw.col("counted") > 0)
            ]
        case Stock() | Oldest() | StockRatio():
            return _standing(asked, measure, tables)
        case Survival():
            return [followed(_dated(asked, source, dated_by, tables), tables)]
    raise QuestionError(NOT_SHOWN, name=asked.indicator.name)


def _dated_by(asked: Asked) -> tuple[str, str]:
    """The source that holds the rows counted, and the date that puts them in the period."""
    return asked.source.counts or (asked.indicator.source, asked.indicator.dated_by)


def _dated(asked: Asked, source: str, day: str, tables: Tables) -> Frame:
    return rows_of(Query(source, day, replace(asked.until, start=asked.question.start)), tables)


def _standing(asked: Asked, measure: Stock | Oldest | StockRatio, tables: Tables) -> list[Frame]:
    """The rows in a stock on the last day: of a ratio of stocks, those in the one that divides."""
    stock = measure.stock if isinstance(measure, Oldest) else measure.per if isinstance(measure, StockRatio) else measure
    plain, day = without_bands(asked, stock), (asked.until.end or asked.reach.last).toordinal()
    there = (nw.col("start") <= day) & (nw.col("stop").is_null() | (nw.col("stop") > day))
    return [rows_within(plain.source.rows(tables, plain.until), stretch).filter(there) for stretch in stretches(asked, stock)]


def _seen(frame: Frame) -> list[str]:
    return [name for name in frame.collect_schema().names() if name not in NEVER_SHOWN]
