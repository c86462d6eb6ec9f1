"""Every indicator: what it counts, in what unit, from what, who follows it. Searchable."""

from collections.abc import Iterator
from html import escape

import streamlit as st

from language import N_, alphabetical, translator
from metrics.catalogue import collect
from metrics.facts import Facts, facts
from metrics.indicator import Indicator
from metrics.sentence import BETTER, OWNERS
from report.table import UNITS
from views import address
from views.links import anchor
from views.scorecard import POLES

KEY = "q"
AUDIENCES = {"activity": N_("the whole activity"), "team": N_("the team"), "production": N_("the production pole"), "hr": N_("the HR pole")}
CLOCKS = {"elapsed": N_("elapsed, nights and week-ends included"), "open hours": N_("opening hours only")}


def found(indicators: list[Indicator], wanted: str) -> list[Indicator]:
    """Those that hold every word, in their name or in the words of either language."""
    said = {each.name: alphabetical(" ".join(_said(each))) for each in indicators}
    return [each for each in indicators if all(word in said[each.name] for word in alphabetical(wanted).split())]


def _said(indicator: Indicator) -> Iterator[str]:
    yield indicator.name
    for language in ("fr", "en"):
        yield from map(translator(language), (indicator.label, indicator.population, indicator.definition))


def search(lang: str) -> str:
    """The words looked for, kept in the address and across a change of language."""
    _ = translator(lang)
    widget = f"search.{lang}"
    st.session_state[widget] = st.query_params.get(KEY, "")

    def keep() -> None:
        address.opened(KEY, st.session_state[widget].strip())

    label = _("Search the definitions")
    st.text_input(label, key=widget, on_change=keep, placeholder=_("wait, invoice, absence…"), width=420)
    return str(st.session_state[widget])


def entry(each: Facts, lang: str) -> str:
    _ = translator(lang)
    indicator = each.indicator
    counts, left_out = (escape(part) for part in _(indicator.definition).split("\n\n", 1))
    rows = {
        _("Unit"): _(UNITS[indicator.unit]),
        _("Direction"): _(BETTER[indicator.better]),
        _("Date"): indicator.dated_by,
        _("Clock"): _(CLOCKS[each.clock]) if each.clock else "",
        _("From"): f"{', '.join(each.tables)} ({', '.join(each.columns)})",
        _("Broken down by"): ", ".join(each.breakdowns) or _("nothing: the whole activity only"),
        _("Followed by"): _(OWNERS[indicator.owner]),
        _("For"): _(AUDIENCES[indicator.audience]),
        _("Name"): indicator.name,
    }
    facts_ = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in rows.items() if value)
    sql = f"<details><summary>{escape(_('The same in SQL, by month'))}</summary><pre><code>{escape(each.sql)}</code></pre></details>"
    summary = f"<summary><b>{escape(_(indicator.label))}</b> <small>{escape(_(indicator.population))}</small><p>{counts}</p></summary>"
    link = anchor(address.link("indicator", name=indicator.name), _("Its chart"))
    return f'<details id="{indicator.name}">{summary}<p>{left_out}</p><dl class="facts">{facts_}</dl>{sql}<p>{link}</p></details>'


def page() -> None:
    lang = address.language()
    _ = translator(lang)
    st.html(f'<h1 class="sentence">{escape(_("What each indicator counts"))}</h1>')
    wanted = search(lang)
    indicators = found(list(collect().values()), wanted)
    if not indicators:
        nothing = _("No definition holds all of these words: {words}. Try fewer, or one word alone.")
        st.html(f'<p class="empty">{escape(nothing.format(words=wanted))}</p>')
    for owner, pole in POLES.items():
        entries = "".join(entry(facts(each), lang) for each in indicators if each.owner == owner)
        if entries:
            st.html(f'<h2 class="part">{escape(_(pole))}</h2><div class="definitions">{entries}</div>')


page()
