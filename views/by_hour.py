"""A figure of cases by weekday and hour of opening, over the whole period of the page."""

from dataclasses import replace

import streamlit as st

from charts.heatmap import heatmap
from charts.theme import THEMES
from language import say, translator, weekday
from metrics import by_hour
from metrics.reading import Reading
from views import alternative, empty, figure, one_period, results


def show(reading: Reading, lang: str) -> None:
    indicator = reading.indicator
    asked = replace(one_period.question(reading, one_period.WHOLE), by=by_hour.BY)
    found = by_hour.hours(results.figures(indicator.name, asked), indicator.least_n)
    title, told = by_hour.said(found, indicator, lang), by_hour.told(found, lang)
    if not found.shown:
        empty.said(title)
        return
    figure.part(title, heatmap(found, indicator.unit, lang, THEMES[st.context.theme.type or "light"]), f"hours.{reading.currency}", told)
    _table(found, indicator.unit, lang)


def _table(found: by_hour.Hours, unit: str, lang: str) -> None:
    _ = translator(lang)
    heads = [_("Hour"), *(weekday(day, lang) for day in found.weekdays)]
    rows = [
        [_("{hour}:00").format(hour=hour), *(_cell(found.cells.get((day, hour)), unit, lang) for day in found.weekdays)]
        for hour in found.hours
    ]
    alternative.show(heads, rows, lang)


def _cell(cell: by_hour.Cell | None, unit: str, lang: str) -> str:
    return "–" if cell is None or cell.value is None else f"{say(cell.value, unit, lang)} (n = {say(cell.n, 'count', lang)})"
