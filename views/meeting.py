"""One figure a screen, large, for a meeting: PageDown and PageUp turn the pages, D defines, J writes a decision, F fills the screen.

Escape closes what is open. A decision half written waits on its screen until it is in the journal.
"""

from collections.abc import Sequence
from html import escape
from typing import Any

import streamlit as st

from charts.control import MEETING, PAGE, Size
from ingest.journal import write
from lake.journal import POLES, Draft
from language import translator
from metrics import edition as editions
from metrics.catalogue import collect
from metrics.indicator import Indicator
from settings import settings
from views import address, entry, filters, projector, results
from views.answerable import answerable
from views.links import anchor
from views.shown import OPENING, Published, Shown, Today

# A screen of 720 lines is the measure; on one of 1080 everything is half as large again, so that the last row reads it as well.
# The chart takes what the words leave of the screen. A phone keeps a page's own sizes.
SCREEN = """
.stAppHeader, .stSidebar, .languages { display: none }
.st-key-decision [data-testid=InputInstructions] { display: none } /* it stands on the words, and the button says it */
.st-key-turn kbd, .st-key-turn p::after { color: var(--muted); opacity: 1 }
.st-key-turn p::after { margin-left: .5rem }
.st-key-previous p::after { content: "PageUp" }
.st-key-next p::after { content: "PageDown" }
@media (min-width: 700px) {
  .stMainBlockContainer { padding: 1.5rem 2.5rem 1rem; max-width: none }
  :is(.figure h1, h1.sentence) { font-size: 2.5rem }
  .figure h2 { font-size: 2rem }
  :is(.figure .about, .evidence, .foot, p.definition, .screens li, .stMain table.plain :is(th, td)) { font-size: 1.5rem; max-width: none }
  :is(.st-key-turn :is(p, kbd), .st-key-decision *, [role=option] *, .stToast *, .stAlert *) { font-size: 1.5rem }
  .st-key-decision .stElementContainer:has(.stSelectbox) { flex: 0 0 22rem; width: 22rem }
  .st-key-screen { min-height: calc(100vh - 7rem) }
  .st-key-screen > .stElementContainer:has(.stPlotlyChart) { flex: 1 1 0; min-height: 15rem; position: relative }
  .st-key-screen .stPlotlyChart { position: absolute; inset: 0 }
  .st-key-screen .js-plotly-plot { height: 100% }
  :has(> .st-key-turn) { position: sticky; bottom: 0; background: var(--ground) }
}
"""
LARGE_SCREEN = "html { font-size: 24px !important }"
LARGE = Size(text=36, height=630, words=390, fills=True, plot=1200)
SIZES = {"phone": PAGE, "projector": MEETING, "large": LARGE}
EDITION, SELECTION, OPENED = "edition", "pick", "open"
DEFINITION, DECISION = "definition", "decision"
WAITING: Any = {"on_change": "ignore", "persist_state": "session"}  # of a field: sent with the next key, and kept when it closes
PLACE = "meeting.place"

lang = address.language()
_ = translator(lang)


def asked() -> Shown | None:
    """The edition that the address names, which may not exist; else figures of today."""
    if name := st.query_params.get(EDITION):
        return next((Published(each) for each in editions.published(settings().lake) if each.name == name), None)
    return Today([indicator.name for indicator in selection()])


def selection() -> list[Indicator]:
    """What the address picks, else the headlines and the one it names; without those that the filters cannot answer."""
    known, picked = collect(), st.query_params.get_all(SELECTION)
    named = st.query_params.get("name")
    chosen = [known[name] for name in picked if name in known] or [each for each in known.values() if each.headline or each.name == named]
    fitting, _apart = answerable(sorted(chosen, key=lambda each: not (each.headline or picked)), filters.asked())
    return list(fitting)


def placed(names: Sequence[str]) -> int:
    """Which of the screens the address opens; the first where it names none."""
    name = st.query_params.get("name")
    return names.index(name) if name in names else 0


def turn(names: Sequence[str], steps: int) -> None:
    """From the screen that was drawn last: while keys follow each other the browser may still tell the address of the one before."""
    st.session_state[PLACE] = (st.session_state[PLACE] + steps) % len(names)
    address.opened("name", names[st.session_state[PLACE]])
    address.opened(OPENED, "")


def toggle(what: str) -> None:
    address.opened(OPENED, "" if st.query_params.get(OPENED) == what else what)


def close(what: str) -> None:
    """Unless the next key has already opened another thing."""
    if st.query_params.get(OPENED) == what:
        address.opened(OPENED, "")


@st.fragment
def present(shown: Shown) -> None:
    """The screen at which one stands. A turn draws this part of the page again, and no other."""
    name, opened, size = shown.names[st.session_state[PLACE]], st.query_params.get(OPENED), SIZES[projector.screen()]
    st.html(f"<style>{SCREEN}{LARGE_SCREEN if size is LARGE else ''}</style>")
    with st.container(key="screen", height="stretch"):
        if opened == DEFINITION:
            shown.define(name)
        else:
            shown.draw(name, size)
        if opened == DECISION:
            decide(name)
        entry.said(f"decision.{name}.{lang}")
    with st.container(horizontal=True, key="turn", vertical_alignment="center"):
        keys(shown.names, opened)
        projector.draw(_("Full screen"), lambda steps: turn(shown.names, steps))
        counted(shown, name)


def decide(name: str) -> None:
    """A decision on the indicator of the screen, on none where it opens an edition, written while it is taken."""
    key = f"decision.{name}.{lang}"

    def keep() -> None:
        text, pole = (st.session_state.get(f"{key}.{field}") or "" for field in ("text", "pole"))
        draft = Draft(kind="decision", on=entry.today(), text=text, indicator=None if name == OPENING else name)
        if entry.act(key, lambda: write(results.lake(), draft, pole, collect()), lang):
            results.look()  # the chart of this very screen shows it
            st.session_state[f"{key}.text"] = ""
            toggle(DECISION)

    with st.container(horizontal=True, vertical_alignment="bottom", key="decision"):  # a form would lose what is in it when it closes
        st.text_input(_("What is decided"), key=f"{key}.text", max_chars=500, **WAITING)
        st.selectbox(_("You are of"), list(POLES), format_func=lambda code: _(POLES.get(code, "")), key=f"{key}.pole", width=260, **WAITING)
        st.button(_("Write it in the journal"), on_click=keep)


def keys(names: Sequence[str], opened: str | None) -> None:
    """What one can do from here, each with its key; those that turn are heard by `views.projector`."""
    for label, key, steps in ((_("Previous"), "previous", -1), (_("Next"), "next", 1)):
        st.button(label, on_click=turn, args=(names, steps), type="tertiary", key=key)
    for label, key, what in ((_("Definition"), "D", DEFINITION), (_("Decision"), "J", DECISION)):
        st.button(label, on_click=toggle, args=(what,), shortcut=key, type="tertiary")
    if opened:
        st.button(_("Close"), on_click=close, args=(opened,), shortcut="Esc", type="tertiary")


def counted(shown: Shown, name: str) -> None:
    place = f"{st.session_state[PLACE] + 1} / {len(shown.names)}"
    said = " · ".join(escape(text) for text in (place, *shown.about()))
    st.html(f'<p class="foot">{said} · {anchor(shown.back(name), _("Leave"))}</p>')


screens = asked()
if screens is None:
    st.html(f'<p class="empty">{escape(_("There is no edition of this name."))}</p>')
elif screens.names:
    st.session_state[PLACE] = placed(screens.names)
    present(screens)
else:
    st.html(f'<p class="empty">{escape(_("No indicator of this selection can be asked with these filters."))}</p>')
