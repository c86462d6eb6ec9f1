"""The control chart of an indicator (XmR): the series, its usual band and mean, its target, and what is not usual.

Its title is the reading in a sentence (`metrics.sentence.title`), set as text above it: text wraps, and is read aloud.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

import plotly.graph_objects as go  # type: ignore[import-untyped]

from charts.axis import Axis, value_axis
from charts.entries import Entries
from charts.theme import FONT, MARKS, OUTLINE, Theme
from charts.timeline import MOST, month_ticks
from language import N_, say, say_period, translator
from metrics.reading import Reading
from metrics.sentence import bounds, usual
from metrics.sentence import value as said
from metrics.spc import Limits, Point

Trace = dict[str, Any]

RULES = {
    "limit": N_("beyond the usual variation"),
    "trend": N_("seven periods in one direction"),
    "two_of_three": N_("two of three periods far from the mean"),
    "shift": N_("seven periods on one side of the mean"),
}
KINDS = {
    "common_cause": N_("usual"),
    "improvement": N_("improvement"),
    "concern": N_("concern"),
    "neutral": N_("change, neither better nor worse"),
}
SYMBOLS = {"high": "triangle-up", "low": "triangle-down"}


@dataclass(frozen=True)
class Size:
    """In pixels. `words` is the width kept at the right for the direct labels."""

    text: int
    height: int
    words: int
    fills: bool = False
    """It takes the height of what it stands in, and `height` is the least."""
    plot: int = 220
    """The width of the plot where there is least room, as on a phone."""
    ticks: int = MOST
    """Of time, about so many."""
    many: int = 60
    """Of more periods the markers are small."""


PAGE = Size(text=12, height=300, words=118)
MEETING = Size(text=24, height=420, words=260, fills=True, plot=800)
SMALL = 4
"""In pixels: markers of usual points where there are many, which would cover each other at their ordinary size."""
LINES_APART = 2.7  # line heights between the middles of one line and of three


def control_chart(reading: Reading, language: str, theme: Theme, size: Size = PAGE, note: str = "") -> go.Figure:
    """The figure of a reading with at least one value; its texts are in the reader's language; a few words stand in its corner."""
    drawing = Drawing(reading, language, theme, size, note)
    data = [drawing.complete(), *drawing.incomplete(), *drawing.entries.lines(theme, drawing.axis)]
    return go.Figure({"data": data, "layout": drawing.layout()})


def journal_key(reading: Reading, language: str, size: Size = PAGE) -> list[str]:
    """What the journal tells about the chart, a line an entry, to print under it; with the chart's numbers where it has some."""
    return Entries(reading, language, size.text, size.plot).key()


def _symbol(point: Point) -> str:
    if point.direction is None:
        return "circle"
    return SYMBOLS[point.direction] + ("-dot" if MARKS[point.kind or ""].dotted else "")


def judged(point: Point, complete: bool, language: str) -> str:
    """What is said of a period, in words alone: of which kind it is, and by which rule; empty where it is a usual one."""
    _ = translator(language)
    if not complete:
        return _("incomplete period, not judged")
    return _("{name}: {told}").format(name=_(KINDS[point.kind or ""]), told=_(RULES[point.rule])) if point.rule else ""


def marks_key(reading: Reading, language: str) -> list[str]:
    """What the marks of its chart mean, those that it has."""
    kinds = {point.kind for point in reading.xmr.points if point.direction}
    _ = translator(language)
    return [_("{name}: {told}").format(name=_(mark.shape), told=_(KINDS[kind])) for kind, mark in MARKS.items() if kind in kinds]


@dataclass(frozen=True)
class Drawn:
    """One period of the chart."""

    period: str
    point: Point
    complete: bool
    n: int | None


