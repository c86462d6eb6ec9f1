"""The service's settings: `settings.toml`, or the file named by `POINT_RELAIS_SETTINGS`; one key through `POINT_RELAIS_<KEY>`.

Every room may read this module; it imports none of them.
"""

import os
import re
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, available_timezones

import holidays
from holidays.registry import EntityLoader
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

HOME = Path(__file__).resolve().parent
PREFIX = "POINT_RELAIS_"
MINUTES_A_DAY = 24 * 60
LAST_MINUTE = "23:59"  # is how some write the end of a day


class SettingsError(ValueError):
    """A setting is unknown or wrong; its text is a sentence that names the key."""


def _minutes(clock: str) -> int:
    match = re.fullmatch(r"(\d{1,2}):([0-5]\d)", clock.strip())
    minutes = int(match[1]) * 60 + int(match[2]) if match else MINUTES_A_DAY + 1
    if minutes > MINUTES_A_DAY:
        raise ValueError(f"“{clock}” is not a time between 00:00 and 24:00")
    return minutes


def _opens_and_closes(text: str) -> tuple[int, int]:
    opens, _, closes = text.partition("-")
    return _minutes(opens), MINUTES_A_DAY if closes.strip() == LAST_MINUTE else _minutes(closes)


def _interval(text: str) -> str:
    opens, closes = _opens_and_closes(text)
    if opens >= closes:
        raise ValueError(f"“{text}” closes before it opens; write it as “08:30-12:30”, a whole day as “00:00-24:00”")
    return text


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"“{name}” is not a time zone; write it as “Europe/Paris”")
    return name


def _known_country(code: str) -> str:
    """Looked up without opening a country's holidays, which opens those of all: a fifth of a second."""
    if code and not isinstance(getattr(holidays, code, None), EntityLoader):
        raise ValueError(f"the public holidays of “{code}” are not known; write a country as “FR”, or “” for none")
    return code


def _subdivisions(country: str) -> list[str]:
    """By code and by name: Alsace is `6AE` or `Alsace`."""
    days = holidays.country_holidays(country)
    return [*days.subdivisions, *days.subdivisions_aliases]


def _apart(texts: tuple[str, ...]) -> tuple[str, ...]:
    ordered = sorted(texts, key=_opens_and_closes)
    for one, other in pairwise(ordered):
        if _opens_and_closes(other)[0] < _opens_and_closes(one)[1]:
            raise ValueError(f"“{one}” and “{other}” overlap; write one interval for both")
    return texts


Interval = Annotated[str, AfterValidator(_interval)]
Intervals = Annotated[tuple[Interval, ...], AfterValidator(_apart)]
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Week(Strict):
    """Local opening intervals of the weekdays it names; of the others it says nothing."""

    monday: Intervals | None = None
    tuesday: Intervals | None = None
    wednesday: Intervals | None = None
    thursday: Intervals | None = None
    friday: Intervals | None = None
    saturday: Intervals | None = None
    sunday: Intervals | None = None

    def on_weekday(self, day: date) -> tuple[str, ...] | None:
        hours: tuple[str, ...] | None = getattr(self, WEEKDAYS[day.weekday()])
        return hours


class Change(Week):
    """The weekdays that have other hours from a day on."""

    since: date


class ExceptionalDay(Strict):
    """One day whose opening hours are not those of its weekday; no interval means closed."""

    on: date
    hours: Intervals = ()


class Hours(Week):
    """A week, its changes and its exceptional days. Public holidays are closed unless an exception says otherwise."""

    subdivision: str | None = None
    """The part of the country whose public holidays are closed too."""
    change: tuple[Change, ...] = ()
    exception: tuple[ExceptionalDay, ...] = ()

    @model_validator(mode="after")
    def _one_a_day(self) -> Self:
        for key, days in (("change", [each.since for each in self.change]), ("exception", [each.on for each in self.exception])):
            if twice := [day for day in days if days.count(day) > 1]:
                raise ValueError(f"two entries of “{key}” are for {twice[0]}; keep one")
        return self

    def usually(self, day: date) -> tuple[str, ...] | None:
        """The hours that its weekday has by then: the latest change that names it, else the week; null where neither does."""
        changes = sorted((change for change in self.change if change.since <= day), key=lambda change: change.since, reverse=True)
        return next((hours for week in (*changes, self) if (hours := week.on_weekday(day)) is not None), None)


