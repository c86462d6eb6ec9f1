"""What a reading says, in words: verdicts for a table, a sentence for a title, a sentence for the whole.

Words are made from the reading only, so that screen, slide and page say the same thing.
"""

from collections.abc import Mapping, Sequence

from language import N_, NO_BREAK, say, say_period, say_span, translator
from metrics.reading import Reading
from metrics.spc import Limits, Point

Pair = tuple[str, str]

OWNERS = {"quality": N_("relay points"), "production": N_("production & billing"), "hr": N_("human resources")}

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
    "survey_score_mean": (N_("The well-being score is higher than before"), N_("The well-being score is lower than before")),
    "survey_participation": (N_("More people answer the survey than before"), N_("Fewer people answer the survey than before")),
}

VERDICTS: Mapping[str, str] = {"passes": N_("met"), "hit_and_miss": N_("met some months"), "fails": N_("out of reach as things run")}
TARGETS: Mapping[str, str] = {
    "passes": N_("the target of {target} is met"),
    "hit_and_miss": N_("the target of {target} is met some months"),
    "fails": N_("the target of {target} is out of reach as things run"),
}
MARKS: Mapping[str, str] = {"high": "▲", "low": "▼", "passes": "✓", "hit_and_miss": "~", "fails": "✕"}

NUMBERS = (N_("No"), N_("One"), N_("Two"), N_("Three"), N_("Four"), N_("Five"), N_("Six"), N_("Seven"), N_("Eight"), N_("Nine"))


def value(reading: Reading, amount: float | None, language: str) -> str:
    """An amount in the reading's unit and currency."""
    return say(amount, reading.indicator.unit, language, reading.currency)


def bounds(reading: Reading, limits: Limits) -> tuple[float, float]:
    """The usual variation as it is shown: from 0 where no value is below it, and a share up to 100 %."""
    below = any(point.value is not None and point.value < 0 for point in reading.xmr.points)
    high = min(limits.upper, 1.0) if reading.indicator.unit == "share" else limits.upper
    return limits.lower if below else max(limits.lower, 0.0), high


def usual(reading: Reading, limits: Limits, language: str) -> str:
    """The usual variation in words: `211–289 s`."""
    return say_span(*bounds(reading, limits), reading.indicator.unit, language, reading.currency)


def label(reading: Reading, language: str) -> str:
    """The indicator's name, with the currency where it is money."""
    name = translator(language)(reading.indicator.label)
    return f"{name} ({code})" if (code := reading.currency) else name


def change(reading: Reading, language: str) -> str:
    """What changes, in a word or two: "▲ longer", "● nothing unusual", "too early to tell"."""
    _ = translator(language)
    if reading.latest_period is None:
        return _("no data")
    point = reading.xmr.latest
    if point is None:
        return _("too early to tell")
    return (
        f"{MARKS[point.direction]} {_(_pair(HIGH_LOW[reading.indicator.unit], point))}" if point.direction else f"● {_('nothing unusual')}"
    )


def since(reading: Reading, language: str) -> str:
    """Since when it is so: "since October 2014", "in April 2015"; empty where nothing changes."""
    if reading.since is None:
        return ""
    msgid = N_("in {period}") if reading.since == reading.latest_period else N_("since {period}")
    return translator(language)(msgid).format(period=_period(reading, reading.since, language))


def verdict(reading: Reading, language: str) -> str:
    """The target's verdict in words: "✓ met", "~ met some months", "✕ out of reach as things run", "no target"."""
    _ = translator(language)
    if reading.target is None:
        return _("no target")
    return f"{MARKS[reading.assurance]} {_(VERDICTS[reading.assurance])}" if reading.assurance else _("too early to tell")


def title(reading: Reading, language: str) -> str:
    """The reading in a sentence: "The wait is shorter than before since October 2014"."""
    _ = translator(language)
    point, name = reading.xmr.latest, label(reading, language)
    if reading.latest_period is None:
        return _("{label}: no data").format(label=name)
    if point is None:
        return _("{label}: {latest}, too few periods to judge").format(label=name, latest=_latest(reading, language))
    if point.direction is None:
        return _("{label}: nothing unusual").format(label=name)
    pair = CHANGES.get(reading.indicator.name)
    word = _(_pair(HIGH_LOW[reading.indicator.unit], point))
    what = _(_pair(pair, point)) if pair else _("{label}: {word} than before").format(label=name, word=word)
    return f"{what} {since(reading, language)}"


def subtitle(reading: Reading, language: str) -> str:
    """Indicator where the title does not name it, population, latest complete value with its n, the target's verdict."""
    _ = translator(language)
    name = label(reading, language)
    named = title(reading, language).startswith(name)
    parts = [*([] if named else [name]), _(reading.indicator.population)]
    if reading.latest_period and reading.variation:
        parts.append(_latest(reading, language) + of(reading, language, " ({n})"))
    elif reading.latest_period:
        parts += filter(None, [of(reading, language, "{n}")])
    if reading.target and reading.assurance:
        parts.append(_(TARGETS[reading.assurance]).format(target=value(reading, reading.target.target, language)))
    return " · ".join(parts)


def of(reading: Reading, language: str, pattern: str) -> str:
    """The number of rows behind the latest value; empty for a count, which says it itself."""
    if reading.latest_n is None or reading.indicator.unit == "count":
        return ""
    return pattern.format(n=f"n{NO_BREAK}={NO_BREAK}{say(reading.latest_n, 'count', language)}")


def changed(readings: Sequence[Reading]) -> list[Reading]:
    """The readings whose latest complete point is not usual variation."""
    return [reading for reading in readings if reading.since]


def overview(readings: Sequence[Reading], language: str) -> str:
    """What the whole says: "Two real changes in April 2015; the rest varies as usual."; the period where it is the same for all."""
    _ = translator(language)
    judged = [reading for reading in readings if reading.variation]
    if not judged:
        return _("Too early to tell what is usual: an indicator needs eight periods.")
    count = len(changed(judged))
    latest = {_period(reading, reading.latest_period or "", language) for reading in judged}
    when = " " + _("in {period}").format(period=latest.pop()) if len(latest) == 1 else ""
    if not count:
        return _("Nothing unusual{when}: everything varies as usual.").format(when=when)
    number = _(NUMBERS[count]) if count < len(NUMBERS) else str(count)
    said = _.many("{number} real change{when}", "{number} real changes{when}", count).format(number=number, when=when)
    return said + (_("; the rest varies as usual.") if count < len(judged) else ".")


def evidence(readings: Sequence[Reading], language: str) -> str:
    """Each change in a sentence, then what cannot be judged yet."""
    _ = translator(language)
    sentences = [f"{title(reading, language)}." for reading in changed(readings)]
    if early := [label(reading, language) for reading in readings if reading.latest_period and not reading.variation]:
        sentences.append(_("Too few periods to judge: {labels}.").format(labels=", ".join(early)))
    return " ".join(sentences)


def _latest(reading: Reading, language: str) -> str:
    period = _period(reading, reading.latest_period or "", language)
    return translator(language)("{value} in {period}").format(value=value(reading, reading.latest_value, language), period=period)


def _period(reading: Reading, period: str, language: str) -> str:
    return say_period(period, reading.question.grain, language)


def _pair(pair: Pair, point: Point) -> str:
    return pair[0] if point.direction == "high" else pair[1]
