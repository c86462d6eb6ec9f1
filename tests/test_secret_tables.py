"""No screen, chart, slide, export or command but a release's reaches single people's answers."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lake.schema import TABLES
from lake.store import Lake
from metrics.__main__ import main
from metrics.catalogue import collect
from metrics.engine import open_tables
from metrics.release import release
from metrics.row_changes import row_changes
from metrics.sources import SOURCES
from settings import HOME, settings
from tests.conftest_lake import random_lake, write
from tests.surveying import NORMAL, answers
from tests.test_layers import imports
from tests.test_views import PAGES
from tests.viewing import Reader, html

READING = ("metrics", "charts", "report", "views")
SECRET = [name for name, table in TABLES.items() if table.secret]
NAMED_BY = {  # why a file says "answers"
    "metrics/survey.py": "reads a wave for a release",
    "metrics/release.py": "looks up the version that a wave is closed at",
    "views/history.py": "what a kind of file is called",
    "views/mapping.py": "the kinds that a file may be",
    "views/answers.py": "the key of a widget",
}
AT_THE_FILES = {"metrics/engine.py", "metrics/row_changes.py", "metrics/survey.py"}
"""Of those who read, the only ones that open a table's files; the first two refuse secret ones."""


def sources() -> Iterator[tuple[str, ast.Module]]:
    for path in [HOME / "app.py", *(path for room in READING for path in sorted((HOME / room).rglob("*.py")))]:
        yield str(path.relative_to(HOME)), ast.parse(path.read_text("utf-8"))


def names_a_secret(tree: ast.Module) -> bool:
    """A string that is the table's name, or SQL that reads from it; words for people that contain it do not count."""
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return any(text in SECRET or re.search(rf"\b(from|join)\s+({'|'.join(SECRET)})\b", text) for text in texts)


def test_answers_are_secret() -> None:
    assert SECRET == ["answers"]


def test_only_these_files_name_the_table_of_answers() -> None:
    assert {place for place, tree in sources() if names_a_secret(tree)} == set(NAMED_BY)
    assert names_a_secret(ast.parse("tables['answers']"))
    assert names_a_secret(ast.parse("sql('select 1 from answers')"))


def test_only_these_files_open_the_files_of_a_table() -> None:
    opening = {"relation", "files", "DeltaTable"}
    found = {
        place
        for place, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in opening
    }
    assert found == AT_THE_FILES


def test_only_the_command_and_the_page_of_releases_may_make_one() -> None:
    making = {str(path) for path, tree in sources() for module, _ in imports(ast.unparse(tree)) if module == "metrics.release"}
    assert making == {"metrics/__main__.py", "metrics/release_command.py", "views/release.py"}


def test_no_figure_is_measured_on_answers() -> None:
    assert [name for name, source in SOURCES.items() if set(source.tables) & set(SECRET)] == []
    assert [path.name for path in (HOME / "metrics" / "reference").glob("*.sql") if "answers" in path.read_text("utf-8")] == []


def test_tables_refuse_to_open_them(tmp_path: Path) -> None:
    tables = open_tables(write(tmp_path, "answers", answers(NORMAL)))
    with pytest.raises(PermissionError, match="answers"):
        tables["answers"]
    with pytest.raises(PermissionError):
        tables.frames("cases", "answers")
    with pytest.raises(PermissionError):
        row_changes(Lake(tmp_path), "answers", 0)


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lake = random_lake(tmp_path_factory.mktemp("secret") / "lake")
    write(lake, "answers", answers(NORMAL, "2014-08"))
    release(Lake(lake), "2014-08", "rh")
    return lake


@pytest.fixture
def guarded(released: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Whoever opens the files of answers is caught."""
    files = Lake.files

    def caught(lake: Lake, table: str, version: int | None = None) -> list[str]:
        if table in SECRET:
            raise AssertionError(f"{table} was opened")
        return files(lake, table, version)

    monkeypatch.setattr(Lake, "files", caught)
    monkeypatch.setenv("POINT_RELAIS_LAKE", str(released))
    settings.cache_clear()
    yield released
    settings.cache_clear()


@pytest.mark.parametrize("page", [page for page in PAGES if page != "release"])
def test_no_page_opens_answers(page: str, guarded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = Reader(guarded, monkeypatch).open(page, lang="en", name="answer_rate")
    assert [*app.error, *app.exception] == []
    assert html(app)


def test_tooth_a_page_that_opens_answers_is_caught(guarded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = Reader(guarded, monkeypatch).open("release", lang="en")
    assert len(app.error) == 1


def test_no_series_opens_answers(guarded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in collect():
        assert main(["series", name, "--lake", str(guarded), "--format", "json"]) == 0
    capsys.readouterr()
    assert main(["list", "--lake", str(guarded), "--json"]) == 0
    listed = {each["name"] for each in json.loads(capsys.readouterr().out)}
    assert listed.isdisjoint({"survey_score_mean", "survey_participation"})
