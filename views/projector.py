"""What the browser does in a meeting: the presenter's keys, the full screen, the kind of screen, the cursor in the field that opens.

Keys are counted where they are pressed: however fast they follow each other, no turn is lost. A browser gives the full screen
to a person's own gesture alone, and nothing else lets a page know whether it is on a phone, a projector or a large screen.
"""

from collections.abc import Callable

import streamlit as st

HTML = "<button type='button'></button>"
NARROW, WIDE, LINES = 700, 1600, 900  # pixels: below, a phone; from so wide and so many lines on, a large screen
CSS = """
button { all: unset; cursor: pointer; font: inherit; color: inherit; font-size: .875rem; white-space: nowrap; }
@media (min-width: 700px) { button { font-size: 1.5rem } }
button:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
button::after { content: "F"; margin-left: .5rem; opacity: .85; }
"""
JS = """
const shown = crypto.randomUUID(), TURNS = { PageDown: 1, PageUp: -1 }, SCROLLS = { ArrowDown: 60, ArrowUp: -60 } // pixels
let steps = 0, told = 0, field = null, now = null
const tell = () => {
  if (now && told !== steps) now.setStateValue("turned", { shown, steps: told = steps })
}
const write = ({ key }) => {
  if (key === "Escape") field.blur() // the next key is the presenter's, however late the field closes
  if (key === "Enter") document.querySelector(".st-key-decision .stButton button").click()
}
const press = (event) => {
  if (event.target === field) write(event)
  const writing = event.target.closest?.("input, textarea, [contenteditable=true]")
  if (event.ctrlKey || event.metaKey || event.altKey || writing || !document.querySelector(".st-key-turn")) return
  if (event.key.toLowerCase() === "f") now?.parentElement.querySelector("button").click()
  if (event.key in SCROLLS && event.target === document.body) document.querySelector(".stMain").scrollBy(0, SCROLLS[event.key])
  if (event.key in TURNS) {
    event.preventDefault()
    steps += TURNS[event.key]
    tell()
  }
}
// Not of one drawing: a key may be pressed while the button is drawn anew.
window.presenter?.abort()
window.presenter = new AbortController()
document.addEventListener("keydown", press, { signal: window.presenter.signal })

export default function (component) {
  const { parentElement, data, setStateValue } = now = component
  const screen = () => innerWidth < data.narrow ? "phone" : innerWidth < data.wide || innerHeight < data.lines ? "projector" : "large"
  const measure = () => { if (screen() !== data.screen) setStateValue("screen", screen()) }
  const button = parentElement.querySelector("button")
  button.textContent = data.label
  button.onclick = () => document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()
  const opened = () => {
    const found = document.querySelector(".st-key-decision input[type=text]")
    if (found && found !== field) found.focus()
    field = found
  }
  const watch = new MutationObserver(opened)
  watch.observe(document.body, { childList: true, subtree: true })
  window.addEventListener("resize", measure)
  measure()
  opened()
  tell()
  return () => {
    now = null
    watch.disconnect()
    window.removeEventListener("resize", measure)
  }
}
"""
KEY, COUNTED = "projector", "projector.counted"
_projector = st.components.v2.component("projector", html=HTML, css=CSS, js=JS)


def screen() -> str:
    """As the browser last told; a projector until it was drawn once."""
    return str(st.session_state.get(KEY, {}).get("screen") or "projector")


def draw(label: str, turn: Callable[[int], None]) -> None:
    """The button of the full screen; `turn` is told by how many screens the keys turned since it was last told."""

    def turned() -> None:
        told = st.session_state[KEY].get("turned") or {"shown": "", "steps": 0}
        before = st.session_state.get(COUNTED, {"shown": "", "steps": 0})
        st.session_state[COUNTED] = told
        turn(told["steps"] - (before["steps"] if before["shown"] == told["shown"] else 0))

    data = {"label": label, "narrow": NARROW, "wide": WIDE, "lines": LINES, "screen": screen()}
    _projector(key=KEY, data=data, width="content", on_screen_change=lambda: None, on_turned_change=turned)
