"""The chart of moving ranges that goes with a control chart: how far each point lies from the one before."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import plotly.graph_objects as go  # type: ignore[import-untyped]

from charts.axis import value_axis
from charts.frame import layout, quiet, values, word
from charts.theme import Theme
from charts.timeline import month_ticks
from language import say_period, translator
from metrics.moving_range import MovingRange
from metrics.reading import Reading
from metrics.sentence import value as said


def moving_range_chart(reading: Reading, ranges: Sequence[MovingRange], language: str, theme: Theme) -> go.Figure:
    """Of a reading with at least one range; the mean and the upper limit of each segment, named at their ends."""
    periods = [str(period) for period in reading.series["period"]]
    shown = [each for one in ranges for each in (one.value, one.upper) if each is not None]
    axis = value_axis([0.0, *shown], "rate" if reading.indicator.unit == "share" else reading.indicator.unit, language, reading.currency)
    trace = {
        "type": "scatter",
        "mode": "lines+markers",
        "cliponaxis": False,
        "x": periods,
        "y": [one.value for one in ranges],
        "text": [_hover(reading, period, one, language) for period, one in zip(periods, ranges, strict=True)],
        "hovertemplate": "%{text}<extra></extra>",
        "line": {"color": theme.usual, "width": 1.5 if len(ranges) < 60 else 1},
        "marker": {
            "symbol": ["diamond" if one.beyond else "circle" for one in ranges],
            "color": [theme.neutral if one.beyond else theme.usual for one in ranges],
            "size": [10 if one.beyond else 7 if len(ranges) < 60 else 3 for one in ranges],
            "opacity": 1,
        },
    }
    days, words = month_ticks(periods, language)
    words_right = _words(reading, ranges[-1], language, theme)
    up = {**values(axis, theme), "ticktext": [said(reading, tick, language) for tick in axis.ticks]}
    across = {**quiet(theme), "type": "date", "tickvals": days, "ticktext": words}
    more = {"xaxis": across, "yaxis": up, "shapes": [*_lines(periods, ranges, theme)], "annotations": [*words_right]}
    return go.Figure({"data": [trace], "layout": {**layout(theme, height=240, right=118), **more}})


def _lines(periods: Sequence[str], ranges: Sequence[MovingRange], theme: Theme) -> Iterator[dict[str, Any]]:
    for mean, group in groupby(zip(periods, ranges, strict=True), key=lambda pair: pair[1].mean):
        places = [period for period, _ in group]
        if mean is None:
            continue
        across = {"type": "line", "xref": "x", "yref": "y", "x0": places[0], "x1": places[-1], "layer": "below"}
        for y, dash in ((mean, "solid"), (MovingRange(None, mean).upper, "dash")):
            yield {**across, "y0": y, "y1": y, "line": {"color": theme.muted, "width": 1, "dash": dash}}


def _words(reading: Reading, last: MovingRange, language: str, theme: Theme) -> Iterator[dict[str, Any]]:
    _ = translator(language)
    for amount, text in ((last.mean, _("mean step {value}")), (last.upper, _("upper limit<br>{value}"))):
        if amount is not None:
            end = {"xref": "paper", "xanchor": "left", "xshift": 6, "align": "left"}
            yield word(text.format(value=said(reading, amount, language)), 1, amount, theme.muted, **end)


def _hover(reading: Reading, period: str, one: MovingRange, language: str) -> str:
    step = translator(language)("step of {value}").format(value=said(reading, one.value, language))
    return f"<b>{say_period(period, reading.question.grain, language)}</b><br>{step}"
