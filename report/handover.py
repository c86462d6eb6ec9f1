"""The handover sheet of a pole: one page, as HTML and as a PDF."""

from collections.abc import Iterator
from html import escape

from language import N_, say_day, say_moment, translator
from metrics import edition, sentence
from metrics.facts import facts
from metrics.handover import LOAD, MISSION, Followed, Handover, Source, action_told
from metrics.late import SOURCES as NAMES
from report.pages import facts as listed
from report.pages import page, paragraphs, table
from report.pdf import pdf
from settings import settings

BY_HAND = (N_("Handed over by"), N_("To"), N_("On"))
"""Written with a pen: the product knows roles, and no person."""


def handover_html(sheet: Handover, language: str) -> bytes:
    return _page(sheet, language).encode()


def handover_pdf(sheet: Handover, language: str) -> bytes:
    """The same, laid out on paper.

    Raises:
        NotInstalled: there is no Pango.
    """
    return pdf(_page(sheet, language))


def _page(sheet: Handover, language: str) -> str:
    _ = translator(language)
    pole, made = _(sentence.OWNERS[sheet.pole]), say_day(sheet.made_on, language)
    title = _("Handover: {pole}").format(pole=pole)
    return page(title, "".join(_body(sheet, language)), language, _("Made on {day}").format(day=made))


def _body(sheet: Handover, language: str) -> Iterator[str]:
    _ = translator(language)
    yield paragraphs(_(MISSION[sheet.pole]), "introduction")
    blank = '<span class="blank">\u00a0</span>'
    yield f'<dl class="facts">{"".join(f"<dt>{escape(_(name))}</dt><dd>{blank}</dd>" for name in BY_HAND)}</dl>'
    yield _part(_("What is not usual now"), [f"{sentence.title(reading, language)}." for reading in sheet.signals], _("Nothing."))
    yield _part(_("What is to be done"), [action_told(entry, language) for entry in sheet.actions], _("Nothing."))
    yield f"<h2>{escape(_('Where the data come from'))}</h2>{_sources(sheet, language)}"
    if sheet.last_edition:
        named = f"{edition.title(sheet.last_edition, language)} ({sheet.last_edition.name})"
        yield _part(_("Last edition published"), [named], "")
    yield f"<h2>{escape(_('What is followed'))}</h2>"
    yield from (_followed(each, language) for each in sheet.followed)


def _part(title: str, items: list[str], nothing: str) -> str:
    told = f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>" if items else f"<p>{escape(nothing)}</p>"
    return f"<h2>{escape(title)}</h2>{told}"


def _sources(sheet: Handover, language: str) -> str:
    _ = translator(language)
    rows = [_source(each, language) for each in sheet.sources]
    how = _("Drop the next export on the page Data, or call: {command}").format(command=f"{LOAD} FILE")
    return table([_("Data"), _("Last file"), _("Profile"), _("Loaded")], rows) + paragraphs(how)


def _source(each: Source, language: str) -> list[str]:
    _ = translator(language)
    when = say_moment(each.loaded_at, settings().zone, language) if each.loaded_at else _("never")
    return [_(each.name), each.file or "–", each.profile or "–", when]


def _followed(each: Followed, language: str) -> str:
    _ = translator(language)
    indicator = each.indicator
    told = [(_("Now"), "\n\n".join(f"{sentence.title(one, language)} · {sentence.subtitle(one, language)}" for one in each.readings))]
    told += [(_("What it counts"), _(indicator.definition))]
    told += [(_("Targets"), "\n\n".join(_targets(each, language)) or _("No target was set yet."))] if indicator.better != "neither" else []
    told += [(_("From"), _(", ").join(_(NAMES.get(name, name)) for name in facts(indicator).tables))]
    return f"<article><h3>{escape(_(indicator.label))}</h3>{listed(told)}</article>"


def _targets(each: Followed, language: str) -> Iterator[str]:
    """Newest first, each with its reason."""
    _ = translator(language)
    for target in reversed(each.targets):
        aim = sentence.value(each.readings[0], target.target, language)
        words = N_("{target} from {day}: {reason}") if target.reason else N_("{target} from {day}")
        yield _(words).format(target=aim, day=say_day(target.since, language), reason=target.reason)
