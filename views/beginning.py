"""How to begin, where nothing was loaded yet."""

from html import escape

import streamlit as st

from language import N_, translator
from views import address, results
from views.links import anchor

STEPS = (
    N_("Export last month's calls or cases from your tool, as a CSV file or a workbook."),
    N_("Drop the file on the Data page: it says what it understood, line by line, before anything is judged."),
    N_("Come back here: with eight months of data, every figure says whether it changes or only varies."),
)


def shown() -> bool:
    """Draw it on an empty lake; whether it was drawn, and so nothing else should be."""
    if results.reaches_until() is not None:
        return False
    lang = address.language()
    _ = translator(lang)
    steps = "".join(f"<li>{escape(_(step))}</li>" for step in STEPS)
    data = anchor(address.link("data"), _("Go to the Data page"))
    st.html(f'<h1 class="sentence">{escape(_("Nothing was loaded yet. Three steps, and the figures speak:"))}</h1>')
    st.html(f'<ol class="told">{steps}</ol><p>{data}</p>')
    return True
