"""The row of filters above a page: the question that its figures answer, kept in the address."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from language import N_, decimal, say_day, say_period, translator
from metrics.question import Question
from views import address, results
from views.links import anchor

NAMES = {"team": N_("Teams"), "topic": N_("Topics"), "channel": N_("Channels"), "partner": N_("Partners")}
ALL = {"team": N_("All teams"), "topic": N_("All topics"), "channel": N_("All channels"), "partner": N_("All partners")}


def bar(dimensions: Sequence[str] = address.DIMENSIONS) -> Question:
    """Draw the filters and how fresh the data are; the question they make."""
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        question = asked(dimensions)
        _period()
        for dimension in dimensions:
            _values(dimension)
        _freshness(question)
    return question


def asked(dimensions: Sequence[str] = address.DIMENSIONS) -> Question:
    """The question that the address asks."""
    months = results.months()
    start, end = (next(iter(address.chosen(key, _codes(months))), None) for key in address.PERIOD)
    where = tuple((dimension, value) for dimension in dimensions for value in address.chosen(dimension, results.choices(dimension)))
    return Question(start=_first_day(start), end=_last_day(end), where=where)


def _codes(months: Sequence[str]) -> list[str]:
    return [month[:7] for month in months]


def _first_day(code: str | None) -> date | None:
    return date.fromisoformat(f"{code}-01") if code else None


def _last_day(code: str | None) -> date | None:
    first = _first_day(code)
    return first.replace(day=monthrange(first.year, first.month)[1]) if first else None


def _period() -> None:
    """From a month to a month; the whole of the data when nothing is chosen."""
    codes = _codes(results.months())
    if not codes:
        return
    lang = address.language()
    _ = translator(lang)
    start, end = (next(iter(address.chosen(key, codes)), None) for key in address.PERIOD)
    say = [say_period(f"{code}-01", "month", lang) for code in (start or codes[0], end or codes[-1])]
    with st.popover(_("{first} – {last}").format(first=say[0], last=say[1]), key="popover.period"):
        _month("from", _("From"), [code for code in codes if not end or code <= end], codes[0])
        _month("to", _("To"), [code for code in codes if not start or code >= start], codes[-1])


def _month(key: str, label: str, codes: Sequence[str], default: str) -> None:
    lang = address.language()
    widget = f"filter.{key}.{lang}"
    st.session_state[widget] = next(iter(address.chosen(key, codes)), default)

    def keep() -> None:
        value = st.session_state[widget]
        address.put(key, [] if value == default else [value])

    st.selectbox(label, codes, key=widget, on_change=keep, format_func=lambda code: say_period(f"{code}-01", "month", lang))


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
        return chosen[0]
    return _("{name}: {count}").format(name=_(NAMES[dimension]), count=len(chosen)) if chosen else _(ALL[dimension])


def _freshness(question: Question) -> None:
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
    st.html(f'<p class="freshness">{" · ".join(said)}</p>')
