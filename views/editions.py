"""The editions: those that were published, newest first; one of them, as it was published; beside today's figures; the drafts."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from language import N_, say_moment, translator
from metrics import edition as editions
from metrics.edition import Edition
from metrics.sentence import OWNERS
from settings import settings
from views import address, edition_page, restated
from views.links import anchor

COLUMNS = (N_("Month"), N_("What it says"), N_("Published"))
BESIDE = "beside"

lang = address.language()
_ = translator(lang)


def published(known: Sequence[Edition]) -> None:
    st.html(f'<h1 class="sentence">{escape(_("Editions"))}</h1><p class="evidence">{escape(_("What the whole activity was shown."))}</p>')
    if known:
        table("editions", COLUMNS, [row(edition) for edition in known])
    else:
        st.html(f'<p class="empty">{escape(_("No edition is published yet. A relay point prepares one of a month’s figures."))}</p>')


def row(edition: Edition) -> str:
    link = anchor(address.link("editions", name=edition.name), editions.title(edition, lang))
    when = say_moment(edition.published_at, settings().zone, lang)
    cells = (escape(edition.said(lang)), f"{escape(when)}<small>{escape(_(OWNERS[edition.published_by or '']))}</small>")
    return f'<tr><th scope="row">{link}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def drafts(known: Sequence[Edition]) -> None:
    if known:
        st.html(f'<h2 class="part">{escape(_("Drafts"))}</h2>')
        table("drafts", (N_("Month"), N_("Last saved")), [draft(edition) for edition in known])
    st.html(f"<p>{anchor(address.link('prepare'), _('Prepare an edition'))}</p>")


def draft(edition: Edition) -> str:
    link = anchor(address.link("prepare", draft=edition.edition_id), editions.title(edition, lang))
    return f'<tr><th scope="row">{link}</th><td>{escape(say_moment(edition.saved_at, settings().zone, lang))}</td></tr>'


def table(css: str, columns: Sequence[str], rows: Sequence[str]) -> None:
    head = "".join(f'<th scope="col">{escape(_(column))}</th>' for column in columns)
    st.html(f'<div class="scroll"><table class="plain {css}"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>')


def opened(edition: Edition) -> None:
    """One of them: to read, to take along, or beside today's figures."""
    if st.query_params.get(BESIDE):
        restated.show(edition)
        st.html(f"<p>{anchor(address.link('editions', name=edition.name), _('The edition as it was published'))}</p>")
        return
    edition_page.opening(edition)
    edition_page.downloads(edition)
    st.html(f"<p>{anchor(address.link('meeting', edition=edition.name), _('Show the edition in a meeting'))}</p>")
    edition_page.figures(edition)
    links = {
        _("Beside today’s figures"): address.link("editions", name=edition.name, **{BESIDE: "1"}),
        _("All editions"): address.link("editions"),
    }
    st.html(f'<p class="foot">{" · ".join(anchor(href, text) for text, href in links.items())}</p>')


every = editions.published(settings().lake)
chosen = next((edition for edition in every if edition.name == st.query_params.get("name")), None)
if chosen:
    opened(chosen)
else:
    if st.query_params.get("name"):
        st.html(f'<p class="empty">{escape(_("There is no edition of this name."))}</p>')
    published(every)
    drafts(editions.drafts(settings().lake))
