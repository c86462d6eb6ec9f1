"""An indicator by team, topic, channel or partner: small charts on one scale, in alphabetical order."""

from base64 import b64encode
from dataclasses import replace
from html import escape

import streamlit as st

from charts.axis import Axis
from charts.multiples import common_axis, multiple
from charts.theme import THEMES
from language import N_, alphabetical, say, translator
from metrics import sentence
from metrics.indicator import Indicator
from metrics.question import NOT_GIVEN
from metrics.reading import Reading
from views import address, alternative, empty, grain, results
from views.links import anchor, choice

KEY = "by"
MOST = 12
WORDS = {"team": N_("By team"), "topic": N_("By topic"), "channel": N_("By channel"), "partner": N_("By partner")}


def dimensions(indicator: Indicator) -> list[str]:
    """None for what is told of the people who work here: of the whole activity alone."""
    return [] if indicator.owner == "hr" else [each for each in address.DIMENSIONS if each in results.dimensions(indicator)]


def choose(offered: list[str], lang: str) -> str:
    """Links to the dimensions; the one that the address asks, else the first."""
    _ = translator(lang)
    chosen = next((each for each in offered if each == st.query_params.get(KEY)), offered[0])
    links = [(_(WORDS[each]), address.here("indicator", **{KEY: each}), each == chosen) for each in offered]
    st.html(choice(_("Broken down by"), links))
    return chosen


def show(reading: Reading, lang: str) -> None:
    _ = translator(lang)
    dimension = choose(dimensions(reading.indicator), lang)
    found = results.readings([reading.indicator.name], replace(reading.question, by=(dimension,)))
    own = [grain.shown(each, lang)[0] for each in found if each.currency == reading.currency and each.latest_period]
    kept = sorted(sorted(own, key=_rows, reverse=True)[:MOST], key=lambda each: _sorted(each, dimension))
    axis = common_axis(kept, lang) if kept else None
    if axis is None:
        empty.show(found[0])
        return
    st.html(f'<p class="lead">{escape(said(kept, dimension, lang))}</p>')
    st.html(f'<div class="multiples">{"".join(_figure(each, dimension, axis, lang) for each in kept)}</div>')
    notes = [_("All on one scale, in alphabetical order; each beside its own usual variation.")]
    if len(own) > MOST:
        more = len(own) - MOST
        notes.append(_.many("{n} more with fewer rows is not shown.", "{n} more with fewer rows are not shown.", more).format(n=more))
    st.html(f'<p class="foot">{escape(" ".join(notes))}</p>')
    _table(kept, dimension, lang)


def said(readings: list[Reading], dimension: str, lang: str) -> str:
    """Which of them change, in a sentence; in alphabetical order."""
    _ = translator(lang)
    changed = [f"{_name(each, dimension, lang)} ({sentence.since(each, lang)})" for each in sentence.changed(readings)]
    if not changed:
        return _("Each varies as usual.")
    return _("A real change in: {names}.").format(names=_(", ").join(changed))


def _rows(reading: Reading) -> int:
    return int(reading.series["n"].fillna(0).sum())


def _value(reading: Reading, dimension: str) -> str | None:
    value = dict(reading.breakdown)[dimension]
    return None if value is None else str(value)


def _name(reading: Reading, dimension: str, lang: str) -> str:
    return _value(reading, dimension) or translator(lang)("not given")


def _sorted(reading: Reading, dimension: str) -> tuple[bool, str]:
    value = _value(reading, dimension)
    return value is None, alphabetical(value or "")


def _figure(reading: Reading, dimension: str, axis: Axis, lang: str) -> str:
    name = _name(reading, dimension, lang)
    chosen = _value(reading, dimension)
    href = address.here("indicator", **{dimension: chosen, "show": None, KEY: None}) if chosen != NOT_GIVEN and chosen else ""
    title = f"<b>{anchor(href, name) if href else escape(name)}</b>"
    change = f'<span class="{reading.variation or "unknown"}">{escape(sentence.change(reading, lang))}</span>'
    value = escape(sentence.latest_value(reading, lang) + sentence.of(reading, lang, " ({n})"))
    svg = b64encode(multiple(reading, axis, lang, THEMES[st.context.theme.type or "light"]).encode()).decode()
    picture = f'<img alt="{escape(f"{name}: {sentence.title(reading, lang)}")}" src="data:image/svg+xml;base64,{svg}">'
    return f"<figure><figcaption>{title} {value}<br>{change} {escape(sentence.since(reading, lang))}</figcaption>{picture}</figure>"


def _table(readings: list[Reading], dimension: str, lang: str) -> None:
    _ = translator(lang)
    heads = [_(WORDS[dimension]), _("Latest complete value"), _("n"), _("Usual variation"), _("What changes")]
    rows = [
        [
            _name(each, dimension, lang),
            sentence.latest_value(each, lang),
            say(each.latest_n, "count", lang),
            sentence.usual(each, each.xmr.limits, lang) if each.xmr.limits else "–",
            f"{sentence.change(each, lang)} {sentence.since(each, lang)}",
        ]
        for each in readings
    ]
    alternative.show(heads, rows, lang, words=(4,))
