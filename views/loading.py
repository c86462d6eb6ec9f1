"""A dropped file on its way into the lake: loaded beside the page, which says how far it is."""

import tempfile
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import streamlit as st

from ingest.answers import Answers
from ingest.load import load
from ingest.profile import UNKNOWN
from ingest.progress import Progress
from ingest.refusal import FileRefused
from ingest.report import Report
from lake.store import Lake, LakeBusy
from language import N_, translator
from metrics.effect import Effect, effect
from metrics.engine import open_tables
from views import results
from views.answers import QUESTION_LEFT

TICK_S = 0.3
ANSWER = N_("Say what to do above, under “{where}”, then drop the file again.")


@dataclass(frozen=True)
class Outcome:
    """A file's report, or the sentence that says why it was not taken."""

    file: str
    report: Report | None = None
    sentence: str = ""
    unknown: bool = False
    """No known source has its columns: one may be described."""
    effect: tuple[Effect, ...] = ()
    """What it changed in the headline indicators."""


class Dropped(Protocol):
    """A file that a person brought, in memory."""

    name: str

    def getbuffer(self) -> memoryview: ...


def load_one(file: Dropped, lake: Lake, lang: str, answers: Answers, profile: str | None) -> Outcome:
    """Load a dropped file, saying how far it is; nothing is changed where it is refused, and leaving the page does not stop it."""
    _ = translator(lang)
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(1) as beside:
        path = Path(folder) / Path(file.name).name
        path.write_bytes(file.getbuffer())
        progress = Progress(file.name)
        loading = beside.submit(load, path, lake, name=file.name, answers=answers, profile=profile, progress=progress)
        _show(progress, loading, lang)
        try:
            report = loading.result()
        except FileRefused as error:
            sentences = [error.why(lang), _(ANSWER).format(where=_(QUESTION_LEFT))] if error.option else [error.why(lang)]
            return Outcome(file.name, sentence=" ".join(sentences), unknown=error.message == UNKNOWN)
        except LakeBusy:
            return Outcome(file.name, sentence=_("Another import is running. Drop the file again when it is done; nothing was changed."))
    return Outcome(file.name, report, effect=tuple(effect(results.tables(), open_tables(lake.path))))


def _show(progress: Progress, loading: "Future[Report]", lang: str) -> None:
    bar = st.progress(0.0, progress.sentence(lang))
    while wait([loading], timeout=TICK_S).not_done:
        bar.progress(progress.share, progress.sentence(lang))
    bar.empty()
