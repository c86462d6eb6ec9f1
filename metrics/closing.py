"""A wave is closed by the first look at what could be released of it: whatever is answered later waits for the next wave.

Else one could look, wait for an answer to arrive and look again: the difference between both looks would be that answer. A correction is
closed by its first look too.
"""

from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime

import pyarrow as pa

from lake.schema import WAVES
from lake.store import Writer
from metrics.engine import Tables, collect

FIRST = ""
"""Stands for the release that is corrected where a wave has none."""


@dataclass(frozen=True)
class Closing:
    """One row of the lake's `waves`."""

    wave: str
    corrects: str
    answers_version: int
    closed_at: datetime
    closed_by: str


def closings(tables: Tables) -> dict[tuple[str, str], Closing]:
    """By wave and the release it corrects."""
    rows = collect(tables[WAVES.name].select(*(field.name for field in fields(Closing)))).itertuples(index=False)
    return {(one.wave, one.corrects): one for one in (Closing(*row) for row in rows)}


def close(writer: Writer, wave: str, corrects: str, answers_version: int, by: str) -> Closing:
    """Fix a wave's answers, once."""
    closing = Closing(wave, corrects, answers_version, datetime.now(UTC), by)
    writer.put(WAVES.name, pa.Table.from_pylist([asdict(closing)], schema=WAVES.arrow), note={"wave": wave}, fresh=True)
    return closing
