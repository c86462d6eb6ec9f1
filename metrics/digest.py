"""What a meeting looks at, in words: a line for each thing, the whole as plain text for a terminal or a mail."""

from collections.abc import Mapping

from lake.journal import ROLES
from language import N_, decimal, say_day, say_period, translator
from metrics.explanation import change_told
from metrics.journal import Entry
from metrics.late import SOURCES, Late
from metrics.reading import Reading
from metrics.sentence import COMPARED, entry_told, label, value_at
from metrics.signals import Decision, Meeting, Signal

PARTS: Mapping[str, str] = {
    "late": N_("Data that are late"),
    "unexplained": N_("Changes without a word in the journal"),
    "explained": N_("Changes that the journal tells about"),
    "decisions": N_("What we decided, and what happened since"),
    "open_actions": N_("Open actions"),
    "expiring": N_("Accepted deviations that end"),
}


def text(meeting: Meeting, language: str) -> str:
    """A paragraph for each part that has something to say."""
    _ = translator(language)
    parts = {name: lines for name, lines in _parts(meeting, language).items() if lines}
    if not parts:
        return _("Nothing since {day}: everything varies as usual, and no data are late.").format(day=say_day(meeting.since, language))
    return "\n\n".join("\n".join([_(PARTS[name]), *(f"- {line}" for line in lines)]) for name, lines in parts.items())


def subject(meeting: Meeting, language: str) -> str:
    """Of a mail: how many changes, and whether data are late."""
    _ = translator(language)
    count = len(meeting.signals)
    said = [_.many("{n} change", "{n} changes", count).format(n=count)] if count else []
    late = [_("data are late")] if meeting.late else []
    return _("Point Relais: {found}").format(found=", ".join([*said, *late]) or _("nothing new"))


def signal_told(signal: Signal, language: str) -> str:
    """The change in a sentence; whether it is over; what the journal tells, or for how long it has said nothing."""
    _ = translator(language)
    sentences = [change_told(signal.reading, signal.start, signal.last, language)]
    if not signal.lasts:
        sentences.append(_("Since then, as usual."))
    if signal.entries:
        sentences.append(_("Journal: {entries}.").format(entries=" / ".join(entry_told(each, language) for each in signal.entries)))
    elif signal.standing_days:
        days = signal.standing_days
        sentences.append(
            _.many(
                "The journal has said nothing about it for {n} day.", "The journal has said nothing about it for {n} days.", days
            ).format(n=decimal(days, language))
        )
    return " ".join(sentences)


def action_told(entry: Entry, meeting: Meeting, language: str) -> str:
    """What is to be done, by which role and when."""
    _ = translator(language)
    overdue = entry.due_on is not None and entry.due_on < meeting.today
    told = N_("{text} – {role}, was due on {day}") if overdue else N_("{text} – {role}, by {day}")
    role, day = _(ROLES[entry.owner_role or "team"]), say_day(entry.due_on or entry.on, language)
    return _(told).format(text=entry.text, role=role, day=day)


def deviation_told(entry: Entry, meeting: Meeting, language: str) -> str:
    """What was accepted, and until when."""
    until = entry.until or entry.on
    told = N_("{text}: was accepted until {day}") if until < meeting.today else N_("{text}: accepted until {day}")
    return translator(language)(told).format(text=entry.text, day=say_day(until, language))


def decision_told(decision: Decision, language: str) -> str:
    """What was decided, and what happened since."""
    told, since = entry_told(decision.entry, language), happened(decision, language)
    return translator(language)("{decision} → {since}").format(decision=told, since=since) if since else told


def happened(decision: Decision, language: str) -> str:
    """The indicator before a decision and since; empty where it concerns none that may be shown."""
    _ = translator(language)
    reading, before, after = decision.reading, decision.before, decision.after
    if reading is None:
        return ""
    name = label(reading, language)
    if after is None:
        return _("{label}, no complete month since").format(label=name)
    facts = {"label": name, "after": value_at(reading, after, language), "since": _month(reading, after, language)}
    if before is None:
        return _("{label}, {after} in {since}; not known before").format(**facts)
    facts |= {"before": value_at(reading, before, language), "then": _month(reading, before, language)}
    return _("{label}, {before} in {then}, {after} in {since}: {verdict}").format(verdict=_(COMPARED[decision.verdict]), **facts)


def late_told(each: Late, language: str) -> str:
    """Which data, until when, and by which rule they are late."""
    _ = translator(language)
    facts = {"source": _(SOURCES[each.source]), "day": say_day(each.until, language)}
    if each.interval_d is None:
        return _("{source}: until {day}; a complete month is missing").format(**facts)
    return _.many(
        "{source}: until {day}; usually loaded every day", "{source}: until {day}; usually loaded every {n} days", each.interval_d
    ).format(n=each.interval_d, **facts)


def _parts(meeting: Meeting, language: str) -> dict[str, list[str]]:
    return {
        "late": [late_told(each, language) for each in meeting.late],
        "unexplained": [signal_told(each, language) for each in meeting.unexplained],
        "explained": [signal_told(each, language) for each in meeting.signals if each.entries],
        "decisions": [decision_told(each, language) for each in meeting.decisions],
        "open_actions": [action_told(each, meeting, language) for each in meeting.open_actions],
        "expiring": [deviation_told(each, meeting, language) for each in meeting.expiring],
    }


def _month(reading: Reading, place: int, language: str) -> str:
    return say_period(str(reading.series["period"].iloc[place]), "month", language)
