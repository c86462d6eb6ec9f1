"""The landing page: what changed, then one reading a row."""

from html import escape

import streamlit as st

from language import translator
from metrics import sentence
from metrics.catalogue import collect
from views import address, filters, results, scorecard, wellbeing_row
from views.answerable import answerable
from views.links import anchor

lang = address.language()
_ = translator(lang)
question = filters.bar()
headlines = [indicator for indicator in collect().values() if indicator.headline]
asked, apart = answerable(headlines, question)
readings = results.readings([indicator.name for indicator in asked], question)
st.html(
    f'<h1 class="sentence">{escape(sentence.overview(readings, lang))}</h1>'
    f'<p class="evidence">{escape(sentence.evidence(readings, lang))}</p>'
)
scorecard.table(readings, apart, more=[("hr", wellbeing_row.row(lang))])
present, definitions = (
    anchor(address.link("meeting"), _("Show it in a meeting")),
    anchor(address.link("definitions"), _("What each indicator counts")),
)
st.html(f'<p class="foot">{present} · {definitions}</p>')