class OpeningHours(Hours):
    """The service's own hours, and what differs from them for some of its teams."""

    monday: Intervals = ("08:30-12:30", "13:30-18:00")
    tuesday: Intervals = ("08:30-12:30", "13:30-18:00")
    wednesday: Intervals = ("08:30-12:30", "13:30-18:00")
    thursday: Intervals = ("08:30-12:30", "13:30-18:00")
    friday: Intervals = ("08:30-12:30", "13:30-18:00")
    saturday: Intervals = ()
    sunday: Intervals = ()
    team: dict[Annotated[str, Field(min_length=1)], Hours] = {}

    def layers(self, team: str) -> tuple[Hours, ...]:
        """What holds for a team, the first that speaks of a day counts: its own hours, then the service's."""
        service = Hours.model_construct(**{name: getattr(self, name) for name in Hours.model_fields})
        return (self.team[team], service) if team in self.team else (service,)


def intervals(texts: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """`"08:30-12:30"` as minutes from local midnight, in order."""
    return tuple(sorted(map(_opens_and_closes, texts)))


class Smtp(Strict):
    """The mail server that carries the digest."""

    host: Annotated[str, Field(min_length=1)]
    port: int = Field(587, gt=0, lt=65536)
    sender: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")]
    recipients: Annotated[tuple[Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")], ...], Field(min_length=1)]
    starttls: bool = True
    user: str = ""
    """Without one, nobody signs in."""
    password: SecretStr = SecretStr("")
    """Rather in the variable POINT_RELAIS_SMTP__PASSWORD than in a file."""


class Contacts(Strict):
    """How to reach the people one may turn to. What is empty is still named on screen."""

    occupational_doctor: str = ""
    staff_representatives: str = ""
    trusted_colleague: str = ""


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True)

    lake: Path = Path("lake-data")
    key_file: Path = HOME / "relais.key"
    profiles: Path = HOME / "profiles"
    """Where the profiles of the service's own sources are kept."""
    language: Literal["fr", "en"] = "fr"
    timezone: Annotated[str, AfterValidator(_known_zone)] = "Europe/Paris"
    country: Annotated[str, AfterValidator(_known_country)] = "FR"
    """Whose public holidays are closed; empty for a service that knows none."""
    service_level_s: float = 30
    short_abandon_s: float = 5
    resolution_target_s: dict[str, Annotated[float, Field(gt=0)]] = {}
    """By topic, how long a case without a due time of its own may take, from opening to closing."""
    invoicing_delay_d: int = Field(30, ge=0)
    """Days after closing within which a case need not be invoiced yet."""
    engine: Literal["duckdb", "pandas", "spark"] = "duckdb"
    opening_hours: OpeningHours = OpeningHours()
    smtp: Smtp | None = None
    contacts: Contacts = Contacts()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic-settings passes it by this name
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, _file())

    @model_validator(mode="after")
    def _no_unknown_variable(self) -> Self:
        keys = {"SETTINGS", *(name.upper() for name in type(self).model_fields)}
        given = {name.removeprefix(PREFIX).split("__")[0] for name in os.environ if name.startswith(PREFIX)}
        if unknown := sorted(given - keys):
            raise ValueError(f"{PREFIX}{unknown[0]} is not a setting; known: {', '.join(sorted(keys))}")
        return self

    @model_validator(mode="after")
    def _known_holidays(self) -> Self:
        hours = {
            "opening_hours": self.opening_hours,
            **{f"opening_hours.team.{name}": own for name, own in self.opening_hours.team.items()},
        }
        named = {f"{key}.subdivision": own.subdivision for key, own in hours.items() if own.subdivision}
        known = _subdivisions(self.country) if named and self.country else []
        if wrong := next((key for key, name in named.items() if name not in known), None):
            raise ValueError(
                f"{wrong}: “{named[wrong]}” is not a part of {self.country or 'no country'}; known: {', '.join(known) or 'none'}"
            )
        return self

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


def _file() -> Path:
    return Path(os.environ.get(f"{PREFIX}SETTINGS", HOME / "settings.toml"))


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings in force, read once.

    Raises:
        SettingsError: a key is unknown or a value cannot be read; the text names it.
    """
    named = os.environ.get(f"{PREFIX}SETTINGS")
    if named and not Path(named).is_file():
        raise SettingsError(f"{PREFIX}SETTINGS names {named}, which is not a file.")
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        unknown = first["type"] == "extra_forbidden"
        raise SettingsError(f"{key}: this is not a setting." if unknown else f"{key}: {first['msg']}.".lstrip(": ")) from error
    except ValueError as error:  # no TOML, no UTF-8, or a variable that is no JSON where one is wanted
        raise SettingsError(f"The settings cannot be read, see {_file()} and the variables {PREFIX}…: {error}.") from error
