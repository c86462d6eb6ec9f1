"""What callers say of the help they got."""

import narwhals as nw

from metrics.indicator import Measure, indicator


@indicator(
    label="Mean satisfaction",
    population="of rated cases",
    unit="score",
    better="higher",
    source="cases",
    dated_by="opened_on",
    owner="quality",
    audience="activity",
)
def satisfaction_mean() -> Measure:
    """Of the cases opened in the period that the caller rated, the mean rating from 1 to 5.

    Callers who gave no rating are left out, and they may think otherwise: look at n before comparing.
    """
    return Measure("mean", nw.col("satisfaction"))


@indicator(
    label="Satisfied callers",
    population="of rated cases",
    unit="share",
    better="higher",
    source="cases",
    dated_by="opened_on",
    owner="quality",
    audience="activity",
)
def satisfaction_share() -> Measure:
    """Of the cases opened in the period that the caller rated, the share rated 4 or 5 out of 5.

    Callers who gave no rating are left out, and they may think otherwise: read it beside the response rate.
    """
    return Measure("share", (nw.col("satisfaction") >= 4).cast(nw.Float64))


@indicator(
    label="Satisfaction response rate",
    population="of answered calls",
    unit="share",
    better="higher",
    source="cases",
    dated_by="opened_on",
    owner="quality",
    audience="activity",
)
def satisfaction_response_rate() -> Measure:
    """Of the calls answered in the period, the share that the caller rated.

    Callers who were never asked count as silent. Below half, those who answered may not speak for the others.
    """
    return Measure("share", nw.when(nw.col("answered")).then((~nw.col("satisfaction").is_null()).cast(nw.Float64)))
