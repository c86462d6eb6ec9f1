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
