"""The service's settings: `settings.toml`, or the file named by `POINT_RELAIS_SETTINGS`; one key through `POINT_RELAIS_<KEY>`.

Every room may read this module; it imports none of them.
"""

import os
import re
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

HOME = Path(__file__).resolve().parent
PREFIX = "POINT_RELAIS_"
MINUTES_A_DAY = 24 * 60


class SettingsError(ValueError):
    """A setting is unknown or wrong; its text is a sentence that names the key."""


def _minutes(clock: str) -> int:
    match = re.fullmatch(r"(\d{1,2}):([0-5]\d)", clock.strip())
    minutes = int(match[1]) * 60 + int(match[2]) if match else MINUTES_A_DAY + 1
    if minutes > MINUTES_A_DAY:
        raise ValueError(f"“{clock}” is not a time between 00:00 and 24:00")
    return minutes


def _interval(text: str) -> str:
    opens, _, closes = text.partition("-")
    if _minutes(opens) >= _minutes(closes):
        raise ValueError(f"“{text}” closes before it opens; write it as “08:30-12:30”, a whole day as “00:00-24:00”")
    return text


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"“{name}” is not a time zone; write it as “Europe/Paris”")
    return name


Interval = Annotated[str, AfterValidator(_interval)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ExceptionalDay(Strict):
    """One day whose opening hours are not those of its weekday; no interval means closed."""

    on: date
    hours: tuple[Interval, ...] = ()


class OpeningHours(Strict):
    """Local opening intervals for each weekday. Public holidays are closed unless an exception says otherwise."""

    monday: tuple[Interval, ...] = ("08:30-12:30", "13:30-18:00")
    tuesday: tuple[Interval, ...] = ("08:30-12:30", "13:30-18:00")
    wednesday: tuple[Interval, ...] = ("08:30-12:30", "13:30-18:00")
    thursday: tuple[Interval, ...] = ("08:30-12:30", "13:30-18:00")
    friday: tuple[Interval, ...] = ("08:30-12:30", "13:30-18:00")
    saturday: tuple[Interval, ...] = ()
    sunday: tuple[Interval, ...] = ()
    exception: tuple[ExceptionalDay, ...] = ()

    def on_weekday(self, weekday: int) -> tuple[tuple[int, int], ...]:
        """Open intervals of an ISO weekday (1 is Monday), in minutes from local midnight."""
        names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
        return intervals(getattr(self, names[weekday - 1]))


def intervals(texts: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """`"08:30-12:30"` as minutes from local midnight, in order."""
    pairs = (text.partition("-") for text in texts)
    return tuple(sorted((_minutes(opens), _minutes(closes)) for opens, _, closes in pairs))


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True)

    lake: Path = Path("lake-data")
    key_file: Path = HOME / "relais.key"
    profiles: Path = HOME / "profiles"
    """Where the profiles of the service's own sources are kept."""
    language: Literal["fr", "en"] = "fr"
    timezone: Annotated[str, AfterValidator(_known_zone)] = "Europe/Paris"
    country: str = "FR"
    """Whose public holidays are closed; empty for a service that knows none."""
    service_level_s: float = 30
    short_abandon_s: float = 5
    resolution_target_s: dict[str, Annotated[float, Field(gt=0)]] = {}
    """By topic, how long a case without a due time of its own may take, from opening to closing."""
    invoicing_delay_d: int = Field(30, ge=0)
    """Days after closing within which a case need not be invoiced yet."""
    engine: Literal["duckdb", "pandas", "spark"] = "duckdb"
    opening_hours: OpeningHours = OpeningHours()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic-settings passes it by this name
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        path = Path(os.environ.get(f"{PREFIX}SETTINGS", HOME / "settings.toml"))
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, path)

    @model_validator(mode="after")
    def _no_unknown_variable(self) -> Self:
        keys = {"SETTINGS", *(name.upper() for name in type(self).model_fields)}
        given = {name.removeprefix(PREFIX).split("__")[0] for name in os.environ if name.startswith(PREFIX)}
        if unknown := sorted(given - keys):
            raise ValueError(f"{PREFIX}{unknown[0]} is not a setting; known: {', '.join(sorted(keys))}")
        return self

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


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
