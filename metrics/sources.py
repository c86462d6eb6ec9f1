"""What indicators are measured on: rows of the lake, joined or grouped where one table is not enough."""

from collections.abc import Callable
from dataclasses import dataclass

import narwhals as nw

from lake.schema import TABLES
from metrics import periods
from metrics.engine import Frame, Reach, Tables
from metrics.question import NOT_GIVEN, Question

QUARTER_S = 900
STAFFING_SHARES = (("absence_h", "theoretical_h"), ("leave_days_taken", "leave_days_entitled"), ("off_hours_h", "worked_h"))


@dataclass(frozen=True)
class Source:
    rows: Callable[[Tables, Question], Frame]
    """The rows that answer the question's filters, with its breakdowns; its periods are not applied yet."""
    tables: tuple[str, ...]
    """The lake's tables whose data say how far the source reaches; the first holds the dimensions."""
    by: tuple[str, ...] | None = None
    """Columns by which one may break down or filter, where these are not all dimensions of the first table."""
    by_month: bool = False
    """It tells of whole months, and of nothing finer."""
    counts: tuple[str, str] | None = None
    """The source, and the date in it, of the rows that its n counts, where they are not its own."""

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Columns by which one may break down or filter."""
        return TABLES[self.tables[0]].dimensions if self.by is None else self.by

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
    return _with_settlement(_matching(cases, question), invoices)


def _with_settlement(cases: Frame, invoices: Frame) -> Frame:
    first = invoices.filter(~nw.col("case_id").is_null()).group_by("case_id").agg(nw.col("issued_on").min().alias("invoiced_on"))
    invoiced, closed = nw.col("invoiced_on"), nw.col("closed_on")
    settled = nw.when(~closed.is_null()).then(nw.max_horizontal(invoiced, closed))
    known = cases.join(first, on="case_id", how="left")
    return known.with_columns(nw.when(~invoiced.is_null()).then(settled).alias("settled_on"))


def invoiced_cases(tables: Tables, question: Question) -> Frame:
    """One row per case and currency of the invoices, with the case's `amount` in it: 0 where it was not invoiced in it."""
    cases, invoices = tables.frames("cases", "invoices")
    amounts = _amounts(invoices)
    every = _matching(cases, question, but="currency").join(invoices.select("currency").unique(), how="cross")
    rows = every.join(amounts, on=["case_id", "currency"], how="left").with_columns(nw.col("amount").fill_null(0.0))
    return _matching(rows, question, only="currency")


def fees(tables: Tables, question: Question) -> Frame:
    """`billing`, with the partner's usual `fee`: the median of its cases invoiced so far, in the `currency` most used for it.

    Both are null for the cases of a partner that was never invoiced.
    """
    cases, invoices = tables.frames("cases", "invoices")
    invoiced = cases.select("case_id", "partner").join(_amounts(invoices), on="case_id", how="inner")
    usual = invoiced.group_by("partner", "currency").agg(nw.col("amount").median().alias("fee"), nw.col("amount").count().alias("cases"))
    most = usual.group_by("partner").agg(nw.col("cases").max())
    chosen = usual.join(most, on=["partner", "cases"], how="inner").group_by("partner").agg(nw.col("currency").min())
    fees = usual.join(chosen, on=["partner", "currency"], how="inner").select("partner", "currency", "fee")
    known = _with_settlement(_matching(cases, question, but="currency"), invoices).join(fees, on="partner", how="left")
    return _matching(known, question, only="currency")


def _amounts(invoices: Frame) -> Frame:
    """What each case was invoiced in each currency."""
    with_case = invoices.filter(~nw.col("case_id").is_null()).select("case_id", "currency", nw.col("amount").cast(nw.Float64))
    return with_case.group_by("case_id", "currency").agg(nw.col("amount").sum())


def invoice_cases(tables: Tables, question: Question) -> Frame:
    """`invoices`, each line with `known`: 1 where a case has its number."""
    invoices, cases = tables.frames("invoices", "cases")
    numbers = cases.select("case_id", nw.lit(1).alias("known"))
    return _matching(invoices, question).join(numbers, on="case_id", how="left")


