"""What a person says where a file leaves a question open: the same answers as the options of `python -m ingest load`."""

from typing import Any

import streamlit as st

from ingest.answers import Answers
from ingest.profile import profiles
from language import N_, translator

QUESTION_LEFT = N_("When a file leaves a question open")
ORDERS = {None: N_("as the file shows"), "day": N_("day first"), "month": N_("month first")}
MARKS = {None: N_("as the file shows"), ",": N_("comma"), ".": N_("point")}


def ask(lang: str) -> tuple[Answers, str | None]:
    """The answers, and the source's profile where it is named."""
    _ = translator(lang)

    def choice(label: str, options: dict[Any, str]) -> Any:
        return st.selectbox(label, list(options), format_func=lambda code: _(options.get(code, "")))

    with st.expander(_(QUESTION_LEFT), key="answers"):
        profile = st.selectbox(_("Source"), sorted(profiles()), index=None, placeholder=_("as the file shows"))
        dates = choice(_("Dates"), ORDERS)
        mark = choice(_("Decimals"), MARKS)
        sheet = st.text_input(_("Sheet of the workbook")) or None
        anyway = st.checkbox(_("Load what can be loaded, even if most rows are refused"))
    return Answers(dates=dates, decimal=mark, sheet=sheet, anyway=anyway), profile
