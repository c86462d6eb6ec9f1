"""Settings: a wrong key is refused by its name."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from settings import Settings, SettingsError, settings


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("colour = 1", "colour"),
        ('timezone = "Mars/Base"', "timezone"),
        ('language = "de"', "language"),
        ('[opening_hours]\nmonday = ["12:30-08:30"]', "opening_hours.monday"),
        ('[opening_hours]\nmonday = ["08:30-25:00"]', "opening_hours.monday"),
        ('[opening_hours]\nmunday = ["08:30-12:00"]', "opening_hours.munday"),
        ('[opening_hours]\nmonday = ["08:30-12:30", "12:00-18:00"]', "opening_hours.monday: .*“08:30-12:30” and “12:00-18:00” overlap"),
        ('[opening_hours]\nmonday = ["8h30-12h"]', "opening_hours.monday.*8h30"),
        ('[opening_hours]\nsubdivision = "75"', "opening_hours.subdivision: “75” is not a part of FR"),
        ('[opening_hours.team.Metz]\nsubdivision = "Mosel"', "opening_hours.team.Metz.subdivision"),
        ("[opening_hours.team.Metz]\nmunday = []", "opening_hours.team.Metz.munday: this is not a setting"),
        ("[opening_hours.team.Metz]\nteam = {}", "opening_hours.team.Metz.team: this is not a setting"),
        ('[opening_hours.team.""]\nmonday = []', "opening_hours.team"),
        ('[[opening_hours.change]]\nmonday = ["08:30-12:00"]', "opening_hours.change.0.since"),
        ("[[opening_hours.change]]\nsince = 2014-02-30", r"settings\.toml.*line 2"),
        ("[[opening_hours.change]]\nsince = 2014-02-03\n[[opening_hours.change]]\nsince = 2014-02-03", "change.* 2014-02-03"),
        ("[[opening_hours.exception]]\non = 2014-02-03\n[[opening_hours.exception]]\non = 2014-02-03", "exception.* 2014-02-03"),
        ('[[opening_hours.exception]]\non = "hier"', "opening_hours.exception.0.on"),
        ('country = "Gaule"', "country: .*“Gaule”"),
        ('country = ""\n[opening_hours]\nsubdivision = "57"', "opening_hours.subdivision"),
    ],
)
def test_a_wrong_key_of_the_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, named: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("POINT_RELAIS_SETTINGS", str(path))
    with pytest.raises(SettingsError, match=named):
        settings()


def test_a_wrong_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POINT_RELAIS_COLOUR", "blue")
    with pytest.raises(SettingsError, match="POINT_RELAIS_COLOUR"):
        settings()


def test_a_variable_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POINT_RELAIS_OPENING_HOURS", "nine to five")
    with pytest.raises(SettingsError, match="opening_hours"):
        settings()


def test_a_settings_file_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("POINT_RELAIS_SETTINGS", str(tmp_path / "none.toml"))
    with pytest.raises(SettingsError, match=r"none\.toml"):
        settings()


def test_a_variable_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POINT_RELAIS_SERVICE_LEVEL_S", "20")
    assert Settings().service_level_s == 20
