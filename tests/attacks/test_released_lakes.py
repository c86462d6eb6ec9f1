"""The same attacks, on what the command prints of waves that are loaded, looked at and released as people do it."""

import json
from collections import Counter
from itertools import groupby, pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from lake.store import Lake
from metrics.__main__ import main
from metrics.disclosure import NARROWEST
from metrics.disclosure.figure import Figure
from tests.attacks.activities import SCALES, Block, activities
from tests.attacks.attacker import Told, by_subtraction, in_row_space, narrowest
from tests.attacks.newcomer import Counts, Figures, known
from tests.conftest_lake import write
from tests.surveying import person

SCALE = SCALES["who5"][0]
WAVES = ("2014-03", "2014-06", "2014-09", "2014-12")


class Shown(NamedTuple):
    block: Block
    counts: Counts
    figures: Figures

    @property
    def told(self) -> list[Told]:
        members = {team: frozenset(one.person for one in self.block.people if team in (None, one.team)) for team in self.figures}
        return [Told(members[team], *each.tells(SCALE)) for team, each in self.figures.items()]


def shown(lake: Lake, block: Block, capsys: pytest.CaptureFixture[str]) -> Shown:
    """A wave loaded and released, and what the command printed of it."""
    wave = WAVES[block.wave]
    rows = [answer for one in block.people for answer in person(one.person, one.team, one.score, wave)]
    write(lake.path, "answers", rows)
    looked, printed = (output(lake, wave, capsys, *options) for options in (("--dry-run",), ()))
    assert looked["cells"] == printed["cells"]
    figures = {cell["team"]: Figure(cell["low"], cell["high"]) for cell in printed["cells"] if cell["low"] is not None}
    return Shown(block, Counter(one.team for one in block.people), figures)


def output(lake: Lake, wave: str, capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, list[dict[str, float | None]]]:
    assert main(["release", wave, "--json", "--lake", str(lake.path), *options]) == 0
    found: dict[str, list[dict[str, float | None]]] = json.loads(capsys.readouterr().out)
    return found


def test_what_is_printed_of_released_waves_leaves_everyone_their_room(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = (block for block in activities(5, seed=5) if block.score == "who5" and block.people)
    figures = 0
    for activity, waves in groupby(blocks, key=lambda block: block.activity):
        lake = Lake(tmp_path / str(activity))
        released = [shown(lake, block, capsys) for block in waves]
        for each in released:
            figures += len(each.figures)
            if each.told:
                assert by_subtraction(each.told) == in_row_space(each.told) == set()
                assert narrowest(each.told, each.block.scores, 0, 100, 2) >= NARROWEST - 1e-9
        for before, after in pairwise(released):
            widths = known((before.counts, before.figures), (after.counts, after.figures), SCALE)
            assert min(widths, default=1) >= NARROWEST - 1e-6
    assert figures > 40, "what is never published is never read out"
