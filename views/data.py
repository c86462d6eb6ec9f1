"""Bring files in, see what came of each, take one back."""

from html import escape

import streamlit as st

from language import translator
from views import address, answers, history, loading, mapping, outcome, results
from views.unknown import Unknown

# What the drop zone says beside its button is English whatever the language (streamlit#1353): ours stands in its place.
WORDS = """
[data-testid=stFileUploaderDropzoneInstructions] span {{ display: none }}
[data-testid=stFileUploaderDropzoneInstructions]::after {{ content: "{drop}"; font-size: .875rem }}
"""

lang = address.language()
_ = translator(lang)
st.html(f'<h1 class="sentence">{escape(_("Data"))}</h1>')

st.html(f"<style>{WORDS.format(drop=_('or drop them here'))}</style>")
dropped = st.session_state.setdefault("dropped", 0)
files = st.file_uploader(_("Drop exports here: cases, invoices, surveys, staffing"), accept_multiple_files=True, key=f"drop.{dropped}")
said, profile = answers.ask(lang)
if files:
    address.put("import", [])
    st.session_state.outcomes = [loading.load_one(file, results.lake(), lang, said, profile) for file in files]
    unknown = [file for file, each in zip(files, st.session_state.outcomes, strict=True) if each.unknown]
    if unknown:
        st.session_state.unknown = Unknown(unknown[0].name, unknown[0].getvalue(), said.sheet)
    st.session_state.dropped += 1  # an empty drop zone, and each file loaded once
    st.rerun()
imports = results.lake().imports()
opened = imports[imports["import_id"] == st.query_params.get("import", "")].to_dict("records")
if st.query_params.get("import") and not opened:
    st.html(f'<p class="empty" role="status">{escape(_("There is no such import. Here are all of them."))}</p>')
for entry in opened:
    history.show(entry, lang)
for place, each in enumerate(st.session_state.get("outcomes", []) if not opened else []):
    if not (each.unknown and "unknown" in st.session_state):
        outcome.show(each, lang, key=f"dropped.{place}")
if "unknown" in st.session_state and not opened:
    mapping.show(st.session_state.unknown, lang)
if imports.empty:
    st.html(f'<p class="empty">{escape(_("Nothing was loaded yet. Drop an export above: its rows, and what was refused, show here."))}</p>')
else:
    history.table(imports, lang)
