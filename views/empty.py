"""A place without a figure says why, and links to what would fill it."""

from html import escape

import streamlit as st

from language import translator
from metrics.reading import Reading
from views import address, results
from views.links import anchor


def show(reading: Reading) -> None:
    """Why a reading has nothing to show."""
    said(results.why_empty(reading, address.language()))


def said(sentence: str) -> None:
    """A sentence that says why, and the way out: the same page without its filters, else the page Data."""
    _ = translator(address.language())
    filtered = [key for key in (*address.PERIOD, *address.DIMENSIONS) if key in st.query_params]
    page = st.session_state.page
    way = (
        anchor(address.here(page, **dict.fromkeys(filtered)), _("See it without any filter"))
        if filtered
        else anchor(address.link("data"), _("Go to the Data page"))
    )
    st.html(f'<p class="empty" role="status">{escape(sentence)} {way}</p>')
