"""What becomes of cases: closed, resolved, still open, and how long it took."""

import narwhals as nw

from metrics.indicator import Bands, Measure, Net, Oldest, Stock, Survival, indicator
from metrics.periods import day, epoch_s
from metrics.survival import DAY_S
from settings import settings

AGE = Bands("age_band", "opened_on", (("≤ 7", None, 7), ("8–30", 8, 30), ("31–90", 31, 90), ("> 90", 91, None)))
OPEN_CASES = Stock(enters=day("opened_on"), leaves=day("closed_on"), bands=AGE)


@indicator(
    label="Cases closed",
    population="closed in the period",
    unit="count",
    better="neither",
    source="cases",
    dated_by="closed_on",
    owner="production",
    audience="activity",
)
def cases_closed() -> Measure:
    """How many cases were closed in the period, whenever they were opened.

    A case that was reopened and is still open is not counted.
    """
    return Measure("count", nw.col("closed_on"))


@indicator(
    label="Cases resolved",
    population="opened in the period",
    unit="count",
    better="higher",
    source="cases",
    dated_by="opened_on",
    owner="quality",
    audience="activity",
)
def cases_resolved() -> Measure:
    """Of the cases opened in the period, how many were resolved.

    n is the cases whose outcome is known. Recent cases have had less time: the latest periods still grow.
    """
    return Measure("sum", nw.col("resolved").cast(nw.Int64))


@indicator(
    label="Median resolution time",
    population="of closed cases, elapsed",
    unit="seconds",
    better="lower",
    source="cases",
    dated_by="closed_on",
    owner="quality",
    audience="activity",
    headline=True,
)
def median_resolution_s() -> Measure:
    """Of the cases closed in the period, the time from opening to closing that half of them did not exceed, nights and week-ends included.

    Cases still open are left out, so closing old cases lengthens it and leaving them shortens it: read it beside the backlog.
    """
    return Measure("median", nw.col("resolution_s"))


@indicator(
    label="Backlog",
    population="open cases, end of period",
    unit="count",
    better="lower",
    source="cases",
    dated_by="opened_on",
    owner="production",
    audience="activity",
)
def backlog() -> Stock:
    """How many cases were open at the end of the period's last day, whenever they were opened.

    For a period that the data do not fill, the count is taken on the last day they reach. Past days use what is known today.
    """
    return OPEN_CASES


@indicator(
    label="Resolution time, 90th percentile",
    population="of closed cases, elapsed",
    unit="seconds",
    better="lower",
    source="cases",
    dated_by="closed_on",
    owner="quality",
    audience="activity",
)
def p90_resolution_s() -> Measure:
    """Of the cases closed in the period, the time from opening to closing that nine in ten did not exceed, nights and week-ends included.

    Cases still open are left out, so closing old cases lengthens it and leaving them shortens it: read it beside the cohorts and the
    backlog.
    """
    return Measure("p90", nw.col("resolution_s"))


@indicator(
    label="Median resolution time, open hours",
    population="of closed cases, open hours",
    unit="seconds",
    better="lower",
    source="cases",
    dated_by="closed_on",
    owner="quality",
    audience="activity",
)
def median_resolution_open_s() -> Measure:
    """Of the cases closed in the period, the opening hours between opening and closing that half of them did not exceed.

    Only the service's opening hours count: it is what the team could act on, not what the caller lived. Cases still open are left out.
    """
    return Measure("median", nw.col("resolution_open_s"))


@indicator(
    label="Resolution time, open hours, 90th percentile",
    population="of closed cases, open hours",
    unit="seconds",
    better="lower",
    source="cases",
    dated_by="closed_on",
    owner="quality",
    audience="activity",
)
def p90_resolution_open_s() -> Measure:
    """Of the cases closed in the period, the opening hours between opening and closing that nine in ten did not exceed.

    Only the service's opening hours count: it is what the team could act on, not what the caller lived. Cases still open are left out.
    """
    return Measure("p90", nw.col("resolution_open_s"))


@indicator(
    label="Median first response time",
    population="of answered cases, elapsed",
    unit="seconds",
    better="lower",
    source="cases",
    dated_by="opened_on",
    owner="quality",
    audience="activity",
)
def median_first_response_s() -> Measure:
    """Of the cases opened in the period that had a first response, the time from opening to that response that half of them did not
    exceed, nights and week-ends included.

    Cases without a response so far are left out: for the latest period the figure still grows.
    """
    return Measure("median", nw.col("first_response_s"))


@indicator(
    label="Median first response time, open hours",
    population="of answered cases, open hours",
    unit="seconds",
    better="lower",
    source="cases",
    dated_by="opened_on",
    owner="quality",
    audience="activity",
)
def median_first_response_open_s() -> Measure:
    """Of the cases opened in the period that had a first response, the opening hours from opening to that response that half of them did
    not exceed.

    Only the service's opening hours count: it is what the team could act on, not what the caller lived. Cases without a response so far
    are left out.
    """
    return Measure("median", nw.col("first_response_open_s"))


@indicator(
    label="First response time, 90th percentile",
    population="of answered cases, elapsed",
    unit="seconds",
    better="lower",
    source="cases",
    dated_by="opened_on",
    owner="quality",
    audience="activity",
)
def p90_first_response_s() -> Measure:
    """Of the cases opened in the period that had a first response, the time from opening to that response that nine in ten did not exceed,
    nights and week-ends included.

    Cases without a response so far are left out: for the latest period the figure still grows.
    """
    return Measure("p90", nw.col("first_response_s"))


