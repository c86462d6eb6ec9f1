"""Bring files in, see what came of each, take one back."""

from html import escape

import streamlit as st

from language import translator
from views import address, history, outcome, results

lang = address.language()
_ = translator(lang)
st.html(f'<h1 class="sentence">{escape(_("Data"))}</h1>')

dropped = st.session_state.setdefault("dropped", 0)
files = st.file_uploader(_("Drop exports here: cases, invoices, surveys, staffing"), accept_multiple_files=True, key=f"drop.{dropped}")
if files:
    st.session_state.outcomes = [outcome.load_one(file, results.lake(), lang) for file in files]
    st.session_state.dropped += 1  # an empty drop zone, and each file loaded once
    st.rerun()
for each in st.session_state.get("outcomes", []):
    outcome.show(each, lang)

imports = results.lake().imports()
if imports.empty:
    st.html(f'<p class="empty">{escape(_("Nothing was loaded yet. Drop an export above: its rows, and what was refused, show here."))}</p>')
else:
    history.table(imports, lang)
    opened = imports[imports["import_id"] == st.query_params.get("import", "")]
    for entry in opened.to_dict("records"):
        history.show(entry, lang)
