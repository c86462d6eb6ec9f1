"""The rows behind a figure, for one of its periods: to look at and to download."""

from typing import Any

import pandas as pd
import streamlit as st

from inert import to_csv
from language import NOTHING, decimal, say_period, translator
from metrics import sentence
from metrics.reading import Reading
from metrics.rows import shows_rows
from report import table
from settings import settings
from views import address, one_period, results
from views.fields import FIELDS


def show(reading: Reading) -> None:
    """Nothing where rows are not shown; read from the lake only once opened."""
    if not shows_rows(reading.indicator) or reading.latest_period is None:
        return
    lang = address.language()
    _ = translator(lang)
    name = f"{reading.indicator.name}.{reading.currency}"
    opened = st.expander(_("The rows behind this figure"), key=f"behind.{name}.{lang}", on_change="rerun")
    if not opened.open:
        return
    with opened:
        known = [period for period, n in zip(reading.series["period"], reading.series["n"], strict=True) if not pd.isna(n) and n > 0]
        if not known:
            st.caption(_("No row was counted in these periods."))
            return
        latest = known.index(reading.latest_period) if reading.latest_period in known else len(known) - 1
        say = lambda period: say_period(period, reading.question.grain, lang)  # noqa: E731 - a label for one widget
        period = st.selectbox(_("Period"), known, index=latest, format_func=say, key=f"behind.period.{name}.{lang}")
        _table(reading, period, lang)


def _column(name: str, kind: str, lang: str) -> Any:
    """How a column is named and written: days and local moments as people write them, a duration with its unit."""
    label = translator(lang)(FIELDS.get(name, name)) + (" (s)" if name.endswith("_s") else "")
    if kind.startswith("timestamp"):
        return st.column_config.DatetimeColumn(label, format="DD/MM/YYYY HH:mm", timezone=settings().timezone)
    if kind.startswith("date"):
        return st.column_config.DateColumn(label, format="DD/MM/YYYY")
    if kind.startswith(("double", "decimal")):
        return st.column_config.NumberColumn(label, format="localized")
    return st.column_config.Column(label)


def _table(reading: Reading, period: str, lang: str) -> None:
    _ = translator(lang)
    rows = results.rows(reading.indicator.name, one_period.question(reading, period))
    st.caption(_.many("{n} row counted", "{n} rows counted", len(rows)).format(n=decimal(len(rows), lang)))
    columns = {name: _column(name, str(kind), lang) for name, kind in rows.dtypes.items()}
    key = f"behind.rows.{reading.indicator.name}.{lang}"
    st.dataframe(rows, hide_index=True, key=key, column_config=columns, placeholder=NOTHING, alt=sentence.label(reading, lang))
    separator, point = table.SEPARATORS[lang]
    st.download_button(
        _("Download these rows as CSV"),
        lambda: to_csv(rows, sep=separator, decimal=point).encode("utf-8-sig"),
        f"{reading.indicator.name}-{period}.csv",
        "text/csv",
        key=f"behind.csv.{reading.indicator.name}.{reading.currency}",
        on_click="ignore",
    )
