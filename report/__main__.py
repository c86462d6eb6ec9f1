"""`python -m report edition | figure | handover`: a published edition, a figure as it stands or was published, what a pole hands over."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from language import LANGUAGES, N_, translator
from metrics import catalogue
from metrics.command import REFUSED, Parser, add_filters, reason, wrong
from metrics.edition import Edition, published
from metrics.engine import open_tables
from metrics.frozen import Figure, said
from metrics.handover import MISSION, Handover, handover
from metrics.question import Question, QuestionError
from metrics.reading import read
from report import deck, pages, pdf, picture, table
from report.handover import handover_html, handover_pdf
from report.missing import NotInstalled
from settings import SettingsError, settings

NO_LAKE = N_("There is no lake at {lake}. Load files into it with “python -m ingest load”, or name another with --lake.")
NO_EDITION = N_("There is no edition “{name}”. Published: {known}.")
NOT_IN_PERIOD = N_("No edition of {name} is published. Published: {known}.")
NOT_ONE = N_("“{name}” is not an indicator for the whole activity. “python -m metrics list” shows them.")
NO_FIGURE = N_("“{name}” has no value to draw.")
NOT_SHOWN = N_("Edition {edition} does not show “{name}”. It shows: {known}.")
AS_PUBLISHED = N_("The figures of an edition are as they were published: leave --where out.")
NOT_WRITTEN = N_("{out} cannot be written: {reason}.")
NO_MONTH = N_("“{text}” is not a month; write it as 2014-09")

EDITION: Mapping[str, Callable[[Edition, str], bytes]] = {
    "pptx": deck.edition_deck,
    "pdf": pdf.edition_pdf,
    "html": pages.edition_html,
    "csv": table.edition_csv,
    "xlsx": table.edition_xlsx,
}
FIGURE: Mapping[str, Callable[[Edition | None, Figure, str], bytes]] = {
    "png": picture.figure_png,
    "svg": picture.figure_svg,
    "csv": table.figure_csv,
    "xlsx": table.figure_xlsx,
}
HANDOVER: Mapping[str, Callable[[Handover, str], bytes]] = {"html": handover_html, "pdf": handover_pdf}


class Refused(ValueError):
    """The call cannot be answered; its text is a sentence in the language of the settings."""

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(translator(settings().language)(message).format(**facts))


def main(arguments: Sequence[str] | None = None) -> int:
    """0, or 2 with a sentence on the error output when the call cannot be answered."""
    asked = _parser().parse_args(arguments)
    try:
        _write(asked.out, asked.answer(asked, asked.lang or settings().language))
    except (NotInstalled, QuestionError) as error:
        print(error.say(settings().language), file=sys.stderr)
        return REFUSED
    except (Refused, SettingsError) as error:
        print(error, file=sys.stderr)
        return REFUSED
    return 0


def _parser() -> ArgumentParser:
    parser = Parser(prog="python -m report", description="Published editions and figures, as files to hand out.")
    commands = parser.add_subparsers(required=True, metavar="edition|figure|handover")
    edition = commands.add_parser("edition", help="a published edition as a deck, a page or a table")
    edition.add_argument("name", nargs="?", metavar="NAME", help="as 2014-09, or its correction 2014-09-2")
    edition.add_argument("--period", type=_month, metavar="MONTH", help="instead of a name: the newest published of that month, as 2014-09")
    edition.set_defaults(answer=_edition)
    figure = commands.add_parser("figure", help="an indicator as it stands today or was published, as a picture or a table")
    figure.add_argument("name", metavar="INDICATOR", help="of `python -m metrics list`")
    figure.add_argument("--edition", metavar="NAME", help="as this edition shows it, instead of today")
    add_filters(figure)
    figure.set_defaults(answer=_figure)
    sheet = commands.add_parser("handover", help="what a pole hands over: what it follows, what is open, where its data come from")
    sheet.add_argument("pole", choices=list(MISSION), metavar="POLE", help=", ".join(MISSION))
    sheet.set_defaults(answer=_handover)
    for command, formats in ((edition, EDITION), (figure, FIGURE), (sheet, HANDOVER)):
        command.add_argument("--format", required=True, choices=list(formats), metavar="FORMAT", help=", ".join(formats))
        command.add_argument("--out", required=True, type=Path, metavar="FILE", help="where to write it")
        command.add_argument("--lang", choices=list(LANGUAGES), help="instead of the language of the settings")
        command.add_argument("--lake", type=Path, metavar="DIR", help="instead of the one in the settings")
    return parser


def _edition(asked: Namespace, language: str) -> bytes:
    known = published(_lake(asked))
    names = _names(known)
    if (asked.name is None) == (asked.period is None):
        raise Refused(N_("Name an edition, or its month with --period. Published: {known}."), known=names)
    if asked.period:
        found = next((edition for edition in known if edition.period == asked.period), None)
        if found is None:
            raise Refused(NOT_IN_PERIOD, name=f"{asked.period:%Y-%m}", known=names)
    else:
        found = _named(known, asked.name)
    return EDITION[asked.format](found, language)


def _named(known: Sequence[Edition], name: str) -> Edition:
    for edition in known:
        if edition.name == name:
            return edition
    raise Refused(NO_EDITION, name=name, known=_names(known))


def _names(known: Sequence[Edition]) -> str:
    return ", ".join(str(edition.name) for edition in known) or "–"


def _figure(asked: Namespace, language: str) -> bytes:
    edition = _named(published(_lake(asked)), asked.edition) if asked.edition else None
    figure = _frozen(asked, edition) if edition else _today(asked)
    if figure.reading.latest_period is None and asked.format in ("png", "svg"):
        raise Refused(NO_FIGURE, name=asked.name)
    return FIGURE[asked.format](edition, figure, language)


def _frozen(asked: Namespace, edition: Edition) -> Figure:
    if asked.where:
        raise Refused(AS_PUBLISHED)
    shown = {figure.reading.indicator.name: figure for figure in edition.figures}
    if asked.name not in shown:
        raise Refused(NOT_SHOWN, edition=edition.name, name=asked.name, known=", ".join(shown))
    return shown[asked.name]


def _today(asked: Namespace) -> Figure:
    """The one there is: what is for the whole activity is no amount, which has one for each currency."""
    indicator = catalogue.collect().get(asked.name)
    if indicator is None or indicator.audience != "activity":
        raise Refused(NOT_ONE, name=asked.name)
    question = Question(where=tuple(asked.where))
    (reading,) = read([asked.name], question, open_tables(_lake(asked), settings().engine))
    return said(reading)


def _handover(asked: Namespace, language: str) -> bytes:
    return HANDOVER[asked.format](handover(asked.pole, _lake(asked), date.today()), language)


def _lake(asked: Namespace) -> Path:
    lake: Path = asked.lake or settings().lake
    if not lake.is_dir():
        raise Refused(NO_LAKE, lake=lake)
    return lake


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise wrong(NO_MONTH, text) from error


def _write(out: Path, content: bytes) -> None:
    try:
        out.write_bytes(content)
    except OSError as error:
        raise Refused(NOT_WRITTEN, out=out, reason=reason(error, settings().language)) from error


if __name__ == "__main__":
    sys.exit(main())
