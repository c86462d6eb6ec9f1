"""Links that change page without loading it again; opened in a new tab they are ordinary links.

They are the browser's own steps: Back returns to the very address that was left. Streamlit's way would first write the new
query into the address that is left, in `st.switch_page` as under its navigation.
"""

import json
from collections.abc import Iterable
from html import escape

import streamlit as st

from views import address

CATCH_CLICKS = """
const FOLDED = "[data-testid=stSidebarNavLink], [data-testid=stTopNavDropdownLink]" // where the navigation does not fit the screen
const press = (place) => ["pointerdown", "mousedown"].forEach((type) => place.dispatchEvent(new Event(type, { bubbles: true })))
export default function ({ data }) {
  const follow = (event) => {
    const link = event.target.closest?.(`a.soft, [data-testid=stTopNavLink], ${FOLDED}`)
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    event.stopPropagation()
    const there = new URL(link.href)
    const changes = Object.entries(JSON.parse(link.dataset.changes ?? "{}"))
    if (changes.length && there.pathname === location.pathname) {
      there.search = location.search // two quick clicks: the second link was drawn before the first was followed
      for (const [key, value] of changes) value === null ? there.searchParams.delete(key) : there.searchParams.set(key, value)
    }
    if (!link.matches(".soft"))
      for (const [key, value] of new URLSearchParams(location.search)) if (data.kept.includes(key)) there.searchParams.append(key, value)
    history.pushState({}, "", there)
    window.dispatchEvent(new PopStateEvent("popstate"))
    if (link.matches(FOLDED)) press(document.querySelector(".stMain")) // beside the menu, which closes it
  }
  document.addEventListener("click", follow, true)
  return () => document.removeEventListener("click", follow, true)
}
"""

_catch = st.components.v2.component("links", html="<span hidden></span>", js=CATCH_CLICKS)


def follow() -> None:
    """Go where the reader clicks, with the language and filters of here where the link is the navigation's."""
    _catch(key="links", data={"kept": list(address.KEPT)}, height=0)


def anchor(href: str, text: str, css: str = "", attributes: str = "") -> str:
    """HTML of a link; `text` is escaped. Of one to the page it stands on, a click changes what the link changes and no more."""
    changes = f' data-changes="{escape(json.dumps(href.changes))}"' if isinstance(href, address.Here) else ""
    return f'<a class="soft {css}" href="{escape(href)}" {attributes}{changes}>{escape(text)}</a>'


def choice(label: str, options: Iterable[tuple[str, str, bool]], css: str = "") -> str:
    """HTML of a row of links of which one may be current: its words, where it leads, whether it is the current one."""
    marks = {True: ' aria-current="true"', False: ""}
    links = "".join(f"<span{marks[current]}>{anchor(href, text)}</span>" for text, href, current in options)
    return f'<nav class="choice {css}" aria-label="{escape(label)}">{links}</nav>'
