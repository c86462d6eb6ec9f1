"""The funnel plot: each team or partner by how many rows it has and its value, between limits that widen where rows are few."""

from collections.abc import Iterator
from typing import Any

import plotly.graph_objects as go  # type: ignore[import-untyped]

from charts.axis import value_axis
from charts.frame import layout, quiet, values, word
from charts.theme import Theme
from language import decimal, say, translator
from metrics.funnel import INNER, OUTER, Funnel, Place

STEPS = 60
"""Points of each limit."""


def funnel_chart(found: Funnel, unit: str, language: str, theme: Theme, currency: str | None = None) -> go.Figure:
    """Only those outside the outer limits are named on it."""
    rows = _rows(found)
    lines = {level: [found.limits(n, level) for n in rows] for level in (INNER, OUTER)}
    shown = [*(place.value for place in found.places), *(each for bounds in lines[OUTER] for each in bounds)]
    floor = min(place.value for place in found.places) >= 0
    axis = value_axis([max(each, 0.0) if floor else each for each in shown], unit, language, currency)
    data = [
        *(trace for level in lines for trace in _limits(rows, lines[level], level, theme)),
        _places(found, unit, language, theme, currency),
    ]
    across = {**quiet(theme), "range": [0, rows[-1]], "title": {"text": translator(language)("rows (n)"), "standoff": 6}, "nticks": 6}
    centre = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": found.pooled, "y1": found.pooled, "layer": "below"}
    more = {
        "separators": ",\u202f" if language == "fr" else ".,",
        "xaxis": {**across, "tickformat": ",d"},
        "yaxis": {**values(axis, theme), "showgrid": False},
        "shapes": [{**centre, "line": {"color": theme.muted, "width": 1}}],
        "annotations": [*_words(found, lines, unit, language, theme, currency), *_names(found, theme)],
    }
    return go.Figure({"data": data, "layout": {**layout(theme, height=360, right=118), **more}})


def _rows(found: Funnel) -> list[int]:
    least, most = min(place.n for place in found.places), max(place.n for place in found.places)
    first, last = max(1, round(least * 0.7)), round(most * 1.08) + 1
    return sorted({round(first + (last - first) * (k / STEPS) ** 2) for k in range(STEPS + 1)})


def _limits(rows: list[int], bounds: list[tuple[float, float]], level: float, theme: Theme) -> Iterator[dict[str, Any]]:
    look = {"color": theme.usual, "width": 1, "dash": "dash" if level == INNER else "solid"}
    for side in (0, 1):
        line = {"type": "scatter", "mode": "lines", "x": rows, "y": [each[side] for each in bounds], "line": look}
        yield {**line, "hoverinfo": "skip", **({"fill": "tonexty", "fillcolor": _thin(theme)} if side and level == OUTER else {})}


def _thin(theme: Theme) -> str:
    red, green, blue = (int(theme.band[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.5)"


def _places(found: Funnel, unit: str, language: str, theme: Theme, currency: str | None) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "cliponaxis": False,
        "x": [place.n for place in found.places],
        "y": [place.value for place in found.places],
        "text": [_hover(place, unit, language, currency) for place in found.places],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {
            "size": [11 if place.outside else 9 for place in found.places],
            "symbol": ["diamond" if place.outside else "circle" for place in found.places],
            "color": [theme.neutral if place.outside else theme.muted for place in found.places],
            "line": {"color": theme.ground, "width": 1},
            "opacity": 1,
        },
    }


def _hover(place: Place, unit: str, language: str, currency: str | None) -> str:
    return f"<b>{place.name}</b><br>{say(place.value, unit, language, currency)} (n = {decimal(place.n, language)})"


def _words(
    found: Funnel, lines: dict[float, list[tuple[float, float]]], unit: str, language: str, theme: Theme, currency: str | None
) -> Iterator[dict[str, Any]]:
    """The pooled value, named at the end of its line; the limits, where they are widest."""
    together = translator(language)("all: {value}").format(value=say(found.pooled, unit, language, currency))
    yield word(together, 1, found.pooled, theme.ink, xref="paper", xanchor="left", xshift=6)
    for level, bounds in lines.items():
        name = (
            say(level, "share", language) if level == INNER else decimal(level * 100, language) + ("%" if language == "en" else "\u00a0%")
        )
        yield word(name, _rows(found)[0], bounds[0][1], theme.muted, xanchor="right", xshift=-4)


def _names(found: Funnel, theme: Theme) -> Iterator[dict[str, Any]]:
    for place in found.outside:
        side = "bottom" if place.value > found.pooled else "top"
        yield word(place.name, place.n, place.value, theme.ink, yanchor=side, yshift=8 if side == "bottom" else -8)
