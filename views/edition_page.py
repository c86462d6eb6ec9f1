"""An edition as its readers see it: what changed, then each figure as it was published. The preview shows the same."""

from html import escape

import streamlit as st

from charts.control import PAGE, Size
from language import N_, translator
from metrics.edition import Edition
from metrics.frozen import Figure
from report import words
from report.__main__ import EDITION
from report.figure import browser
from report.missing import NO_BROWSER
from report.pages import DETAILS
from views import address, figure, files

FILES = {  # of each format, its name and type
    "pptx": (N_("PowerPoint"), "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "pdf": (N_("PDF"), "application/pdf"),
    "html": (N_("Page (HTML)"), "text/html"),
    "xlsx": (N_("Excel"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (N_("CSV"), "text/csv"),
}


def show(edition: Edition) -> None:
    """The whole of it, to look at: no file has its name before it is published."""
    opening(edition)
    figures(edition, to_take=False)


def opening(edition: Edition) -> None:
    """What it is of, what changed, and the word of introduction."""
    lang = address.language()
    introduction = _written(edition.draft.introduction)
    heading = f'<h1 class="sentence">{escape(words.heading(edition, lang))}</h1>'
    st.html(f'{heading}<p class="evidence">{escape(edition.said(lang))}</p>{introduction}')


def figures(edition: Edition, to_take: bool = True) -> None:
    """Each figure as it was published, then what all of it rests on."""
    lang = address.language()
    for each in edition.figures:
        figure_of(edition, each)
        _details(edition, each, to_take)
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(fact)}</dd>" for name, fact in words.of_edition(edition, lang))
    st.html(f'<dl class="facts">{rows}</dl>')


def figure_of(edition: Edition, each: Figure, size: Size = PAGE, level: int = 2) -> None:
    """A figure as it was published, with the comment on it: its sentence a heading of that level, its chart, its foot."""
    lang = address.language()
    said = each.words[lang]
    comment = _written(each.comment)
    heading = f'<h{level}>{escape(said.title)}</h{level}><p class="about">{escape(said.subtitle)}</p>'
    st.html(f'<div class="figure">{heading}{comment}</div>')
    if each.reading.latest_period is not None:
        figure.drawn(each.reading, said.title, edition.content, size)
    st.html(f'<p class="foot">{escape(words.foot(edition, each, lang))}</p>')


def _details(edition: Edition, each: Figure, to_take: bool) -> None:
    """What it counts, its numbers as a table, and its files."""
    lang = address.language()
    with st.expander(translator(lang)(DETAILS), key=f"details.{each.reading.indicator.name}.{each.reading.currency}"):
        figure.numbers(each.reading, each.words[lang].definition)
        if to_take:
            files.offer(each.reading, lambda: each, edition)


def _written(text: str) -> str:
    """What a person wrote, its lines as they are."""
    return f'<p class="definition comment">{escape(text)}</p>' if text else ""


def downloads(edition: Edition) -> None:
    """A button for each kind of file, which is made once it is asked for."""
    lang = address.language()
    _ = translator(lang)
    drawing = browser() is not None
    with st.container(horizontal=True, key="downloads"):
        for kind, (name, media) in FILES.items():
            if kind != "pdf" or drawing:
                st.download_button(
                    _(name),
                    lambda made=EDITION[kind]: made(edition, lang),
                    f"point-relais-{edition.name}.{kind}",
                    media,
                    key=f"download.{kind}.{lang}",
                    on_click="ignore",
                )
    if not drawing:
        st.caption(_(NO_BROWSER))
