"""Text that a spreadsheet would run as a formula is exported inert, and reads back as it was.

A cell that begins like a formula gets an apostrophe before it, as OWASP's page on CSV injection advises; a plain number keeps
its sign. Every room may read this module; it imports none of them.
"""

import re

import pandas as pd

BEGINS_A_FORMULA = "=+\\-@\t\r\n＝＋－＠"
PROTECTED = f"^'([{BEGINS_A_FORMULA}])"
FORMULA = re.compile(f"[{BEGINS_A_FORMULA}]")
NUMBER = re.compile(r"[+-][.,]?\d[\d.,’'\s]*(e[+-]?\d+)?\s?[€$£%]?", re.IGNORECASE)


def inert(text: str) -> str:
    """`'=1+1` for `=1+1`; any other text as it is."""
    return f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text


def bare(text: str) -> str:
    """The text without the apostrophe that `inert`, or a person at a spreadsheet, put before it."""
    return re.sub(PROTECTED, r"\1", text)


def to_csv(frame: pd.DataFrame, sep: str = ",", decimal: str = ".") -> str:
    """The frame as CSV without its index, its texts inert."""
    texts = {str(name): column.map(_inert, na_action="ignore") for name, column in frame.items() if _holds_text(column)}
    return frame.assign(**texts).rename(columns=inert).to_csv(index=False, sep=sep, decimal=decimal)


def _holds_text(column: "pd.Series[str]") -> bool:
    return pd.api.types.is_string_dtype(column) or pd.api.types.is_object_dtype(column)


def _inert(cell: object) -> object:
    return inert(cell) if isinstance(cell, str) else cell