@indicator(
    label="First response time, open hours, 90th percentile",
    population="of answered cases, open hours",
    unit="seconds",
    better="lower",
    source="cases",
    dated_by="opened_on",
    owner="quality",
    audience="activity",
)
def p90_first_response_open_s() -> Measure:
    """Of the cases opened in the period that had a first response, the opening hours from opening to that response that nine in ten did
    not exceed.

    Only the service's opening hours count: it is what the team could act on, not what the caller lived. Cases without a response so far
    are left out.
    """
    return Measure("p90", nw.col("first_response_open_s"))


@indicator(
    label="Closed on time",
    population="of cases with due times",
    unit="share",
    better="higher",
    source="cases",
    dated_by="closed_on",
    owner="quality",
    audience="activity",
)
def closed_on_time() -> Measure:
    """Of the cases closed in the period that had a due time, or whose topic has a target in the settings, the share closed at or before
    it.

    Cases still open are left out, even when they are overdue: read it beside the backlog.
    """
    closed, due = nw.col("closed_at"), nw.col("due_at")
    on_time: nw.Expr = closed <= due
    for topic, seconds in settings().resolution_target_s.items():
        of_topic = due.is_null() & (nw.col("topic") == topic)
        on_time = nw.when(of_topic).then(epoch_s(closed) <= epoch_s(nw.col("opened_at")) + round(seconds)).otherwise(on_time)
    return Measure("share", on_time.cast(nw.Float64))


@indicator(
    label="Opened less closed",
    population="cases in the period",
    unit="count",
    better="lower",
    source="cases",
    dated_by="opened_on",
    owner="production",
    audience="activity",
)
def flow() -> Net:
    """How many more cases were opened than closed in the period; below zero where more were closed.

    The backlog moves by it. n is the openings and the closings together.
    """
    return Net(enters="opened_on", leaves="closed_on")


@indicator(
    label="Oldest open case",
    population="end of the period",
    unit="days",
    better="lower",
    source="cases",
    dated_by="opened_on",
    owner="production",
    audience="activity",
)
def backlog_oldest_d() -> Oldest:
    """Of the cases open at the end of the period's last day, the days that the oldest has been open.

    One forgotten case makes this figure: read it beside the backlog by age.
    """
    return Oldest(OPEN_CASES)


@indicator(
    label="Time to close half of the cases",
    population="opened cases, still open included",
    unit="seconds",
    better="lower",
    source="cases",
    dated_by="opened_on",
    owner="quality",
    audience="activity",
)
def cohort_median_resolution_s() -> Survival:
    """Of the cases opened in the period, the time within which half are closed, nights and week-ends included.

    Cases still open count with what they have told so far (Kaplan–Meier), so nothing is left out by waiting. The latest periods have
    had less time, and their interval is wider. Undefined while more than half are open.
    """
    return Survival()


@indicator(
    label="Closed within one day",
    population="opened cases, still open included",
    unit="share",
    better="higher",
    source="cases",
    dated_by="opened_on",
    owner="quality",
    audience="activity",
)
def cohort_closed_within_1d() -> Survival:
    """Of the cases opened in the period, the share closed within one day of opening, nights and week-ends included.

    Cases still open count with what they have told so far (Kaplan–Meier), so nothing is left out by waiting. The latest periods have
    had less time, and their interval is wider. Undefined until the cases have been followed so long.
    """
    return Survival(within_s=1 * DAY_S)


@indicator(
    label="Closed within seven days",
    population="opened cases, still open included",
    unit="share",
    better="higher",
    source="cases",
    dated_by="opened_on",
    owner="quality",
    audience="activity",
)
def cohort_closed_within_7d() -> Survival:
    """Of the cases opened in the period, the share closed within seven days of opening, nights and week-ends included.

    Cases still open count with what they have told so far (Kaplan–Meier), so nothing is left out by waiting. The latest periods have
    had less time, and their interval is wider. Undefined until the cases have been followed so long.
    """
    return Survival(within_s=7 * DAY_S)


@indicator(
    label="Closed within thirty days",
    population="opened cases, still open included",
    unit="share",
    better="higher",
    source="cases",
    dated_by="opened_on",
    owner="quality",
    audience="activity",
)
def cohort_closed_within_30d() -> Survival:
    """Of the cases opened in the period, the share closed within thirty days of opening, nights and week-ends included.

    Cases still open count with what they have told so far (Kaplan–Meier), so nothing is left out by waiting. The latest periods have
    had less time, and their interval is wider. Undefined until the cases have been followed so long.
    """
    return Survival(within_s=30 * DAY_S)


@indicator(
    label="Resolved at first contact",
    population="of answered calls",
    unit="share",
    better="higher",
    source="cases",
    dated_by="opened_on",
    owner="quality",
    audience="activity",
)
def first_contact_resolution() -> Measure:
    """Of the calls answered in the period whose outcome is known, the share resolved and not reopened.

    A case whose reopening is not known counts as not reopened. A caller who calls again under another number is not seen.
    """
    stays = nw.col("resolved") & ~nw.col("reopened").fill_null(False)
    known = nw.col("answered") & ~nw.col("resolved").is_null()
    return Measure("share", nw.when(known).then(stays.cast(nw.Float64)))


@indicator(
    label="Cases reopened",
    population="of closed cases",
    unit="share",
    better="lower",
    source="cases",
    dated_by="closed_on",
    owner="quality",
    audience="activity",
)
def reopen_rate() -> Measure:
    """Of the cases closed in the period, the share that had been reopened.

    It counts cases, not reopenings. A case reopened and still open has lost its closing and is left out.
    """
    return Measure("share", nw.col("reopened").cast(nw.Float64))
