"""Whatever happens to an import, no row is lost and none is doubled, and the lake says what does not add up."""

import json
import multiprocessing
import random
import signal
import sys
import threading
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from types import ModuleType

import pytest

from ingest.__main__ import main
from ingest.load import load
from ingest.progress import Progress, shown
from ingest.undo import undo
from ingest.verify import verify
from lake.store import Lake, LakeBusy
from tests.ingesting import rows, writer

HEADER = "case_id,opened_at,wait_s\n"
KILLS, LAKES = 100, 10
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["ingest.load"])


@pytest.fixture(autouse=True)
def no_page_as_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that a test ran in this process stands as `__main__`, and a new process would begin by running it."""
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))


def cases(first: int, last: int, wait: int) -> str:
    return HEADER + "".join(f"C{i},2014-03-03 09:{i % 60:02},{wait}\n" for i in range(first, last))


def load_until(path: Path, lake: Path, seconds: float) -> None:
    """Load a file; the process dies at once, as from `kill -9`, when the time is over."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    load(path, Lake(lake))
    signal.setitimer(signal.ITIMER_REAL, 0)


@pytest.mark.parametrize("lake_number", range(LAKES))
def test_imports_killed_at_any_moment(lake: Lake, write: Callable[..., Path], lake_number: int) -> None:
    """Each round brings new rows and corrects old ones; its process dies at some moment; the next one finds the lake sound."""
    moments = random.Random(lake_number)
    load(write("0.csv", cases(0, 300, 0)), lake)
    began = time.monotonic()
    load(write("1.csv", cases(0, 310, 1)), lake)
    usual, died = time.monotonic() - began, 0
    for number in range(2, KILLS // LAKES + 2):
        before, after = 300 + 10 * (number - 1), 300 + 10 * number
        path = write(f"{number}.csv", cases(0, after, number))
        process = PROCESSES.Process(target=load_until, args=(path, lake.path, moments.uniform(0.1, 1.1) * usual))
        process.start()
        process.join()
        died += process.exitcode == -signal.SIGALRM
        found = rows(lake, "cases", "count(*), max(wait_s)")
        assert found in ([(before, number - 1)], [(after, number)]), "a reader sees the lake before or after, never between"
        assert verify(lake) == []
        report = load(path, lake)
        assert report.rows_read == report.inserted + report.updated + report.unchanged
        assert rows(lake, "cases", "count(*), count(distinct case_id), min(wait_s)") == [(after, after, number)]
    assert died, "no import was killed: this showed nothing"
    assert verify(lake) == []
    assert not list(lake.path.glob(".staging-*"))


def load_files(paths: list[Path], lake: Path) -> None:
    for path in paths:
        load(path, Lake(lake))


def test_two_processes_import_overlapping_files_at_once(lake: Lake, write: Callable[..., Path]) -> None:
    rounds = 20
    left = [write(f"left{i}.csv", cases(10 * i, 10 * i + 40, i)) for i in range(rounds)]
    right = [write(f"right{i}.csv", cases(10 * i + 20, 10 * i + 60, i)) for i in range(rounds)]
    both = [PROCESSES.Process(target=load_files, args=(paths, lake.path)) for paths in (left, right)]
    for process in both:
        process.start()
    for process in both:
        process.join()
    assert [process.exitcode for process in both] == [0, 0]
    last = 10 * (rounds - 1) + 60
    assert rows(lake, "cases", "count(*), count(distinct case_id)") == [(last, last)]
    assert verify(lake) == []
    assert len(lake.imports()) == 2 * rounds


def test_the_one_who_waits_too_long_is_told(lake: Lake) -> None:
    with lake.writing(), pytest.raises(LakeBusy), lake.writing(wait_s=0):
        pass


def test_an_import_while_others_read(lake: Lake, write: Callable[..., Path]) -> None:
    load(write("a.csv", cases(0, 100, 0)), lake)
    before = lake.relation("cases")
    load(write("b.csv", cases(0, 200, 1)), lake)
    import duckdb

    with duckdb.connect() as connection:
        assert connection.execute(f"select count(*), max(wait_s) from {before}").fetchall() == [(100, 0)]


def test_a_sound_lake_adds_up_and_a_lake_with_a_missing_file_does_not(
    lake: Lake, write: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    load(write("a.csv", cases(0, 100, 0)), lake)
    second = load(write("b.csv", cases(50, 150, 1) + "C1,hier,1\n"), lake)
    undo(lake, str(second.import_id))
    assert main(["verify", "--lake", str(lake.path)]) == 0
    for path in (lake.path / "cases").glob("*.parquet"):
        path.unlink()
    capsys.readouterr()
    assert main(["verify", "--lake", str(lake.path), "--json"]) == 1
    assert "unreadable" in {one["what"] for one in json.loads(capsys.readouterr().out)["discrepancies"]}


def test_rows_that_no_import_brought_are_found(lake: Lake, write: Callable[..., Path]) -> None:
    load(write("a.csv", cases(0, 10, 0)), lake)
    with lake.writing() as one:
        one.replace("cases", one.stage(f"select * replace ('elsewhere' as import_id) from {lake.relation('cases')} limit 3"), note={})
        one.replace("cases", one.stage(f"select * from {lake.relation('cases')} limit 2"), note={}, fresh=True)
    assert {"unknown", "doubled"} <= {found.what for found in verify(lake)}


def test_a_full_disk_leaves_the_lake_as_it_was(lake: Lake, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    load(write("a.csv", cases(0, 100, 0)), lake)
    before, files = lake.version(), sorted((lake.path / "cases").glob("*.parquet"))

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("lake.store.DeltaTable.create_write_transaction", full)
    with pytest.raises(OSError, match="No space left"):
        load(write("b.csv", cases(50, 150, 1)), lake)
    monkeypatch.undo()
    assert lake.version() == before
    assert sorted((lake.path / "cases").glob("*.parquet")) == files
    assert verify(lake) == []


def test_a_folder_is_emptied_once(lake: Lake, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    write = writer(inbox)
    write("a.csv", cases(0, 5, 0))
    write("b.csv", cases(5, 10, 0) + "X,hier,1\n")
    write("c.csv", "nothing;known\n1;2\n")
    write("d.csv.part", "half a fi")
    assert main(["load", str(inbox), "--lake", str(lake.path)]) == 2
    said = capsys.readouterr()
    assert "c.csv" in said.err
    assert sorted(path.name for path in inbox.iterdir() if path.is_file() and not path.name.startswith(".")) == ["d.csv.part"]
    assert sorted(path.name for path in (inbox / "done").iterdir()) == ["a.csv", "a.csv.report.json", "b.csv", "b.csv.report.json"]
    assert sorted(path.name for path in (inbox / "refused").iterdir()) == ["c.csv", "c.csv.report.json"]
    assert json.loads((inbox / "done" / "b.csv.report.json").read_text(encoding="utf-8"))["refused"] == 1
    assert len(rows(lake, "cases")) == 10
    write("a.csv", cases(0, 5, 0))
    assert main(["load", str(inbox), "--lake", str(lake.path)]) == 0
    assert (inbox / "done" / "a (2).csv").is_file()


def test_how_far_an_import_is_can_be_asked_once_it_is_over(lake: Lake, write: Callable[..., Path]) -> None:
    progress = Progress()
    load(write("a.csv", cases(0, 100, 0)), lake, progress=progress)
    assert (progress.rows, progress.share) == (100, 1)


class Terminal(StringIO):
    def __init__(self, interactive: bool) -> None:
        super().__init__()
        self.interactive = interactive

    def isatty(self) -> bool:
        return self.interactive


@pytest.mark.parametrize("interactive", [True, False])
def test_progress_is_shown_on_a_terminal_and_not_in_a_log(monkeypatch: pytest.MonkeyPatch, interactive: bool) -> None:
    monkeypatch.setattr("ingest.progress.TICK_S", 0.001)
    out, told = Terminal(interactive), threading.Event()
    monkeypatch.setattr(out, "flush", told.set)
    with shown(Progress(file="a.csv", rows=1200, read_share=0.5), out):
        assert not interactive or told.wait(10)
    assert ("a.csv" in out.getvalue()) == interactive
    assert not interactive or "1\u202f200" in out.getvalue()
