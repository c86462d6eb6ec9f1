"""What stands around every page: the style sheet, the product's name, the choice of language."""

from html import escape
from pathlib import Path

import streamlit as st

from language import LANGUAGES, translator
from views import address
from views.links import anchor

STYLE = Path(__file__).with_name("style.css")


def draw(path: str) -> None:
    lang = address.language()
    st.html(
        f"<style>{STYLE.read_text('utf-8')}</style><script>document.documentElement.lang='{lang}'</script>", unsafe_allow_javascript=True
    )
    choices = " · ".join(_language(code, path, lang) for code in LANGUAGES)
    label = escape(translator(lang)("Language"))
    st.html(f'<nav class="languages" aria-label="{label}">{choices}</nav>')


def _language(code: str, path: str, current: str) -> str:
    if code == current:
        return f'<span aria-current="true" title="{LANGUAGES[code]}">{code.upper()}</span>'
    return anchor(address.here(path, lang=code), code.upper(), hreflang=code, title=LANGUAGES[code])