@dataclass(frozen=True)
class Drawing:
    reading: Reading
    language: str
    theme: Theme
    size: Size
    note: str = ""

    @cached_property
    def drawn(self) -> list[Drawn]:
        series = self.reading.series
        counts = [None if missing else int(n) for n, missing in zip(series["n"], series["n"].isna(), strict=True)]
        return [Drawn(*each) for each in zip(series["period"], self.reading.xmr.points, series["complete"], counts, strict=True)]

    @cached_property
    def entries(self) -> Entries:
        return Entries(self.reading, self.language, self.size.text, self.size.plot)

    @cached_property
    def axis(self) -> Axis:
        limits = [each for one in self.drawn if one.point.limits for each in bounds(self.reading, one.point.limits)]
        values = [one.point.value for one in self.drawn if one.point.value is not None]
        aims = [aim for aim, _, _ in self.reading.aims]
        return value_axis([*values, *limits, *aims], self.reading.indicator.unit, self.language, self.reading.currency)

    def complete(self) -> Trace:
        """The line, broken where a value is missing, and its markers: their shape and colour say the kind."""
        points, many = [one.point for one in self.drawn], len(self.drawn) > self.size.many
        marked, usual_size = (2 * SMALL, SMALL) if many else (self.size.text, self.size.text - 3)
        colours = [self.theme.of(point.kind or "common_cause") for point in points]
        hollow = [bool(point.direction) and MARKS[point.kind or ""].hollow for point in points]
        marker = {
            "symbol": [_symbol(point) for point in points],
            "color": [self.theme.ground if open_ else colour for open_, colour in zip(hollow, colours, strict=True)],
            "size": [marked if point.direction else usual_size for point in points],
            "opacity": 1,
            "line": {
                "color": [colour if open_ else self.theme.ground for open_, colour in zip(hollow, colours, strict=True)],
                "width": [OUTLINE * self.size.text / PAGE.text if open_ else 0 if many else 1 for open_ in hollow],
            },
        }
        trace, values = self._line(self.drawn), [one.point.value if one.complete else None for one in self.drawn]
        return {**trace, "y": values, "marker": marker, "line": {**trace["line"], "width": 1 if many else trace["line"]["width"]}}

    def incomplete(self) -> Iterator[Trace]:
        """The period that the data do not fill: a hollow marker, joined by a dotted line, not judged."""
        place = next((i for i, one in enumerate(self.drawn) if not one.complete and one.point.value is not None), None)
        if place is None:
            return
        joined = self.drawn[max(place - 1, 0) : place + 1]
        sizes = [0] * (len(joined) - 1) + [self.size.text - 3]
        marker = {"color": self.theme.ground, "size": sizes, "opacity": 1, "line": {"color": self.theme.usual, "width": 2}}
        trace = self._line(joined)
        yield {**trace, "line": {**trace["line"], "dash": "dot"}, "marker": marker}

    def _line(self, drawn: Sequence[Drawn]) -> Trace:
        return {
            "type": "scatter",
            "mode": "lines+markers",
            "cliponaxis": False,
            "x": [one.period for one in drawn],
            "y": [one.point.value for one in drawn],
            "text": [self._hover(one) for one in drawn],
            "hovertemplate": "%{text}<extra></extra>",
            "line": {"color": self.theme.usual, "width": self.size.text / 6},
        }

    def _hover(self, one: Drawn) -> str:
        """The period, its value and n, the limits, and what is said of it."""
        _ = translator(self.language)
        value = said(self.reading, one.point.value, self.language)
        n = "" if self.reading.indicator.unit == "count" else f" (n = {say(one.n, 'count', self.language)})"
        lines = [f"<b>{say_period(one.period, self.reading.question.grain, self.language)}</b>", value + n]
        if one.point.limits:
            lines.append(_("usual variation {span}").format(span=usual(self.reading, one.point.limits, self.language)))
        return "<br>".join(filter(None, (*lines, judged(one.point, one.complete, self.language))))

    def layout(self) -> dict[str, Any]:
        days, words = month_ticks([one.period for one in self.drawn], self.language, self.size.ticks)
        quiet = {"fixedrange": True, "zeroline": False, "tickfont": {"size": self.size.text, "color": self.theme.muted}}
        return {
            "height": None if self.size.fills else self.size.height,
            "margin": {
                "l": 8,
                "r": self.size.words if self.reading.xmr.limits or self.reading.aims else self.size.text,
                "t": 2 * self.size.text,
                "b": 8,
            },
            "paper_bgcolor": self.theme.ground,
            "plot_bgcolor": self.theme.ground,
            "font": {"family": FONT, "size": self.size.text, "color": self.theme.muted},
            "showlegend": False,
            "dragmode": False,
            "hoverlabel": {
                "bgcolor": self.theme.ground,
                "bordercolor": self.theme.usual,
                "font": {"color": self.theme.ink, "family": FONT},
            },
            "xaxis": {**quiet, "type": "date", "tickvals": days, "ticktext": words, "showgrid": False, "automargin": True},
            "yaxis": {
                **quiet,
                "range": [self.axis.low, self.axis.high],
                "tickvals": self.axis.ticks,
                "ticktext": self.axis.words,
                "gridcolor": self.theme.grid,
                "automargin": True,
            },
            "shapes": [*self._bands(), *self._targets()],
            "annotations": [*self._words(), *self._axis_note(), *self.entries.words(self.theme), *self._corner()],
        }

    def _bands(self) -> Iterator[Trace]:
        """The usual variation of each segment and its mean; provisional limits are outlined, not filled."""
        for limits, group in groupby(self.drawn, key=lambda one: one.point.limits):
            if limits is None:
                continue
            places = [one.period for one in group]
            across = {"xref": "x", "yref": "y", "x0": places[0], "x1": places[-1], "layer": "below"}
            dashed = {"fillcolor": "rgba(0,0,0,0)", "line": {"color": self.theme.usual, "width": 1, "dash": "dash"}}
            look = dashed if limits.provisional else {"fillcolor": self.theme.band, "line": {"width": 0}}
            low, high = bounds(self.reading, limits)
            yield {**across, **look, "type": "rect", "y0": low, "y1": high}
            thin = {"color": self.theme.muted, "width": 1}
            yield {**across, "type": "line", "y0": limits.centre, "y1": limits.centre, "line": thin}

    def _targets(self) -> Iterator[Trace]:
        """Each target over the time it held, a step up or down where it changed."""
        last = len(self.drawn) - 1
        for aim, first, until in self.reading.aims:
            across = {"x0": self.drawn[first].period, "x1": self.drawn[min(until + 1, last)].period}
            look = {"color": self.theme.ink, "width": self.size.text / 8, "dash": "dot"}
            yield {"type": "line", "xref": "x", "yref": "y", **across, "y0": aim, "y1": aim, "line": look, "layer": "below"}

    def _words(self) -> Iterator[Trace]:
        """The target and the usual variation, named at the end of their lines and kept from covering each other."""
        _ = translator(self.language)
        limits, aims = self.reading.xmr.limits, self.reading.aims
        if limits:
            mean = _("mean {value}").format(value=said(self.reading, limits.centre, self.language))
            band = _("usual variation<br>{span}").format(span=usual(self.reading, limits, self.language))
            yield self._word(limits.centre, f"{mean}<br>{band}", self.theme.muted, 0)
        if aims and aims[-1][2] == len(self.drawn) - 1:
            yield self._word(aims[-1][0], self._aimed(aims[-1][0]), self.theme.ink, self._aside(aims[-1][0], limits))
            aims = aims[:-1]
        for aim, first, _until in aims:
            place = {"x": self.drawn[first].period, "y": aim, "xref": "x", "yref": "y", "xanchor": "left", "yanchor": "bottom"}
            font = {"size": self.size.text, "color": self.theme.ink}
            yield {**place, "text": self._aimed(aim), "showarrow": False, "font": font}

    def _aimed(self, aim: float) -> str:
        return translator(self.language)("target {value}").format(value=said(self.reading, aim, self.language))

    def _word(self, y: float, text: str, colour: str, shift: float) -> Trace:
        place = {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 6, "yref": "y", "y": y, "yanchor": "middle", "yshift": shift}
        return {**place, "text": text, "align": "left", "showarrow": False, "font": {"size": self.size.text, "color": colour}}

    def _aside(self, target: float, limits: Limits | None) -> float:
        """Pixels by which the target's word moves away from the three lines that name the usual variation."""
        if limits is None:
            return 0
        plot = self.size.height - 5 * self.size.text
        apart = (target - limits.centre) / (self.axis.high - self.axis.low) * plot
        least = LINES_APART * self.size.text
        return 0 if abs(apart) >= least else (least if apart >= 0 else -least) - apart

    def _axis_note(self) -> Iterator[Trace]:
        if not self.axis.shows_zero:
            place = {"xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "y": 0, "yanchor": "bottom", "showarrow": False}
            yield {**place, "text": translator(self.language)("the axis does not start at 0"), "font": {"size": self.size.text}}

    def _corner(self) -> Iterator[Trace]:
        if self.note:
            place = {"xref": "paper", "x": 1, "xanchor": "right", "yref": "paper", "y": 0, "yanchor": "bottom", "showarrow": False}
            yield {**place, "text": self.note, "font": {"size": 12, "color": self.theme.ink}, "bgcolor": self.theme.ground}
