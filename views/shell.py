"""What the browser does to every page as it is drawn.

Streamlit's own words are English whatever the language (streamlit#1353): they are put into the reader's. A table wider than
the screen can be scrolled with the keyboard, and is no stop on its way where all of it is seen. A button that was pressed keeps
the focus where the page draws it anew in another place; one that is then switched off gives it to its neighbour. The field for
which a form was refused (`views.refused`) says so, and gets the focus.
"""

import streamlit as st

from language import LANGUAGES, N_, translator
from views import address

WORDS = (
    N_("Skip to main content"),
    N_("App pages"),
    N_("Sidebar"),
    N_("Expand sidebar"),
    N_("Collapse sidebar"),
    N_("Press Enter to apply"),
    N_("Press Ctrl+Enter to apply"),
    N_("Press ⌘+Enter to apply"),
    N_("Press Enter to submit form"),
    N_("Press Ctrl+Enter to submit form"),
    N_("Press ⌘+Enter to submit form"),
    N_("Choose an option"),
    N_("Choose options"),
    N_("Choose date"),
    N_("day"),
    N_("month"),
    N_("year"),
    N_("Increment"),
    N_("Decrement"),
    N_("Open"),
    N_("Close"),
    N_("Clear value"),
    N_("Clear selection"),
    N_("No results"),
    N_("No options to select"),
    N_("Show/hide columns"),
    N_("Download as CSV"),
    N_("Search"),
    N_("Fullscreen"),
    N_("Close fullscreen"),
    N_("file upload"),
    N_("Upload"),
    N_("Drag and drop files here"),
    N_("view more"),
    N_("view less"),
    N_("Page not found"),
    N_("The page that you have requested does not seem to exist. Running the app's main page."),
)
FOLDED, MOST_FOLDED = N_("{n} more"), 9  # pages that the navigation has no room for
MEND = """
const NAMED = "[aria-label], [title], [placeholder]", NAMES = ["aria-label", "title", "placeholder"], KEYED = "[class*=st-key-]"
const REFUSED = "[class*=st-key-refused-]", FIELD = ":is(input:not([tabindex='-1']), textarea, [role=spinbutton])"
let told = ""
const WRITTEN = "[data-testid=stSkipToContent], [data-testid=InputInstructions], [data-testid=stTooltipContent], [role=listbox]," +
  "[data-testid=stFileUploaderDropzone], [role=dialog], [data-testid=stTopNavSection], [data-testid=stToastViewButton]"
export default function ({ data }) {
  const known = new Map(data.words.flatMap(([wanted, ...others]) => others.map((word) => [word, wanted])))
  const say = (text) => known.get(text) ?? text.replace(/^([^, ]+)(?=, )/, (part) => known.get(part) ?? part)
  const change = (text, put) => { const said = say(text); if (said !== text) put(said) }
  let held = null, keys = [], giving = false
  const hold = ({ target }) => {
    held = target.closest("button") ?? target
    if (giving) return // what the reader chose stays the aim: half drawn, a row may still have the buttons of another
    keys = []
    for (let each = held.closest(KEYED); each && keys.length < 2; each = each.parentElement.closest(KEYED))
      keys.push([...each.classList].find((name) => name.startsWith("st-key-")))
  }
  const keepFocus = () => {
    if (!held?.matches("button") || (held.isConnected && !held.disabled)) return
    if (document.activeElement !== held && document.activeElement !== document.body) return
    const [own, row] = keys.map((name) => document.querySelector(`.${CSS.escape(name)} button:enabled`))
    giving = true
    ;(own ?? row)?.focus()
    giving = false
  }
  let field = null, described = null
  const untie = () => {
    field.removeAttribute("aria-invalid")
    if (described === null) field.removeAttribute("aria-describedby")
    else field.setAttribute("aria-describedby", described)
  }
  const tie = () => {
    const refused = document.querySelector(REFUSED)
    const [, count, key] = refused?.className.match(/st-key-refused-(\\d+)-(\\S+)/) ?? []
    const asked = key ? document.querySelector(`.${CSS.escape("st-key-" + key)} ${FIELD}`) : null
    const lost = field && !field.isConnected && document.activeElement === document.body
    if (asked !== field) {
      if (field) untie()
      field = asked
      described = field?.getAttribute("aria-describedby") ?? null
    }
    if (!field) return
    refused.id = "refused"
    field.setAttribute("aria-invalid", "true")
    field.setAttribute("aria-describedby", [described, refused.id].join(" ").trim())
    if (count === told && !lost) return
    told = count
    field.focus()
  }
  let waiting = 0
  const look = () => {
    waiting = 0
    for (const each of document.querySelectorAll(NAMED))
      for (const name of NAMES) if (each.hasAttribute(name)) change(each.getAttribute(name), (said) => each.setAttribute(name, said))
    for (const each of document.querySelectorAll(WRITTEN)) {
      const texts = document.createTreeWalker(each, NodeFilter.SHOW_TEXT)
      while (texts.nextNode()) change(texts.currentNode.data, (said) => { texts.currentNode.data = said })
    }
    for (const each of document.querySelectorAll(".scroll:not(.tall)")) {
      if (each.scrollWidth > each.clientWidth) each.tabIndex = 0
      else each.removeAttribute("tabindex")
    }
    keepFocus()
    tie()
  }
  const soon = () => { waiting ||= requestAnimationFrame(look) }
  const watch = new MutationObserver(soon)
  const attributes = { attributes: true, attributeFilter: [...NAMES, "open", "disabled"] }
  watch.observe(document.body, { subtree: true, childList: true, characterData: true, ...attributes })
  window.addEventListener("resize", soon)
  for (const chosen of ["focusin", "click"]) document.addEventListener(chosen, hold, true)
  look()
  return () => {
    watch.disconnect()
    window.removeEventListener("resize", soon)
    for (const chosen of ["focusin", "click"]) document.removeEventListener(chosen, hold, true)
    cancelAnimationFrame(waiting)
  }
}
"""
_words = st.components.v2.component("shell", html="<span hidden></span>", js=MEND)


def mend() -> None:
    """Now, and whenever something new is drawn."""
    tongues = [translator(code) for code in (address.language(), *LANGUAGES)]
    words = [[each(word) for each in tongues] for word in WORDS]
    words += [[each(FOLDED).format(n=n) for each in tongues] for n in range(1, MOST_FOLDED + 1)]
    _words(key="shell", data={"words": words}, height=0)
