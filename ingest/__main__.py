"""`python -m ingest load FILE...`, `history`, `undo IMPORT_ID`."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ingest.answers import Answers
from ingest.forms import Decimal
from ingest.load import load
from ingest.refusal import FileRefused
from ingest.report import Report
from ingest.undo import undo
from lake.schema import KINDS
from lake.store import Lake, LakeBusy
from language import N_, translator
from settings import SettingsError, settings

DONE, REFUSED_CALL, REFUSED_ROWS = 0, 2, 3

LOADED = N_("{file}: {rows_read} rows read, {inserted} inserted, {updated} updated, {unchanged} unchanged, {refused} refused.")
LEFT_OUT = N_("  Columns left out: {columns}.")
TO_CORRECT = N_("The refused rows are in {refused_file}: correct them there and load that file.")
TAKEN_BACK = N_(
    "Import {import_id} taken back: {removed} rows removed, {restored} put back as they were, "
    "{overwritten} left as a later import made them."
)
BUSY = N_("Another import is running on {lake}. Try again when it is done; nothing was changed.")
NO_LAKE = N_("There is no lake at {lake}. Load a file first, or name another with --lake.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 done, 3 done with refused rows, 2 refused."""
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ingest", description="Files to the lake.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--lake", type=Path, help="folder of the lake (default: the setting)")
    shared.add_argument("--json", action="store_true", help="print JSON")
    loading = commands.add_parser("load", parents=[shared], help="load files")
    loading.add_argument("files", nargs="+", type=Path, metavar="FILE")
    loading.add_argument("--kind", help=f"what the files hold: {', '.join(KINDS)}")
    loading.add_argument("--profile", help="name of a source profile, or its file")
    loading.add_argument("--dates", choices=["day", "month"], help="what comes first where a column does not settle it")
    loading.add_argument("--decimal", choices=["comma", "point"], help="the decimal mark where a column does not settle it")
    loading.add_argument("--sheet", help="which sheet of a workbook that has several")
    loading.add_argument("--anyway", action="store_true", help="load the rest though more than half of the rows would be refused")
    loading.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    loading.set_defaults(command=_load)
    history = commands.add_parser("history", parents=[shared], help="list the imports, newest first")
    history.set_defaults(command=_history)
    undoing = commands.add_parser("undo", parents=[shared], help="take one import back")
    undoing.add_argument("import_id")
    undoing.set_defaults(command=_undo)
    return parser


def _load(call: argparse.Namespace) -> int:
    """Files are weighed first and loaded only when none is refused whole, so that a refused call changes nothing."""
    decimal: dict[str | None, Decimal] = {"comma": ",", "point": "."}
    answers = Answers(call.dates, decimal.get(call.decimal), call.sheet, call.anyway)
    options = {"kind": call.kind, "profile": call.profile, "answers": answers}
    if len(call.files) > 1 and not call.dry_run:
        for path in call.files:
            load(path, call.lake, dry_run=True, **options)
    reports = [load(path, call.lake, dry_run=call.dry_run, **options) for path in call.files]
    language = settings().language
    if call.json:
        _print_json({"files": [report.as_json(language) for report in reports]})
    else:
        for report in reports:
            _print_report(report, language)
    return REFUSED_ROWS if any(report.refused for report in reports) else DONE


def _print_report(report: Report, language: str) -> None:
    facts = report.as_json(language)
    print(_say(LOADED, **facts))
    for sentence in (*(one.sentence(language) for one in report.drift), *(one.sentence(language) for one in report.notices)):
        print(f"  {sentence}")
    if report.left_out:
        print(_say(LEFT_OUT, columns=", ".join(report.left_out)))
    for refusal in report.refusals:
        print(f"  {refusal.line}, {refusal.column or '–'}: {refusal.sentence(language)}")
    if report.refused_file:
        print(_say(TO_CORRECT, **facts))


def _history(call: argparse.Namespace) -> int:
    log = call.lake.imports()
    entries = json.loads(log.to_json(orient="records", date_format="iso"))
    if call.json:
        _print_json({"imports": entries})
    else:
        print(log.drop(columns=["sha256", "refused_file", "version"]).to_string(index=False))
    return DONE


def _undo(call: argparse.Namespace) -> int:
    if not call.lake.exists("imports"):
        return _refuse(_say(NO_LAKE, lake=call.lake.path))
    done = undo(call.lake, call.import_id)
    _print_json(vars(done)) if call.json else print(_say(TAKEN_BACK, **vars(done)))
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
