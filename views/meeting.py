"""One indicator a screen, large, for a meeting: PageDown and PageUp turn the pages, D defines, J writes a decision, F fills the screen."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from charts.control import MEETING, Size
from ingest.journal import write
from lake.journal import POLES, Draft
from language import translator
from metrics.catalogue import collect
from metrics.indicator import Indicator
from metrics.reading import Reading
from views import address, entry, figure, filters, fullscreen, results
from views.answerable import answerable
from views.links import anchor

# A screen of 720 lines is the measure; on one of 1080 everything is half as large again, so that the last row reads it as well.
SCREEN = """
.stAppHeader, .languages { display: none }
.stMainBlockContainer { padding: 1.5rem 2.5rem 1rem; max-width: none }
.figure h1 { font-size: 2.5rem }
.figure .about, .foot, .st-key-turn p, p.definition { font-size: 1.5rem }
.st-key-turn kbd { color: var(--muted); opacity: 1 }
.st-key-screen { min-height: calc(100vh - 8rem) }
.st-key-screen .stPlotlyChart, .st-key-screen .js-plotly-plot { height: calc(100vh - 17rem - var(--form)) !important }
.st-key-screen:has(ul.foot) :is(.stPlotlyChart, .js-plotly-plot) { height: calc(100vh - 24rem - var(--form)) !important }
"""
LARGE_SCREEN = "html { font-size: 24px !important }"
LARGE = Size(text=36, height=630, words=390, fills=True, plot=1200)
SELECTION, OPENED = "pick", "open"
DEFINITION, DECISION = "definition", "decision"

lang = address.language()
_ = translator(lang)


def selection() -> list[Indicator]:
    """What the address picks, else the headlines and the one it names; without those that the filters cannot answer."""
    known, picked = collect(), st.query_params.get_all(SELECTION)
    named = st.query_params.get("name")
    chosen = [known[name] for name in picked if name in known] or [each for each in known.values() if each.headline or each.name == named]
    asked, _apart = answerable(sorted(chosen, key=lambda each: not (each.headline or picked)), filters.asked())
    return list(asked)


def placed(names: Sequence[str]) -> int:
    """Which of the screens the address opens; the first where it names none."""
    name = st.query_params.get("name")
    return names.index(name) if name in names else 0


def turn(names: Sequence[str], steps: int) -> None:
    st.query_params["name"] = names[(placed(names) + steps) % len(names)]
    address.opened(OPENED, "")


def toggle(what: str) -> None:
    address.opened(OPENED, "" if st.query_params.get(OPENED) == what else what)


@st.fragment
def present(names: Sequence[str]) -> None:
    """The screen that the address opens. A turn draws this part of the page again, and no other."""
    name, opened, large = names[placed(names)], st.query_params.get(OPENED), fullscreen.is_large()
    form = "6.5rem" if opened == DECISION else "0rem"
    st.html(f"<style>:root {{ --form: {form} }} {SCREEN}{LARGE_SCREEN if large else ''}</style>")
    every = results.readings(names, filters.asked())  # all at once, so that a page turns without waiting for its figures
    with st.container(key="screen", height="stretch"):
        for reading in (each for each in every if each.indicator.name == name):
            if opened == DEFINITION:
                define(reading)
            else:
                figure.show(reading, LARGE if large else MEETING, level=1)
        if opened == DECISION:
            decide(name)
    with st.container(horizontal=True, key="turn", vertical_alignment="center"):
        keys(names)
        fullscreen.button(_("Full screen"))
        counted(names)
    entry.said(f"decision.{name}.{lang}")


def define(reading: Reading) -> None:
    figure.heading(reading, level=1)
    st.html("".join(f'<p class="definition">{escape(part)}</p>' for part in _(reading.indicator.definition).split("\n\n")))


def decide(name: str) -> None:
    """A decision on the indicator of the screen, written while it is taken."""
    key = f"decision.{name}.{lang}"

    def keep() -> None:
        text, pole = (st.session_state.get(f"{key}.{field}") or "" for field in ("text", "pole"))
        draft = Draft(kind="decision", on=entry.today(), text=text, indicator=name)
        if entry.act(key, lambda: write(results.lake(), draft, pole, collect()), lang):
            results.look()  # the chart of this very screen shows it
            toggle(DECISION)

    with st.form(key, border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(_("What is decided"), key=f"{key}.text", max_chars=500)
        st.selectbox(_("You are of"), list(POLES), format_func=lambda code: _(POLES.get(code, "")), key=f"{key}.pole", width=220)
        st.form_submit_button(_("Write it in the journal"), on_click=keep)


def keys(names: Sequence[str]) -> None:
    """What one can do from here, each with its key."""
    for label, action, arguments, shortcut in (
        (_("Previous"), turn, (names, -1), "PageUp"),
        (_("Next"), turn, (names, 1), "PageDown"),
        (_("Definition"), toggle, (DEFINITION,), "D"),
        (_("Decision"), toggle, (DECISION,), "J"),
    ):
        st.button(label, on_click=action, args=arguments, shortcut=shortcut, type="tertiary")


def counted(names: Sequence[str]) -> None:
    place = placed(names)
    filtered = [value for _dimension, value in filters.asked().where]
    said = " · ".join(escape(text) for text in (f"{place + 1} / {len(names)}", *filtered))
    st.html(f'<p class="foot">{said} · {anchor(address.link("indicator", name=names[place]), _("Leave"))}</p>')


if chosen := [indicator.name for indicator in selection()]:
    present(chosen)
else:
    st.html(f'<p class="empty">{escape(_("No indicator of this selection can be asked with these filters."))}</p>')
