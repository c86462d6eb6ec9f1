"""A target that a person sets, on the one road into the lake: a file of one row, so that history, undo and verify know it."""

import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd

from inert import to_csv
from ingest.answers import Answers
from ingest.load import load
from ingest.report import Report
from lake.schema import TARGETS
from lake.store import Lake

FIELDS = [column.name for column in TARGETS.given]


def set_target(lake: Lake, indicator: str, since: date, target: Decimal, reason: str, file: str) -> Report:
    """Set or correct the target that an indicator has from a day on.

    Args:
        target: in the indicator's unit: shares 0-1, durations in seconds.
        file: the name under which the history knows it.

    Raises:
        LakeBusy: an import kept the lake for too long.
    """
    row = pd.DataFrame([dict(zip(FIELDS, (indicator, since.isoformat(), str(target), reason), strict=True))])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "target.csv"
        path.write_text(to_csv(row), encoding="utf-8")
        return load(path, lake, kind=TARGETS.name, name=file, answers=Answers(decimal="."))
