"""Charts without colour, as a grey print or a reader who tells no colours apart has them: shape, fill and dash say the same."""

import re
from dataclasses import asdict, fields
from datetime import date
from itertools import combinations
from typing import Any, get_args

import pytest

from charts.control import control_chart, judged, marks_key
from charts.sparkline import sparkline
from charts.svg import svg
from charts.theme import MARKS, THEMES, Theme
from language import NO_BREAK
from metrics.spc import Kind
from report.native import MARKERS, SIGNS
from tests.journaling import entry
from tests.readings import LONGER, SHORTER, STEADY, reading

GREY = {"usual": reading(STEADY), "worse": reading(LONGER), "better": reading(SHORTER), "neither": reading(LONGER, "cases_opened")}
"""A reading whose last point is of each kind; the better one went down, the others up."""


def test_every_kind_of_unusual_point_has_a_mark_of_its_own() -> None:
    unusual = set(get_args(Kind)) - {"common_cause"}
    assert set(MARKS) == set(MARKERS) == set(SIGNS) == unusual
    for table in ([tuple(asdict(mark).values()) for mark in MARKS.values()], MARKERS.values(), SIGNS.values()):
        assert len(set(table)) == len(unusual)


def test_a_table_says_the_kind_of_a_period_in_words() -> None:
    said = {kind: judged(each.xmr.points[-1], True, "en").partition(":")[0] for kind, each in GREY.items()}
    assert said == {"usual": "", "worse": "concern", "better": "improvement", "neither": "change, neither better nor worse"}


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_the_last_points_differ_without_colour(theme: Theme) -> None:
    for draw in (_plotly, _painted, _little):
        drawn = {kind: draw(kind, theme) for kind in GREY}
        assert [pair for pair in combinations(drawn, 2) if drawn[pair[0]] == drawn[pair[1]]] == [], draw


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_the_lines_of_a_control_chart_differ_without_colour(theme: Theme) -> None:
    """Mean, target and usual variation, provisional or not; what happened, and where limits start anew; the series and its last period."""
    notes = [entry(kind="event", on=date(2014, 3, 1)), entry(kind="rebase", on=date(2014, 9, 1))]
    whole = control_chart(reading(STEADY, target=96, entries=notes, last_complete=False), "fr", theme).to_dict()
    settled = control_chart(reading(STEADY), "fr", theme).to_dict()
    shapes = [*whole["layout"]["shapes"], *settled["layout"]["shapes"]]
    level = {(each["type"], each["line"].get("dash"), "rgba" in each.get("fillcolor", "")) for each in shapes}
    assert level == {("line", None, False), ("line", "dot", False), ("rect", "dash", True), ("rect", None, False)}
    along = [(each["mode"], each["line"].get("dash")) for each in whole["data"]]
    assert sorted(along, key=str) == [("lines", "dash"), ("lines", "solid"), ("lines+markers", "dot"), ("lines+markers", None)]


def _plotly(kind: str, theme: Theme) -> tuple[Any, ...]:
    marker = control_chart(GREY[kind], "fr", theme).to_dict()["data"][0]["marker"]
    return marker["symbol"][-1].replace("down", "up"), marker["color"][-1] == theme.ground


def _painted(kind: str, theme: Theme) -> list[Any]:
    return _grey(svg(GREY[kind], "fr", theme), theme)


def _little(kind: str, theme: Theme) -> list[Any]:
    return _grey(sparkline(GREY[kind], theme), theme)


def _grey(picture: str, theme: Theme) -> list[Any]:
    """The last mark of a picture, and the dot in it: its tag and whether it is filled."""
    colours = {getattr(theme, field.name) for field in fields(theme)} - {theme.ground}
    inked = re.sub("|".join(colours), "ink", picture)
    marks = re.findall(r"<(circle|polygon|path) [^>]*fill=\"(ink|#\w+)\"", inked)
    dotted = [tag for tag, _ in marks[-2:]] in (["polygon", "circle"], ["path", "circle"])
    return marks[-2:] if dotted else marks[-1:]


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("usual", []),
        ("worse", ["triangle plein : à regarder"]),
        ("better", ["triangle creux : amélioration"]),
        ("neither", ["triangle à point : changement, ni mieux ni moins bien"]),
    ],
)
def test_what_the_marks_mean_is_said_under_the_chart(kind: str, told: list[str]) -> None:
    said = [each.replace(NO_BREAK, " ") for each in marks_key(GREY[kind], "fr")]
    assert [each for each in told if each not in said] == []
    assert bool(said) == bool(told)
