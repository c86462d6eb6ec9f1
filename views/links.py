"""Links in our own HTML that change page without loading it again; opened in a new tab they are ordinary links."""

from collections.abc import Iterable, Mapping
from html import escape
from urllib.parse import parse_qs, urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

SOFT = "soft"

CATCH_CLICKS = """
export default function ({ setTriggerValue }) {
  document.onclick = (event) => {
    const link = event.target.closest?.("a.soft")
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    setTriggerValue("href", link.getAttribute("href"))
  }
  return () => { document.onclick = null }
}
"""

_catch = st.components.v2.component("links", html="<span hidden></span>", js=CATCH_CLICKS)


def follow(pages: Mapping[str, StreamlitPage]) -> None:
    """Go where the reader clicked; `pages` by their path."""
    href = _catch(key="links", on_href_change=lambda: None, height=0).href
    if href:
        target = urlsplit(href)
        st.switch_page(pages[target.path.strip("./")], query_params=parse_qs(target.query))


def anchor(href: str, text: str, css: str = "") -> str:
    """HTML of a link; `text` is escaped."""
    return f'<a class="{SOFT} {css}" href="{escape(href)}">{escape(text)}</a>'


def choice(label: str, options: Iterable[tuple[str, str, bool]], css: str = "") -> str:
    """HTML of a row of links of which one may be current: its words, where it leads, whether it is the current one."""
    marks = {True: ' aria-current="true"', False: ""}
    links = "".join(f"<span{marks[current]}>{anchor(href, text)}</span>" for text, href, current in options)
    return f'<nav class="choice {css}" aria-label="{escape(label)}">{links}</nav>'
