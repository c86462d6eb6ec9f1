"""What becomes of cases: closed, resolved, still open, and how long it took."""

import narwhals as nw

from metrics.indicator import Measure, Stock, indicator


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
    return Stock(enters="opened_on", leaves="closed_on")