def invoices_of_cases(tables: Tables, question: Question) -> Frame:
    """One row per case and breakdown: `invoices` with a positive amount, and `last_issued_on`, the day of the latest."""
    lines = _matching(tables["invoices"], question).filter((nw.col("amount") > 0) & ~nw.col("case_id").is_null())
    each = lines.group_by("case_id", "invoice_id", *question.by).agg(nw.col("issued_on").min())
    counted = (nw.col("invoice_id").count().alias("invoices"), nw.col("issued_on").max().alias("last_issued_on"))
    return each.group_by("case_id", *question.by).agg(*counted)


def worked_months(tables: Tables, question: Question) -> Frame:
    """One row per team and month: `closed` cases, `worked_h`, `known` where the hours are, `month_on` in that month.

    Cases without a team count in the whole, whose hours are those of all teams.
    """
    cases, staffing = tables.frames("cases", "staffing")
    closed = _matching(cases, question).filter(~nw.col("closed_on").is_null())
    sheet = _matching(staffing, question)
    none, one = nw.lit(0.0), nw.lit(1.0)
    parts = (
        closed.select("team", nw.col("closed_on").alias("month_on"), one.alias("closed"), none.alias("worked_h"), none.alias("staffed")),
        sheet.select("team", nw.col("month").alias("month_on"), none.alias("closed"), "worked_h", one.alias("staffed")),
    )
    rows = nw.concat(parts).with_columns(periods.number(nw.col("month_on"), "month").alias("month"))
    months = rows.group_by("team", "month").agg(
        *(nw.col(name).sum() for name in ("closed", "worked_h", "staffed")), nw.col("month_on").max()
    )
    known = nw.col("team").is_null() | ((nw.col("staffed") > 0) & (nw.col("worked_h").fill_null(0.0) > 0))
    return months.with_columns(known.alias("known"))


def opened_days(tables: Tables, question: Question) -> Frame:
    """The cases that closed, and the days with opening hours, side by side: `closed` or `open` is 1, `day_on` says when."""
    cases, calendar = tables.frames("cases", "calendar")
    closed = _matching(cases, question).filter(~nw.col("closed_on").is_null())
    days = calendar.filter(nw.col("working_day")).select(
        nw.col("on").alias("day_on"), nw.lit(0.0).alias("closed"), nw.lit(1.0).alias("open")
    )
    if question.by:
        days = days.join(closed.select(*question.by).unique(), how="cross")
    done = closed.select(*question.by, nw.col("closed_on").alias("day_on"), nw.lit(1.0).alias("closed"), nw.lit(0.0).alias("open"))
    return nw.concat([done, days.select(done.collect_schema().names())])


