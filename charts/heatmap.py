"""Weekday by hour: one hue from light to dark, which a grey print keeps; what has too few rows is blank."""

from typing import Any

import plotly.graph_objects as go  # type: ignore[import-untyped]

from charts.frame import TEXT, layout, quiet
from charts.theme import THEMES, Theme
from language import decimal, say, translator, weekday
from metrics.by_hour import Cell, Hours

LIGHT, DARK = ("#E4EBF1", "#0A3A66"), ("#22303C", "#CDE8FC")
"""The lowest and the highest value, on each ground: the ground itself stays for blank cells."""
ROW = 34
"""Pixels of height for one weekday."""


def heatmap(found: Hours, unit: str, language: str, theme: Theme) -> go.Figure:
    """The figure of at least one cell with a value."""
    values = list(found.shown.values())
    ends = DARK if theme == THEMES["dark"] else LIGHT
    scale = sorted({min(values), max(values)})
    bar = {
        "thickness": 10,
        "outlinewidth": 0,
        "ticks": "",
        "tickvals": scale,
        "ticktext": [say(each, unit, language) for each in scale],
        "tickfont": {"size": TEXT, "color": theme.muted},
    }
    trace = {
        "type": "heatmap",
        "x": [_hour(hour, language) for hour in found.hours],
        "y": [weekday(day, language, "abbreviated") for day in found.weekdays],
        "z": [[found.shown.get((day, hour)) for hour in found.hours] for day in found.weekdays],
        "text": [[_hover(day, hour, found.cells.get((day, hour)), unit, language) for hour in found.hours] for day in found.weekdays],
        "hovertemplate": "%{text}<extra></extra>",
        "hoverongaps": False,
        "colorscale": [[0, ends[0]], [1, ends[1]]],
        "zmin": min(values),
        "zmax": max(max(values), min(values) + 1e-9),
        "xgap": 2,
        "ygap": 2,
        "colorbar": bar,
    }
    return go.Figure({"data": [trace], "layout": _layout(len(found.weekdays), theme)})


def _layout(days: int, theme: Theme) -> dict[str, Any]:
    across = {**quiet(theme), "type": "category", "side": "bottom"}
    return {**layout(theme, height=60 + ROW * days, top=8), "xaxis": across, "yaxis": {**across, "autorange": "reversed"}}


def _hour(hour: int, language: str) -> str:
    return translator(language)("{hour}:00").format(hour=hour)


def _hover(day: int, hour: int, cell: Cell | None, unit: str, language: str) -> str:
    said = "" if cell is None else f"{say(cell.value, unit, language)} (n = {decimal(cell.n, language)})"
    return f"<b>{weekday(day, language)}, {_hour(hour, language)}</b><br>{said}"
