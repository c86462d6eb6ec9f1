"""From closed case to payment: what is invoiced, what waits, how long it takes."""

import narwhals as nw

from metrics.indicator import Measure, Stock, indicator
from metrics.periods import ordinal

PAID_LATE = nw.col("paid_on") > nw.col("due_on")


@indicator(
    label="Amount invoiced",
    population="net of VAT",
    unit="money",
    better="neither",
    source="invoices",
    dated_by="issued_on",
    owner="production",
    audience="production",
)
def amount_invoiced() -> Measure:
    """Of the invoices issued in the period, the sum of their lines, net of VAT, for each currency.

    Credit notes are subtracted. Two currencies are never added.
    """
    return Measure("sum", nw.col("amount"))


@indicator(
    label="Median time to invoice",
    population="from closing to invoice",
    unit="days",
    better="lower",
    source="billing",
    dated_by="invoiced_on",
    owner="production",
    audience="activity",
    headline=True,
)
def median_days_to_invoice() -> Measure:
    """Of the closed cases first invoiced in the period, the days from closing to invoice that half of them did not exceed.

    Cases invoiced before they closed are left out. A month of catching up looks slow and a month of delay looks fast:
    read it beside the cases to invoice.
    """
    days = ordinal(nw.col("invoiced_on")) - ordinal(nw.col("closed_on"))
    return Measure("median", nw.when(days >= 0).then(days))


@indicator(
    label="Cases to invoice",
    population="closed cases, end of period",
    unit="count",
    better="lower",
    source="billing",
    dated_by="closed_on",
    owner="production",
    audience="activity",
    headline=True,
)
def cases_not_invoiced() -> Stock:
    """Of the cases closed by the end of the period's last day, how many had no invoice line yet.

    For a period that the data do not fill, the count is taken on the last day they reach. Cases that are never to be invoiced count too.
    """
    return Stock(enters="closed_on", leaves="settled_on")


@indicator(
    label="Mean time to pay",
    population="from invoice to payment",
    unit="days",
    better="lower",
    source="invoices",
    dated_by="paid_on",
    owner="production",
    audience="production",
)
def mean_days_to_pay() -> Measure:
    """Of the invoice lines paid in the period, the mean number of days from issue to payment.

    Lines not paid yet are left out, so a client who stops paying does not show here.
    """
    return Measure("mean", ordinal(nw.col("paid_on")) - ordinal(nw.col("issued_on")))


@indicator(
    label="Paid late",
    population="of paid invoice lines",
    unit="share",
    better="lower",
    source="invoices",
    dated_by="paid_on",
    owner="production",
    audience="production",
)
def paid_late_share() -> Measure:
    """Of the invoice lines paid in the period that had a due date, the share paid after it.

    Lines not paid yet are left out, even when they are overdue.
    """
    return Measure("mean", PAID_LATE.cast(nw.Float64))
