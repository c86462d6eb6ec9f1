"""How far an import is, for whoever waits: a count, a share, and an estimate of the time left."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal, TextIO

import duckdb

from language import N_, decimal, translator
from settings import settings

Stage = Literal["reading", "writing"]
BEGINS = {"reading": 0.0, "writing": 0.6}
ENDS = {"reading": 0.6, "writing": 1.0}
TICK_S = 0.5
LINE = N_("{file}: {rows} rows, {percent} %, about {left} s left")


@dataclass
class Progress:
    """Written by the import, read by another thread; its parts change one at a time, so a reader needs no lock."""

    file: str = ""
    rows: int = 0
    stage: Stage = "reading"
    read_share: float = 0
    began: float = field(default_factory=time.monotonic)
    connection: duckdb.DuckDBPyConnection | None = None

    @property
    def share(self) -> float:
        """Of the whole import, 0 to 1."""
        within = self.read_share if self.stage == "reading" else self._of_query()
        return BEGINS[self.stage] + within * (ENDS[self.stage] - BEGINS[self.stage])

    @property
    def left_s(self) -> float | None:
        """Seconds left, should it go on as it went; None before anything can be said."""
        return (time.monotonic() - self.began) * (1 - self.share) / self.share if self.share > 0.02 else None

    def sentence(self, language: str) -> str:
        left = "…" if self.left_s is None else round(self.left_s)
        facts = {"file": self.file, "rows": decimal(self.rows, language), "percent": round(100 * self.share), "left": left}
        return translator(language)(LINE).format(**facts)

    def _of_query(self) -> float:
        try:
            percent = self.connection.query_progress() if self.connection else -1
        except duckdb.ConnectionException:  # closed since: the import is over
            return 1
        return max(0.0, min(percent, 100)) / 100


@contextmanager
def shown(progress: Progress, out: TextIO = sys.stderr) -> Iterator[None]:
    """Say it on a terminal, over and over on one line; say nothing in a log."""
    if not out.isatty():
        yield
        return
    done = threading.Event()
    ticker = threading.Thread(target=_tick, args=(progress, out, done), daemon=True)
    ticker.start()
    try:
        yield
    finally:
        done.set()
        ticker.join()
        out.write("\r\x1b[K")
        out.flush()


def _tick(progress: Progress, out: TextIO, done: threading.Event) -> None:
    while not done.wait(TICK_S):
        out.write("\r\x1b[K" + progress.sentence(settings().language))
        out.flush()
