"""The imports, newest first; one of them opened: its refused rows, and taking it back."""

from collections.abc import Hashable, Mapping
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from ingest.refusal import FileRefused, Refusal
from ingest.retime import RETIME
from ingest.undo import undo
from lake.schema import TABLES
from language import N_, NOTHING, decimal, say_moment, translator
from settings import settings
from views import address, outcome, results
from views.links import anchor

KINDS = {
    "cases": N_("cases"), "invoices": N_("invoices"), "answers": N_("survey answers"), "staffing": N_("staffing"), "targets": N_("targets"),
    RETIME: N_("opening hours"),
}  # fmt: skip
NUMBERS = {
    "rows_read": N_("read"), "inserted": N_("new"), "updated": N_("updated"), "unchanged": N_("unchanged"), "refused": N_("refused"),
}  # fmt: skip

Entry = Mapping[Hashable, Any]
SECRET = N_("Of a survey, only who brings the file in is told how many answered and what was refused.")


def secret(entry: Entry) -> bool:
    """Whether how many rows it had, and what was refused, would tell of people's answers."""
    return entry["kind"] in TABLES and TABLES[entry["kind"]].secret


def table(imports: pd.DataFrame, lang: str) -> None:
    _ = translator(lang)
    texts = "".join(f'<th scope="col">{escape(_(name))}</th>' for name in (N_("File"), N_("When"), N_("What"), N_("By")))
    numbers = "".join(f'<th scope="col" class="number">{escape(_(name))}</th>' for name in NUMBERS.values())
    rows = "".join(_row(entry, lang) for entry in imports.to_dict("records"))
    st.html(f'<div class="scroll"><table class="plain imports"><thead><tr>{texts}{numbers}</tr></thead><tbody>{rows}</tbody></table></div>')


def _row(entry: Entry, lang: str) -> str:
    _ = translator(lang)
    link = address.link("data", **{"import": entry["import_id"]})
    file = escape(entry["file"]) if entry["kind"] == RETIME else anchor(link, entry["file"])
    undone = "" if pd.isna(entry["undone_at"]) else f"<small>{escape(_('taken back'))}</small>"
    kind = f"{escape(_(KINDS[entry['kind']]))}<small>{escape(entry['profile'] or '')}</small>"
    when = escape(say_moment(entry["loaded_at"], settings().zone, lang))
    numbers = "".join(f'<td class="number">{NOTHING if secret(entry) else decimal(entry[name], lang)}</td>' for name in NUMBERS)
    by = escape(entry["loaded_by"] or "")
    return f'<tr><th scope="row">{file}{undone}</th><td>{when}</td><td>{kind}</td><td>{by}</td>{numbers}</tr>'


def show(entry: Entry, lang: str) -> None:
    """One import: its refused rows, and a button that takes it back."""
    _ = translator(lang)
    st.html(f'<h2 class="part">{escape(entry["file"])}</h2>')
    if secret(entry):
        st.html(f'<p class="foot">{escape(_(SECRET))}</p>')
    else:
        _refused(entry, lang)
    if pd.isna(entry["undone_at"]) and entry["kind"] != RETIME:
        _undo(entry["import_id"], lang)


def _refused(entry: Entry, lang: str) -> None:
    refused = results.lake().refused(entry["import_id"]).astype(object)
    rows = refused.where(refused.notna(), None).to_dict("records")
    refusals = [Refusal(row["source_line"], row["column"], row["value"], row["reason"]) for row in rows]
    outcome.refusals(refusals, entry["refused_file"], lang, entry["import_id"])


def _undo(import_id: str, lang: str) -> None:
    _ = translator(lang)
    with st.popover(_("Take this import back"), key="undo"):
        st.write(_("The rows it brought will be removed, and those it changed will be as they were before."))
        if st.button(_("Yes, take it back"), type="primary"):
            try:
                undo(results.lake(), import_id)
            except FileRefused as error:
                st.error(error.say(lang))
            else:
                st.session_state.pop("outcomes", None)
                st.rerun()
