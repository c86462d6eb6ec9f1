"""Opening hours: the worked and the golden durations, worked by code independent of the product; public holidays; teams; changes."""

import csv
from datetime import UTC, date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import duckdb
import holidays
import numpy as np
import pytest

from ingest.clock import OpeningClock, register, schedules
from ingest.zone import changes, give_local_time, give_moments
from settings import Change, ExceptionalDay, Hours, OpeningHours, Settings
from tests.ingesting import REAL_DATA, real

GOLDEN = REAL_DATA.parent / "golden" / "open_hours.csv"
MORNING, AFTERNOON = "08:30-12:30", "13:30-18:00"
DAY = (MORNING, AFTERNOON)
OFFICE = OpeningHours(
    monday=DAY, tuesday=DAY, wednesday=DAY, thursday=DAY, friday=(MORNING, "13:30-17:00"), saturday=("09:00-12:00",), sunday=()
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ALWAYS = OpeningHours(**dict.fromkeys(WEEKDAYS, ("00:00-24:00",)))
MONDAY, NEXT_MONDAY = date(2014, 3, 3), date(2014, 3, 10)


def settings(hours: OpeningHours, country: str = "FR", timezone: str = "Europe/Paris") -> Settings:
    return Settings(opening_hours=hours, country=country, timezone=timezone)


def clock(hours: OpeningHours, country: str = "FR", timezone: str = "Europe/Paris", team: str = "") -> OpeningClock:
    return OpeningClock(schedules(settings(hours, country, timezone))[team], 2005, 2017)


def micros(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1_000_000


def open_s(clock: OpeningClock, start: str, end: str) -> float:
    (seconds,) = clock.between(np.array([micros(start)]), np.array([micros(end)])).tolist()
    return float(seconds)


def hours_of(hours: OpeningHours, day: str, team: str = "") -> float:
    """Open hours of a UTC day, which for the schedules here holds the local one."""
    return open_s(clock(hours, timezone="UTC", team=team), f"{day} 00:00", f"{day} 23:59:59") / 3600


@pytest.mark.parametrize(
    ("start", "end", "seconds"),
    [
        ("2014-04-30 15:00", "2014-05-02 09:00", 12_600),  # 1 May is closed
        ("2014-03-29 12:00", "2014-03-31 06:30", 0),  # the clocks go forward inside
        ("2014-10-25 10:00", "2014-10-27 07:30", 0),  # and back
        ("2014-05-29 06:00", "2014-05-29 20:00", 0),  # Ascension
        ("2014-06-02 10:29:59", "2014-06-02 11:30:01", 2),  # the lunch break
        ("2014-06-07 18:00", "2014-06-08 20:00", 0),  # both outside
        ("2013-12-24 16:59", "2014-01-02 07:31", 129_720),
        ("2014-06-03 06:30", "2014-06-03 06:30", 0),
    ],
)
def test_worked_durations(start: str, end: str, seconds: float) -> None:
    assert open_s(clock(OFFICE), start, end) == seconds


def test_every_golden_duration() -> None:
    if not GOLDEN.exists():
        pytest.skip(f"{GOLDEN} is not here")
    clocks = {"office": clock(OFFICE), "always": clock(ALWAYS, country="")}
    rows = list(csv.DictReader(GOLDEN.open(encoding="utf-8")))
    assert len(rows) > 500
    for row in rows:
        start, end = (row[name].removesuffix("Z") for name in ("start_utc", "end_utc"))
        assert open_s(clocks[row["schedule"]], start, end) == float(row["open_s"]), row


def test_a_published_week() -> None:
    """zendesk/biz, spec/calculation/duration_within_spec.rb."""
    long, short = ("09:00-17:00",), ("10:00-16:00",)
    hours = OpeningHours(monday=long, tuesday=short, wednesday=long, thursday=short, friday=long, saturday=("11:00-14:30",))
    theirs = clock(hours, country="", timezone="UTC")
    assert open_s(theirs, "2006-01-01 00:00", "2006-01-08 00:00") == 39.5 * 3600
    assert open_s(theirs, "2006-01-08 00:00", "2006-01-01 00:00") == 0


@pytest.mark.parametrize(("day", "hours"), [("2014-03-30", 23), ("2014-10-26", 25), ("2014-05-01", 24)])
@pytest.mark.parametrize("whole", ["00:00-24:00", "00:00-23:59"])
def test_a_whole_day_is_as_long_as_the_day(day: str, hours: int, whole: str) -> None:
    """From local midnight to local midnight, also on the days when the clocks change."""
    always = schedules(settings(OpeningHours(**dict.fromkeys(WEEKDAYS, (whole,))), country=""))[""]
    ordinal = (date.fromisoformat(day) - date(1970, 1, 1)).days
    (length,) = (closes - opens for opens, closes, on in always.open_spans(2014) if on == ordinal)
    assert length == hours * 3600 * 1_000_000


@pytest.mark.parametrize("sunday", [("01:00-02:30", "03:00-04:00"), ("02:30-03:00",), ("02:00-03:00",)])
def test_hours_that_daylight_saving_skips_are_counted_once_at_most(sunday: tuple[str, ...]) -> None:
    spans = list(schedules(settings(OpeningHours(sunday=sunday)))[""].open_spans(2014))
    assert all(opens < closes for opens, closes, _ in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_each_day_has_the_hours_in_force_on_it() -> None:
    changes = (Change(since=date(2014, 4, 7), monday=("09:00-12:00",)), Change(since=NEXT_MONDAY, monday=("09:00-11:00",), tuesday=()))
    hours = OpeningHours(change=changes)
    days = ["2014-03-03", "2014-03-04", "2014-03-10", "2014-03-11", "2014-04-07", "2014-04-08", "2014-04-09"]
    assert [hours_of(hours, day) for day in days] == [8.5, 8.5, 2, 0, 3, 0, 8.5]


def test_a_team_states_only_what_differs() -> None:
    nantes = Hours(monday=("10:00-12:00",), change=(Change(since=NEXT_MONDAY, monday=("10:00-13:00",)),))
    service = (Change(since=date(2014, 3, 5), monday=("08:00-09:00",), wednesday=("08:00-09:00",)),)
    hours = OpeningHours(team={"Nantes": nantes}, change=service)
    days = ["2014-03-03", "2014-03-04", "2014-03-05", "2014-03-10"]
    assert [hours_of(hours, day, "Nantes") for day in days] == [2, 8.5, 1, 3]
    assert [hours_of(hours, day) for day in days] == [8.5, 8.5, 1, 1]


def test_exceptional_days_win_over_holidays_and_those_of_the_team_over_those_of_the_service() -> None:
    closed = (ExceptionalDay(on=MONDAY), ExceptionalDay(on=date(2014, 5, 1), hours=("10:00-11:00",)))
    own = Hours(exception=(ExceptionalDay(on=MONDAY, hours=("10:00-12:00",)),))
    hours = OpeningHours(exception=closed, team={"Nantes": own})
    days = ["2014-03-03", "2014-05-01", "2014-05-08"]
    assert [hours_of(hours, day) for day in days] == [0, 1, 0]
    assert [hours_of(hours, day, "Nantes") for day in days] == [2, 1, 0]


def test_a_team_may_keep_the_holidays_of_its_part_of_the_country() -> None:
    hours = OpeningHours(team={"Metz": Hours(subdivision="57")})
    assert (hours_of(hours, "2014-12-26"), hours_of(hours, "2014-12-26", "Metz")) == (8.5, 0)
    assert hours_of(OpeningHours(subdivision="Alsace"), "2014-12-26") == 0


@pytest.mark.parametrize(("name", "subdivision"), [("metropole", None), ("alsace-moselle", "57"), ("alsace-moselle", "6AE")])
def test_holidays_are_those_of_the_public_list(name: str, subdivision: str | None) -> None:
    """Two days apart: the list has Whit Monday in the years when it was the day of solidarity, `holidays` has not."""
    with real(f"calendars/jours_feries_{name}.csv").open(encoding="utf-8") as file:
        listed = {date.fromisoformat(row["date"]) for row in csv.DictReader(file)}
    schedule = schedules(settings(OpeningHours(subdivision=subdivision)))[""]
    ours = {day for year in range(2006, 2032) for day in schedule.holidays(year)}
    assert {day for day in listed if 2006 <= day.year <= 2031} - ours == {date(2006, 6, 5), date(2007, 5, 28)}
    assert ours - listed == set()


def test_two_holidays_of_one_day_are_both_named() -> None:
    schedule = schedules(settings(OpeningHours()))[""]
    assert schedule.holidays(2008, "fr")[date(2008, 5, 1)] == "Ascension; Fête du Travail"
    assert schedule.holidays(2008, "en")[date(2008, 5, 1)] == "Ascension Day; Labor Day"


def test_a_country_without_the_language_names_its_holidays_in_its_own() -> None:
    german = schedules(settings(OpeningHours(), country="DE"))[""]
    assert german.holidays(2014, "fr")[date(2014, 10, 3)] == holidays.country_holidays("DE", years=2014)[date(2014, 10, 3)]


def test_in_sql_each_case_has_its_teams_hours() -> None:
    hours = OpeningHours(team={"Nantes": Hours(monday=("10:00-12:00",))})
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        register(connection, settings(hours, timezone="UTC"), MONDAY, MONDAY)
        moments = "'2014-03-03 08:00'::timestamptz, '2014-03-03 20:00'::timestamptz"
        asked = ("null", "'Lyon'", "'Nantes'")
        sql = ", ".join(f"open_seconds({team}, {moments})" for team in asked)
        assert connection.sql(f"select {sql}, open_seconds('Lyon', null, {moments.split(', ')[1]})").fetchall() == [
            (8.5 * 3600, 8.5 * 3600, 2 * 3600, None)
        ]


@pytest.mark.parametrize(
    "zone", ["Europe/Paris", "Africa/Casablanca", "America/Caracas", "Pacific/Apia", "Africa/Tunis", "Australia/Sydney", "America/Godthab"]
)
def test_local_times_and_moments_are_those_of_timezone_within_and_outside_the_dates(zone: str) -> None:
    span = ZoneInfo(zone), date(2005, 10, 30), date(2016, 3, 26)  # Sydney's clocks change hours before, Godthab's hours after
    every = "unnest(generate_series('2003-01-01'::timestamptz, '2019-01-01'::timestamptz, interval 29 minute))"
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        give_local_time(connection, *span)
        give_moments(connection, *span)
        connection.execute(
            f"create table times as select t as moment, t::timestamp as wall from (select {every} as t) union all select null, null"
        )
        for ours, theirs in (("on_the_wall(moment)", f"timezone('{zone}', moment)"), ("moment_at(wall)", f"timezone('{zone}', wall)")):
            assert connection.execute(f"select wall from times where {ours} is distinct from {theirs}").fetchall() == []


def test_a_change_of_the_clocks_is_known_to_the_second() -> None:
    paris = settings(OpeningHours(), timezone="Europe/Paris").zone
    at = [change.at for change in changes(paris, date(2014, 3, 30), date(2014, 10, 26))]
    assert at == [datetime(2014, 3, 30, 1, tzinfo=UTC), datetime(2014, 10, 26, 1, tzinfo=UTC)]
