"""The pages people start from say what is: commands, options, keys, settings, targets and links exist, and none is missing."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from ingest.load import load
from lake.schema import KINDS
from lake.store import Lake
from settings import WEEKDAYS, Hours, OpeningHours, Settings

HOME = Path(__file__).resolve().parents[1]
README = (HOME / "README.md").read_text(encoding="utf-8")
PAGES = sorted([HOME / "README.md", HOME / "CONTRIBUTING.md", *(HOME / "docs").rglob("*.md")])


def section(title: str) -> str:
    """One chapter of the README."""
    return README.partition(f"\n## {title}")[2].partition("\n## ")[0]


def printed_help(room: str, *command: str) -> str:
    call = [sys.executable, "-m", room, *command, "--help"]
    return subprocess.run(call, cwd=HOME, capture_output=True, text=True, check=True).stdout


def commands(room: str) -> list[str]:
    return re.findall(r"^    (\w+) ", printed_help(room), flags=re.MULTILINE)


def options(text: str) -> set[str]:
    return set(re.findall(r"--[a-z][a-z-]*", text)) - {"--help"}


@pytest.mark.parametrize(("room", "title"), [("ingest", "Files in"), ("metrics", "Numbers out"), ("report", "Handing out")])
def test_the_readme_has_every_command_and_option_and_no_other(room: str, title: str) -> None:
    assert set(re.findall(rf"^python -m {room} (\w+)", section(title), flags=re.MULTILINE)) == set(commands(room))
    assert options(section(title)) == options("".join(printed_help(room, command) for command in commands(room)))


def test_the_readme_begins_with_the_two_commands() -> None:
    assert [line.split()[1] for line in README.partition("```sh\n")[2].partition("```")[0].splitlines()] == ["run", "test"]


def test_the_readme_names_the_kinds_and_the_keys_of_a_loaded_file(tmp_path: Path) -> None:
    report = load(HOME / "sample_data" / "targets.csv", Lake(tmp_path / "lake"), dry_run=True).as_json("en")
    assert {*report, *KINDS} <= set(re.findall(r"`([a-z_]+)`", section("Files in")))


def test_the_readme_names_every_setting_and_no_other() -> None:
    rows = re.findall(r"^\| (`.+?`) \|", section("Settings"), flags=re.MULTILINE)
    assert {key for row in rows for key in re.findall(r"`(\w+)`", row)} == set(Settings.model_fields)


def test_the_opening_hours_of_the_readme_are_settings() -> None:
    hours = tomllib.loads(section("Settings").partition("```toml\n")[2].partition("```")[0])["opening_hours"]
    assert OpeningHours(**hours).layers("Nantes")[0].exception
    assert set(Hours.model_fields) - set(WEEKDAYS) <= {*hours}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_named_exist(page: Path) -> None:
    named = re.findall(r"`((?:\.ci|[a-z_]+)/[\w./-]*)`", page.read_text(encoding="utf-8"))
    assert [name for name in named if not (HOME / name).exists()] == []


def test_decisions_are_numbered_without_a_gap_and_titled_alike() -> None:
    pages = sorted((HOME / "docs" / "decisions").glob("*.md"))
    titles = [page.read_text(encoding="utf-8").splitlines()[0] for page in pages]
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    assert [int(re.match(r"# (\d+)\. ", title)[1]) for title in titles] == list(range(1, len(pages) + 1))


def test_make_says_what_it_can_do() -> None:
    makefile = (HOME / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, flags=re.MULTILINE)[1].split()
    assert set(re.findall(r"^([a-z-]+):.* ## ", makefile, flags=re.MULTILINE)) == set(phony)
    assert {"run", "test", "bench"} <= set(re.findall(r"\bmake ([a-z-]+)", README)) <= set(phony)
