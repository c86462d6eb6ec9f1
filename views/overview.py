"""The landing page: what changed, then one reading a row."""

from html import escape

import streamlit as st

from language import decimal, translator
from metrics import attention, sentence
from metrics.catalogue import collect
from views import address, beginning, filters, results, rowset, scorecard, tour, wellbeing_row
from views.answerable import answerable
from views.links import anchor

lang = address.language()
_ = translator(lang)
if beginning.shown():
    st.stop()
question = filters.bar()
everything = rowset.visible(list(collect().values()))
asked, apart = answerable([each for each in everything if each.headline or rowset.chosen() != rowset.HEADLINES], question)
with st.spinner(_("Reading {n} indicators…").format(n=len(asked))):
    readings = results.readings([indicator.name for indicator in asked], question)
told = sentence.evidence(readings, lang) if rowset.chosen() == rowset.HEADLINES else ""
st.html(
    f'<h1 class="sentence">{escape(sentence.overview(readings, lang))}</h1>' + (f'<p class="evidence">{escape(told)}</p>' if told else "")
)
rowset.bar(readings, everything, lang)
shown = attention.needs_attention(readings) if rowset.chosen() == rowset.ATTENTION else readings
if rowset.chosen() == rowset.ATTENTION:
    if not shown:
        st.html(f'<p class="empty">{escape(attention.nothing(readings, lang))}</p>')
    if apart:
        left_out = _.many("{n} indicator does not know these filters.", "{n} indicators do not know these filters.", len(apart))
        st.html(f'<p class="empty">{escape(left_out.format(n=decimal(len(apart), lang)))}</p>')
    scorecard.table(shown, [], order=rowset.order())
else:
    scorecard.table(readings, apart, [wellbeing_row.row(lang)], rowset.order(), rowset.others(everything))
links = (
    anchor(address.link("agenda"), _("To discuss at the next meeting")),
    anchor(address.link("meeting", pick=[each.indicator.name for each in shown]), _("Show the figures in a meeting")),
    anchor(address.link("vigilance"), _("Vigilance")),
    anchor(address.link("definitions"), _("What each indicator counts")),
    anchor(address.link("", tour="1"), _("The tour in five steps")),
)
st.html(f'<p class="foot">{" · ".join(links)}</p>')
tour.offer()
