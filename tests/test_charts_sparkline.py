from xml.etree import ElementTree

from charts.sparkline import HEIGHT, WIDTH, sparkline
from charts.theme import THEMES
from tests.readings import LONGER, SHORTER, STEADY, Values, reading

LIGHT = THEMES["light"]


def parts(values: Values, tag: str, **facts: object) -> list[ElementTree.Element]:
    svg = ElementTree.fromstring(sparkline(reading(values, **facts), LIGHT))
    return [part for part in svg if part.tag.endswith(tag)]


def test_it_marks_what_is_not_usual_and_the_last_point() -> None:
    (last,) = parts(STEADY, "circle")
    assert last.get("fill") == LIGHT.usual
    (unusual,) = parts(LONGER, "polygon")
    assert unusual.get("fill") == LIGHT.concern


def test_what_goes_up_and_what_goes_down_differ_without_colour() -> None:
    def tips(values: Values) -> list[bool]:
        """Of each triangle, whether its tip, the first corner, is above its base."""
        corners = [[float(corner.split(",")[1]) for corner in each.get("points", "").split()] for each in parts(values, "polygon")]
        return [tip < base for tip, base, _ in corners]

    assert tips(LONGER) == [True]
    assert tips(SHORTER) == [True] * 13 + [False] * 7


def test_band_and_target_are_drawn() -> None:
    (band,) = parts(STEADY, "rect")
    assert band.get("fill") == LIGHT.band
    assert len(parts(STEADY, "}line", target=100)) == 1
    assert parts(STEADY, "}line") == []
    (provisional,) = parts(STEADY[:9], "rect")
    assert provisional.get("fill") == "none"


def test_everything_stays_within_the_picture() -> None:
    triangles = parts([*STEADY, 900, 1], "polygon", target=2000)
    heights = [float(corner.split(",")[1]) for each in triangles for corner in each.get("points", "").split()]
    assert heights
    assert all(0 <= height <= HEIGHT for height in heights)
    points = [point.split(",") for line in parts(STEADY, "polyline") for point in line.get("points", "").split()]
    assert all(0 <= float(x) <= WIDTH and 0 <= float(y) <= HEIGHT for x, y in points)


def test_a_missing_value_breaks_the_line_and_the_incomplete_period_is_left_out() -> None:
    assert len(parts([*STEADY[:6], None, *STEADY[7:]], "polyline")) == 2
    (line,) = parts([*STEADY, 40], "polyline", last_complete=False)
    assert len(line.get("points", "").split()) == len(STEADY)


def test_a_series_that_never_varies_is_a_flat_line() -> None:
    (line,) = parts([5.0] * 10, "polyline")
    assert len({point.split(",")[1] for point in line.get("points", "").split()}) == 1


def test_nothing_is_drawn_of_nothing() -> None:
    assert sparkline(reading([]), LIGHT) == ""
    assert sparkline(reading([None, None]), LIGHT) == ""
