"""Where the value axis begins and ends, and what stands at its ticks."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from language import DAY, HOUR, MINUTE, N_, NO_BREAK, decimal, say, translator

FROM_ZERO = ("count", "seconds", "hours", "days", "money", "rate")
ROOM = 0.08  # of the range, above and below
TICKS = 5

CLOCK = (  # up to this many seconds: the seconds in one unit, the unit, the steps people count in
    (10 * MINUTE, 1, N_("{n} s"), ()),
    (2 * HOUR, MINUTE, N_("{n} min"), (1, 2, 5, 10, 15, 30)),
    (4 * DAY, HOUR, N_("{n} h"), (1, 2, 3, 6, 12, 24)),
    (float("inf"), DAY, N_("{n} d"), ()),
)


@dataclass(frozen=True)
class Axis:
    low: float
    high: float
    ticks: tuple[float, ...]
    words: tuple[str, ...]
    size: float
    """Of one of what the ticks are counted in: 60 where they are minutes of an indicator in seconds."""
    pattern: str
    """How a number of them is written: "{n} min"."""
    digits: int
    """After the decimal mark."""

    @property
    def shows_zero(self) -> bool:
        return self.low <= 0 <= self.high


def value_axis(values: Sequence[float], unit: str, language: str, currency: str | None = None) -> Axis:
    """The axis that holds all `values`: from 0 for counts, durations and money; with room around them for shares and scores."""
    low, high = min(values), max(values)
    room = (high - low) * ROOM or abs(high) * ROOM or 1.0
    bottom = min(0.0, low - room if low < 0 else 0.0) if unit in FROM_ZERO or low < 0 else max(0.0, low - room)
    top = min(1.0, high + room) if unit == "share" and high <= 1 else high + room
    size, word, steps = _unit(top, unit)
    step = _step((top - bottom) / size, steps) * size
    ticks = tuple(step * k for k in range(ceil(bottom / step), floor(top / step + 1e-9) + 1))
    digits = max(0, -floor(log10(step / size) + 1e-9))
    pattern = _pattern(word, unit, language, currency)
    return Axis(bottom, top, ticks, tuple(_words(ticks, pattern, size, digits, language)), size, pattern, digits)


def _unit(top: float, unit: str) -> tuple[float, str | None, tuple[int, ...]]:
    """What the ticks are counted in: the size of one, its word, and the steps people count in."""
    if unit == "seconds":
        return next((size, word, steps) for limit, size, word, steps in CLOCK if top < limit)
    return (0.01 if unit == "share" else 1), None, (1,) if unit == "count" else ()


def _step(span: float, steps: tuple[int, ...]) -> float:
    """The smallest step people count in that gives at most `TICKS` intervals."""
    least = span / TICKS
    magnitude = 10.0 ** floor(log10(least))
    usual = next(k * magnitude for k in (1, 2, 5, 10) if k * magnitude >= least * (1 - 1e-9))
    return next((float(step) for step in steps if step >= least), usual)


def _pattern(word: str | None, unit: str, language: str, currency: str | None) -> str:
    if unit == "money":
        return say(0, unit, language, currency).replace("0", "{n}")
    units = {"share": N_("{n}%"), "hours": N_("{n} h"), "days": N_("{n} d")}
    return translator(language)(word or units.get(unit, "{n}")).replace(" ", NO_BREAK)


def _words(ticks: Sequence[float], pattern: str, size: float, digits: int, language: str) -> list[str]:
    numbers = [decimal(tick / size, language, "#,##0" + f".{'0' * digits}" * bool(digits)) for tick in ticks]
    return [pattern.format(n=number.replace("-", "−")) for number in numbers]
