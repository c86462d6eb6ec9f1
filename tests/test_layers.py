"""The arrows between the rooms: what each may import. CONTRIBUTING.md says what each room is for."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[1]

ROOMS = {
    "settings": set(),
    "language": set(),
    "inert": set(),
    "instruments": set(),
    "lake": set(),
    "ingest": {"lake"},
    "ingest/__main__.py": {"lake", "ingest", "metrics"},  # a command is a door, like app.py: it may show what another room says
    "metrics": {"lake"},
    "charts": {"metrics"},
    "report": {"metrics", "charts"},
    "views": {"lake", "ingest", "metrics", "charts", "report"},
    "app": {"views"},
    "sample_data": set(),
    "bench": {"lake", "ingest", "metrics", "report"},
}
READ_BY_ALL = {"settings", "language", "inert", "instruments"}
LIBRARIES = {
    "streamlit": {"app", "views"},
    "plotly": {"charts", "report"},
    "deltalake": {"lake"},
    "duckdb": {"lake", "ingest", "metrics", "bench"},
    "narwhals": {"metrics"},
    "pyspark": {"metrics"},
    "scipy": {"metrics"},
}


def imports(source: str) -> Iterator[tuple[str, str | None]]:
    """Each import as a module and, of `from module import name`, the name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (("." * node.level + (node.module or ""), alias.name) for alias in node.names)


def refusal(room: str, module: str, name: str | None) -> str | None:
    """Why a room may not import this, or None when it may."""
    top = module.partition(".")[0]
    if module.startswith("."):
        return f"{room} imports {module}: name the room instead"
    if room not in LIBRARIES.get(top, {room}):
        return f"{room} imports {module}: that is for {', '.join(sorted(LIBRARIES[top]))}"
    if top in ROOMS and top not in {room, *ROOMS[room], *(READ_BY_ALL - {room} if room not in READ_BY_ALL else ())}:
        return f"{room} imports {module}: it may import {', '.join(sorted(ROOMS[room])) or 'no room'}"
    if (room, top) == ("charts", "metrics") and module != "metrics.sentence" and not (name and name[0].isupper()):
        return f"charts imports {module}.{name}: of metrics it may only know types, and the words of a reading"
    return None


def refusals(room: str, source: str) -> list[str]:
    return [reason for module, name in imports(source) if (reason := refusal(room, module, name))]


def sources() -> list[Path]:
    files = [path for room in ROOMS for path in (HOME / room).rglob("*.py")]
    return sorted(files + [path for room in ROOMS if (path := HOME / f"{room}.py").exists()])


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(HOME)))
def test_a_file_imports_only_what_its_room_may(path: Path) -> None:
    place = str(path.relative_to(HOME))
    room = place if place in ROOMS else path.relative_to(HOME).parts[0].removesuffix(".py")
    assert refusals(room, path.read_text(encoding="utf-8")) == []


def test_only_a_release_knows_who_answered_what() -> None:
    """Screens, exports and slides read `metrics.released`; who imports more of a survey is told here."""
    closed = ("metrics.survey", "metrics.scoring", "metrics.disclosure.publish")
    readers = {
        str(path.relative_to(HOME)) for path in sources() for module, _ in imports(path.read_text(encoding="utf-8")) if module in closed
    }
    assert readers == {"metrics/survey.py", "metrics/release.py", "metrics/disclosure/publish.py", "bench/tasks.py"}


def test_every_package_is_a_room() -> None:
    packages = {path.parent.name for path in HOME.glob("*/__init__.py")} - {"tests"}
    modules = {path.stem for path in HOME.glob("*.py")}
    assert packages | modules <= set(ROOMS)


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("lake", "from ingest.load import load"),
        ("ingest", "import metrics.compute"),
        ("metrics", "from charts import theme"),
        ("metrics", "import streamlit as st"),
        ("metrics", "def late():\n    from views import overview"),
        ("charts", "from metrics.compute import compute"),
        ("charts", "import metrics.indicator"),
        ("charts", "from lake.schema import TABLES"),
        ("report", "import streamlit"),
        ("views", "import duckdb"),
        ("settings", "from language import translator"),
        ("language", "from lake.schema import TABLES"),
        ("views", "from . import overview"),
    ],
)
def test_the_checker_refuses(room: str, line: str) -> None:
    assert refusals(room, line)


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("ingest", "from lake.store import Lake"),
        ("charts", "from metrics.indicator import Indicator"),
        ("charts", "from metrics.sentence import value"),
        ("views", "from ingest.load import load"),
        ("lake", "from settings import settings"),
    ],
)
def test_the_checker_lets_through(room: str, line: str) -> None:
    assert refusals(room, line) == []
