"""`python -m metrics release`: what a release prints. Whoever releases sees what others will see, and nothing more."""

import getpass
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from instruments import instruments
from lake.store import Lake
from language import N_, translator
from metrics.disclosure import FROM
from metrics.release import preview, release
from metrics.released import RULE_IN_WORDS, Cell, say_cell, say_figure
from settings import settings

PREVIEW = N_(
    "This is what everyone will see. Nothing is published yet; the wave is closed: answers that come later wait for the next wave."
)
BUSY = N_("An import is running. Try again when it is done; nothing was changed.")
RELEASED = N_("Wave {wave} is released and closed.")
SHOWN = ("instrument", "score", "team", "low", "high", "half_width", "respondents", "participation", "worst_low", "worst_high")
"""Of a cell, what JSON prints beside its words."""


def add_options(command: ArgumentParser) -> None:
    command.add_argument("wave", metavar="WAVE", help="its name in the answers")
    command.add_argument(
        "--dry-run", action="store_true", help="show what would be published and publish nothing; the first look closes the wave"
    )
    command.add_argument("--correct", action="store_true", help="release once more a wave whose answers were corrected")
    command.add_argument("--json", action="store_true", help="print JSON")


def answer(lake: Path, asked: Namespace) -> list[Cell]:
    """The cells of the release that is asked for."""
    publish = preview if asked.dry_run else release
    return publish(Lake(lake), asked.wave, getpass.getuser(), correct=asked.correct)


def as_json(cells: Sequence[Cell], dry_run: bool) -> dict[str, Any]:
    """With, for each cell, its words in the language of the settings."""
    language = settings().language
    told = [{**{name: getattr(cell, name) for name in SHOWN}, "text": say_figure(cell, language)} for cell in cells]
    release_id = None if dry_run else cells[0].release_id
    return {"wave": cells[0].wave, "release_id": release_id, "corrects": cells[0].corrects, "rule": cells[0].rule, "cells": told}


def as_text(cells: Sequence[Cell], dry_run: bool) -> Iterator[str]:
    """A paragraph a score, a line a team."""
    language = settings().language
    _ = translator(language)
    width = max(len(_team(cell, language)) for cell in cells)
    for (instrument, score), those in groupby(cells, lambda cell: (cell.instrument, cell.score)):
        of = instruments()[instrument]
        yield _(of.scores[score].label) + ("" if of.validated else f" ({_('not validated')})")
        yield from (f"  {_team(cell, language):{width}}  {say_cell(cell, language)}" for cell in those)
    yield _(RULE_IN_WORDS).format(least=FROM)
    yield _(PREVIEW) if dry_run else _(RELEASED).format(wave=cells[0].wave)


def _team(cell: Cell, language: str) -> str:
    return cell.team if cell.team is not None else translator(language)("whole activity")
