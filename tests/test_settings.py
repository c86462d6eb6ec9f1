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


def test_a_settings_file_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("POINT_RELAIS_SETTINGS", str(tmp_path / "none.toml"))
    with pytest.raises(SettingsError, match=r"none\.toml"):
        settings()


def test_a_variable_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POINT_RELAIS_SERVICE_LEVEL_S", "20")
    assert Settings().service_level_s == 20
