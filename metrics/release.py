"""A wave of a survey is released: once, for all its scores, teams and the activity, through the gate.

The first look closes a wave (`metrics.closing`): answers that come later are in none. A correction is one more release, of the same
people, and the gate weighs it with all that was released before; the answers it needs for that are the table's former versions, so no
list of people is kept.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa

from instruments import Key, score_of
from lake.schema import RELEASES
from lake.store import Lake, Writer
from language import N_, say_day, translator
from metrics.closing import FIRST, close, closings
from metrics.disclosure import LEAST, RULE
from metrics.disclosure.between import Told
from metrics.disclosure.figure import Figure, scale_of
from metrics.disclosure.gate import Fact
from metrics.disclosure.interval import half_width, participation, worst_case
from metrics.disclosure.publish import WHOLE, Figures, facts, publish
from metrics.engine import open_tables
from metrics.released import Cell, every_release
from metrics.survey import Survey, headcounts, read_survey, waves

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
        LakeBusy: an import kept the lake for too long.
    """
    with lake.writing() as writer:
        cells = _weighed(lake, writer, wave, by, correct)
        rows = pa.Table.from_pylist([asdict(cell) for cell in cells], schema=RELEASES.arrow)
        writer.put("releases", rows, note={"release": cells[0].release_id}, fresh=True)
    return cells


def preview(lake: Lake, wave: str, by: str, *, correct: bool = False) -> list[Cell]:
    """What `release` would publish, and nothing more. Same arguments, same refusals.

    The first look closes the wave: answers that arrive later change neither the next look nor the release.
    """
    with lake.writing() as writer:
        return _weighed(lake, writer, wave, by, correct)


def to_release(lake: Lake) -> list[str]:
    """The waves that somebody answered and that were not released, by name."""
    done = {cell.wave for cell in every_release(open_tables(lake.path))}
    return [wave for wave in waves(lake) if wave not in done]


def _weighed(lake: Lake, writer: Writer, wave: str, by: str, correct: bool) -> list[Cell]:
    tables = open_tables(lake.path)
    every = every_release(tables)
    before = [cell for cell in every if cell.wave == wave]
    if before and not correct:
        raise ReleaseRefused(CLOSED, wave=wave, day=before[-1].released_at.date())
    if correct and not before:
        raise ReleaseRefused(NOT_RELEASED, wave=wave)
    corrects = before[-1].release_id if before else FIRST
    closing = closings(tables).get((wave, corrects))
    version = closing.answers_version if closing else dict(lake.version()).get("answers", 0)
    survey = read_survey(lake, wave, version, _people_of(lake, before))
    on = _opened(lake, wave, survey)
    told = _told(lake, survey, before) if before else {}
    beside = _beside(lake, every, on, wave)
    cells = list(_cells(survey, headcounts(lake, on), told, beside, _stamp(wave, survey, version, by, before)))
    if not closing:
        close(writer, wave, corrects, version, by)
    return cells


def _beside(lake: Lake, every: Sequence[Cell], on: date, wave: str) -> Mapping[Key, Sequence[Told]]:
    """What the waves just before and just after told, with how many had answered: also where nothing was told of a team."""
    places = sorted({(cell.wave_on, cell.wave) for cell in every} | {(on, wave)})
    place = places.index((on, wave))
    told: defaultdict[Key, list[Told]] = defaultdict(list)
    for _, near in [*places[max(place - 1, 0) : place], *places[place + 1 : place + 2]]:
        those = [cell for cell in every if cell.wave == near]
        for cells in _by_release(those):
            survey = read_survey(lake, near, cells[0].answers_version, _people_of(lake, those) if cells[0].corrects else None)
            for key, people in survey.scored.items():
                told[key].append(Told(Counter(one.team for one in people), _published(cells, key)))
    return told


def _by_release(cells: Sequence[Cell]) -> list[list[Cell]]:
    return [[cell for cell in cells if cell.release_id == one] for one in dict.fromkeys(cell.release_id for cell in cells)]


def _published(cells: Sequence[Cell], key: Key) -> Figures:
    return {cell.team: cell.figure for cell in cells if (cell.instrument, cell.score) == key and cell.figure}


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
    for cells in _by_release(before):
        former = read_survey(lake, cells[0].wave, cells[0].answers_version, _people_of(lake, before))
        for key, people in former.scored.items():
            told[key] += facts(people, _published(cells, key), scale_of(score_of(key)))
    if len(_differing(former, survey)) < LEAST:
        raise ReleaseRefused(TOO_FEW, wave=before[0].wave, least=LEAST)
    return told


def _differing(before: Survey, now: Survey) -> set[str]:
    """Whose scores or teams are not what they were."""
    both = [{(key, one) for key, people in survey.scored.items() for one in people} for survey in (before, now)]
    return {one.person for _, one in both[0] ^ both[1]}


def _cells(
    survey: Survey,
    people_at_work: Mapping[str | None, float],
    told: Mapping[Key, Sequence[Fact]],
    beside: Mapping[Key, Sequence[Told]],
    stamp: Mapping[str, Any],
) -> Iterator[Cell]:
    teams = sorted({*survey.teams, *(team for team in people_at_work if team is not None)})
    for key, people in survey.scored.items():
        figures = publish(people, scale_of(score_of(key)), told.get(key, ()), beside.get(key, ()))
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
