"""From closed case to payment: what is invoiced, what waits, how long it takes."""

import narwhals as nw

from metrics.indicator import Bands, Measure, Oldest, Ratio, Stock, StockRatio, indicator
from metrics.periods import day
from settings import settings

PAID_LATE = nw.col("paid_on") > nw.col("due_on")
AMOUNT = nw.col("amount").cast(nw.Float64)
DAYS_TO_INVOICE = nw.when(day("invoiced_on") >= day("closed_on")).then(day("invoiced_on") - day("closed_on"))
DUE = Bands("due_band", "due_on", (("not due", None, 0), ("1–30", 1, 30), ("31–60", 31, 60), ("61–90", 61, 90), ("> 90", 91, None)))
TO_INVOICE = Stock(enters=day("closed_on"), leaves=day("settled_on"))
YEAR_D = 365


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
    return Measure("median", DAYS_TO_INVOICE)


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
    return TO_INVOICE


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
    return Measure("mean", day("paid_on") - day("issued_on"))


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
    return Measure("share", PAID_LATE.cast(nw.Float64))


@indicator(
    label="Time to invoice, 90th percentile",
    population="from closing to invoice",
    unit="days",
    better="lower",
    source="billing",
    dated_by="invoiced_on",
    owner="production",
    audience="activity",
)
def p90_days_to_invoice() -> Measure:
    """Of the closed cases first invoiced in the period, the days from closing to invoice that nine in ten did not exceed.

    Cases invoiced before they closed are left out. A month of catching up looks slow and a month of delay looks fast: read it beside
    the cases to invoice.
    """
    return Measure("p90", DAYS_TO_INVOICE)


@indicator(
    label="Oldest case to invoice",
    population="end of the period",
    unit="days",
    better="lower",
    source="billing",
    dated_by="closed_on",
    owner="production",
    audience="activity",
)
def not_invoiced_oldest_d() -> Oldest:
    """Of the closed cases without an invoice at the end of the period's last day, the days that the oldest has been closed.

    A case that is never to be invoiced makes this figure grow for ever: take it out of the export or invoice it at nothing.
    """
    return Oldest(TO_INVOICE)


@indicator(
    label="Value of the cases to invoice",
    population="an estimate, end of period",
    unit="money",
    better="lower",
    source="fees",
    dated_by="closed_on",
    owner="production",
    audience="production",
)
def not_invoiced_value() -> Stock:
    """Of the closed cases without an invoice at the end of the period's last day, the sum of the fees that their partners usually pay.

    It is an estimate: each case counts for the median amount of its partner's invoiced cases, as known today, in the currency most
    used. The cases of a partner never invoiced have no value: they stand in a line without a currency, where n counts them.
    """
    return Stock(enters=day("closed_on"), leaves=day("settled_on"), of=nw.col("fee"))


@indicator(
    label="Closed cases invoiced",
    population="closed some time ago",
    unit="share",
    better="higher",
    source="billing",
    dated_by="closed_on",
    owner="production",
    audience="activity",
)
def invoicing_coverage() -> StockRatio:
    """Of the cases that had been closed for longer than the settings allow at the end of the period's last day (30 days unless they say
    otherwise), the share with an invoice by then.

    Cases closed more recently are left out. All cases since the beginning of the data count, so it moves slowly.
    """
    old = day("closed_on") + settings().invoicing_delay_d + 1
    invoiced = nw.when(~nw.col("settled_on").is_null()).then(nw.max_horizontal(old, day("settled_on")))
    return StockRatio(of=Stock(enters=invoiced), per=Stock(enters=old))


@indicator(
    label="Amount per closed case",
    population="net of VAT",
    unit="money",
    better="neither",
    source="invoiced_cases",
    dated_by="closed_on",
    owner="production",
    audience="production",
)
def amount_per_closed_case() -> Measure:
    """Of the cases closed in the period, the amount invoiced for them so far, net of VAT, divided by their number, for each currency.

    Cases not invoiced yet count with nothing, so the latest periods still grow.
    """
    return Measure("mean", nw.col("amount"))


