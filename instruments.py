"""Survey instruments: how answers become scores. One TOML file each in `metrics/instruments/`; no questionnaire's text.

Every room may read this module; it imports none of them. Two rooms need it: `ingest` refuses an answer that lies off its item's scale,
`metrics` scores the others, and the scale is written once.
"""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

FOLDER = Path(__file__).resolve().parent / "metrics" / "instruments"
Key = tuple[str, str]
"""An instrument and one of its scores."""
SHARE_STEP = 10
"""Shares are published to 10 %, and so is what is reckoned from them."""


class InstrumentError(ValueError):
    """An instrument's file is wrong; its text is a sentence that names the file and the fault."""


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Score(Strict):
    """One figure a person, from the items of one scale."""

    label: str
    items: tuple[str, ...]
    """As the answers name them: the columns of a wide file."""
    minimum: float
    maximum: float
    step: float = 1
    """Between two answers that one may tick."""
    reversed: tuple[str, ...] = ()
    """Items of which the greatest answer is the least of what is measured."""
    method: Literal["sum", "mean", "net_promoter"]
    """`sum` × factor; `mean` rescaled to 0–100; `net_promoter`: 100 from 9 on, −100 up to 6, of a scale of 0–10."""
    factor: float = 1
    needed: int
    """With fewer of its items answered, a person has no score."""
    better: Literal["higher", "lower"]
    reference_sd: float = 20
    """What people's scores usually vary by. It is never that of the people asked, which would tell about them."""

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if len(set(self.items)) < len(self.items) or not set(self.reversed) <= set(self.items):
            raise ValueError("an item is named twice, or is reversed and not named")
        if not self.minimum < self.maximum or not 1 <= self.needed <= len(self.items):
            raise ValueError("minimum < maximum, and needed between 1 and the number of items")
        if self.method == "sum" and self.needed < len(self.items):
            raise ValueError("a sum needs all of its items")
        if self.method == "net_promoter" and (self.minimum, self.maximum, len(self.items)) != (0, 10, 1):
            raise ValueError("a net promoter score is of one item, from 0 to 10")
        return self

    @property
    def low(self) -> float:
        """The least score that a person can have."""
        if self.method == "sum":
            return self.factor * self.minimum * len(self.items)
        return -100 if self.method == "net_promoter" else 0

    @property
    def high(self) -> float:
        """The greatest."""
        return self.factor * self.maximum * len(self.items) if self.method == "sum" else 100

    @property
    def published_step(self) -> float:
        """What a team's figure is rounded to: 1 point; 10 where it is made of shares, as of a question answered yes or no."""
        shares = self.method == "net_promoter" or (len(self.items) == 1 and self.maximum - self.minimum == self.step)
        return SHARE_STEP if shares else 1


class Instrument(Strict):
    """A questionnaire's scores. No item is in two of them: else a person could be read out of the difference."""

    name: str
    label: str
    validated: bool
    licence: str
    source: str
    scores: dict[str, Score]

    @model_validator(mode="after")
    def _no_item_twice(self) -> Self:
        items = [item for score in self.scores.values() for item in score.items]
        if len(set(items)) < len(items):
            raise ValueError("an item is in two scores; whoever knows both could work out a person's answer")
        return self


def read_instrument(path: Path) -> Instrument:
    """The instrument of a TOML file, named like it.

    Raises:
        InstrumentError: the file says something else than an instrument.
    """
    try:
        return Instrument(name=path.stem, **tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError, TypeError) as error:
        fault = error.errors()[0] if isinstance(error, ValidationError) else {"loc": (), "msg": str(error)}
        raise InstrumentError(f"{path.name}: {'.'.join(map(str, (*fault['loc'], '')))} {fault['msg']}".replace(": .", ": ")) from error


@lru_cache(maxsize=1)
def instruments() -> dict[str, Instrument]:
    """Every instrument there is, by its name, which the answers carry."""
    return {path.stem: read_instrument(path) for path in sorted(FOLDER.glob("*.toml"))}


def score_of(key: Key) -> Score:
    return instruments()[key[0]].scores[key[1]]
