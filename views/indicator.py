"""One indicator: its chart, what it counts, its numbers."""

from html import escape

import streamlit as st

from language import translator
from metrics.catalogue import collect
from views import address, behind, entry, figure, filters, on_day, results, target
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
asked, apart = answerable([indicators[name]], filters.bar())
for indicator, reason in apart:
    figure.apart(_(indicator.label), reason)
for reading in results.readings([indicator.name for indicator in asked], filters.asked()):
    figure.show(reading, level=1)
    figure.beside(reading)
    figure.details(reading)
    behind.show(reading)
for indicator in asked:
    on_day.show(indicator, filters.asked())
    target.show(indicator)
    entry.section(indicator)
st.html(f"<p>{anchor(address.link('meeting', name=name), _('Show it in a meeting'))}</p>")
