"""What everything that is handed out says beside its figures: which edition, of what, until when, on how many cases.

A figure is one of an edition, or one of today, of none.
"""

from dataclasses import replace

from charts.control import journal_key
from charts.svg import HANDED_OUT
from language import N_, decimal, say_day, say_moment, translator
from metrics import edition as editions
from metrics import sentence
from metrics.edition import Edition
from metrics.frozen import Figure
from metrics.question import Question

DIMENSIONS = {"team": N_("team"), "topic": N_("topic"), "channel": N_("channel"), "partner": N_("partner")}

Facts = list[tuple[str, str]]
"""A name and what it is, in the order people read them."""


def heading(edition: Edition, language: str) -> str:
    return translator(language)("Quality of service, {month}").format(month=editions.title(edition, language))


def name(edition: Edition, language: str) -> str:
    return translator(language)("Edition {name}").format(name=edition.name)


def filters(edition: Edition, language: str) -> str:
    """What its figures are limited to, beside its month."""
    return _limits(replace(edition.draft.question, end=None), language)


def kept(edition: Edition | None, figure: Figure, language: str) -> str:
    """What a figure is limited to: "team Lyon, team Paris"; "the whole activity, from 1 March 2014"."""
    return filters(edition, language) if edition else _limits(figure.reading.question, language)


def _limits(question: Question, language: str) -> str:
    _ = translator(language)
    chosen = [f"{_(DIMENSIONS.get(dimension, dimension))} {value or _('not given')}" for dimension, value in question.where]
    days = [(_("from {day}"), question.start), (_("until {day}"), question.end)]
    span = [said.format(day=say_day(day, language)) for said, day in days if day]
    return _(", ").join([*(chosen or [_("the whole activity")]), *span])


def data_until(figure: Figure, language: str) -> str:
    if figure.reading.data_until is None:
        return translator(language)("no data")
    return translator(language)("Data until {day}").format(day=_last_day(figure, language))


def _last_day(figure: Figure, language: str) -> str:
    until = figure.reading.data_until
    return say_day(until, language) if until else translator(language)("no data")


def foot(edition: Edition | None, figure: Figure, language: str) -> str:
    """The line under a figure: edition, n, data until, filters."""
    of, n = name(edition, language) if edition else "", sentence.of(figure.reading, language, "{n}")
    return " · ".join(filter(None, [of, n, data_until(figure, language), kept(edition, figure, language)]))


def journal(figure: Figure, language: str) -> list[str]:
    """What the journal tells about it, a line an entry, with the numbers that its chart has where it has some."""
    return journal_key(figure.reading, language, HANDED_OUT)


def of_edition(edition: Edition, language: str) -> Facts:
    _ = translator(language)
    facts = [(_("Edition"), str(edition.name)), (_("Month"), editions.title(edition, language)), (_("Filters"), filters(edition, language))]
    facts.append((_("Refused rows"), decimal(edition.refused_rows, language)))
    if edition.published_by and edition.published_at:
        pole, when = _(sentence.OWNERS[edition.published_by]), say_moment(edition.published_at, edition.zone, language)
        facts.append((_("Published"), _("{when} by: {pole}").format(when=when, pole=pole)))
    return facts


def of_figure(figure: Figure, language: str) -> Facts:
    _ = translator(language)
    words = figure.words[language]
    n = sentence.of(figure.reading, language, "{n}")
    facts = [
        (_("Indicator"), words.label),
        (_("What it counts"), words.definition),
        (_("Latest value"), " ".join(filter(None, (words.latest, n)))),
    ]
    facts += [(_("Uncertainty"), words.interval)] if words.interval else []
    target = figure.reading.target
    aim = sentence.value(figure.reading, target.target, language) if target else ""
    facts.append((_("Against the target"), " ".join(filter(None, (words.verdict, aim)))))
    facts += [(_("Journal"), "\n\n".join(told))] if (told := journal(figure, language)) else []
    return [*facts, (_("Data until"), _last_day(figure, language)), (_("Followed by"), _(sentence.OWNERS[figure.reading.indicator.owner]))]


def of_one(edition: Edition | None, figure: Figure, language: str) -> Facts:
    """Of a figure by itself: what it rests on, then what it says."""
    about = of_edition(edition, language) if edition else [(translator(language)("Filters"), kept(edition, figure, language))]
    return [*about, *of_figure(figure, language)]
