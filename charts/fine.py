"""A control chart of many short periods: small markers for what is usual, and a word on what was done to the values."""

from typing import Any

import plotly.graph_objects as go  # type: ignore[import-untyped]

from charts.theme import Theme
from metrics.reading import Reading

MANY = 60
SMALL = 4
"""In pixels: markers of usual points, which would cover each other at their ordinary size."""


def fine(chart: go.Figure, reading: Reading, theme: Theme, note: str = "") -> go.Figure:
    """The chart as it is where its points are few; with the note, a few words, in the corner of the plot."""
    if note:
        chart.layout.annotations = [*chart.layout.annotations, _corner(note, theme)]
    points = reading.xmr.points
    if len(points) > MANY:
        chart.data[0].marker.size = [8 if point.direction else SMALL for point in points]
        chart.data[0].marker.line.width = 0
        chart.data[0].line.width = 1
    return chart


def _corner(note: str, theme: Theme) -> dict[str, Any]:
    place = {"xref": "paper", "x": 1, "xanchor": "right", "yref": "paper", "y": 0, "yanchor": "bottom"}
    return {**place, "text": note, "showarrow": False, "font": {"size": 12, "color": theme.ink}, "bgcolor": theme.ground}
