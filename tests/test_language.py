import re
import string
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from language import LANGUAGES, say, say_day, say_moment, say_period, say_span, short_month, translator
from tests.strings import strings, translated

NB, NARROW = "\u00a0", "\u202f"
MISSING = "; add the French with: python -m tests.strings, then fill in locale/fr/LC_MESSAGES/messages.po"


def ids(catalog) -> set:
    return {tuple(message.id) if isinstance(message.id, list | tuple) else message.id for message in catalog if message.id}


def french() -> list[tuple[str, str]]:
    """Each English string with its French; plural forms as strings of their own."""
    pairs = []
    for message in translated("fr"):
        english = message.id if isinstance(message.id, list | tuple) else [message.id]
        said = message.string if isinstance(message.string, list | tuple) else [message.string]
        pairs += zip(english, said, strict=True) if message.id else []
    return pairs


def test_every_string_is_in_french() -> None:
    assert sorted(map(str, ids(strings()) - ids(translated("fr")))) == [], MISSING
    assert [english for english, said in french() if not said] == [], MISSING


def test_no_french_string_is_doubtful_or_unused() -> None:
    assert sorted(map(str, ids(translated("fr")) - ids(strings()))) == []
    assert [message.id for message in translated("fr") if message.id and message.fuzzy] == []


def test_the_strings_are_found_also_inside_formatted_strings() -> None:
    assert {"Overview", "taken back", "Answer rate", ("{n} case", "{n} cases")} <= ids(strings())


def fields(text: str) -> set[str]:
    return {f"{name}:{form}" for _, name, form, _ in string.Formatter().parse(text) if name is not None}


def test_french_keeps_the_fields() -> None:
    assert [(english, said) for english, said in french() if said and fields(said) != fields(english)] == []


def test_french_has_its_typography() -> None:
    """No-break spaces before : ; ? ! % » and after «; ’ for the apostrophe."""
    wrong = re.compile(r"\w'\w|[\w)»][;!?]| (?:[:;!?»]|%(?![rs(]))|«[^\u00a0]|[^\u00a0]»")
    assert [said for _, said in french() if wrong.search(said)] == []


@pytest.mark.parametrize(
    ("value", "unit", "fr", "en"),
    [
        (239.4, "seconds", "239 s", "239 s"),
        (9.3256, "seconds", "9,3 s", "9.3 s"),
        (0, "seconds", "0 s", "0 s"),
        (603, "seconds", "10 min 03", "10 min 03"),
        (1800, "seconds", "30 min", "30 min"),
        (3599.7, "seconds", "1 h", "1 h"),
        (24_000, "seconds", "6 h 40", "6 h 40"),
        (3 * 86_400 + 5 * 3600, "seconds", "3 j 5 h", "3 d 5 h"),
        (17 * 86_400 + 5000, "seconds", "17 j", "17 d"),
        (17, "days", "17 j", "17 d"),
        (4.5, "days", "4,5 j", "4.5 d"),
        (0.9142, "share", "91 %", "91%"),
        (0.0356, "share", "3,6 %", "3.6%"),
        (1, "share", "100 %", "100%"),
        (1312, "count", f"1{NARROW}312", "1,312"),
        (-12, "count", "−12", "−12"),
        (3.40355, "score", "3,4", "3.4"),
        (4, "score", "4,0", "4.0"),
        (62.4, "score", "62", "62"),
        (None, "share", "–", "–"),
        (float("nan"), "count", "–", "–"),
    ],
)
def test_values_are_said_as_people_say_them(value: float | None, unit: str, fr: str, en: str) -> None:
    assert say(value, unit, "fr") == fr.replace(" ", NB)
    assert say(value, unit, "en") == en.replace(" ", NB)


def test_money_carries_its_currency() -> None:
    assert say(Decimal("12350.40"), "money", "fr", "EUR") == f"12{NARROW}350{NB}€"
    assert say(Decimal("12350.40"), "money", "en", "EUR") == "€12,350"
    assert say(Decimal("12350.50"), "money", "fr", "CHF") == f"12{NARROW}351{NB}CHF"


def test_a_span_says_its_unit_once() -> None:
    assert say_span(211.2, 288.7, "seconds", "fr") == f"211–289{NB}s"
    assert say_span(0.87, 0.94, "share", "fr") == f"87–94{NB}%"
    assert say_span(0.87, 0.94, "share", "en") == "87–94%"
    assert say_span(-34, 12, "score", "en") == "−34 to 12"
    assert say_span(74_700, 93_360, "seconds", "fr") == f"20{NB}h{NB}45–25{NB}h{NB}56"


def test_dates_are_in_the_readers_words() -> None:
    assert say_day(date(2015, 4, 30), "fr") == "30 avril 2015"
    assert say_day(date(2014, 3, 1), "fr") == "1er mars 2014"
    assert say_day(date(2014, 3, 1), "en") == "1 March 2014"
    assert short_month(date(2014, 10, 1), "fr") == "oct."
    assert say_moment(datetime(2014, 7, 3, 12, 5, tzinfo=UTC), ZoneInfo("Europe/Paris"), "fr") == "3 juil. 2014, 14:05"


@pytest.mark.parametrize(
    ("period", "grain", "fr"),
    [
        ("2014-10-01", "month", "octobre 2014"),
        ("2014-10-01", "quarter", "T4 2014"),
        ("2014-01-01", "year", "2014"),
        ("2014-03-03", "week", "semaine du 3 mars 2014"),
        ("2014-03-03", "day", "3 mars 2014"),
        ("all", "all", "toute la période"),
    ],
)
def test_periods_are_named(period: str, grain: str, fr: str) -> None:
    assert say_period(period, grain, "fr") == fr


def test_an_unknown_language_is_refused_by_name() -> None:
    with pytest.raises(KeyError, match=f"xx is not a language.*{', '.join(LANGUAGES)}"):
        translator("xx")
