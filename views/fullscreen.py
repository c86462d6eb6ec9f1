"""A button, and the key F, that give the whole screen to the page, or take it back; a browser obeys only a person's own gesture.

It tells how many lines the screen has too, which nothing else lets a page know.
"""

import streamlit as st

HTML = "<button type='button'></button>"
LINES = 900  # from so many on, a screen is large
CSS = """
button { all: unset; cursor: pointer; font: inherit; color: inherit; font-size: 1.5rem; white-space: nowrap; }
button:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
button::after { content: "F"; font-size: .875rem; margin-left: .5rem; opacity: .85; }
"""
JS = """
export default function ({ parentElement, data, setStateValue }) {
  const tell = () => setStateValue("large", window.innerHeight >= data.lines)
  if (data.large !== (window.innerHeight >= data.lines)) tell()
  window.addEventListener("resize", tell)
  const button = parentElement.querySelector("button")
  button.textContent = data.label
  button.onclick = () => document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()
  const press = (event) => {
    const writing = event.target.closest?.("input, textarea, [contenteditable=true]")
    if (event.key.toLowerCase() === "f" && !event.ctrlKey && !event.metaKey && !event.altKey && !writing) button.onclick()
  }
  document.addEventListener("keydown", press)
  return () => {
    document.removeEventListener("keydown", press)
    window.removeEventListener("resize", tell)
  }
}
"""
KEY = "fullscreen"
_button = st.components.v2.component("fullscreen", html=HTML, css=CSS, js=JS)


def is_large() -> bool:
    """As the button last told; not before it was drawn once."""
    return bool(st.session_state.get(KEY, {}).get("large"))


def button(label: str) -> None:
    data = {"label": label, "lines": LINES, "large": is_large()}
    _button(key=KEY, data=data, width="content", on_large_change=lambda: None)
