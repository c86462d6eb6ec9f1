"""A stock on a day of one's choice, by age where it ages: what was open, to invoice, not paid that evening."""

from datetime import date
from html import escape

import pandas as pd
import streamlit as st

from language import N_, say, say_day, translator
from metrics.asked import bands_of
from metrics.indicator import Indicator, Oldest, Stock, StockRatio
from metrics.question import Question
from metrics.sources import SOURCES
from views import address, results

KEY = "on"
BANDS = {
    "age_band": N_("Days open"),
    "due_band": N_("Days late"),
    "not due": N_("not due"),
}


def show(indicator: Indicator, question: Question) -> None:
    """Nothing for a figure that is not of a day."""
    reach = SOURCES[indicator.source].reach(results.tables())
    if not isinstance(indicator.measure(), Stock | Oldest | StockRatio) or reach is None:
        return
    lang = address.language()
    _ = translator(lang)
    st.html(f'<h2 class="part">{escape(_("On a day"))}</h2>')
    day = _pick(reach.first, reach.last, lang)
    bands = bands_of(indicator)
    by = (bands.name,) if bands else ()
    rows = results.figures(indicator.name, Question("day", day, day, by, question.where))
    caption = _("At the end of {day}, as known today").format(day=say_day(day, lang))
    st.html(_html(rows, indicator, bands.name if bands else None, caption, lang))


def _pick(first: date, last: date, lang: str) -> date:
    """A day of the data, kept in the address: the last one unless another is asked."""
    asked = st.query_params.get(KEY, "")
    try:
        day = min(max(date.fromisoformat(asked), first), last)
    except ValueError:
        day = last
    if asked not in ("", day.isoformat()):
        address.leave(KEY, [asked], [day.isoformat()])
    widget = f"on.{lang}"
    st.session_state[widget] = day

    def keep() -> None:
        chosen = st.session_state[widget]
        address.put(KEY, [chosen.isoformat()])

    label = translator(lang)("Any day of the data")
    st.date_input(label, key=widget, min_value=first, max_value=last, format="DD/MM/YYYY", on_change=keep, width=220)
    if said := address.left().get(KEY):
        told = translator(lang)("“{day}” is not a day of the data, which go from {first} to {last}: the nearest is shown.")
        facts = {"day": said[0], "first": say_day(first, lang), "last": say_day(last, lang)}
        st.html(f'<p class="empty" role="status">{escape(told.format(**facts))}</p>')
    return day


def _html(rows: pd.DataFrame, indicator: Indicator, band: str | None, caption: str, lang: str) -> str:
    _ = translator(lang)
    heads = [*([_(BANDS[band])] if band else []), _(indicator.label), _("Rows")]
    head = "".join(
        f'<th scope="col"{" class=number" if text != _(BANDS.get(band or "", "")) else ""}>{escape(text)}</th>' for text in heads
    )
    body = "".join(f"<tr>{_row(row, indicator, band, lang)}</tr>" for row in rows.to_dict("records"))
    return f'<table class="plain onday"><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _row(row: dict[str, object], indicator: Indicator, band: str | None, lang: str) -> str:
    _ = translator(lang)
    currency = row.get("currency")
    value = None if pd.isna(row["value"]) else float(str(row["value"]))
    cells = [say(value, indicator.unit, lang, None if pd.isna(currency) else str(currency)), say(int(str(row["n"])), "count", lang)]
    label = "" if band is None else _("not given") if pd.isna(row[band]) else _(BANDS.get(str(row[band]), str(row[band])))
    heading = f'<th scope="row">{escape(label)}</th>' if band else ""
    return heading + "".join(f'<td class="number">{escape(cell)}</td>' for cell in cells)
