"""What the charts beside the control chart share: ground, type, margins, quiet axes."""

from typing import Any

from charts.axis import Axis
from charts.theme import FONT, Theme

TEXT = 12
"""In pixels."""


def layout(theme: Theme, height: int = 300, right: int = 24, top: int = 24) -> dict[str, Any]:
    """Of a figure without title, legend or tools; `right` is the room for words at the end of lines."""
    hover = {"bgcolor": theme.ground, "bordercolor": theme.usual, "font": {"color": theme.ink, "family": FONT}}
    return {
        "height": height,
        "margin": {"l": 8, "r": right, "t": top, "b": 8},
        "paper_bgcolor": theme.ground,
        "plot_bgcolor": theme.ground,
        "font": {"family": FONT, "size": TEXT, "color": theme.muted},
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": hover,
    }


def quiet(theme: Theme) -> dict[str, Any]:
    """An axis that does not move and has no line of its own."""
    font = {"size": TEXT, "color": theme.muted}
    return {"fixedrange": True, "zeroline": False, "showgrid": False, "automargin": True, "ticks": "", "tickfont": font}


def values(axis: Axis, theme: Theme) -> dict[str, Any]:
    """The value axis, with its words at its ticks."""
    ticks = {"range": [axis.low, axis.high], "tickvals": axis.ticks, "ticktext": axis.words}
    return {**quiet(theme), **ticks, "showgrid": True, "gridcolor": theme.grid}


def word(text: str, x: float | str, y: float, colour: str, **place: Any) -> dict[str, Any]:
    """A few words on the plot."""
    return {"x": x, "y": y, "text": text, "showarrow": False, "font": {"size": TEXT, "color": colour}, **place}
