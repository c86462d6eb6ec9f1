"""The row of filters above a page: the question that its figures answer, kept in the address."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from language import N_, decimal, say_day, say_period, translator
from metrics.question import Question
from views import address, period, results
from views.links import anchor

NAMES = {"team": N_("Teams"), "topic": N_("Topics"), "channel": N_("Channels"), "partner": N_("Partners")}
ALL = {"team": N_("All teams"), "topic": N_("All topics"), "channel": N_("All channels"), "partner": N_("All partners")}


def bar(dimensions: Sequence[str] = address.DIMENSIONS) -> Question:
    """Draw the filters and how fresh the data are; the question they make."""
    question, place = row(dimensions)
    freshness(question, place)
    return question


def row(dimensions: Sequence[str] = address.DIMENSIONS) -> tuple[Question, DeltaGenerator]:
    """Draw the filters; the question they make, and the place of `freshness`, which a page may fill once its figures are drawn."""
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        question = asked(dimensions)
        period.pick()
        for dimension in dimensions:
            _values(dimension)
        place = st.container(key="freshness", width="content")
    for sentence in _left_out():
        st.html(f'<p class="empty" role="status">{escape(sentence)}</p>')
    return question, place


def asked(dimensions: Sequence[str] = address.DIMENSIONS) -> Question:
    """The question that the address asks."""
    start, end = period.asked()
    where = tuple((dimension, value) for dimension in dimensions for value in address.chosen(dimension, results.choices(dimension)))
    return Question(start=start, end=end, where=where)


def _values(dimension: str) -> None:
    """Any number of a dimension's values; all of them when none is chosen."""
    options = results.choices(dimension)
    if not options:
        return
    lang = address.language()
    _ = translator(lang)
    chosen = address.chosen(dimension, options)
    widget = f"filter.{dimension}.{lang}"
    st.session_state[widget] = chosen

    def keep() -> None:
        address.put(dimension, st.session_state[widget])

    with st.popover(_summary(dimension, chosen, lang), key=f"popover.{dimension}"):
        st.multiselect(_(NAMES[dimension]), options, key=widget, on_change=keep, placeholder=_(ALL[dimension]), select_all=False)


def _summary(dimension: str, chosen: Sequence[str], lang: str) -> str:
    _ = translator(lang)
    if len(chosen) == 1:
        return re.sub(r"([^\w\s])", r"\\\1", chosen[0])  # a label is read as Markdown
    return _("{name}: {count}").format(name=_(NAMES[dimension]), count=len(chosen)) if chosen else _(ALL[dimension])


def _left_out() -> Iterator[str]:
    """What the address asked and the data do not have."""
    lang, months = address.language(), results.months()
    _ = translator(lang)
    for key, values in address.left().items():
        if key not in address.PERIOD:
            named = _(", ").join(_("“{value}”").format(value=value) for value in values)
            yield _("{values}: not in the data, so that filter was left out.").format(values=named)
        elif f"{values[0]}-01" in months:
            yield _("The period asked ends before it begins: its beginning was left out.")
        elif months:
            first, last = (say_period(month, "month", lang) for month in (months[0], months[-1]))
            yield _("“{month}” is no month of the data, which go from {first} to {last}: it was left out of the period.").format(
                month=values[0], first=first, last=last
            )


def freshness(question: Question, place: DeltaGenerator) -> None:
    """Until when the data tell, how many cases answer, and how many rows were set aside."""
    until = results.reaches_until()
    if until is None:
        return
    lang = address.language()
    _ = translator(lang)
    cases, refused = results.total("cases_opened", replace(question, grain="all")), results.refused_rows()
    said = [
        _("Data until {day}").format(day=say_day(until, lang)),
        _.many("{n} case", "{n} cases", cases).format(n=decimal(cases, lang)),
        anchor(address.link("data"), _.many("{n} refused row", "{n} refused rows", refused).format(n=decimal(refused, lang))),
    ]
    place.html(f'<p class="freshness">{" · ".join(said)}</p>')
