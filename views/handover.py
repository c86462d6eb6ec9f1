"""The handover sheet of a pole, one click away from its page."""

from datetime import UTC, datetime

import streamlit as st

from language import translator
from metrics.handover import Pole, handover
from report.handover import handover_html, handover_pdf
from settings import settings
from views import address


def offer(pole: Pole) -> None:
    """A button for each kind of file, which is made once it is asked for."""
    lang = address.language()
    _ = translator(lang)
    today = datetime.now(UTC).astimezone(settings().zone).date()
    with st.container(horizontal=True, key="handover"):
        for label, kind, media, make in (
            (_("Handover sheet (PDF)"), "pdf", "application/pdf", handover_pdf),
            (_("Handover sheet (HTML)"), "html", "text/html", handover_html),
        ):
            st.download_button(
                label,
                lambda make=make: make(handover(pole, settings().lake, today), lang),
                f"point-relais-{pole}.{kind}",
                media,
                key=f"handover.{pole}.{kind}.{lang}",
                on_click="ignore",
            )
