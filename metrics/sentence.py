"""What a reading says, in words: verdicts for a table, a sentence for a title, a sentence for the whole.

Words are made from the reading only, so that screen, slide and page say the same thing.
"""

from collections.abc import Mapping, Sequence

from language import N_, say, say_period, translator
from metrics.reading import Reading

Pair = tuple[str, str]

OWNERS = {"quality": N_("relay points"), "production": N_("production & billing"), "hr": N_("human resources")}

HIGH_LOW: Mapping[str, Pair] = {
    "count": (N_("more"), N_("fewer")),
    "seconds": (N_("longer"), N_("shorter")),
    "days": (N_("longer"), N_("shorter")),
    "share": (N_("higher"), N_("lower")),
    "money": (N_("higher"), N_("lower")),
    "score": (N_("higher"), N_("lower")),
}

CHANGES: Mapping[str, Pair] = {  # an indicator that is not here says "label: higher than before"
    "cases_opened": (N_("More cases come in than before"), N_("Fewer cases come in than before")),
    "cases_closed": (N_("More cases are closed than before"), N_("Fewer cases are closed than before")),
    "cases_resolved": (N_("More cases are resolved than before"), N_("Fewer cases are resolved than before")),
    "answer_rate": (N_("More calls are answered than before"), N_("Fewer calls are answered than before")),
    "service_level": (N_("More calls are answered in time than before"), N_("Fewer calls are answered in time than before")),
    "mean_wait_s": (N_("The mean wait is longer than before"), N_("The mean wait is shorter than before")),
    "median_wait_s": (N_("The median wait is longer than before"), N_("The median wait is shorter than before")),
    "p90_wait_s": (N_("The wait is longer than before"), N_("The wait is shorter than before")),
    "mean_handling_s": (N_("Calls take longer to handle than before"), N_("Calls take less time to handle than before")),
    "median_handling_s": (
        N_("The usual call takes longer to handle than before"),
        N_("The usual call takes less time to handle than before"),
    ),
    "median_resolution_s": (N_("Cases take longer to resolve than before"), N_("Cases take less time to resolve than before")),
    "backlog": (N_("More cases are open than before"), N_("Fewer cases are open than before")),
    "satisfaction_mean": (N_("Callers are more satisfied than before"), N_("Callers are less satisfied than before")),
    "amount_invoiced": (N_("More is invoiced than before"), N_("Less is invoiced than before")),
    "cases_not_invoiced": (N_("More cases wait for their invoice than before"), N_("Fewer cases wait for their invoice than before")),
    "median_days_to_invoice": (N_("Invoicing takes longer than before"), N_("Invoicing takes less time than before")),
    "mean_days_to_pay": (N_("Clients take longer to pay than before"), N_("Clients take less time to pay than before")),
    "paid_late_share": (N_("More invoices are paid late than before"), N_("Fewer invoices are paid late than before")),
    "survey_score_mean": (N_("The well-being score is higher than before"), N_("The well-being score is lower than before")),
    "survey_participation": (N_("More people answer the survey than before"), N_("Fewer people answer the survey than before")),
}
