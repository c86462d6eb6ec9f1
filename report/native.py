"""The control chart as a chart of PowerPoint's own, which its reader may edit: line, usual variation, target, marked points."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from math import floor
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.enum.text import PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Cm, Pt

from charts.axis import Axis, value_axis
from charts.control import KINDS
from charts.theme import THEMES
from language import N_, NO_BREAK, short_month, translator
from metrics import sentence
from metrics.frozen import Figure
from report.master import Box

THEME = THEMES["light"]
TEXT = 12  # points
PLOT = (0.07, 0.03, 0.78, 0.79)  # left, top, width, height as parts of the chart: what is left at the right is for words
APART = 0.14  # of the axis: nearer than this, two words at the end of their lines would cover each other
MOST_TICKS = 12
ASIDE = NO_BREAK * 2  # before the words at the end of a line, which would stand on its last marker
MEAN, TARGET = N_("mean"), N_("target")
MARKERS = {"improvement": XL_MARKER_STYLE.TRIANGLE, "concern": XL_MARKER_STYLE.DIAMOND, "neutral": XL_MARKER_STYLE.SQUARE}
SIGNS = {"improvement": "▲", "concern": "◆", "neutral": "■"}

Values = list[float | None]


@dataclass(frozen=True)
class Column:
    """One of the chart's workbook, and how its series looks."""

    name: str
    values: Values
    look: Callable[[Any], None]


