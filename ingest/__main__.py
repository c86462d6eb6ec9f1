"""`python -m ingest load FILE|FOLDER...`, `history`, `undo IMPORT_ID`, `verify`, `retime`: the command, a door like the app's."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ingest import inbox, mapping_command
from ingest.answers import Answers
from ingest.forms import Decimal
from ingest.load import load
from ingest.progress import Progress, shown
from ingest.refusal import FileRefused
from ingest.report import Report
from ingest.retime import retime
from ingest.undo import undo
from ingest.verify import verify
from lake.schema import KINDS
from lake.store import Lake, LakeBusy
from language import N_, translator
from metrics.command import Parser, reason
from metrics.effect import effect
from metrics.engine import open_tables
from settings import SettingsError, settings

DONE, WRONG, REFUSED_CALL, REFUSED_ROWS = 0, 1, 2, 3
MARKS: dict[str, Decimal] = {"comma": ",", "point": "."}

LOADED = N_("{file}: {rows_read} rows read, {inserted} inserted, {updated} updated, {unchanged} unchanged, {refused} refused.")
LEFT_OUT = N_("  Columns left out: {columns}.")
TO_CORRECT = N_("The refused rows are in {refused_file}: correct them there and load that file.")
TAKEN_BACK = N_(
    "Import {import_id} taken back: {removed} rows removed, {restored} put back as they were, "
    "{overwritten} left as a later import made them."
)
BUSY = N_("Another import is running on {lake}. Try again when it is done; nothing was changed.")
NO_LAKE = N_("There is no lake at {lake}. Load a file first, or name another with --lake.")
NOT_REACHED = N_("{path} cannot be read or written: {reason}.")
RETIMED = N_("Cases reckoned again with the opening hours of the settings: {changed} of {cases}.")
WOULD_RETIME = N_("Cases that the opening hours of the settings would change: {changed} of {cases}.")
ADDS_UP = N_("Everything in {lake} adds up.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 done, 3 done with refused rows, 2 refused, 1 a lake that does not add up."""
    call = _parser().parse_args(arguments)
    try:
        call.lake = Lake(call.lake or settings().lake)
        return int(call.command(call))
    except FileRefused as error:
        return _refuse(error.say(settings().language))
    except LakeBusy:
        return _refuse(_say(BUSY, lake=call.lake.path))
    except SettingsError as error:
        return _refuse(str(error))
    except OSError as error:
        if error.filename is None:
            raise
        return _refuse(_say(NOT_REACHED, path=error.filename, reason=reason(error, settings().language)))


def _parser() -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = Parser(prog="python -m ingest", description="Files to the lake.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--lake", type=Path, help="folder of the lake (default: the setting)")
    shared.add_argument("--json", action="store_true", help="print JSON")
    loading = commands.add_parser("load", parents=[shared], help="load files, or every file of a folder")
    loading.add_argument("files", nargs="+", type=Path, metavar="FILE")
    loading.add_argument("--kind", help=f"what the files hold: {', '.join(KINDS)}")
    loading.add_argument("--profile", help="name of a source profile, or its file")
    loading.add_argument("--dates", choices=["day", "month"], help="what comes first where a column does not settle it")
    loading.add_argument("--decimal", choices=list(MARKS), help="the decimal mark where a column does not settle it")
    loading.add_argument("--sheet", help="which sheet of a workbook that has several")
    loading.add_argument("--anyway", action="store_true", help="load the rest though more than half of the rows would be refused")
    loading.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    loading.set_defaults(command=_load)
    commands.add_parser("history", parents=[shared], help="list the imports, newest first").set_defaults(command=_history)
    undoing = commands.add_parser("undo", parents=[shared], help="take one import back")
    undoing.add_argument("import_id")
    undoing.set_defaults(command=_undo)
    commands.add_parser("verify", parents=[shared], help="recount the lake against its log").set_defaults(command=_verify)
    retiming = commands.add_parser("retime", parents=[shared], help="reckon dates and durations again with the settings' opening hours")
    retiming.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    retiming.set_defaults(command=_retime)
    mapping_command.add(commands, shared)
    return parser


