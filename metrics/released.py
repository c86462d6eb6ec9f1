"""What was released of the surveys: all that screens, exports and slides may know of them."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from instruments import instruments
from language import N_, decimal, translator
from metrics.disclosure.figure import Figure, scale_of
from metrics.engine import Tables, collect

NOT_PUBLISHED = N_("not published")
"""Whatever the cause."""
PARTICIPATION = {
    "<50": N_("fewer than half answered"),
    "50-79": N_("50 to 79 % answered"),
    ">=80": N_("80 % or more answered"),
}
RULE_IN_WORDS = N_(
    "A figure is published from {least} answers on, and only where nobody can be read out of it and of all that was published before."
)


@dataclass(frozen=True)
class Cell:
    """One row of the lake's `releases`: a score of one wave, for a team or for the whole activity."""

    release_id: str
    wave: str
    wave_on: date
    instrument: str
    score: str
    team: str | None
    low: float | None
    high: float | None
    half_width: float | None
    respondents: int | None
    participation: str | None
    worst_low: float | None
    worst_high: float | None
    answers_version: int
    rule: str
    released_at: datetime
    released_by: str
    corrects: str | None

    @property
    def figure(self) -> Figure | None:
        """Null when it is not published."""
        return None if self.low is None or self.high is None else Figure(self.low, self.high)


def every_release(tables: Tables) -> list[Cell]:
    """The cells of all releases, the oldest first, also of those that were corrected since."""
    rows = collect(tables["releases"].select(*(field.name for field in fields(Cell)))).astype(object)
    cells = [Cell(*row) for row in rows.where(rows.notna(), None).itertuples(index=False)]
    return sorted(cells, key=lambda cell: cell.released_at)


def released(tables: Tables) -> list[Cell]:
    """What stands: the cells of each wave's last release, by wave in time order."""
    cells = every_release(tables)
    last = {cell.wave: cell.release_id for cell in cells}
    return sorted((cell for cell in cells if last[cell.wave] == cell.release_id), key=lambda cell: (cell.wave_on, cell.wave))


def say_figure(cell: Cell, language: str) -> str:
    """`62 ± 14`, `57 or more`, `not published`."""
    _ = translator(language)
    if not (figure := cell.figure):
        return _(NOT_PUBLISHED)
    if figure.value is not None:
        return f"{_point(figure.value, language)} ± {_point(cell.half_width or 0, language)}"
    if figure.low == scale_of(instruments()[cell.instrument].scores[cell.score]).low:
        return _("{n} or less").format(n=_point(figure.high, language))
    return _("{n} or more").format(n=_point(figure.low, language))


def say_cell(cell: Cell, language: str) -> str:
    """The figure with what it stands on; below half, with what it would be had the others answered."""
    _ = translator(language)
    parts = [say_figure(cell, language)]
    if cell.respondents:
        parts.append(_.many("{n} answer", "{n} answers", cell.respondents).format(n=cell.respondents))
    if cell.participation:
        parts.append(_(PARTICIPATION[cell.participation]))
    return " · ".join([*parts, *filter(None, [say_worst(cell, language)])])


def say_worst(cell: Cell, language: str) -> str:
    """Where fewer than half answered, what the mean of everyone would be had all others been at one end; else empty."""
    if cell.worst_low is None or cell.worst_high is None:
        return ""
    ends = {"low": _point(cell.worst_low, language), "high": _point(cell.worst_high, language)}
    return translator(language)("with those who kept silent, between {low} and {high}").format(**ends)


def _point(value: float, language: str) -> str:
    return decimal(value, language, "#,##0").replace("-", "−")
