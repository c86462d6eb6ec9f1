"""A folder that a scheduled job watches: each file is taken once, and moved beside its report."""

import json
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.answers import Answers
from ingest.load import load
from ingest.refusal import FileRefused
from ingest.report import Report
from lake.store import Lake
from language import N_
from settings import settings

TAKEN = N_("Another job is emptying {inbox}. This one leaves it to that.")
UNFINISHED = (".part", ".tmp", ".crdownload", ".lock")
DONE, REFUSED = "done", "refused"


def take(inbox: Path, lake: Lake, *, kind: str | None, profile: str | None, answers: Answers) -> Iterator[Report | FileRefused]:
    """Load every file of a folder, oldest name first; what is loaded goes to `done/`, what is refused whole to `refused/`.

    A file that a killed job had loaded and not yet moved is loaded again, which changes nothing, and moved.

    Raises:
        FileRefused: another job is at it.
    """
    try:
        with FileLock(inbox / ".inbox.lock", timeout=0):
            for path in waiting(inbox):
                yield _taken(path, lake, kind, profile, answers)
    except Timeout as error:
        raise FileRefused(TAKEN, inbox=str(inbox)) from error


def waiting(inbox: Path) -> list[Path]:
    """The folder's files, by name; those that are still being written are left for the next time."""
    files = (path for path in inbox.iterdir() if path.is_file() and not path.name.startswith("."))
    return sorted(path for path in files if path.suffix not in UNFINISHED)


def _taken(path: Path, lake: Lake, kind: str | None, profile: str | None, answers: Answers) -> Report | FileRefused:
    language = settings().language
    try:
        report = load(path, lake, kind=kind, profile=profile, answers=answers)
    except FileRefused as refused:
        _move(path, REFUSED, {"file": path.name, "refused": refused.say(language)})
        return refused
    _move(path, DONE, report.as_json(language))
    return report


def _move(path: Path, place: str, report: dict[str, object]) -> None:
    """Beside the file its report; a name that is taken gets a number."""
    folder = path.parent / place
    folder.mkdir(exist_ok=True)
    names = (path.name if number == 1 else f"{path.stem} ({number}){path.suffix}" for number in range(1, 1_000_000))
    target = next(folder / name for name in names if not (folder / name).exists())
    target.with_name(f"{target.name}.report.json").write_text(json.dumps(report, ensure_ascii=False, indent=2), encoding="utf-8")
    path.replace(target)
