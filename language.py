"""The reader's language: the strings of `locale/`, and numbers, durations and dates as people say them.

English is the language of the code: the text given to `translator` is both the key and the English string.
Every room may read this module; it imports none of them.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from io import BytesIO
from math import isnan
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, get_day_names
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal, format_percent
from babel.support import NullTranslations, Translations

LANGUAGES: Mapping[str, str] = {"fr": "Français", "en": "English"}
LOCALES = {"fr": "fr_FR", "en": "en_GB"}
FOLDER = Path(__file__).resolve().parent / "locale"
NOTHING = "–"
NO_BREAK = "\u00a0"

MINUTE, HOUR, DAY = 60, 3600, 86400


def N_(msgid: str) -> str:
    """Mark a string for translation where it is written; it is translated where it is shown."""
    return msgid


class Translator:
    """`_ = translator("fr")`; `_("Overview")`, `_.many("{n} case", "{n} cases", 3)`."""

    def __init__(self, strings: NullTranslations) -> None:
        self._strings = strings

    def __call__(self, msgid: str) -> str:
        """The string in the reader's language; the English one where it is not translated."""
        return self._strings.gettext(msgid) if msgid else ""

    def many(self, one: str, several: str, n: int) -> str:
        """The plural form that the language uses for `n`."""
        return self._strings.ngettext(one, several, n)


def messages(language: str) -> Path:
    """The file that holds a language's strings."""
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


@lru_cache(maxsize=len(LANGUAGES))
def translator(language: str) -> Translator:
    """The strings of a language, read once.

    Raises:
        KeyError: the language is not among `LANGUAGES`.
    """
    if language not in LANGUAGES:
        raise KeyError(f"{language} is not a language of this product; known: {', '.join(LANGUAGES)}")
    if language == "en":
        return Translator(NullTranslations())
    with messages(language).open("rb") as source:
        catalog = read_po(source, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    return Translator(Translations(BytesIO(compiled.getvalue())))


def say(value: float | Decimal | None, unit: str, language: str, currency: str | None = None) -> str:
    """A value as people say it: `239 s`, `6 h 40`, `17 j`, `91 %`, `12 350 €`, `1 312`; `–` where it is undefined.

    Args:
        unit: a unit of `metrics.indicator`; shares are 0–1, durations in seconds or days.
        currency: ISO code, for money.
    """
    if value is None or isnan(value):
        return NOTHING
    return _say(value, unit, language, currency).replace(" ", NO_BREAK).replace("-", "−")


def say_span(low: float, high: float, unit: str, language: str, currency: str | None = None) -> str:
    """From one value to another, the unit said once where it is the same: `211–289 s`, `20 h 45–25 h 56`; below zero `−34 to 12`."""
    first, last = (say(value, unit, language, currency) for value in (low, high))
    if low < 0:
        return translator(language)("{low} to {high}").format(low=first, high=last)
    numbers = [re.fullmatch(r"([−\d.,\u202f]+)(\D*)", text) for text in (first, last)]
    once = numbers[0] and numbers[1] and numbers[0][2] == numbers[1][2]
    return f"{numbers[0][1]}–{last}" if once and numbers[0] else f"{first}–{last}"


def _say(value: float | Decimal, unit: str, language: str, currency: str | None) -> str:
    locale, size = LOCALES[language], abs(float(value))
    if unit == "share":
        return format_percent(value, _pattern(size * 100) + ("%" if language == "en" else " %"), locale=locale)
    if unit == "seconds":
        return _duration(size, language) if value >= 0 else "-" + _duration(size, language)
    if unit == "days":
        return translator(language)("{n} d").format(n=decimal(value, language, _pattern(size)))
    if unit == "hours":
        return translator(language)("{n} h").format(n=decimal(value, language, _pattern(size)))
    if unit == "rate":
        return decimal(value, language, "0.00" if size < 1 else _pattern(size))
    if unit == "money" and currency:
        return format_currency(_rounded(value), currency, "¤#,##0" if language == "en" else "#,##0 ¤", locale=locale, currency_digits=False)
    return decimal(value, language, ("0.0" if size < 9.95 else "0") if unit == "score" else "#,##0")


def _pattern(size: float) -> str:
    """One decimal below ten, none from ten on: no more digits than the figures deserve."""
    return "#,##0.#" if size < 9.95 else "#,##0"


def _rounded(value: float | Decimal) -> Decimal:
    """Halves go up, as people round."""
    return Decimal(str(value)).quantize(Decimal(1), ROUND_HALF_UP)


def decimal(value: float | Decimal, language: str, pattern: str = "#,##0.##") -> str:
    """A plain number with the language's separators; `pattern` as in Unicode's number formats."""
    return format_decimal(value, pattern, locale=LOCALES[language])


def _duration(seconds: float, language: str) -> str:
    _ = translator(language)
    if seconds < 10 * MINUTE:
        return _("{n} s").format(n=decimal(seconds, language, _pattern(seconds)))
    if round(seconds) < HOUR:
        minutes, rest = divmod(round(seconds), MINUTE)
        return _("{min} min {s:02d}").format(min=minutes, s=rest) if rest else _("{n} min").format(n=minutes)
    if seconds < 2 * DAY:
        hours, minutes = divmod(round(seconds / MINUTE), 60)
        return _("{h} h {min:02d}").format(h=hours, min=minutes) if minutes else _("{h} h").format(h=hours)
    days, hours = divmod(round(seconds / HOUR), 24)
    if days >= 10 or not hours:
        return _("{n} d").format(n=round(seconds / DAY))
    return _("{d} d {h} h").format(d=days, h=hours)


def alphabetical(text: str) -> str:
    """A key that sorts names as a dictionary does: without accents or case."""
    return "".join(each for each in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(each))


def say_day(day: date, language: str) -> str:
    """`30 avril 2015`, `1er mars 2014`."""
    text = format_date(day, "d MMMM y", locale=LOCALES[language])
    return f"1er{text[1:]}" if language == "fr" and day.day == 1 else text


def say_moment(moment: datetime, zone: ZoneInfo, language: str) -> str:
    """A UTC moment on the reader's wall clock: `3 mars 2014, 14:05`."""
    return format_datetime(moment, "d MMM y, HH:mm", tzinfo=zone, locale=LOCALES[language])


def say_period(period: str, grain: str, language: str) -> str:
    """A period by its ISO first day: `octobre 2014`, `semaine du 3 mars 2014`, `T1 2014`, `2014`."""
    if grain == "all":
        return translator(language)("the whole period")
    first = date.fromisoformat(period)
    if grain == "day":
        return say_day(first, language)
    if grain == "week":
        return translator(language)("week of {day}").format(day=say_day(first, language))
    return format_date(first, {"month": "MMMM y", "quarter": "QQQ y", "year": "y"}[grain], locale=LOCALES[language])


def weekday(number: int, language: str, width: Literal["wide", "abbreviated"] = "wide") -> str:
    """`lundi`, or `lun.` with width "abbreviated": a day of the week by its ISO number, 1 for Monday."""
    name: str = get_day_names(width, "stand-alone", LOCALES[language])[number - 1]
    return name


def short_month(month: date, language: str) -> str:
    """`oct.`: a month where there is little room."""
    return format_date(month, "LLL", locale=LOCALES[language])
