"""A wave of a survey is released: once, for all its scores, teams and the activity, through the gate.

A wave is closed by its release: answers that come later are in none. A correction is one more release, of the same people, and the gate
weighs it with all that was released before; the answers it needs for that are the table's former versions, so no list of people is kept.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa

from lake.schema import RELEASES
from lake.store import Lake
from language import N_, say_day, translator
from metrics.disclosure import LEAST, RULE
from metrics.disclosure.figure import Figure, scale_of
from metrics.disclosure.gate import Fact
from metrics.disclosure.interval import half_width, participation, worst_case
from metrics.disclosure.publish import WHOLE, facts, publish
from metrics.engine import open_tables
from metrics.released import Cell, every_release
from metrics.survey import Key, Survey, headcounts, read_survey, score_of, waves

NO_WAVE = N_("There is no wave “{wave}” among the answers. Known: {known}.")
UNKNOWN = N_("No instrument of wave {wave} is known: {instruments}. Describe it in a file of metrics/instruments.")
CLOSED = N_(
    "Wave {wave} was released on {day} and is closed: later answers are in no release. With --correct, what was released is corrected."
)
NOT_RELEASED = N_("Wave {wave} was not released: there is nothing to correct.")
TOO_FEW = N_(
    "Wave {wave} stays as it was released: the answers of fewer than {least} of its people differ, and a correction would show them."
)


class ReleaseRefused(ValueError):
    """The wave cannot be released; nothing changed. `say` gives one sentence: why, and what to do."""

    def __init__(self, message: str, **facts: Any) -> None:
        self.message, self.facts = message, facts
        super().__init__(message)

    def say(self, language: str) -> str:
        days = {name: say_day(fact, language) for name, fact in self.facts.items() if isinstance(fact, date)}
        return translator(language)(self.message).format(**self.facts | days)


def release(lake: Lake, wave: str, by: str, *, correct: bool = False) -> list[Cell]:
    """Publish a wave, in one commit: it is there whole or not at all.

    Args:
        wave: its name in the answers.
        by: who releases it.
        correct: it was released before, and what differs since, of the same people, is to be seen.

    Raises:
        ReleaseRefused: there is no such wave, it is closed, or too few people differ.
    """
    with lake.writing() as writer:
        cells = preview(lake, wave, by, correct=correct)
        rows = pa.Table.from_pylist([asdict(cell) for cell in cells], schema=RELEASES.arrow)
        writer.put("releases", rows, note={"release": cells[0].release_id}, fresh=True)
    return cells


def preview(lake: Lake, wave: str, by: str, *, correct: bool = False) -> list[Cell]:
    """What `release` would publish, and nothing more. Same arguments, same refusals."""
    before = [cell for cell in every_release(open_tables(lake.path)) if cell.wave == wave]
    if before and not correct:
        raise ReleaseRefused(CLOSED, wave=wave, day=before[-1].released_at.date())
    if correct and not before:
        raise ReleaseRefused(NOT_RELEASED, wave=wave)
    version = dict(lake.version()).get("answers", 0)
    survey = read_survey(lake, wave, version, _people_of(lake, before))
    told = _told(lake, survey, before) if before else {}
    return list(_cells(survey, headcounts(lake, _opened(lake, wave, survey)), told, _stamp(wave, survey, version, by, before)))


def _people_of(lake: Lake, before: Sequence[Cell]) -> frozenset[str] | None:
    """Who was in the first release of the wave: whoever answered later waits for the next wave. Null where there is none."""
    return read_survey(lake, before[0].wave, before[0].answers_version).people if before else None


def _opened(lake: Lake, wave: str, survey: Survey) -> date:
    if survey.on is None:
        raise ReleaseRefused(NO_WAVE, wave=wave, known=", ".join(waves(lake)) or "–")
    if not survey.scored:
        raise ReleaseRefused(UNKNOWN, wave=wave, instruments=", ".join(survey.instruments))
    return survey.on


def _stamp(wave: str, survey: Survey, version: int, by: str, before: Sequence[Cell]) -> dict[str, Any]:
    """What all cells of a release share."""
    made = {"release_id": uuid.uuid4().hex, "wave": wave, "wave_on": survey.on, "answers_version": version, "rule": RULE}
    return made | {"released_at": datetime.now(UTC), "released_by": by, "corrects": before[-1].release_id if before else None}


def _told(lake: Lake, survey: Survey, before: Sequence[Cell]) -> Mapping[Key, Sequence[Fact]]:
    """What the wave's earlier releases told.

    Raises:
        ReleaseRefused: of the people in them, too few answer otherwise now.
    """
    told: defaultdict[Key, list[Fact]] = defaultdict(list)
    former = survey
    for release_id in dict.fromkeys(cell.release_id for cell in before):
        cells = [cell for cell in before if cell.release_id == release_id]
        former = read_survey(lake, cells[0].wave, cells[0].answers_version, _people_of(lake, before))
        for key, people in former.scored.items():
            figures = {cell.team: cell.figure for cell in cells if (cell.instrument, cell.score) == key and cell.figure}
            told[key] += facts(people, figures, scale_of(score_of(key)))
    if len(_differing(former, survey)) < LEAST:
        raise ReleaseRefused(TOO_FEW, wave=before[0].wave, least=LEAST)
    return told


def _differing(before: Survey, now: Survey) -> set[str]:
    """Whose scores or teams are not what they were."""
    both = [{(key, one) for key, people in survey.scored.items() for one in people} for survey in (before, now)]
    return {one.person for _, one in both[0] ^ both[1]}


def _cells(
    survey: Survey, people_at_work: Mapping[str | None, float], told: Mapping[Key, Sequence[Fact]], stamp: Mapping[str, Any]
) -> Iterator[Cell]:
    teams = sorted({*survey.teams, *(team for team in people_at_work if team is not None)})
    for key, people in survey.scored.items():
        figures = publish(people, scale_of(score_of(key)), told.get(key, ()))
        counts = Counter(one.team for one in people)
        for team in (WHOLE, *teams):
            n = len(people) if team is WHOLE else counts[team]
            yield Cell(**stamp, instrument=key[0], score=key[1], team=team, **_seen(key, figures.get(team), n, people_at_work.get(team)))


def _seen(key: Key, published: Figure | None, n: int, headcount: float | None) -> dict[str, Any]:
    """What people see of one cell: of one that is not published, nothing."""
    seen: dict[str, Any] = dict.fromkeys(("low", "high", "half_width", "respondents", "participation", "worst_low", "worst_high"))
    if not published:
        return seen
    seen |= asdict(published) | {"respondents": n, "participation": participation(n, headcount)}
    if published.value is not None:
        seen["half_width"] = half_width(n, score_of(key).reference_sd)
    if headcount and seen["participation"] == "<50":
        seen["worst_low"], seen["worst_high"] = worst_case(published, n, headcount, scale_of(score_of(key)))
    return seen
