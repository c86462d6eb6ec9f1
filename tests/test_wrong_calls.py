"""A call of the commands that cannot be answered: one sentence, wholly in the language of the settings, and exit code 2."""

import argparse
import errno
import inspect
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import ingest.__main__
import metrics.__main__
import report.__main__
from lake.store import Lake
from language import LANGUAGES, NO_BREAK
from metrics.command import REASONS, WRONG_CALLS, reason
from settings import settings

DOORS = {"ingest": ingest.__main__.main, "metrics": metrics.__main__.main, "report": report.__main__.main}
CALLS = (
    ("ingest load", "Il manque à cet appel : FILE.", "The following arguments are required: FILE."),
    ("ingest history x", "Arguments inconnus : x.", "Unrecognized arguments: x."),
    (
        "ingest load x --dates year",
        "Argument --dates : 'year' n’est pas un choix possible (choisissez parmi 'day', 'month').",
        "Argument --dates: invalid choice: 'year' (choose from 'day', 'month').",
    ),
    (
        "ingest load x --json=1",
        "Argument --json : cette option ne prend pas de valeur, et '1' en est une.",
        "Argument --json: ignored explicit argument '1'.",
    ),
    (
        "ingest load x --d day",
        "--d peut se lire de plusieurs façons : --dates, --decimal, --dry-run.",
        "Ambiguous option: --d could match --dates, --decimal, --dry-run.",
    ),
    ("metrics spc backlog --by", "Argument --by : il lui faut une valeur.", "Argument --by: expected one argument."),
    (
        "metrics series backlog --from 2014-02-31",
        "Argument --from : « 2014-02-31 » n’est pas une date ; écrivez-la comme 2014-05-31.",
        "Argument --from: “2014-02-31” is not a date; write it as 2014-05-31.",
    ),
    (
        "metrics series backlog --where team",
        "Argument --where : « team » n’est pas un filtre ; écrivez-le comme team=Paris.",
        "Argument --where: “team” is not a filter; write it as team=Paris.",
    ),
    (
        "metrics series backlog --lake {lake} --by mood",
        "backlog ne peut être ni détaillé ni filtré par « mood ». Il peut l’être par team,",
        "backlog cannot be broken down or filtered by “mood”. It can be by team,",
    ),
    (
        "report edition --format csv --out x --period july",
        "Argument --period : « july » n’est pas un mois ; écrivez-le comme 2014-09.",
        "Argument --period: “july” is not a month; write it as 2014-09.",
    ),
    (
        "report figure answer_rate --lake {lake} --format csv --out {lake}/none/a.csv",
        "{lake}/none/a.csv ne peut pas être écrit : ce dossier n’existe pas.",
        "{lake}/none/a.csv cannot be written: there is no such folder.",
    ),
)


@pytest.fixture
def full(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A lake with a case in it."""
    file = tmp_path / "a.csv"
    file.write_text("case_id,opened_at,answered\nA,2014-03-03 09:00,true\n", encoding="utf-8")
    assert ingest.__main__.main(["load", str(file), "--lake", str(tmp_path / "lake"), "--json"]) == 0
    capsys.readouterr()
    return tmp_path / "lake"


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """The sentence that a call gets in a language."""

    def call(command: str, arguments: Sequence[str], language: str) -> str:
        monkeypatch.setenv("POINT_RELAIS_LANGUAGE", language)
        settings.cache_clear()
        try:
            code: object = DOORS[command](arguments)
        except SystemExit as left:
            code = left.code
        output, error = capsys.readouterr()
        assert (code, output, error.count("\n")) == (2, "", 1)
        return error.replace(NO_BREAK, " ").replace("\u202f", " ").rstrip("\n")

    yield call
    settings.cache_clear()


@pytest.mark.parametrize(("call", "fr", "en"), CALLS)
def test_it_is_refused_in_the_language_of_the_settings(refused: Callable[..., str], full: Path, call: str, fr: str, en: str) -> None:
    command, *arguments = call.format(lake=full).split()
    for language, sentence in (("fr", fr), ("en", en)):
        assert refused(command, arguments, language).startswith(sentence.format(lake=full))


def test_what_argparse_says_of_a_wrong_call_is_what_we_translate() -> None:
    source = inspect.getsource(argparse)
    assert [words for words in WRONG_CALLS if words not in source] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", [*REASONS, errno.EIO])
def test_why_the_system_refused_is_said_in_our_words(code: int, language: str) -> None:
    error = OSError(code, os.strerror(code), "/a/b")
    assert os.strerror(code) not in reason(error, language)
    assert reason(error, "fr") != reason(error, "en")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "/a/b ne peut être ni lu ni écrit : le disque est plein."),
        ("en", "/a/b cannot be read or written: the disk is full."),
    ],
)
def test_an_import_that_the_system_does_not_let_through_says_where(
    refused: Callable[..., str], lake: Lake, monkeypatch: pytest.MonkeyPatch, language: str, sentence: str
) -> None:
    def load(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/a/b")

    monkeypatch.setattr("ingest.__main__.load", load)
    assert refused("ingest", ["load", "x", "--lake", str(lake.path)], language) == sentence
