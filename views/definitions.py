"""Every indicator: what it counts, in what unit, who follows it."""

from html import escape

import streamlit as st

from language import translator
from metrics.catalogue import collect
from metrics.indicator import Indicator
from metrics.sentence import OWNERS
from views import address
from views.links import anchor
from views.scorecard import POLES

lang = address.language()
_ = translator(lang)


def entry(indicator: Indicator) -> str:
    link = anchor(address.link("indicator", name=indicator.name), _(indicator.label))
    facts = f"{_(indicator.population)} · {_('followed by: {owner}').format(owner=_(OWNERS[indicator.owner]))}"
    text = "".join(f"<p>{escape(part)}</p>" for part in _(indicator.definition).split("\n\n"))
    return f"<dt>{link} <small>{escape(facts)}</small></dt><dd>{text}</dd>"


st.html(f'<h1 class="sentence">{escape(_("What each indicator counts"))}</h1>')
for owner, pole in POLES.items():
    entries = "".join(entry(indicator) for indicator in collect().values() if indicator.owner == owner)
    st.html(f'<h2 class="part">{escape(_(pole))}</h2><dl class="definitions">{entries}</dl>')
