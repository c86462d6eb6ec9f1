"""What was released of the surveys, as it is read: the activity first, teams by name, a wave beside the one before. Releases alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import narwhals as nw
import pandas as pd

from instruments import Key, score_of
from language import N_, decimal, translator
from metrics.disclosure.figure import Figure
from metrics.disclosure.interval import detectable_change
from metrics.indicator import Indicator, Measure
from metrics.question import Question
from metrics.reading import Reading
from metrics.released import Cell, say_figure
from metrics.spc import LEAST_POINTS, xmr

Moved = Literal["higher", "lower", "no_detectable_change"]
POPULATION = N_("whole activity, by wave")
MOVED: Mapping[Moved, str] = {
    "higher": N_("higher than then (±{points})"),
    "lower": N_("lower than then (±{points})"),
    "no_detectable_change": N_("no detectable change (±{points})"),
}
NOTHING_MOVED = N_("Well-being, wave {wave}: no detectable change in the whole activity")
FIRST_WAVE = N_("Well-being, wave {wave}: nothing to compare it with yet")
CHANGES: Mapping[Moved, str] = {
    "higher": N_("{label} higher than in the wave before"),
    "lower": N_("{label} lower than in the wave before"),
}
DEFINITION = N_("Of the people who answered a wave, the mean of their scores, as it was released.")


@dataclass(frozen=True)
class Line:
    """A score of one wave, of a team or of the activity, beside the same in the wave before."""

    cell: Cell
    before: Cell | None

    @property
    def detectable(self) -> float | None:
        """The least change, in points, that so many answers can tell from chance; null where one of both is not published."""
        n, m = self.cell.respondents, self.before.respondents if self.before else None
        return None if n is None or m is None else detectable_change(m, n, score_of(self.key).reference_sd)

    @property
    def moved(self) -> Moved | None:
        """Null where one of both is not published. A band may have changed by what lies between it and the other figure."""
        before, now = (self.before.figure if self.before else None), self.cell.figure
        if before is None or now is None or self.detectable is None:
            return None
        if _gap(before, now) <= self.detectable:
            return "no_detectable_change"
        return "higher" if now.low > before.high else "lower"

    @property
    def key(self) -> Key:
        return self.cell.instrument, self.cell.score


def _gap(one: Figure, other: Figure) -> float:
    return max(one.low - other.high, other.low - one.high)


def headline(those: Mapping[Key, Sequence[Line]], wave: str, language: str) -> str:
    """What a wave says of the activity, in a sentence: "Well-being, wave 2014-09: no detectable change in the whole activity"."""
    _ = translator(language)
    moves = {key: each.moved for key, lines in those.items() for each in lines if each.cell.team is None and each.moved}
    said = [_(CHANGES[moved]).format(label=_(score_of(key).label)) for key, moved in moves.items() if moved in CHANGES]
    if said:
        return _("Wave {wave}: {changes}").format(wave=wave, changes=_(", ").join(said))
    return _(NOTHING_MOVED if moves else FIRST_WAVE).format(wave=wave)


def beside(line: Line, language: str) -> tuple[str, str]:
    """The figure of the wave before and what is said of both, each empty where there is nothing to say."""
    if line.cell.figure is None or line.before is None:
        return "", ""
    points = decimal(line.detectable or 0, language, "#,##0")
    verdict = translator(language)(MOVED[line.moved]).format(points=points) if line.moved else ""
    return say_figure(line.before, language), verdict


def waves_of(cells: Sequence[Cell]) -> list[str]:
    """By name, in time order.

    Args:
        cells: what stands, as `metrics.released.released` gives it.
    """
    return list(dict.fromkeys(cell.wave for cell in cells))


def lines(cells: Sequence[Cell], wave: str) -> dict[Key, list[Line]]:
    """By score of a wave: the activity, then the teams in alphabetical order."""
    found: dict[Key, list[Line]] = {}
    for cell in sorted((cell for cell in cells if cell.wave == wave), key=lambda cell: cell.team or ""):
        found.setdefault((cell.instrument, cell.score), []).append(Line(cell, _before(cells, cell)))
    return dict(sorted(found.items()))


def _before(cells: Sequence[Cell], cell: Cell) -> Cell | None:
    """The same score and team in the last wave before that asked it."""
    same = (cell.instrument, cell.score, cell.team)
    earlier = [one for one in cells if (one.instrument, one.score, one.team) == same and one.wave_on < cell.wave_on]
    return earlier[-1] if earlier else None


def trends(cells: Sequence[Cell]) -> Iterator[Reading]:
    """The activity's scores over the waves, with their usual variation: of those with a number in eight waves or more."""
    for key in sorted({(cell.instrument, cell.score) for cell in cells}):
        mine = [cell for cell in cells if (cell.instrument, cell.score) == key and cell.team is None]
        if sum(_number(cell) is not None for cell in mine) >= LEAST_POINTS:
            yield _trend(_named(key), mine)


def _number(cell: Cell) -> float | None:
    return cell.figure.value if cell.figure else None


def _trend(named: Indicator, cells: Sequence[Cell]) -> Reading:
    """A wave without a number is a gap: no moving range crosses it."""
    values = [_number(cell) for cell in cells]
    rows = [(cell.wave_on.isoformat(), True, value, cell.respondents) for cell, value in zip(cells, values, strict=True)]
    series = pd.DataFrame(rows, columns=["period", "complete", "value", "n"]).astype({"value": "Float64", "n": "Int64"})
    last = [cell for cell, value in zip(cells, values, strict=True) if value is not None][-1]
    return Reading(
        named,
        Question(grain="month"),
        breakdown=(),
        series=series,
        xmr=xmr(values, [True] * len(values), "neither"),
        latest_period=last.wave_on.isoformat(),
        latest_value=_number(last),
        latest_n=last.respondents,
        targets=(None,) * len(values),
        data_until=cells[-1].wave_on,
    )


def _named(key: Key) -> Indicator:
    """A score as charts and sentences know a figure. It is in no catalogue: nobody can ask it by team, period or filter."""
    return Indicator(
        name=".".join(key),
        label=score_of(key).label,
        population=POPULATION,
        definition=DEFINITION,
        unit="score",
        better="neither",
        source="releases",
        dated_by="wave_on",
        owner="hr",
        audience="activity",
        headline=False,
        least_n=1,
        per_currency=False,
        measure=lambda: Measure("mean", nw.col("low")),
    )
