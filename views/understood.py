"""The first rows of a file as a profile understands them, as a table."""

from datetime import datetime
from html import escape

import pandas as pd

from ingest.preview import PROBLEMS
from ingest.refusal import Refusal
from language import NOTHING, decimal, say_day, translator
from views.fields import FIELDS


def table(rows: pd.DataFrame, lang: str) -> str:
    """Each problem stands in its cell."""
    _ = translator(lang)
    fields = [name for name in rows.columns if name not in ("source_line", PROBLEMS)]
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in (_("Line"), *(_(FIELDS[name]) for name in fields)))
    body = "".join(
        f'<tr><th scope="row">{row["source_line"]}</th>{"".join(_cell(row[name], row[PROBLEMS].get(name), lang) for name in fields)}</tr>'
        for row in rows.to_dict("records")
    )
    return f'<div class="scroll"><table class="plain preview"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _cell(value: object, problem: Refusal | None, lang: str) -> str:
    if problem:
        return f'<td class="concern">✕ {escape(problem.sentence(lang))}</td>'
    return f"<td>{escape(_said(value, lang))}</td>"


def _said(value: object, lang: str) -> str:
    _ = translator(lang)
    if pd.isna(value):
        return NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{say_day(value.date(), lang)} {value:%H:%M:%S}"
    return decimal(value, lang) if isinstance(value, float) else str(value)