@indicator(
    label="Credit notes",
    population="of the amount invoiced",
    unit="share",
    better="lower",
    source="invoices",
    dated_by="issued_on",
    owner="production",
    audience="production",
    per_currency=True,
)
def credit_note_share() -> Ratio:
    """Of the positive amounts invoiced in the period, the share that credit notes issued in the same period take back, for each currency.

    A credit note may take back an invoice of an earlier period.
    """
    back, invoiced = nw.when(AMOUNT < 0).then(-AMOUNT).otherwise(0.0), nw.when(AMOUNT > 0).then(AMOUNT).otherwise(0.0)
    return Ratio(of=back, per=invoiced, n=nw.lit(1))


@indicator(
    label="Invoice lines of unknown cases",
    population="of invoice lines, a check",
    unit="count",
    better="lower",
    source="invoice_cases",
    dated_by="issued_on",
    owner="production",
    audience="production",
)
def invoices_without_case() -> Measure:
    """How many invoice lines issued in the period name a case that is not among the cases loaded.

    It checks the exports, not anybody's work. Lines without any case number are counted apart.
    """
    unknown = ~nw.col("case_id").is_null() & nw.col("known").is_null()
    return Measure("count", nw.when(unknown).then(nw.col("issued_on")))


@indicator(
    label="Invoice lines without a case number",
    population="of invoice lines, a check",
    unit="count",
    better="lower",
    source="invoices",
    dated_by="issued_on",
    owner="production",
    audience="production",
)
def invoice_lines_without_number() -> Measure:
    """How many invoice lines issued in the period name no case.

    It checks the exports, not anybody's work. A flat fee for a partner belongs to no case and counts too.
    """
    return Measure("count", nw.when(nw.col("case_id").is_null()).then(nw.col("issued_on")))


@indicator(
    label="Cases invoiced twice",
    population="a check of the invoices",
    unit="count",
    better="lower",
    source="invoices_of_cases",
    dated_by="last_issued_on",
    owner="production",
    audience="production",
)
def cases_invoiced_twice() -> Measure:
    """How many cases have a positive amount on two or more invoices, the latest of them issued in the period.

    It checks the invoices, not anybody's work: a case may rightly be invoiced in parts.
    """
    return Measure("count", nw.when(nw.col("invoices") > 1).then(nw.col("last_issued_on")))


@indicator(
    label="Receivables",
    population="not paid, end of period",
    unit="money",
    better="lower",
    source="invoices",
    dated_by="issued_on",
    owner="production",
    audience="production",
)
def receivables() -> Stock:
    """Of the invoice lines issued by the end of the period's last day, the sum of those that had not been paid by then, net of VAT, for
    each currency.

    By band of days late, it is the ageing balance. Lines without a due date stand in a line of their own.
    """
    return Stock(enters=day("issued_on"), leaves=day("paid_on"), of=AMOUNT, bands=DUE)


@indicator(
    label="Days sales outstanding",
    population="receivables over a year's invoices",
    unit="days",
    better="lower",
    source="invoices",
    dated_by="issued_on",
    owner="production",
    audience="production",
    per_currency=True,
)
def days_sales_outstanding() -> StockRatio:
    """Of the amounts invoiced in the 365 days to the end of the period, how many days' worth is not paid: receivables divided by that
    year's amount, times 365, for each currency.

    Undefined until the data are a year long.
    """
    year = Stock(enters=day("issued_on"), leaves=day("issued_on") + YEAR_D, of=AMOUNT)
    return StockRatio(of=Stock(enters=day("issued_on"), leaves=day("paid_on"), of=AMOUNT), per=year, times=YEAR_D, after_d=YEAR_D - 1)


@indicator(
    label="Paid on time",
    population="of paid invoice lines",
    unit="share",
    better="higher",
    source="invoices",
    dated_by="paid_on",
    owner="production",
    audience="production",
)
def paid_on_time_share() -> Measure:
    """Of the invoice lines paid in the period that had a due date, the share paid by that date.

    Lines not paid yet are left out, even when they are overdue.
    """
    return Measure("share", (~PAID_LATE).cast(nw.Float64))
