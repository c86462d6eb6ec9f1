"""What a change of each indicator is called: more or fewer, longer or shorter, in a word and in a sentence."""

from collections.abc import Mapping

from language import N_

Pair = tuple[str, str]  # when it is higher, when it is lower

HIGH_LOW: Mapping[str, Pair] = {
    "count": (N_("more"), N_("fewer")),
    "seconds": (N_("longer"), N_("shorter")),
    "days": (N_("longer"), N_("shorter")),
    "share": (N_("higher"), N_("lower")),
    "money": (N_("higher"), N_("lower")),
    "score": (N_("higher"), N_("lower")),
    "hours": (N_("more"), N_("fewer")),
    "rate": (N_("higher"), N_("lower")),
}

CHANGES: Mapping[str, Pair] = {  # an indicator that is not here says "label: higher than before"
    "cases_opened": (N_("More cases come in than before"), N_("Fewer cases come in than before")),
    "mean_wait_s": (N_("The mean wait is longer than before"), N_("The mean wait is shorter than before")),
    "median_wait_s": (N_("The median wait is longer than before"), N_("The median wait is shorter than before")),
    "p80_wait_s": (N_("Long waits are longer than before"), N_("Long waits are shorter than before")),
    "p90_wait_s": (N_("The wait is longer than before"), N_("The wait is shorter than before")),
    "answer_rate": (N_("More calls are answered than before"), N_("Fewer calls are answered than before")),
    "abandonment_rate": (N_("More callers hang up than before"), N_("Fewer callers hang up than before")),
    "service_level": (N_("More calls are answered in time than before"), N_("Fewer calls are answered in time than before")),
    "mean_handling_s": (N_("Calls take longer to handle than before"), N_("Calls take less time to handle than before")),
    "median_handling_s": (
        N_("The usual call takes longer to handle than before"),
        N_("The usual call takes less time to handle than before"),
    ),
    "p90_handling_s": (N_("The longest calls take longer than before"), N_("The longest calls take less time than before")),
    "handled_h": (N_("Calls take up more hours than before"), N_("Calls take up fewer hours than before")),
    "cases_closed": (N_("More cases are closed than before"), N_("Fewer cases are closed than before")),
    "cases_resolved": (N_("More cases are resolved than before"), N_("Fewer cases are resolved than before")),
    "median_resolution_s": (N_("Cases take longer to resolve than before"), N_("Cases take less time to resolve than before")),
    "backlog": (N_("More cases are open than before"), N_("Fewer cases are open than before")),
    "p90_resolution_s": (
        N_("The longest cases take longer to resolve than before"),
        N_("The longest cases take less time to resolve than before"),
    ),
    "median_resolution_open_s": (
        N_("Cases take more open hours to resolve than before"),
        N_("Cases take fewer open hours to resolve than before"),
    ),
    "p90_resolution_open_s": (
        N_("The longest cases take more open hours than before"),
        N_("The longest cases take fewer open hours than before"),
    ),
    "median_first_response_s": (N_("The first response comes later than before"), N_("The first response comes sooner than before")),
    "median_first_response_open_s": (
        N_("The first response takes more open hours than before"),
        N_("The first response takes fewer open hours than before"),
    ),
    "p90_first_response_s": (
        N_("Long waits for a first response are longer than before"),
        N_("Long waits for a first response are shorter than before"),
    ),
    "p90_first_response_open_s": (
        N_("Long waits for a first response take more open hours than before"),
        N_("Long waits for a first response take fewer open hours than before"),
    ),
    "closed_on_time": (N_("More cases are closed on time than before"), N_("Fewer cases are closed on time than before")),
    "flow": (N_("Closings keep up less well with openings than before"), N_("Closings keep up better with openings than before")),
    "backlog_oldest_d": (N_("The oldest open case is older than before"), N_("The oldest open case is less old than before")),
    "cohort_median_resolution_s": (
        N_("Closing half of the cases takes longer than before"),
        N_("Closing half of the cases takes less time than before"),
    ),
    "cohort_closed_within_1d": (
        N_("More cases are closed within one day than before"),
        N_("Fewer cases are closed within one day than before"),
    ),
    "cohort_closed_within_7d": (
        N_("More cases are closed within seven days than before"),
        N_("Fewer cases are closed within seven days than before"),
    ),
    "cohort_closed_within_30d": (
        N_("More cases are closed within thirty days than before"),
        N_("Fewer cases are closed within thirty days than before"),
    ),
    "first_contact_resolution": (
        N_("More calls are resolved at first contact than before"),
        N_("Fewer calls are resolved at first contact than before"),
    ),
    "reopen_rate": (N_("More cases are reopened than before"), N_("Fewer cases are reopened than before")),
    "satisfaction_mean": (N_("Callers are more satisfied than before"), N_("Callers are less satisfied than before")),
    "satisfaction_share": (N_("More callers are satisfied than before"), N_("Fewer callers are satisfied than before")),
    "satisfaction_response_rate": (N_("More callers give a rating than before"), N_("Fewer callers give a rating than before")),
    "amount_invoiced": (N_("More is invoiced than before"), N_("Less is invoiced than before")),
    "median_days_to_invoice": (N_("Invoicing takes longer than before"), N_("Invoicing takes less time than before")),
    "cases_not_invoiced": (N_("More cases wait for their invoice than before"), N_("Fewer cases wait for their invoice than before")),
    "mean_days_to_pay": (N_("Clients take longer to pay than before"), N_("Clients take less time to pay than before")),
    "paid_late_share": (N_("More invoices are paid late than before"), N_("Fewer invoices are paid late than before")),
    "p90_days_to_invoice": (N_("Long times to invoice are longer than before"), N_("Long times to invoice are shorter than before")),
    "not_invoiced_oldest_d": (
        N_("The oldest case to invoice is older than before"),
        N_("The oldest case to invoice is less old than before"),
    ),
    "not_invoiced_value": (N_("More money waits to be invoiced than before"), N_("Less money waits to be invoiced than before")),
    "invoicing_coverage": (N_("More closed cases have their invoice than before"), N_("Fewer closed cases have their invoice than before")),
    "amount_per_closed_case": (N_("More is invoiced per closed case than before"), N_("Less is invoiced per closed case than before")),
    "credit_note_share": (
        N_("Credit notes take back more of what is invoiced than before"),
        N_("Credit notes take back less of what is invoiced than before"),
    ),
    "invoices_without_case": (
        N_("More invoice lines name an unknown case than before"),
        N_("Fewer invoice lines name an unknown case than before"),
    ),
    "invoice_lines_without_number": (
        N_("More invoice lines have no case number than before"),
        N_("Fewer invoice lines have no case number than before"),
    ),
    "cases_invoiced_twice": (N_("More cases are invoiced twice than before"), N_("Fewer cases are invoiced twice than before")),
    "receivables": (N_("Clients owe more than before"), N_("Clients owe less than before")),
    "days_sales_outstanding": (
        N_("More days of invoices are still to be paid than before"),
        N_("Fewer days of invoices are still to be paid than before"),
    ),
    "paid_on_time_share": (N_("More invoices are paid on time than before"), N_("Fewer invoices are paid on time than before")),
    "cases_per_worked_hour": (
        N_("More cases are closed per worked hour than before"),
        N_("Fewer cases are closed per worked hour than before"),
    ),
    "cases_per_working_day": (
        N_("More cases are closed per working day than before"),
        N_("Fewer cases are closed per working day than before"),
    ),
    "queue_pressure": (
        N_("Callers wait in the queue more of the time than before"),
        N_("Callers wait in the queue less of the time than before"),
    ),
    "workload_spread": (N_("Work is spread less evenly than before"), N_("Work is spread more evenly than before")),
    "absence_rate": (N_("There is more absence than before"), N_("There is less absence than before")),
    "leave_taken_share": (N_("More of the leave is taken than before"), N_("Less of the leave is taken than before")),
    "off_hours_share": (
        N_("More work is done outside opening hours than before"),
        N_("Less work is done outside opening hours than before"),
    ),
}
