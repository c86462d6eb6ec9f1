"""A button, and the key F, that give the whole screen to the page, or take it back; a browser obeys only a person's own gesture.

It tells what kind of screen it is on too, which nothing else lets a page know: a phone, a projector, or one with many lines.
"""

import streamlit as st

HTML = "<button type='button'></button>"
NARROW, LINES = 700, 900  # pixels: below, a phone; from so many lines on, a large screen
CSS = """
button { all: unset; cursor: pointer; font: inherit; color: inherit; font-size: .875rem; white-space: nowrap; }
@media (min-width: 700px) { button { font-size: 1.5rem } }
button:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
button::after { content: "F"; margin-left: .5rem; opacity: .85; }
"""
JS = """
export default function ({ parentElement, data, setStateValue }) {
  const screen = () => window.innerWidth < data.narrow ? "phone" : window.innerHeight < data.lines ? "projector" : "large"
  const tell = () => setStateValue("screen", screen())
  if (data.screen !== screen()) tell()
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


def screen() -> str:
    """As the button last told; a projector until it was drawn once."""
    return str(st.session_state.get(KEY, {}).get("screen") or "projector")


def button(label: str) -> None:
    data = {"label": label, "narrow": NARROW, "lines": LINES, "screen": screen()}
    _button(key=KEY, data=data, width="content", on_screen_change=lambda: None)
