"""The numbers of a figure as a table, folded away beneath it: for those who read rather than look."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from language import translator


def show(heads: Sequence[str], rows: Sequence[Sequence[str]], lang: str, words: Sequence[int] = (), folded: bool = True) -> None:
    """A heading for each column, and rows of as many texts, of which the first names the row.

    Args:
        words: the columns of text; the others are numbers.
    """
    if not folded:
        st.html(f'<div class="alternative">{html(heads, rows, words)}</div>')
        return
    summary = escape(translator(lang)("The same as a table"))
    st.html(f'<details class="alternative"><summary>{summary}</summary>{html(heads, rows, words)}</details>')


def html(heads: Sequence[str], rows: Sequence[Sequence[str]], words: Sequence[int] = ()) -> str:
    css = ["" if place in (0, *words) else ' class="number"' for place in range(len(heads))]
    head = "".join(f'<th scope="col"{css[place]}>{escape(text)}</th>' for place, text in enumerate(heads))
    body = "".join(f"<tr>{_row(row, css)}</tr>" for row in rows)
    return f'<div class="scroll"><table class="plain"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _row(cells: Sequence[str], css: Sequence[str]) -> str:
    first, *others = cells
    return f'<th scope="row">{escape(first)}</th>' + "".join(f"<td{css[place]}>{escape(cell)}</td>" for place, cell in enumerate(others, 1))
