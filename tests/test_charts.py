"""The control chart as data: what is drawn, in which shape and colour, and what stands beside it."""

from typing import Any

import pytest

from charts.axis import value_axis
from charts.control import MEETING, control_chart
from charts.theme import THEMES
from charts.timeline import month_ticks
from language import NO_BREAK
from metrics.reading import Reading
from tests.readings import LONGER, SHORTER, STEADY, reading

NB = NO_BREAK
LIGHT = THEMES["light"]


def drawn(made: Reading, language: str = "fr", **options: Any) -> dict[str, Any]:
    figure: dict[str, Any] = control_chart(made, language, LIGHT, **options).to_dict()
    return figure


def shapes(figure: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [shape for shape in figure["layout"].get("shapes", []) if shape["type"] == kind]


def words(figure: dict[str, Any]) -> list[str]:
    return [note["text"] for note in figure["layout"].get("annotations", [])]


def test_markers_say_the_kind_by_shape_and_colour() -> None:
    marker = drawn(reading(LONGER))["data"][0]["marker"]
    assert list(marker["symbol"]) == ["circle"] * 12 + ["triangle-up"]
    assert list(marker["color"]) == [LIGHT.usual] * 12 + [LIGHT.concern]
    lower = drawn(reading(SHORTER))["data"][0]["marker"]
    assert list(lower["symbol"])[13:] == ["triangle-down"] * 7
    assert set(list(lower["line"]["color"])[13:]) == {LIGHT.improvement}
    assert set(list(lower["color"])[13:]) == {LIGHT.ground}
    neither = drawn(reading(LONGER, "cases_opened"))["data"][0]["marker"]
    assert neither["symbol"][-1] == "triangle-up-dot"
    assert neither["line"]["color"][-1] == LIGHT.neutral


def test_the_band_is_the_usual_variation_and_the_line_in_it_its_mean() -> None:
    figure = drawn(reading(STEADY))
    # mean 1303/13; ranges 4 6 5 6 4 2 3 4 5 6 4 1: mean 50/12, none of 3.267 times that; half width 2.66 × 50/12 = 11.0833
    centre, half = 1303 / 13, 2.66 * 50 / 12
    (band,) = shapes(figure, "rect")
    (mean,) = shapes(figure, "line")
    assert (band["y0"], band["y1"]) == pytest.approx((centre - half, centre + half))
    assert (band["x0"], band["x1"], band["fillcolor"]) == ("2014-01-01", "2015-01-01", LIGHT.band)
    assert mean["y0"] == mean["y1"] == pytest.approx(centre)
    assert words(figure) == [f"moyenne 100{NB}s<br>variation habituelle<br>89–111{NB}s"]


def test_provisional_limits_are_outlined_and_not_filled() -> None:
    (band,) = shapes(drawn(reading(STEADY[:12])), "rect")
    assert band["line"]["dash"] == "dash"
    assert band["fillcolor"] == "rgba(0,0,0,0)"


def test_fewer_than_eight_points_have_no_band() -> None:
    figure = drawn(reading(STEADY[:7]))
    assert (shapes(figure, "rect"), words(figure)) == ([], [])


def test_the_target_is_a_dotted_line_with_its_value() -> None:
    figure = drawn(reading(STEADY, target=300))
    (target,) = [line for line in shapes(figure, "line") if line["line"].get("dash") == "dot"]
    assert target["y0"] == target["y1"] == 300
    assert f"cible 300{NB}s" in words(figure)


@pytest.mark.parametrize("target", [100.5, 99.5, 104, 130])
def test_the_words_of_target_and_band_do_not_cover_each_other(target: float) -> None:
    figure = drawn(reading(STEADY, target=target))
    band, aimed = figure["layout"]["annotations"]
    plot = figure["layout"]["height"] - 60
    low, high = figure["layout"]["yaxis"]["range"]
    apart = (aimed["y"] - band["y"]) / (high - low) * plot + aimed["yshift"]
    assert abs(apart) >= 2.5 * 12


def test_an_incomplete_period_is_hollow_and_joined_by_dots() -> None:
    line, last = drawn(reading([*STEADY, 60], last_complete=False))["data"]
    assert line["y"][-1] is None
    assert last["line"]["dash"] == "dot"
    assert list(last["y"]) == [100, 60]
    assert last["marker"]["color"] == LIGHT.ground
    assert "période incomplète, non jugée" in last["text"][1]
    assert "incomplète" not in last["text"][0]


def test_a_missing_value_breaks_the_line() -> None:
    figure = drawn(reading([*STEADY[:6], None, *STEADY[7:]]))
    assert figure["data"][0]["y"][6] is None
    assert figure["data"][0].get("connectgaps") is None


def test_the_hover_says_period_value_n_limits_and_rule() -> None:
    text = drawn(reading(LONGER))["data"][0]["text"][-1].split("<br>")
    assert text[:2] == ["<b>janvier 2015</b>", f"118{NB}s (n = 932)"]
    assert text[2].startswith("variation habituelle ")
    assert text[3] == "à regarder\N{NO-BREAK SPACE}: au-delà de la variation habituelle"
    assert "(n = –)" in drawn(reading(STEADY, n=None))["data"][0]["text"][0]


@pytest.mark.parametrize("name", ["p90_wait_s", "cases_opened", "median_days_to_invoice"])
def test_counts_and_durations_start_at_0(name: str) -> None:
    figure = drawn(reading(STEADY, name))
    assert figure["layout"]["yaxis"]["range"][0] == 0
    assert "l’axe ne commence pas à 0" not in words(figure)


def test_a_share_shows_its_band_with_room_and_says_that_0_is_not_there() -> None:
    figure = drawn(reading([value and value / 110 for value in STEADY], "answer_rate"))
    low, high = figure["layout"]["yaxis"]["range"]
    (band,) = shapes(figure, "rect")
    assert 0 < low < band["y0"]
    assert band["y1"] <= high <= 1
    assert "l’axe ne commence pas à 0" in words(figure)


def test_a_limit_below_zero_is_drawn_and_said_from_zero() -> None:
    figure = drawn(reading([value and value - 95 for value in STEADY], "cases_opened"))
    (band,) = shapes(figure, "rect")
    assert band["y0"] == 0
    assert "<br>0–" in words(figure)[0]


def test_nothing_in_a_meeting_is_smaller_than_24_pixels() -> None:
    figure = drawn(reading(LONGER, target=100), size=MEETING)
    layout = figure["layout"]
    sizes = [note["font"]["size"] for note in layout["annotations"]]
    sizes += [layout["font"]["size"], layout["xaxis"]["tickfont"]["size"], layout["yaxis"]["tickfont"]["size"]]
    assert min(sizes) == 24


@pytest.mark.parametrize(
    ("values", "unit", "ticks"),
    [
        ((0, 400), "seconds", "0 s, 100 s, 200 s, 300 s, 400 s"),
        ((0, 4000), "seconds", "0 min, 15 min, 30 min, 45 min, 60 min"),
        ((0, 30_000), "seconds", "0 h, 2 h, 4 h, 6 h, 8 h"),
        ((0, 900_000), "seconds", "0 j, 5 j, 10 j"),
        ((0.88, 0.93), "share", "88 %, 90 %, 92 %"),
        ((0.905, 0.915), "share", "90,5 %, 91,0 %, 91,5 %"),
        ((3.3, 3.5), "score", "3,30, 3,35, 3,40, 3,45, 3,50"),
        ((0, 0), "count", "0, 1"),
        ((2000, 120_000), "money", "0 €, 50\u202f000 €, 100\u202f000 €"),
    ],
)
def test_ticks_are_where_people_count(values: tuple[float, float], unit: str, ticks: str) -> None:
    assert ", ".join(value_axis(values, unit, "fr", "EUR").words).replace(NB, " ") == ticks


def test_months_are_named_in_the_readers_language_and_the_year_once() -> None:
    periods = [f"{2013 + (10 + k) // 12}-{(10 + k) % 12 + 1:02d}-01" for k in range(18)]  # November 2013 to April 2015
    days, french = month_ticks(periods, "fr")
    assert days == ["2014-01-01", "2014-04-01", "2014-07-01", "2014-10-01", "2015-01-01", "2015-04-01"]
    assert french == ["janv.<br>2014", "avr.", "juil.", "oct.", "janv.<br>2015", "avr."]
    assert month_ticks(periods[:2], "en") == (["2013-11-01", "2013-12-01"], ["Nov<br>2013", "Dec"])


def luminance(colour: str) -> float:
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", THEMES)
def test_colours_stand_out_from_the_ground(name: str) -> None:
    """WCAG 2.2: 4.5 for text, 3 for marks."""
    theme = THEMES[name]
    least = {"ink": 4.5, "muted": 4.5, "improvement": 4.5, "concern": 4.5, "neutral": 4.5, "usual": 3}
    for role, ratio in least.items():
        lighter, darker = sorted((luminance(getattr(theme, role)), luminance(theme.ground)), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= ratio, role


def test_scores_below_zero_are_on_the_axis() -> None:
    """A net promoter score goes from -100 to 100."""
    axis = value_axis([-40, 10], "score", "en")
    assert (axis.low, axis.high) == (-44, 14)
    assert axis.shows_zero
