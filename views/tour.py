"""Five steps for a first visit to the overview. The browser remembers that they were seen or put aside; `tour=1` shows them again."""

import streamlit as st

from language import N_, translator
from views import address

AGAIN = "tour"
STEPS = (  # what it shows, its title, its text
    ("h1.sentence", N_("The answer first"), N_("This sentence says what really changes this month. The rest varies as usual.")),
    (
        "table.scorecard td.series",
        N_("A figure a row"),
        N_("The grey band is the usual variation. A coloured point lies outside: it is a change, not noise."),
    ),
    (
        "table.scorecard tbody th[scope=row]",
        N_("What it counts"),
        N_("Open a row: its definition, its table, the rows behind it, and what the team wrote about it."),
    ),
    (
        ".st-key-filters",
        N_("Your own question"),
        N_("Choose a period, a team, a topic. They stay in the address: a copied link shows the same."),
    ),
    (
        "[data-testid=stTopNavLink][href$=journal]",
        N_("What you decide stays"),
        N_("The journal keeps what happened and what you decided beside the figures; an edition tells it to everybody."),
    ),
)
HTML = """
<section role="dialog" aria-labelledby="title" aria-describedby="text" tabindex="-1" hidden>
  <p id="place"></p><h2 id="title" aria-live="polite"></h2><p id="text" aria-live="polite"></p>
  <div><button id="close" type="button"></button><button id="back" type="button"></button><button id="on" type="button"></button></div>
</section>
"""
CSS = """
section {
  --ink: light-dark(#1B2733, #E8EDF2); --muted: light-dark(#5B6875, #9AA7B4); --mark: light-dark(#0B6FB8, #5BB3F0);
  position: fixed; right: 1.5rem; bottom: 1.5rem; z-index: 999; width: min(22rem, calc(100vw - 5rem)); padding: 1rem 1.25rem;
  color: var(--ink); background: light-dark(#FFFFFF, #12181F); border: 1px solid var(--muted); border-radius: .5rem;
}
section[hidden] { display: none }
h2 { font-size: 1.125rem; margin: .1rem 0; }
p { margin: 0; font-size: .9375rem; }
#place { font-size: .8125rem; color: var(--muted); }
div { display: flex; gap: .5rem; margin-top: .75rem; }
#close { margin-right: auto; }
button {
  font: inherit; font-size: .9375rem; color: inherit; background: none; cursor: pointer;
  border: 1px solid currentColor; border-radius: .375rem; padding: .25rem .75rem;
}
button:disabled { visibility: hidden }
:is(button, section):focus-visible { outline: 2px solid var(--mark); outline-offset: 2px; }
"""
JS = """
const KEPT = "point-relais.tour"
export default function ({ parentElement, data }) {
  const part = (id) => parentElement.querySelector("#" + id), card = parentElement.querySelector("section")
  let place = 0, shown = null
  const unmark = () => { if (shown) shown.style.outline = ""; shown = null }
  const show = () => {
    const [target, title, text] = data.steps[place]
    unmark()
    shown = document.querySelector(target)
    if (shown) {
      shown.style.outline = "2px solid light-dark(#0B6FB8, #5BB3F0)"
      shown.style.outlineOffset = "4px"
      shown.scrollIntoView({ block: "nearest" })
    }
    part("place").textContent = `${place + 1} / ${data.steps.length}`
    part("title").textContent = title
    part("text").textContent = text
    part("back").disabled = place === 0
    part("on").textContent = place + 1 < data.steps.length ? data.on : data.done
  }
  const close = () => { unmark(); card.hidden = true; localStorage.setItem(KEPT, "seen") }
  part("close").textContent = data.close
  part("back").textContent = data.back
  part("close").onclick = close
  part("back").onclick = () => { place -= 1; show() }
  part("on").onclick = () => { if (place + 1 < data.steps.length) { place += 1; show() } else close() }
  card.onkeydown = (event) => { if (event.key === "Escape") close() }
  if (card.hidden && (data.again || localStorage.getItem(KEPT) !== "seen")) { card.hidden = false; show(); card.focus() }
  return unmark
}
"""
_card = st.components.v2.component("tour", html=HTML, css=CSS, js=JS)


def offer() -> None:
    """Show it to whoever has not seen it, or asks for it."""
    _ = translator(address.language())
    steps = [(target, _(title), _(text)) for target, title, text in STEPS]
    words = {"on": _("Next"), "back": _("Previous"), "close": _("Skip the tour"), "done": _("I see")}
    _card(key="tour", data={"steps": steps, "again": st.query_params.get(AGAIN) == "1", **words})
