"""How callers reach the team: calls received and answered, waits, handling times."""

import narwhals as nw

from metrics.indicator import Measure, indicator
from settings import settings

ANSWERED = nw.col("answered")
WAIT_OF_ANSWERED = nw.when(ANSWERED).then(nw.col("wait_s"))
HANDLING_OF_ANSWERED = nw.when(ANSWERED).then(nw.col("handling_s"))


@indicator(
    label="Cases received",
    population="opened in the period",
    unit="count",
    better="neither",
    source="cases",
    dated_by="opened_on",
    owner="production",
    audience="activity",
)
def cases_opened() -> Measure:
    """How many cases were opened in the period.

    More or fewer cases is neither good nor bad: read it beside the figures it explains.
    """
    return Measure("count", nw.col("opened_on"))


@indicator(
    label="Mean wait",
    population="of answered calls",
    unit="seconds",
    better="lower",
    source="cases",
    dated_by="opened_on",
    owner="quality",
    audience="activity",
)
def mean_wait_s() -> Measure:
    """Of the calls answered in the period, the mean time in the queue.

    Callers who hung up are left out, so the figure flatters when the longest waits end that way: read it beside the answer rate.
    """
    return Measure("mean", WAIT_OF_ANSWERED)


@indicator(
    label="Median wait",
    population="of answered calls",
    unit="seconds",
    better="lower",
    source="cases",
    dated_by="opened_on",
    owner="quality",
    audience="activity",
)
def median_wait_s() -> Measure:
    """Of the calls answered in the period, the time in the queue that half of them did not exceed.

    Callers who hung up are left out: read it beside the answer rate.
    """
    return Measure("median", WAIT_OF_ANSWERED)


@indicator(
    label="Wait, 80th percentile",
    population="of answered calls",
    unit="seconds",
    better="lower",
    source="cases",
    dated_by="opened_on",
    owner="quality",
    audience="activity",
)
def p80_wait_s() -> Measure:
    """Of the calls answered in the period, the time in the queue that eight in ten did not exceed.

    Callers who hung up are left out: read it beside the abandonment rate.
    """
    return Measure("p80", WAIT_OF_ANSWERED)


@indicator(
    label="Wait, 90th percentile",
    population="of answered calls",
    unit="seconds",
    better="lower",
    source="cases",
    dated_by="opened_on",
    owner="quality",
    audience="activity",
    headline=True,
)
def p90_wait_s() -> Measure:
    """Of the calls answered in the period, the time in the queue that nine in ten did not exceed.

    Callers who hung up are left out, so the figure flatters when the longest waits end that way: read it beside the answer rate.
    """
    return Measure("p90", WAIT_OF_ANSWERED)


@indicator(
    label="Answer rate",
    population="of calls received",
    unit="share",
    better="higher",
    source="cases",
    dated_by="opened_on",
    owner="quality",
    audience="activity",
    headline=True,
)
def answer_rate() -> Measure:
    """Of the calls received in the period, the share that was answered.

    Cases not known to be answered or unanswered are left out.
    Calls lost in a voice menu count only if the phone system exports them.
    """
    return Measure("share", ANSWERED.cast(nw.Float64))


def _hung_up_at_once() -> nw.Expr:
    """Of a call that was not answered: a short abandon."""
    return (nw.col("wait_s") <= settings().short_abandon_s).fill_null(False)


@indicator(
    label="Abandonment rate",
    population="of calls received",
    unit="share",
    better="lower",
    source="cases",
    dated_by="opened_on",
    owner="quality",
    audience="activity",
)
def abandonment_rate() -> Measure:
    """Of the calls received in the period, the share whose caller hung up before an answer.

    Callers who hung up within a few seconds (5 unless the settings say otherwise) are left out of both sides, so this and the
    answer rate do not add up to 100 %. Calls lost in a voice menu count only if the phone system exports them.
    """
    return Measure("share", nw.when(ANSWERED).then(nw.lit(0.0)).otherwise(nw.when(~ANSWERED & ~_hung_up_at_once()).then(nw.lit(1.0))))


@indicator(
    label="Service level",
    population="of calls received",
    unit="share",
    better="higher",
    source="cases",
    dated_by="opened_on",
    owner="quality",
    audience="activity",
)
def service_level() -> Measure:
    """Of the calls received in the period, the share answered within the agreed wait (30 seconds unless the settings say otherwise).

    Callers who hung up count as missed, except those who did within a few seconds (5 unless the settings say otherwise), who are left out.
    Answered calls without a known wait are left out too.
    """
    wait = nw.col("wait_s")
    answered = nw.when(~wait.is_null()).then((wait <= settings().service_level_s).cast(nw.Float64))
    hung_up = nw.when(~_hung_up_at_once()).then(nw.lit(0.0))
    return Measure("share", nw.when(ANSWERED).then(answered).otherwise(nw.when(~ANSWERED).then(hung_up)))


@indicator(
    label="Mean handling time",
    population="of answered calls",
    unit="seconds",
    better="neither",
    source="cases",
    dated_by="opened_on",
    owner="production",
    audience="activity",
)
def mean_handling_s() -> Measure:
    """Of the calls answered in the period, the mean time of talk and after-call work.

    Times noted on unanswered calls are left out. A shorter call is not a better one: read it beside resolution and satisfaction.
    """
    return Measure("mean", HANDLING_OF_ANSWERED)


@indicator(
    label="Median handling time",
    population="of answered calls",
    unit="seconds",
    better="neither",
    source="cases",
    dated_by="opened_on",
    owner="production",
    audience="activity",
)
def median_handling_s() -> Measure:
    """Of the calls answered in the period, the time of talk and after-call work that half of them did not exceed.

    Times noted on unanswered calls are left out. A shorter call is not a better one.
    """
    return Measure("median", HANDLING_OF_ANSWERED)


@indicator(
    label="Handling time, 90th percentile",
    population="of answered calls",
    unit="seconds",
    better="neither",
    source="cases",
    dated_by="opened_on",
    owner="production",
    audience="activity",
)
def p90_handling_s() -> Measure:
    """Of the calls answered in the period, the time of talk and after-call work that nine in ten did not exceed.

    Times noted on unanswered calls are left out. A shorter call is not a better one.
    """
    return Measure("p90", HANDLING_OF_ANSWERED)


@indicator(
    label="Hours of handling",
    population="of answered calls",
    unit="hours",
    better="neither",
    source="cases",
    dated_by="opened_on",
    owner="production",
    audience="activity",
)
def handled_h() -> Measure:
    """Of the calls answered in the period, the time of talk and after-call work in all, in hours.

    Calls without a noted time are left out, so the hours are more than the figure says: look at n.
    """
    return Measure("sum", HANDLING_OF_ANSWERED / 3600)
