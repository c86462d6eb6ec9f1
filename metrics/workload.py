"""How much work there is for those who do it: cases, hours, the queue, leave. Of teams and of the whole, never of a person."""

import narwhals as nw

from metrics.indicator import Measure, Ratio, Spread, indicator

LEAST_PEOPLE = 5


@indicator(
    label="Cases closed per worked hour",
    population="team and month at finest",
    unit="rate",
    better="neither",
    source="worked_months",
    dated_by="month_on",
    owner="production",
    audience="activity",
)
def cases_per_worked_hour() -> Ratio:
    """Of the months of the period, the cases closed divided by the hours worked, all teams together.

    Undefined where the hours of a team are missing for a month in which it closed cases. Harder cases take longer: more is not better.
    """
    return Ratio(of=nw.col("closed"), per=nw.col("worked_h"), n=nw.col("closed"), known=nw.col("known"))


@indicator(
    label="Cases closed per working day",
    population="days with opening hours",
    unit="rate",
    better="neither",
    source="opened_days",
    dated_by="day_on",
    owner="production",
    audience="activity",
)
def cases_per_working_day() -> Ratio:
    """Of the days of the period on which the service was open, the mean number of cases closed.

    Cases closed on other days count too. A month of holidays is not a slow month: that is what this figure is for.
    """
    return Ratio(of=nw.col("closed"), per=nw.col("open"), n=nw.col("closed"))


@indicator(
    label="Queue pressure",
    population="of open quarter-hours",
    unit="share",
    better="lower",
    source="queue_quarters",
    dated_by="on",
    owner="hr",
    audience="activity",
)
def queue_pressure() -> Measure:
    """Of the quarter-hours of the period in which the service was open, the share in which at least one caller was waiting.

    Callers who hung up count while they waited. It tells of the load on everybody, and of nobody's work.
    """
    return Measure("mean", nw.col("waited"))


@indicator(
    label="Spread of the work",
    population="over those who took calls",
    unit="score",
    better="neither",
    source="cases",
    dated_by="opened_on",
    owner="hr",
    audience="team",
    least_n=LEAST_PEOPLE,
)
def workload_spread() -> Spread:
    """Of the cases opened in the period, how unevenly they fall to those who took them: from 0, all alike, to 1, all with one, as a band.

    It is the Gini index of the number of cases of each, corrected for small numbers, and says nothing of who. Part time, absence and
    other tasks make it larger: it opens a conversation and settles none. Nothing is published below 5 people.
    """
    return Spread(over="adviser")


@indicator(
    label="Absence",
    population="whole activity, over a year",
    unit="share",
    better="lower",
    source="staffing_years",
    dated_by="until_on",
    owner="hr",
    audience="activity",
)
def absence_rate() -> Ratio:
    """Of the theoretical hours of the twelve months to December, the share that was absence, in the whole activity.

    It is published once a year and never by team: in a team of ten, one long absence is a tenth. Paid leave, training, union time,
    parental leave and strikes are left out, by whoever fills in the staffing sheet.
    """
    return _share("absence_h", "theoretical_h")


@indicator(
    label="Leave taken",
    population="half-year, of leave entitled",
    unit="share",
    better="higher",
    source="staffing_halves",
    dated_by="until_on",
    owner="hr",
    audience="team",
)
def leave_taken_share() -> Ratio:
    """Of the days of leave that people were entitled to in the half-year, the share that was taken.

    It is published in June and December. Whoever fills in the staffing sheet leaves a team out where one person makes more than half
    of its days. Leave kept for later is no mistake: read it with the team.
    """
    return _share("leave_days_taken", "leave_days_entitled")


@indicator(
    label="Work outside opening hours",
    population="quarter, of hours worked",
    unit="share",
    better="lower",
    source="staffing_quarters",
    dated_by="until_on",
    owner="hr",
    audience="team",
)
def off_hours_share() -> Ratio:
    """Of the hours worked in the quarter, the share worked outside the agreed hours.

    It is published at the end of each quarter. Whoever fills in the staffing sheet leaves a team out where one person makes more than
    half of its hours outside.
    """
    return _share("off_hours_h", "worked_h")


def _share(of: str, per: str) -> Ratio:
    return Ratio(of=nw.col(of), per=nw.col(per), n=nw.col(f"{of}_rows"))