@dataclass(frozen=True)
class Native:
    figure: Figure
    language: str

    @cached_property
    def axis(self) -> Axis:
        reading = self.figure.reading
        limits = [each for point in reading.xmr.points if point.limits for each in sentence.bounds(reading, point.limits)]
        values = [point.value for point in reading.xmr.points if point.value is not None]
        return value_axis([*values, *limits, *(aim for aim, _, _ in reading.aims)], reading.indicator.unit, self.language, reading.currency)

    @cached_property
    def columns(self) -> list[Column]:
        """What the chart's workbook holds beside the periods, in the unit of the axis; those that hold nothing are left out."""
        held = [Column(each.name, self._counted(each.values), each.look) for each in self._columns()]
        return [each for each in held if any(value is not None for value in each.values)]

    def _counted(self, values: Values) -> Values:
        return [value if value is None else value / self.axis.size for value in values]

    def _columns(self) -> Iterator[Column]:
        _ = translator(self.language)
        reading, points = self.figure.reading, self.figure.reading.xmr.points
        complete = list(reading.series["complete"])
        bounds = [sentence.bounds(reading, point.limits) if point.limits else (None, None) for point in points]
        values = [point.value for point in points]
        known = [value if done else None for value, done in zip(values, complete, strict=True)]
        yield Column(self.figure.words[self.language].label, known, _value)
        for name, levels, look in (
            (MEAN, [point.centre for point in points], _line(THEME.muted, 1)),
            (N_("lower limit"), [low for low, _high in bounds], _line(THEME.usual, 1.25, MSO_LINE.DASH)),
            (N_("upper limit"), [high for _low, high in bounds], _line(THEME.usual, 1.25, MSO_LINE.DASH)),
            (TARGET, [each.target if each else None for each in reading.targets], _line(THEME.ink, 1.5, MSO_LINE.ROUND_DOT)),
        ):
            yield from (Column(_(name), stretch, look) for stretch in _stretches(levels))
        yield Column(_("incomplete period"), self._incomplete(values, complete), _partial)
        for kind in SIGNS:
            yield Column(_(KINDS[kind]), self._marked(kind), _marks(kind))

    def _incomplete(self, values: Sequence[float | None], complete: Sequence[bool]) -> Values:
        """The period that the data do not fill, and the one before to which it is joined."""
        place = next((i for i, done in enumerate(complete) if not done and values[i] is not None), None)
        return [value if place is not None and i in (place - 1, place) else None for i, value in enumerate(values)]

    def _marked(self, kind: str) -> Values:
        """The points of this kind once more, for a series whose markers say it by shape and colour."""
        return [point.value if point.rule and point.kind == kind else None for point in self.figure.reading.xmr.points]

    def data(self) -> CategoryChartData:
        data = CategoryChartData(number_format=self.number_format)  # type: ignore[no-untyped-call]
        data.categories = [_month(period, self.language) for period in self.figure.reading.series["period"]]
        for column in self.columns:
            data.add_series(column.name, column.values)  # type: ignore[no-untyped-call]
        return data

    def warning(self) -> Iterator[str]:
        """What the reader of the chart has to know of its axis."""
        if not self.lowest <= 0 <= self.axis.high:
            yield translator(self.language)("the axis does not start at 0")

    @property
    def number_format(self) -> str:
        """The axis's pattern as spreadsheets write it: `#,##0" min"`."""
        before, _, after = self.axis.pattern.partition("{n}")
        return "".join((_literal(before), "#,##0" + f".{'0' * self.axis.digits}" * bool(self.axis.digits), _literal(after)))

    def insert(self, placeholder: Any, box: Box) -> None:
        """Put the chart into its placeholder, as large as the box; its alternative text is the sentence."""
        frame = placeholder.insert_chart(XL_CHART_TYPE.LINE_MARKERS, self.data())
        frame.left, frame.top, frame.width, frame.height = map(Cm, box)
        frame._element.nvGraphicFramePr.cNvPr.set("descr", self.figure.words[self.language].title)
        self._dress(frame.chart)

    def _dress(self, chart: Any) -> None:
        chart.has_legend = chart.has_title = False
        chart.font.size, chart.font.color.rgb = Pt(TEXT), _rgb(THEME.muted)
        _lay_out(chart)
        self._axes(chart)
        drawn = list(zip(self.columns, chart.plots[0].series, strict=True))
        for column, series in drawn:
            series.smooth = False
            column.look(series)
        self._words({column.name: series for column, series in drawn})

    @property
    def lowest(self) -> float:
        """Where the axis begins: a whole number of steps, for ticks are counted from there."""
        step = self._step
        return floor(self.axis.low / step + 1e-9) * step if step else self.axis.low

    @property
    def _step(self) -> float | None:
        return self.axis.ticks[1] - self.axis.ticks[0] if len(self.axis.ticks) > 1 else None

    def _axes(self, chart: Any) -> None:
        value, category = chart.value_axis, chart.category_axis
        value.minimum_scale, value.maximum_scale = round(self.lowest / self.axis.size, 9), self.axis.high / self.axis.size
        if self._step:
            value.major_unit = round(self._step / self.axis.size, 9)
        value.major_gridlines.format.line.color.rgb = _rgb(THEME.grid)
        value.format.line.fill.background()
        value.tick_labels.number_format, value.tick_labels.number_format_is_linked = self.number_format, False
        category.format.line.color.rgb = _rgb(THEME.grid)
        category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        value.major_tick_mark = category.major_tick_mark = XL_TICK_MARK.NONE
        skip = -(-len(self.figure.reading.series) // MOST_TICKS)
        category._element.find(qn("c:noMultiLvlLbl")).addprevious(parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="{skip}"/>'))

    def _words(self, series: dict[str, Any]) -> None:
        """The mean, the usual variation and the target, named at the end of their lines; together where they are close."""
        _, reading, last = translator(self.language), self.figure.reading, len(self.figure.reading.series) - 1
        limits, aim = reading.xmr.limits, reading.targets[last] if reading.targets else None
        target = [self._said(N_("target {value}"), aim.target)] if aim else []
        close = aim and limits and abs(aim.target - limits.centre) < APART * (self.axis.high - self.axis.low)
        if limits:
            usual = _("usual variation<br>{span}").format(span=sentence.usual(reading, limits, self.language))
            lines = [self._said(N_("mean {value}"), limits.centre), *usual.split("<br>")]
            _label(
                series[_(MEAN)].points[last],
                [*target, *lines] if close and aim and aim.target > limits.centre else [*lines, *(target if close else [])],
            )
        if aim and not close:
            _label(series[_(TARGET)].points[last], target)

    def _said(self, pattern: str, value: float) -> str:
        return translator(self.language)(pattern).format(value=sentence.value(self.figure.reading, value, self.language))


def key(figure: Figure, language: str) -> Iterator[str]:
    """What the marks of its chart mean: "▲ improvement"."""
    kinds = {point.kind for point in figure.reading.xmr.points if point.rule}
    return (f"{sign} {translator(language)(KINDS[kind])}" for kind, sign in SIGNS.items() if kind in kinds)


def _month(period: str, language: str) -> str:
    month = date.fromisoformat(period)
    return f"{short_month(month, language)} \n{month.year}"


def _stretches(levels: Values) -> list[Values]:
    """Each stretch of one level alone: a line through two would say that it went there little by little."""
    runs = [list(run) for _level, run in groupby(range(len(levels)), key=levels.__getitem__)]
    return [[level if place in run else None for place, level in enumerate(levels)] for run in runs if levels[run[0]] is not None]


def _line(colour: str, width: float, dash: Any = None) -> Callable[[Any], None]:
    def look(series: Any) -> None:
        series.format.line.color.rgb, series.format.line.width = _rgb(colour), Pt(width)
        if dash:
            series.format.line.dash_style = dash
        if _alone(series):
            _marker(series.marker, XL_MARKER_STYLE.DASH, 12, colour)
        else:
            series.marker.style = XL_MARKER_STYLE.NONE

    return look


def _alone(series: Any) -> bool:
    """Whether it has a single value, through which no line goes."""
    return sum(value is not None for value in series.values) == 1


def _value(series: Any) -> None:
    _line(THEME.usual, 2.25)(series)
    _marker(series.marker, XL_MARKER_STYLE.CIRCLE, 7, THEME.usual)


def _partial(series: Any) -> None:
    """Hollow, and of the incomplete period alone: the one before has its marker already."""
    _line(THEME.usual, 2.25, MSO_LINE.ROUND_DOT)(series)
    _marker(series.marker, XL_MARKER_STYLE.CIRCLE, 8, THEME.ground)
    series.marker.format.line.color.rgb = _rgb(THEME.usual)
    if not _alone(series):
        series.points[next(place for place, value in enumerate(series.values) if value is not None)].marker.style = XL_MARKER_STYLE.NONE


def _marks(kind: str) -> Callable[[Any], None]:
    def look(series: Any) -> None:
        series.format.line.fill.background()
        _marker(series.marker, MARKERS[kind], 11, THEME.of(kind))

    return look


def _marker(marker: Any, style: Any, size: int, colour: str) -> None:
    marker.style, marker.size = style, size
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = _rgb(colour)
    marker.format.line.color.rgb = _rgb(colour)


def _label(point: Any, lines: Sequence[str]) -> None:
    label = point.data_label
    label.position = XL_LABEL_POSITION.RIGHT
    label.text_frame.text = "\n".join(f"{ASIDE}{line}" for line in lines)
    label.text_frame.word_wrap = False
    for paragraph in label.text_frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
        for run in paragraph.runs:
            run.font.size, run.font.color.rgb = Pt(TEXT), _rgb(THEME.ink)


def _lay_out(chart: Any) -> None:
    """Keep room at the right for the words at the end of the lines."""
    sizes = "".join(f'<c:{name} val="{part}"/>' for name, part in zip("xywh", PLOT, strict=True))
    modes = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    layout = parse_xml(f"<c:layout {nsdecls('c')}><c:manualLayout>{modes}{sizes}</c:manualLayout></c:layout>")
    area = chart._chartSpace.chart.plotArea
    if (old := area.find(qn("c:layout"))) is not None:
        area.remove(old)
    area.insert(0, layout)


def _literal(text: str) -> str:
    return f'"{text}"' if text else ""


def _rgb(colour: str) -> RGBColor:
    return RGBColor(*bytes.fromhex(colour[1:]))  # type: ignore[no-untyped-call]
