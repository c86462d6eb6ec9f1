"""Lists of what there is to talk about, as the pages To discuss and Vigilance show them."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from language import translator
from metrics import digest
from metrics.signals import Signal
from views import address
from views.links import anchor


def signal(each: Signal, lang: str) -> str:
    """HTML of a change in a sentence, with the way to its figure."""
    link = anchor(address.link("indicator", name=each.reading.indicator.name), translator(lang)("See it and write a word"))
    return f"{escape(digest.signal_told(each, lang))} {link}"


def listed(title: str, items: Sequence[str], nothing: str) -> None:
    """A heading and its items, each HTML; `nothing` where there are none."""
    body = f'<ul class="told">{"".join(f"<li>{item}</li>" for item in items)}</ul>' if items else f'<p class="empty">{escape(nothing)}</p>'
    st.html(f'<h2 class="part">{escape(title)}</h2>{body}')
