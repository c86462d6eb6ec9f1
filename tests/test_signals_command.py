"""`python -m metrics signals`: what it prints, and the mail it sends through a real server."""

import json
import socket
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from ingest.journal import write
from lake.store import Lake
from metrics.__main__ import main
from metrics.catalogue import collect
from metrics.signals import shown
from settings import settings
from tests.journaling import draft
from tests.test_signals import USUAL, calls

KEYS = ["since", "today", "signals", "unexplained", "open_actions", "expiring", "decisions", "late"]


class Box:
    """A mail server's hands: they keep what comes, and refuse one address."""

    def __init__(self) -> None:
        self.letters: list[tuple[list[str], EmailMessage]] = []

    async def handle_RCPT(self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]) -> str:
        if address.startswith("nobody"):
            return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        letter = message_from_bytes(envelope.content or b"", policy=policy.default)
        self.letters.append((envelope.rcpt_tos, letter))  # type: ignore[arg-type]
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def known(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: Any) -> AuthResult:
    return AuthResult(
        success=isinstance(given, LoginPassword) and (given.login, given.password) == (b"relais", b"open sesame"), handled=False
    )


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Box]:
    """A server on a free port, and the settings that name it."""
    server = Controller(Box(), hostname="127.0.0.1", port=free_port(), authenticator=known, auth_require_tls=False)
    server.start()
    given = {"HOST": "127.0.0.1", "PORT": server.port, "SENDER": "relais@service.fr", "STARTTLS": "false"}
    for name, value in {**given, "RECIPIENTS": '["equipe@service.fr", "pole@service.fr"]'}.items():
        monkeypatch.setenv(f"POINT_RELAIS_SMTP__{name}", str(value))
    yield server.handler
    server.stop()


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """In English, and of two indicators, so that asking is quick."""
    monkeypatch.setenv("POINT_RELAIS_LANGUAGE", "en")
    monkeypatch.setattr("metrics.signals.shown", lambda audiences: ["median_wait_s", "mean_wait_s"])  # noqa: ARG005 - as `shown`
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def changed(tmp_path: Path) -> Lake:
    return calls(tmp_path / "lake", [*USUAL, 10, 40])


@pytest.fixture
def nothing(tmp_path: Path) -> Lake:
    tmp_path.joinpath("lake").mkdir()
    return Lake(tmp_path / "lake")


def call(lake: Lake, *options: str) -> int:
    settings.cache_clear()
    return main(["signals", "--since", "2015-02-10", "--lake", str(lake.path), *options])


