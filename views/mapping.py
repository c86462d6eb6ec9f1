"""An export of an unknown source: how it would be read, corrected field by field, kept for the next time, and loaded."""

import re
from contextlib import suppress
from dataclasses import replace
from html import escape
from pathlib import Path

import streamlit as st

from ingest.answers import Answers
from ingest.mapping import NothingTells, Proposal
from ingest.mapping_command import WHY
from ingest.preview import preview
from ingest.profile import keep
from ingest.question import Question
from ingest.refusal import FileRefused
from lake.schema import TABLES
from language import N_, translator
from views import loading, refused, results
from views.fields import ANSWERS, FIELDS
from views.history import KINDS
from views.understood import table
from views.unknown import Held, Unknown

LOADED_KINDS = ("cases", "invoices", "answers", "staffing")
KEPT = "mapping"
MOST_COLUMNS = 2  # a date and a time


def show(unknown: Unknown, lang: str) -> None:
    """The proposal and what is left to say; once nothing is, the first rows and the button that keeps it."""
    _ = translator(lang)
    st.html(f'<h2 class="sentence">{escape(_("How to read {file}?").format(file=unknown.name))}</h2>')
    try:
        unknown.kind = _kind(unknown, lang)
        if unknown.kind:
            _fields(unknown, lang)
            proposal = unknown.proposal()
            answered = proposal.answered(_answers(proposal.questions, lang))
            _beside(answered, lang)
            if not answered.questions:
                _keep(unknown, answered, lang)
    except FileRefused as error:
        st.html(f'<p class="outcome"><span class="concern">✕ {escape(error.why(lang))}</span></p>')
    st.button(_("Leave this file"), on_click=lambda: st.session_state.pop("unknown"))


def _kind(unknown: Unknown, lang: str) -> str | None:
    """What the file holds, proposed where its columns tell."""
    _ = translator(lang)
    place: int | None = None
    told = N_("No known source has these columns, and nothing in them tells what the file holds: say it.")
    with suppress(NothingTells):
        kind = unknown.proposal().kind
        place = LOADED_KINDS.index(kind) if kind in LOADED_KINDS else 0
        told = N_("No known source has these columns. Here is how they would be read: correct what is wrong, then keep it.")
    st.html(f"<p>{escape(_(told))}</p>")
    shown = {kind: _(KINDS[kind]) for kind in LOADED_KINDS}
    key = f"mapping.kind.{lang}.{unknown.name}"
    return st.radio(_("What it holds"), LOADED_KINDS, place, format_func=lambda kind: shown.get(kind, kind), horizontal=True, key=key)


def _fields(unknown: Unknown, lang: str) -> None:
    """One chooser a field, on two columns; what a person chose against the proposal is kept with the file."""
    _ = translator(lang)
    proposal, kind = unknown.proposal(), str(unknown.kind)
    headers = [name for name in proposal.header if name]
    halves = st.columns(2)
    for place, column in enumerate(TABLES[kind].given):
        proposed = proposal.draft.proposed.get(column.name)
        columns = list(proposed.columns) if proposed else []
        label = _(FIELDS[column.name]) + (" *" if column.required else "")
        why = _(WHY[proposed.why]) if proposed else None
        key = f"mapping.{unknown.name}.{kind}.{column.name}.{lang}"
        with halves[place % 2]:
            chosen = st.multiselect(
                label, headers, columns, max_selections=MOST_COLUMNS, key=key, placeholder=why or "–", help=why if columns else None
            )
        if chosen != columns:
            unknown.columns.setdefault(kind, {})[column.name] = tuple(chosen)
    st.html(f'<p class="foot">{escape(_("* Every row needs it."))}</p>')


def _answers(questions: tuple[Question, ...], lang: str) -> dict[str, str]:
    """What the file leaves open, asked; a question without an answer stays open."""
    _ = translator(lang)
    said: dict[str, str | None] = {}
    for question in questions:
        sentence, key = _sentence(question, lang), f"mapping.answer.{question.field}.{question.ask}.{lang}"
        if question.ask == "column":
            st.html(f'<p class="concern">{escape(sentence)}</p>')
        elif question.choices:
            words = {choice: _(ANSWERS.get(choice, choice)) for choice in question.choices}
            said[question.field] = st.radio(
                sentence, list(words), None, format_func=lambda choice, words=words: words.get(choice, choice), horizontal=True, key=key
            )
        else:
            said[question.field] = st.text_input(sentence, key=key).strip() or None
    return {name: answer for name, answer in said.items() if answer}


def _sentence(question: Question, lang: str) -> str:
    """The question, its field called as people call it."""
    return replace(question, field=translator(lang)(FIELDS.get(question.field, question.field))).sentence(lang)


def _beside(proposal: Proposal, lang: str) -> None:
    """The items of a survey, and the columns that stay out, each with why."""
    _ = translator(lang)
    if proposal.draft.item_columns:
        st.html(f'<p class="foot">{escape(_("Answers in: {names}.").format(names=", ".join(proposal.draft.item_columns)))}</p>')
    if left := proposal.draft.left_out:
        named = ", ".join(f"{name} ({_(WHY[why])})" for name, why in left.items())
        st.html(f'<p class="foot">{escape(_("Columns left out: {names}.").format(names=named))}</p>')


def _keep(unknown: Unknown, proposal: Proposal, lang: str) -> None:
    """The first rows as they would be understood, a name for the source, and one button that keeps and loads."""
    _ = translator(lang)
    with unknown.path() as path:
        rows = preview(path, unknown.name, proposal.profile(), answers=Answers(sheet=unknown.sheet))
    st.html(f"<h3>{escape(_('The first rows, as they would be understood'))}</h3>{table(rows, lang)}")
    usual = re.sub(r"[^A-Za-z0-9]+", "-", Path(unknown.name).stem).strip("-").lower() or "source"
    field = f"mapping.name.{unknown.name}"
    name = st.text_input(_("Name of this source"), usual, key=field)
    if st.button(_("Keep this source and load the file"), type="primary"):
        try:
            keep(proposal.profile(name=name))
        except FileRefused as error:
            refused.refuse(KEPT, error.why(lang), field)
            refused.told(KEPT)
            return
        held = Held(unknown.name, unknown.content)
        st.session_state.outcomes = [loading.load_one(held, results.lake(), lang, Answers(sheet=unknown.sheet), name)]
        del st.session_state["unknown"]
        st.rerun()
