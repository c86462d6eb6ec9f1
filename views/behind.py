"""The rows behind a figure, for one of its periods: to look at and to download."""

import pandas as pd
import streamlit as st

from inert import to_csv
from language import decimal, say_period, translator
from metrics.reading import Reading
from metrics.rows import shows_rows
from report import table
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


def _table(reading: Reading, period: str, lang: str) -> None:
    _ = translator(lang)
    rows = results.rows(reading.indicator.name, one_period.question(reading, period))
    st.caption(_.many("{n} row counted", "{n} rows counted", len(rows)).format(n=decimal(len(rows), lang)))
    named = rows.rename(columns={column: _(FIELDS[column]) for column in rows.columns if column in FIELDS})
    st.dataframe(named, hide_index=True, key=f"behind.rows.{reading.indicator.name}.{lang}")
    separator, point = table.SEPARATORS[lang]
    st.download_button(
        _("Download these rows as CSV"),
        lambda: to_csv(rows, sep=separator, decimal=point).encode("utf-8-sig"),
        f"{reading.indicator.name}-{period}.csv",
        "text/csv",
        key=f"behind.csv.{reading.indicator.name}.{reading.currency}",
        on_click="ignore",
    )