def test_json_tells_all_there_is_to_talk_about(changed: Lake, capsys: pytest.CaptureFixture[str]) -> None:
    write(changed, draft("decision", date(2015, 2, 10), indicator="median_wait_s"), "quality", collect())
    write(changed, draft("action", date(2015, 2, 10), text="train two", due_on=date(2015, 4, 1)), "hr", collect())
    assert call(changed, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == KEYS
    assert told["since"] == "2015-02-10"
    (signal,) = [each for each in told["signals"] if each["indicator"] == "median_wait_s"]
    assert list(signal) == [
        *("indicator", "label", "currency", "period", "since", "value", "n"),
        *("rule", "point", "standing_days", "sentence", "entries"),
    ]
    assert (signal["label"], signal["period"], signal["since"], signal["value"], signal["n"]) == (
        *("Median wait", "2015-02-01", "2015-02-01"),
        *(40.0, 1),
    )
    assert (signal["rule"], signal["point"], signal["standing_days"]) == ("limit", "concern", 0)
    assert signal["sentence"].startswith("The median wait is longer than before in February 2015")
    assert [(entry["kind"], entry["on"], entry["due_on"]) for entry in signal["entries"]] == [
        ("decision", "2015-02-10", None),
        ("action", "2015-02-10", "2015-04-01"),
    ]


def test_text_is_in_the_language_of_the_settings(
    changed: Lake, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POINT_RELAIS_LANGUAGE", "fr")
    assert call(changed) == 0
    assert "L’attente médiane est plus longue qu’avant en février 2015" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [([], "The following arguments are required: --since."), (["--since", "hier"], "“hier” is not a date; write it as 2014-05-31.")],
)
def test_a_wrong_call_is_told_in_one_sentence(
    nothing: Lake, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["signals", "--lake", str(nothing.path), *arguments])
    output, error = capsys.readouterr()
    assert (left.value.code, output, error.count("\n")) == (2, "", 1)
    assert sentence in error


def test_the_digest_goes_to_the_recipients(changed: Lake, box: Box, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(changed, "--mail") == 0
    ((recipients, letter),) = box.letters
    assert recipients == ["equipe@service.fr", "pole@service.fr"]
    assert (letter["From"], letter["To"]) == ("relais@service.fr", "equipe@service.fr, pole@service.fr")
    assert letter["Subject"].startswith("Point Relais: ")
    assert letter["Subject"].endswith("changes, data are late")
    text = letter.get_content()
    assert "The median wait is longer than before in February 2015" in text
    told = capsys.readouterr().out
    assert text.split()[:20] == told.split()[:20]
    assert told.endswith("Mailed to equipe@service.fr, pole@service.fr.\n")


def test_the_french_digest_arrives_with_its_accents(changed: Lake, box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POINT_RELAIS_LANGUAGE", "fr")
    assert call(changed, "--mail") == 0
    letter = box.letters[0][1]
    assert "données sont en retard" in letter["Subject"]
    assert "L’attente médiane est plus longue qu’avant" in letter.get_content()


def test_nothing_to_say_is_not_mailed(nothing: Lake, box: Box, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(nothing, "--mail") == 0
    assert capsys.readouterr().out.endswith("Not mailed: no change, and no data are late.\n")
    assert call(nothing, "--mail", "--json") == 0
    assert json.loads(capsys.readouterr().out)["mailed"] == []
    assert box.letters == []


def test_a_mail_has_no_figure_of_one_pole(changed: Lake, box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    write(changed, draft("action", text="invoice sooner", indicator="receivables"), "production", collect())
    write(changed, draft("action", text="call back"), "production", collect())
    asked: list[str] = []
    monkeypatch.setattr("metrics.signals.shown", shown)
    monkeypatch.setattr("metrics.signals.read", lambda names, *_: asked.extend(names) or [])
    assert call(changed, "--mail") == 0
    assert {collect()[name].audience for name in asked} == {"activity", "team"}
    text = box.letters[0][1].get_content()
    assert "call back" in text
    assert "invoice sooner" not in text


def test_without_a_server_the_call_is_refused(changed: Lake, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(changed, "--mail") == 2
    output, error = capsys.readouterr()
    assert (output, error.count("\n")) == ("", 1)
    assert error.startswith("--mail needs a mail server")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RECIPIENTS", '["nobody@service.fr"]'),
        ("RECIPIENTS", '["equipe@service.fr", "nobody@service.fr"]'),
        ("STARTTLS", "true"),
        ("PORT", "0"),
    ],
    ids=["nobody", "one of two", "no encryption offered", "no server there"],
)
def test_a_mail_that_is_not_taken_says_so(
    changed: Lake, box: Box, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, value: str
) -> None:
    monkeypatch.setenv(f"POINT_RELAIS_SMTP__{name}", value if value != "0" else str(free_port()))
    assert call(changed, "--mail") == 2
    output, error = capsys.readouterr()
    assert (output, error.count("\n")) == ("", 1)
    assert "did not take the mail" in error
    assert "Look at [smtp]" in error
    assert len(box.letters) == (name == "RECIPIENTS" and "equipe" in value)


@pytest.mark.parametrize(("password", "code"), [("open sesame", 0), ("guess", 2)])
def test_a_server_may_ask_who_sends(
    changed: Lake, box: Box, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], password: str, code: int
) -> None:
    monkeypatch.setenv("POINT_RELAIS_SMTP__USER", "relais")
    monkeypatch.setenv("POINT_RELAIS_SMTP__PASSWORD", password)
    assert call(changed, "--mail") == code
    assert len(box.letters) == (code == 0)
    error = capsys.readouterr().err
    assert password not in error
    assert ("535" in error) == (code == 2)


@pytest.mark.parametrize(
    ("name", "value", "named"),
    [
        ("SENDER", "relais", "smtp.sender"),
        ("RECIPIENTS", "[]", "smtp.recipients"),
        ("RECIPIENTS", '["a b"]', "smtp.recipients.0"),
        ("PORT", "0", "smtp.port"),
    ],
)
def test_a_wrong_server_setting_is_named(
    changed: Lake, box: Box, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, value: str, named: str
) -> None:
    monkeypatch.setenv(f"POINT_RELAIS_SMTP__{name}", value)
    assert call(changed, "--mail") == 2
    assert capsys.readouterr().err.startswith(f"{named}: ")
    assert box.letters == []