def _load(call: argparse.Namespace) -> int:
    answers = Answers(call.dates, MARKS.get(call.decimal), call.sheet, call.anyway)
    before = open_tables(call.lake.path) if call.json else None
    outcomes: list[Report | FileRefused] = []
    for folder in [path for path in call.files if path.is_dir() and not call.dry_run]:
        outcomes += inbox.take(folder, call.lake, kind=call.kind, profile=call.profile, answers=answers)
    files = [file for path in call.files for file in (inbox.waiting(path) if path.is_dir() else [path])]
    outcomes += _load_files(call, files if call.dry_run else [path for path in call.files if not path.is_dir()], answers)
    reports = [one for one in outcomes if isinstance(one, Report)]
    if before:
        changed = [vars(one) for one in effect(before, open_tables(call.lake.path))]
        _print_json({"files": [report.as_json(settings().language) for report in reports], "effect": changed})
    else:
        _print_reports(reports, settings().language)
    refused = [_refuse(one.say(settings().language)) for one in outcomes if isinstance(one, FileRefused)]
    return REFUSED_CALL if refused else REFUSED_ROWS if any(report.refused for report in reports) else DONE


def _load_files(call: argparse.Namespace, files: Sequence[Path], answers: Answers) -> Iterator[Report]:
    """Several files are weighed first and loaded only when none is refused whole, so that a refused call changes nothing."""
    options: dict[str, Any] = {"kind": call.kind, "profile": call.profile, "answers": answers}
    if len(files) > 1 and not call.dry_run:
        for path in files:
            load(path, call.lake, dry_run=True, **options)
    for path in files:
        progress = Progress()
        with shown(progress):
            report = load(path, call.lake, dry_run=call.dry_run, progress=progress, **options)
        yield report


def _print_reports(reports: Sequence[Report], language: str) -> None:
    for report in reports:
        facts = report.as_json(language)
        print(_say(LOADED, **facts))
        for told in (*facts["drift"], *facts["warnings"]):
            print(f"  {told['sentence']}")
        if report.left_out:
            print(_say(LEFT_OUT, columns=", ".join(report.left_out)))
        for refusal in report.refusals:
            print(f"  {refusal.line}, {refusal.column or '–'}: {refusal.sentence(language)}")
        if report.refused_file:
            print(_say(TO_CORRECT, **facts))


def _history(call: argparse.Namespace) -> int:
    log = call.lake.imports()
    if call.json:
        _print_json({"imports": json.loads(log.to_json(orient="records", date_format="iso"))})
    else:
        print(log.drop(columns=["sha256", "refused_file", "header", "written", "version"]).to_string(index=False))
    return DONE


def _undo(call: argparse.Namespace) -> int:
    if not call.lake.exists("imports"):
        return _refuse(_say(NO_LAKE, lake=call.lake.path))
    done = undo(call.lake, call.import_id)
    _print_json(vars(done)) if call.json else print(_say(TAKEN_BACK, **vars(done)))
    return DONE


def _verify(call: argparse.Namespace) -> int:
    if not call.lake.exists("imports"):
        return _refuse(_say(NO_LAKE, lake=call.lake.path))
    found = [{**vars(one), "sentence": one.sentence(settings().language)} for one in verify(call.lake)]
    if call.json:
        _print_json({"adds_up": not found, "discrepancies": found})
    else:
        print("\n".join(one["sentence"] for one in found) or _say(ADDS_UP, lake=call.lake.path))
    return WRONG if found else DONE


def _retime(call: argparse.Namespace) -> int:
    if not call.lake.exists("imports"):
        return _refuse(_say(NO_LAKE, lake=call.lake.path))
    done = retime(call.lake, dry_run=call.dry_run)
    _print_json(vars(done)) if call.json else print(_say(WOULD_RETIME if call.dry_run else RETIMED, **vars(done)))
    return DONE


def _say(message: str, **facts: object) -> str:
    return translator(settings().language)(message).format(**facts)


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return REFUSED_CALL


def _print_json(value: dict[str, Any]) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


if __name__ == "__main__":
    sys.exit(main())
