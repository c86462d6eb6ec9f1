"""The files of one figure: its table and its picture, each made once it is asked for."""

from collections.abc import Callable

import streamlit as st

from language import N_, translator
from metrics.edition import Edition
from metrics.frozen import Figure
from metrics.reading import Reading
from report.__main__ import FIGURE
from report.figure import browser
from report.missing import NO_BROWSER
from views import address

FILES = {  # of each format, its name and type
    "csv": (N_("Table (CSV)"), "text/csv"),
    "xlsx": (N_("Table (Excel)"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "svg": (N_("Picture (SVG)"), "image/svg+xml"),
    "png": (N_("Picture (PNG)"), "image/png"),
}
PICTURES = ("svg", "png")


def offer(reading: Reading, make: Callable[[], Figure], edition: Edition | None = None) -> None:
    """A button for each kind of file that can be made here of a figure of that reading; no picture where there is nothing to draw."""
    lang = address.language()
    _ = translator(lang)
    drawing, drawn = browser() is not None, reading.latest_period is not None
    name = "-".join(filter(None, (edition and edition.name, reading.indicator.name, reading.currency)))
    with st.container(horizontal=True, key=f"files.{name}"):
        for kind, (label, media) in FILES.items():
            if kind not in PICTURES or (drawn and (drawing or kind != "png")):
                st.download_button(
                    _(label),
                    lambda made=FIGURE[kind]: made(edition, make(), lang),
                    f"{name}.{kind}",
                    media,
                    key=f"file.{name}.{kind}.{lang}",
                    on_click="ignore",
                )
    if drawn and not drawing:
        st.caption(_(NO_BROWSER))
