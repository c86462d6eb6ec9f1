"""`python -m metrics signals`: what there is to talk about since a day, printed or mailed."""

from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from language import N_, translator
from metrics import digest
from metrics.engine import Tables
from metrics.explanation import change_told
from metrics.journal import Entry
from metrics.mail import MailRefused, send
from metrics.sentence import label
from metrics.signals import MAIL, TEAM, Decision, Meeting, Signal, meeting
from settings import settings

NO_SERVER = N_("--mail needs a mail server: give [smtp] in the settings its host, sender and recipients.")
MAILED = N_("Mailed to {recipients}.")
NOT_MAILED = N_("Not mailed: no change, and no data are late.")
ENTRY = ("entry_id", "kind", "on", "text", "indicator", "team", "owner_role", "due_on", "done_on", "until", "pole")
"""Of an entry, what JSON prints."""


def add_options(command: ArgumentParser, day: Callable[[str], date]) -> None:
    command.add_argument("--since", type=day, required=True, metavar="DATE", help="the day of the last meeting, as 2014-05-31")
    command.add_argument("--json", action="store_true", help="print JSON")
    command.add_argument("--mail", action="store_true", help="mail it to the recipients of the settings, where there is something to say")


def answer(tables: Tables, since: date, mail: bool) -> Meeting:
    """What there is to talk about; for a mail, without what only one pole may see."""
    return meeting(tables, since, datetime.now(settings().zone).date(), MAIL if mail else TEAM)


def mailed(found: Meeting) -> tuple[str, ...]:
    """Mail it, where something changed or data are late; to whom.

    Raises:
        MailRefused: there is no server, or it did not take the mail.
    """
    smtp, language = settings().smtp, settings().language
    if smtp is None:
        raise MailRefused(NO_SERVER)
    if not found.signals and not found.late:
        return ()
    send(digest.subject(found, language), digest.text(found, language), smtp)
    return smtp.recipients


def as_json(found: Meeting) -> dict[str, Any]:
    """With sentences in the language of the settings; dates as ISO texts."""
    return {
        "since": found.since.isoformat(),
        "today": found.today.isoformat(),
        "signals": [_signal(each) for each in found.signals],
        "unexplained": [_signal(each) for each in found.unexplained],
        "open_actions": [_entry(each) for each in found.open_actions],
        "expiring": [_entry(each) for each in found.expiring],
        "decisions": [_decision(each) for each in found.decisions],
        "late": [
            {"source": each.source, "until": each.until.isoformat(), "sentence": digest.late_told(each, settings().language)}
            for each in found.late
        ],
    }


def as_text(found: Meeting, recipients: tuple[str, ...] | None) -> str:
    """The digest, and what became of its mail where one was asked for."""
    language = settings().language
    _ = translator(language)
    told = digest.text(found, language)
    if recipients is None:
        return told
    return f"{told}\n\n{_(MAILED).format(recipients=', '.join(recipients)) if recipients else _(NOT_MAILED)}"


def _signal(signal: Signal) -> dict[str, Any]:
    reading, language = signal.reading, settings().language
    return {
        "indicator": reading.indicator.name,
        "label": label(reading, language),
        "currency": reading.currency,
        "period": signal.period,
        "since": signal.since,
        "value": signal.point.value,
        "n": signal.n,
        "rule": signal.point.rule,
        "point": signal.point.kind,
        "standing_days": signal.standing_days,
        "sentence": change_told(reading, signal.start, signal.last, language),
        "entries": [_entry(each) for each in signal.entries],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    facts = {name: getattr(entry, name) for name in ENTRY}
    return {name: fact.isoformat() if isinstance(fact, date) else fact for name, fact in facts.items()}


def _decision(decision: Decision) -> dict[str, Any]:
    return {**_entry(decision.entry), "happened": digest.happened(decision, settings().language) or None}
