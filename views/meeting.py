"""One indicator a screen, large, for a meeting; PageDown and PageUp turn the pages."""

from html import escape

import streamlit as st

from charts.control import MEETING
from language import translator
from metrics.catalogue import collect
from views import address, figure, filters, results
from views.answerable import answerable
from views.links import anchor

FULL_SCREEN = """
.stAppHeader, .languages { display: none }
.stMainBlockContainer { padding: 1.5rem 2.5rem 1rem; max-width: none }
.figure h1 { font-size: 2.5rem } .figure .about, .foot, .st-key-turn button p { font-size: 1.5rem }
.st-key-screen .stPlotlyChart, .st-key-screen .js-plotly-plot { height: calc(100vh - 17rem) !important }
.st-key-screen:has(ul.foot) :is(.stPlotlyChart, .js-plotly-plot) { height: calc(100vh - 24rem) !important }
"""

lang = address.language()
_ = translator(lang)
asked, _apart = answerable(sorted(collect().values(), key=lambda each: not each.headline), filters.asked())
names = [indicator.name for indicator in asked]
place = names.index(name) if (name := st.query_params.get("name")) in names else 0


def turn(steps: int) -> None:
    st.query_params["name"] = names[(place + steps) % len(names)]


st.html(f"<style>{FULL_SCREEN}</style>")
with st.container(key="screen", height="stretch"):
    for reading in results.readings([names[place]], filters.asked()):
        figure.show(reading, MEETING, level=1)
with st.container(horizontal=True, key="turn", vertical_alignment="center"):
    st.button(_("Previous"), on_click=turn, args=(-1,), shortcut="PageUp", type="tertiary")
    st.button(_("Next"), on_click=turn, args=(1,), shortcut="PageDown", type="tertiary")
    filtered = [value for _dimension, value in filters.asked().where]
    said = " · ".join(escape(text) for text in (f"{place + 1} / {len(names)}", *filtered))
    st.html(f'<p class="foot">{said} · {anchor(address.link("indicator", name=names[place]), _("Leave"))}</p>')
