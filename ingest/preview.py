"""The first rows of a file as a profile understands them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from ingest.answers import Answers
from ingest.clean import Cleaning
from ingest.mapping import opened
from ingest.profile import Profile
from ingest.refusal import Refusal
from lake.store import quote, quote_text
from lake.table import Type
from settings import settings

PROBLEMS = "problems"


def preview(path: Path, file: str, profile: Profile, rows: int = 10, answers: Answers = Answers()) -> pd.DataFrame:
    """The first rows as they would be understood; nothing is kept.

    Returns:
        a row a line of the file (an answer, for a wide survey): `source_line`, the profile's fields, typed, moments on the local clock,
        persons masked; and `problems`, a dict from a field to the `Refusal` that keeps the row out for it.

    Raises:
        FileRefused: the file cannot be read, or a column reads two ways and neither profile nor answers settle it.
    """
    with opened(path, file, answers.sheet) as (connection, text):
        cleaning = Cleaning(connection, text, profile, settings().timezone, datetime.now(UTC), answers)
        cleaning.lay()
        shown = ", ".join(_shown(cleaning, name) for name in cleaning.filled)
        first = f"from typed order by source_line limit {rows}"
        cleaning.look_closer(f"select source_line {first}")
        found = connection.sql(f"select source_line, {shown} {first}").to_arrow_table()
        frame: pd.DataFrame = found.to_pandas(types_mapper=pd.ArrowDtype)
        lines = frame["source_line"].tolist()
        refusals = [refusal for refusal in cleaning.refusals() if refusal.line in lines]
    frame[PROBLEMS] = pd.Series([_problems(cleaning, line, refusals) for line in lines], frame.index, dtype=object)
    return frame


def _shown(cleaning: Cleaning, name: str) -> str:
    if cleaning.table[name].type is Type.MOMENT:
        return f"timezone({quote_text(cleaning.zone)}, {quote(name)}) as {quote(name)}"
    return quote(name)


def _problems(cleaning: Cleaning, line: int, refusals: Sequence[Refusal]) -> dict[str, Refusal]:
    """By field, why the row would be set aside."""
    headings = {cleaning.heading(name): name for name in reversed(cleaning.filled)}
    return {headings.get(refusal.column or "", refusal.column or ""): refusal for refusal in refusals if refusal.line == line}
