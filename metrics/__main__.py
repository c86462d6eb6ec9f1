"""`python -m metrics list | series | spc | signals | release`: indicators, values, what is signal in them, what of a survey is told."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import get_args

import pandas as pd

from inert import to_csv
from lake.store import LakeBusy
from language import N_, translator
from metrics import catalogue, release_command, signals_command
from metrics.command import REFUSED, Parser, add_filters, wrong
from metrics.compute import compute
from metrics.engine import Tables, open_tables
from metrics.mail import MailRefused
from metrics.question import Grain, Question, QuestionError
from metrics.reading import Reading, read
from metrics.release import ReleaseRefused
from metrics.targets import all_targets, in_force
from settings import SettingsError, settings

NO_LAKE = N_("There is no lake at {lake}. Load files into it with “python -m ingest load”, or name another with --lake.")
SEVERAL = N_("This asks for {n} series ({series}), and limits are of one: choose it with --where.")
NO_DATE = N_("“{text}” is not a date; write it as 2014-05-31")
FACTS = ("name", "label", "population", "definition", "unit", "better", "owner", "audience", "source", "dated_by")


def main(arguments: Sequence[str] | None = None) -> int:
    """0, or 2 with a sentence on the error output when the call cannot be answered."""
    asked = _parser().parse_args(arguments)
    try:
        print(asked.answer(asked).rstrip("\n"))
    except SettingsError as error:
        print(error, file=sys.stderr)
        return REFUSED
    except (QuestionError, MailRefused, ReleaseRefused) as refused:
        print(refused.say(settings().language), file=sys.stderr)
        return REFUSED
    except LakeBusy:
        print(translator(settings().language)(release_command.BUSY), file=sys.stderr)
        return REFUSED
    return 0


def _parser() -> ArgumentParser:
    parser = Parser(prog="python -m metrics", description="The indicators of a lake.")
    commands = parser.add_subparsers(required=True, metavar="list|series|spc|signals|release")
    listing = commands.add_parser("list", help="what indicators there are, with their definitions and targets")
    listing.add_argument("--json", action="store_true", help="as a JSON array")
    listing.set_defaults(answer=_list)
    series = commands.add_parser("series", help="values by period and breakdown")
    series.add_argument("names", nargs="+", metavar="NAME", help="indicators of `list`")
    series.set_defaults(answer=_series)
    spc = commands.add_parser("spc", help="limits, signals and assurance of one series")
    spc.add_argument("names", nargs=1, metavar="NAME", help="an indicator of `list`")
    spc.set_defaults(answer=_spc)
    signals = commands.add_parser("signals", help="what changed since a meeting, what was decided, what is late")
    signals_command.add_options(signals, _day)
    signals.set_defaults(answer=_signals)
    release = commands.add_parser("release", help="publish a survey's wave, through the gate, or show what would be published")
    release_command.add_options(release)
    release.set_defaults(answer=_release)
    for command, formats in ((series, ("table", "csv", "json")), (spc, ("json",))):
        _add_question(command)
        command.add_argument("--format", choices=formats, default=formats[0])
    for command in (listing, series, spc, signals, release):
        command.add_argument("--lake", type=Path, metavar="DIR", help="instead of the one in the settings")
    return parser


def _add_question(command: ArgumentParser) -> None:
    command.add_argument("--grain", choices=get_args(Grain), default="month")
    command.add_argument("--from", dest="start", type=_day, metavar="DATE", help="first day, as 2014-05-31")
    command.add_argument("--to", dest="end", type=_day, metavar="DATE", help="last day, included")
    command.add_argument("--by", action="append", default=[], metavar="DIMENSION", help="break down; may be repeated")
    add_filters(command)


def _list(asked: Namespace) -> str:
    targets = all_targets(open_tables(asked.lake or settings().lake))
    rows = []
    for indicator in catalogue.collect().values():
        target = in_force(targets, indicator.name, date.today())
        rows.append({**{fact: getattr(indicator, fact) for fact in FACTS}, "target": target.target if target else None})
    if asked.json:
        return _json(rows)
    return "\n".join(f"{row['name']:24} {row['unit']:8} {row['label']}" for row in rows)


def _series(asked: Namespace) -> str:
    frame = compute(asked.names, _question(asked), _tables(asked))
    if asked.format == "json":
        return _json(frame.astype(object).where(frame.notna(), None).to_dict("records"))
    figures = [column for column in ("value", "low", "high") if column in frame]
    shortest = {column: frame[column].map(lambda value: f"{value:.15g}", na_action="ignore").astype("string") for column in figures}
    numbers = frame.assign(**shortest)
    return to_csv(numbers) if asked.format == "csv" else numbers.fillna("–").to_string(index=False)


def _spc(asked: Namespace) -> str:
    readings = read(asked.names, _question(asked), _tables(asked))
    if len(readings) > 1:
        series = "; ".join(", ".join(f"{name}={'' if value is None else value}" for name, value in each.breakdown) for each in readings)
        raise QuestionError(SEVERAL, n=len(readings), series=series)
    reading = readings[0]
    return _json({"points": list(_points(reading)), "variation": reading.variation, "assurance": reading.assurance})


def _signals(asked: Namespace) -> str:
    found = signals_command.answer(_tables(asked), asked.since, asked.mail)
    recipients = signals_command.mailed(found) if asked.mail else None
    if not asked.json:
        return signals_command.as_text(found, recipients)
    return _json(signals_command.as_json(found) | ({} if recipients is None else {"mailed": recipients}))


def _release(asked: Namespace) -> str:
    cells = release_command.answer(_lake(asked), asked)
    if asked.json:
        return _json(release_command.as_json(cells, asked.dry_run))
    return "\n".join(release_command.as_text(cells, asked.dry_run))


def _points(reading: Reading) -> Iterator[dict[str, object]]:
    for period, n, point in zip(reading.series["period"], reading.series["n"], reading.xmr.points, strict=True):
        limits = {"centre": point.centre, "lower": point.lower, "upper": point.upper}
        yield {"period": period, "value": point.value, "n": None if pd.isna(n) else int(n), **limits, "point": point.kind}


def _question(asked: Namespace) -> Question:
    return Question(asked.grain, asked.start, asked.end, tuple(asked.by), tuple(asked.where))


def _tables(asked: Namespace) -> Tables:
    return open_tables(_lake(asked), settings().engine)


def _lake(asked: Namespace) -> Path:
    lake: Path = asked.lake or settings().lake
    if not lake.is_dir():
        raise QuestionError(NO_LAKE, lake=lake)
    return lake


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise wrong(NO_DATE, text) from error


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)


if __name__ == "__main__":
    sys.exit(main())
