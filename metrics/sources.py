"""What indicators are measured on: rows of the lake, joined or grouped where one table is not enough."""

from collections.abc import Callable
from dataclasses import dataclass

import narwhals as nw

from lake.schema import TABLES
from metrics.engine import Frame, Reach, Tables
from metrics.question import Question


@dataclass(frozen=True)
class Source:
    rows: Callable[[Tables, Question], Frame]
    """The rows that answer the question's filters, with its breakdowns; its periods are not applied yet."""
    tables: tuple[str, ...]
    """The lake's tables it needs; the first holds the dimensions."""
    waves: bool = False
    """Its periods are survey waves: only those that took place, each of them whole once it is loaded."""

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Columns by which one may break down or filter."""
        return TABLES[self.tables[0]].dimensions

    def reach(self, tables: Tables) -> Reach | None:
        """From the first day that any of its tables knows, to the last day that all of them know."""
        reaches = [reach for name in self.tables if (reach := tables.reach(name))]
        if len(reaches) < len(self.tables):
            return None
        return Reach(min(reach.first for reach in reaches), min(reach.last for reach in reaches))


def cases(tables: Tables, question: Question) -> Frame:
    """One row per case."""
    return _matching(tables["cases"], question)


def invoices(tables: Tables, question: Question) -> Frame:
    """One row per invoice line."""
    return _matching(tables["invoices"], question)


def billing(tables: Tables, question: Question) -> Frame:
    """One row per case, with `invoiced_on`, the day of its first invoice line, and `settled_on`, that day or its closing if later."""
    cases, invoices = tables.frames("cases", "invoices")
    first = invoices.filter(~nw.col("case_id").is_null()).group_by("case_id").agg(nw.col("issued_on").min().alias("invoiced_on"))
    invoiced, closed = nw.col("invoiced_on"), nw.col("closed_on")
    settled = nw.when(~closed.is_null()).then(nw.max_horizontal(invoiced, closed))
    known = _matching(cases, question).join(first, on="case_id", how="left")
    return known.with_columns(nw.when(~invoiced.is_null()).then(settled).alias("settled_on"))


def respondents(tables: Tables, question: Question) -> Frame:
    """One row per respondent of a wave and breakdown, with `score`, the mean of the item scores that the filters leave."""
    keys = dict.fromkeys(("wave", "wave_on", "response_id", *question.by))
    return _matching(tables["answers"], question).group_by(*keys).agg(nw.col("score").mean())


def participation(tables: Tables, question: Question) -> Frame:
    """One row per wave and breakdown, with `respondents` and the activity's `headcount` in the last month known by then."""
    answers, staffing = tables.frames("answers", "staffing")
    keys = tuple(dict.fromkeys(("wave", "wave_on", *question.by)))
    people = _matching(answers, question).select(*keys, "response_id").unique()
    waves = people.group_by(*keys).agg(nw.col("response_id").count().alias("respondents"))
    months = staffing.group_by("month").agg(nw.col("headcount").sum())
    known = waves.select("wave_on").unique().join(months, how="cross").filter(nw.col("month") <= nw.col("wave_on"))
    latest = known.group_by("wave_on").agg(nw.col("month").max()).join(months, on="month", how="left")
    return waves.join(latest.select("wave_on", "headcount"), on="wave_on", how="left")


def _matching(frame: Frame, question: Question) -> Frame:
    for dimension in dict.fromkeys(name for name, _ in question.where):
        values = [value for name, value in question.where if name == dimension]
        frame = frame.filter(nw.col(dimension).cast(nw.String).is_in(values))
    return frame


SOURCES: dict[str, Source] = {
    "cases": Source(cases, ("cases",)),
    "invoices": Source(invoices, ("invoices",)),
    "billing": Source(billing, ("cases", "invoices")),
    "respondents": Source(respondents, ("answers",), waves=True),
    "participation": Source(participation, ("answers",), waves=True),
}
