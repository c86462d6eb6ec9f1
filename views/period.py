"""The filter of the period: from a month to a month, both included; the whole of the data when nothing is chosen."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

import streamlit as st

from language import say_period, translator
from views import address, results


def asked() -> tuple[date | None, date | None]:
    """The first and last day that the address asks."""
    start, end = _months()
    return _first_day(start), _last_day(end)


def _months() -> tuple[str | None, str | None]:
    """The first and last month asked, as `2014-03`; a first after the last leaves the address."""
    codes = _codes(results.months())
    start, end = (next(iter(address.chosen(key, codes)), None) for key in address.PERIOD)
    if start and end and start > end:
        address.leave("from", [start])
        return None, end
    return start, end


def _codes(months: Sequence[str]) -> list[str]:
    return [month[:7] for month in months]


def _first_day(code: str | None) -> date | None:
    return date.fromisoformat(f"{code}-01") if code else None


def _last_day(code: str | None) -> date | None:
    first = _first_day(code)
    return first.replace(day=monthrange(first.year, first.month)[1]) if first else None


def pick() -> None:
    """Draw the filter."""
    codes = _codes(results.months())
    if not codes:
        return
    lang = address.language()
    _ = translator(lang)
    start, end = _months()
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