def queue_quarters(tables: Tables, question: Question) -> Frame:
    """One row per open quarter-hour and breakdown, `on` its day: `waited` is 1 where somebody waited in the queue within it, else 0.

    A wait counts in the quarter-hours from the one in which it begins to the last that it touches: those who waited in one
    are those who had begun by then, less those whose wait had ended before.
    """
    cases, quarters = tables.frames("cases", "quarters")
    cases, keys = _matching(cases, question), tuple(question.by)
    calls = cases.filter(nw.col("wait_s") > 0)
    begins = periods.epoch_s(nw.col("opened_at"))
    last_ms = begins * 1000 + (nw.col("wait_s") * 1000).cast(nw.Int64) - 1
    calls = calls.select(*keys, "opened_on", (begins // QUARTER_S).alias("begins"), (last_ms // (QUARTER_S * 1000) + 1).alias("ended"))
    hours = _opening(cases, quarters).select(*keys, "quarter", "on").unique()
    every = nw.concat(
        [
            calls.select(*keys, nw.col("begins").alias("quarter"), nw.col("opened_on").alias("on"), *_event(change=1)),
            calls.select(*keys, nw.col("ended").alias("quarter"), nw.col("opened_on").alias("on"), *_event(change=-1)),
            hours.select(*keys, "quarter", "on", *_event(change=0)),
        ]
    )
    summed = every.with_columns(nw.when(nw.col("open") == 1).then(nw.col("on")).alias("on"))
    summed = summed.group_by(*keys, "quarter").agg(nw.col("change").sum(), nw.col("on").max())
    waiting = nw.col("change").cum_sum().over(*keys, order_by="quarter") > 0
    return summed.with_columns(waiting.cast(nw.Float64).alias("waited")).filter(~nw.col("on").is_null())


def _event(change: int) -> tuple[nw.Expr, nw.Expr]:
    """What happens in a quarter-hour: a wait begins (1) or has ended (-1), or it is one of the open ones (0)."""
    return nw.lit(change).cast(nw.Int64).alias("change"), nw.lit(int(change == 0)).cast(nw.Int64).alias("open")


def _opening(cases: Frame, quarters: Frame) -> Frame:
    """The open quarter-hours of each team of the cases: its own, or those of everyone."""
    teams, own, common = cases.select("team").unique(), quarters.filter(nw.col("team") != ""), quarters.filter(nw.col("team") == "")
    others = teams.join(own.select("team").unique(), on="team", how="anti").join(common.select("quarter", "on"), how="cross")
    return nw.concat([part.select("team", "quarter", "on") for part in (own.join(teams, on="team", how="inner"), others)])


def staffing_by(months: int) -> Callable[[Tables, Question], Frame]:
    """One row per stretch of so many whole months (a year, a half-year, a quarter) and breakdown: sums, of the months that know both.

    `until_on` is the first day of its last month. A stretch of which a month is missing is left out: finer figures, and
    differences of overlapping ones, would come too close to one person.
    """

    def rows(tables: Tables, question: Question) -> Frame:
        month = periods.number(nw.col("month"), "month")
        sheet = _matching(tables["staffing"], question).with_columns((month // months).alias("stretch"), month.alias("number"))
        months_known = sheet.select("stretch", "number", "month").unique().group_by("stretch")
        whole = months_known.agg(nw.col("number").count().alias("months"), nw.col("month").max().alias("until_on"))
        sheet = sheet.join(whole.filter(nw.col("months") == months), on="stretch", how="inner")
        sums = [part for of, per in STAFFING_SHARES for part in _pair(of, per)]
        names = [name for of, per in STAFFING_SHARES for name in (of, per, f"{of}_rows")]
        keys = ("until_on", *question.by)
        return sheet.select(*keys, *sums).group_by(*keys).agg(*(nw.col(name).sum() for name in names))

    return rows


def _pair(of: str, per: str) -> tuple[nw.Expr, ...]:
    """Both where both are known, and 1 for the row."""
    both = ~nw.col(of).is_null() & ~nw.col(per).is_null()
    parts = {of: nw.col(of), per: nw.col(per), f"{of}_rows": nw.lit(1.0)}
    return tuple(nw.when(both).then(part).alias(name) for name, part in parts.items())


def _matching(frame: Frame, question: Question, only: str | None = None, but: str | None = None) -> Frame:
    predicates = []
    for dimension in dict.fromkeys(name for name, _ in question.where):
        if dimension == but or only not in (None, dimension):
            continue
        values = [value for name, value in question.where if name == dimension]
        wanted = nw.col(dimension).cast(nw.String).is_in(values)
        predicates.append(wanted | nw.col(dimension).is_null() if NOT_GIVEN in values else wanted)
    return frame.filter(*predicates) if predicates else frame


OF_CASES = TABLES["cases"].dimensions
SOURCES: dict[str, Source] = {
    "cases": Source(cases, ("cases",)),
    "invoices": Source(invoices, ("invoices",)),
    "billing": Source(billing, ("cases", "invoices")),
    "invoiced_cases": Source(invoiced_cases, ("cases", "invoices"), by=(*OF_CASES, "currency")),
    "fees": Source(fees, ("cases", "invoices"), by=(*OF_CASES, "currency")),
    "invoice_cases": Source(invoice_cases, ("invoices", "cases")),
    "invoices_of_cases": Source(invoices_of_cases, ("invoices",)),
    "worked_months": Source(worked_months, ("cases", "staffing"), by=("team",), by_month=True, counts=("cases", "closed_on")),
    "opened_days": Source(opened_days, ("cases",), counts=("cases", "closed_on")),
    "queue_quarters": Source(queue_quarters, ("cases",), by=("team",)),
    "staffing_years": Source(staffing_by(12), ("staffing",), by=(), by_month=True),
    "staffing_halves": Source(staffing_by(6), ("staffing",), by_month=True),
    "staffing_quarters": Source(staffing_by(3), ("staffing",), by_month=True),
}
