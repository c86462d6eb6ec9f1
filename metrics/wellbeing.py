"""Surveys of the people who work here, of the whole activity only; never of a team, never of a person."""

import narwhals as nw

from metrics.indicator import Measure, Ratio, indicator

LEAST_RESPONDENTS = 5


@indicator(
    label="Well-being score",
    population="whole activity, per wave",
    unit="score",
    better="higher",
    source="respondents",
    dated_by="wave_on",
    owner="hr",
    audience="activity",
    headline=True,
    least_n=LEAST_RESPONDENTS,
)
def survey_score_mean() -> Measure:
    """Of the people who answered the waves of the period, the mean of their scores, on the scale of the survey.

    A person's score is the mean of the items they answered. Nothing is published below 5 respondents.
    Those who did not answer may feel otherwise: read it beside participation.
    """
    return Measure("mean", nw.col("score"))


@indicator(
    label="Survey participation",
    population="of the activity's headcount",
    unit="share",
    better="higher",
    source="participation",
    dated_by="wave_on",
    owner="hr",
    audience="activity",
)
def survey_participation() -> Ratio:
    """Of the people of the activity at the time of the wave, the share that answered.

    The headcount is that of the wave's month, or of the last month known before it; without one there is no figure.
    Nothing is published below 5 respondents.
    """
    known = (nw.col("respondents") >= LEAST_RESPONDENTS) & ~nw.col("headcount").is_null()
    return Ratio(of=nw.when(known).then(nw.col("respondents")), per=nw.when(known).then(nw.col("headcount")))
