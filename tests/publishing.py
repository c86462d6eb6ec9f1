"""A lake with one published edition, and what reads the files made of it."""

import os
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from lake.store import Lake
from metrics.edition import Draft, Edition, Page, publish, save
from tests.conftest_lake import random_lake, write

JULY = date(2014, 7, 1)
COMMENT = "Les lundis restent chargés : deux collègues étaient en formation."
INTRODUCTION = "Un mois calme.\n\nMerci à toutes et à tous."
NAMES = ("answer_rate", "p90_wait_s", "median_resolution_s", "backlog", "p90_days_to_invoice")
DRAFT = Draft(JULY, tuple(Page(name, COMMENT if place == 0 else "") for place, name in enumerate(NAMES)), INTRODUCTION)
EVENT = {"entry_id": "e", "version": 1, "kind": "event", "on": date(2014, 5, 3), "text": "départ de la responsable", "pole": "quality"}


def edition_of(lake: Path, draft: Draft = DRAFT) -> Edition:
    """Some thousands of cases, a target, an event, and the edition published of them."""
    random_lake(lake)
    write(lake, "targets", [{"indicator": "answer_rate", "since": date(2014, 3, 1), "target": 0.8, "reason": "décidé en réunion"}])
    write(lake, "journal", [{**EVENT, "written_at": datetime(2014, 5, 4, tzinfo=UTC), "withdrawn": False}])
    return publish(lake, save(Lake(lake).path, draft).edition_id, "quality")


def soffice() -> str:
    """LibreOffice, or a skip that says why; with CI it must be there."""
    found = shutil.which("soffice")
    if found is None and os.environ.get("CI") == "true":
        pytest.fail("There is no LibreOffice here, and CI must look at the decks: install the libreoffice-impress package.")
    if found is None:
        pytest.skip("There is no LibreOffice here (soffice).")
    return found


def as_pdf(deck: Path) -> Path:
    """The deck as LibreOffice shows it, with a profile of its own beside the file."""
    profile = f"-env:UserInstallation=file://{deck.parent / 'profile'}"
    call = [soffice(), profile, "--headless", "--convert-to", "pdf", "--outdir", str(deck.parent), str(deck)]
    subprocess.run(call, check=True, capture_output=True, timeout=300)
    return deck.with_suffix(".pdf")
