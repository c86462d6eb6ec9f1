"""One indicator: its chart, what it counts, its numbers."""

from html import escape

import streamlit as st

from language import translator
from metrics.catalogue import collect
from views import address, behind, closer, entry, explained, figure, filters, grain, on_day, results, target
from views.answerable import answerable
from views.links import anchor

lang = address.language()
_ = translator(lang)
indicators = collect()
name = st.query_params.get("name", "")
if name not in indicators:
    st.html(f'<h1 class="sentence">{escape(_("There is no indicator of this name."))}</h1>')
    st.html(f"<p>{anchor(address.link('definitions'), _('All indicators and what they count'))}</p>")
    st.stop()
question = grain.question(indicators[name], filters.bar())
asked, apart = answerable([indicators[name]], question)
grain.choose(indicators[name], lang)
for indicator, reason in apart:
    figure.apart(_(indicator.label), reason)
readings = results.readings([indicator.name for indicator in asked], question)
shown = [grain.shown(reading, lang) for reading in readings]
for drawn, corner, done in shown:
    figure.show(drawn, level=1, note=corner)
    if done:
        st.html(f'<div class="figure"><p class="about">{escape(done)}</p></div>')
    explained.show(drawn)
    explained.beside(drawn)
if any(reading.latest_period for reading in readings):
    closer.show(readings, lang)
for reading, (drawn, _corner, done) in zip(readings, shown, strict=True):
    figure.details(drawn, done)
    behind.show(reading)
for indicator in asked:
    on_day.show(indicator, filters.asked())
    target.show(indicator)
    entry.section(indicator)
st.html(f"<p>{anchor(address.link('meeting', name=name), _('Show it in a meeting'))}</p>")
