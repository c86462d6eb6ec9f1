"""What was released, as it is read: a wave beside the one before, the activity over the waves."""

from datetime import UTC, date, datetime

import pytest

from metrics import sentence, wellbeing
from metrics.disclosure.interval import half_width
from metrics.released import Cell
from metrics.wellbeing import Line, lines, trends

KEY = ("who5", "wellbeing")


def cell(wave: str, low: float | None, n: int | None = 12, team: str | None = None, high: float | None = None) -> Cell:
    """A figure as it is released; a band where `high` is given, not published where `low` is null."""
    shown = {"low": low, "high": low if high is None else high, "half_width": n and half_width(n, 20), "respondents": n}
    seen = shown if low is not None else dict.fromkeys(shown)
    stamp = {"release_id": wave, "wave": wave, "wave_on": date.fromisoformat(f"{wave}-01"), "answers_version": 0, "rule": "2"}
    more = {"released_at": datetime(2014, 1, 1, tzinfo=UTC), "released_by": "rh", "corrects": None}
    none = dict.fromkeys(("participation", "worst_low", "worst_high"))
    return Cell(**stamp, **more, **none, **seen, instrument=KEY[0], score=KEY[1], team=team)


def moved(before: Cell, now: Cell) -> str | None:
    return Line(now, before).moved


def test_the_change_that_can_be_detected_comes_from_both_numbers_of_answers() -> None:
    assert Line(cell("2014-06", 50, 9), cell("2014-03", 60, 12)).detectable == pytest.approx(18.5, abs=0.05)
    assert Line(cell("2014-06", 50, 12), cell("2014-03", 60, 12)).detectable == pytest.approx(16.9, abs=0.05)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (60, 44, "no_detectable_change"),  # 16 points, of 16.9 that chance makes
        (60, 43, "lower"),
        (43, 60, "higher"),
        (60, 60, "no_detectable_change"),
    ],
)
def test_a_wave_beside_the_one_before(before: float, now: float, expected: str) -> None:
    assert moved(cell("2014-03", before), cell("2014-06", now)) == expected


def test_a_band_has_changed_by_what_lies_between() -> None:
    assert moved(cell("2014-03", 60), cell("2014-06", 75, high=100)) == "no_detectable_change"
    assert moved(cell("2014-03", 50), cell("2014-06", 75, high=100)) == "higher"
    assert moved(cell("2014-03", 0, high=25), cell("2014-06", 40)) == "no_detectable_change"
    assert moved(cell("2014-03", 75, high=100), cell("2014-06", 75, high=100)) == "no_detectable_change"


def test_nothing_is_said_beside_what_is_not_published() -> None:
    assert moved(cell("2014-03", None), cell("2014-06", 60)) is None
    assert moved(cell("2014-03", 60), cell("2014-06", None)) is None
    assert Line(cell("2014-06", 60), None).moved is None
    assert wellbeing.beside(Line(cell("2014-06", None), cell("2014-03", 60)), "en") == ("", "")
    assert wellbeing.beside(Line(cell("2014-06", 60), cell("2014-03", None)), "en") == ("not published", "")


def test_the_activity_comes_first_and_teams_in_alphabetical_order_whatever_their_figures() -> None:
    cells = [cell("2014-06", n, team=team) for team, n in (("Paris", 70), ("Lyon", 40), ("Arras", None), (None, 55))]
    (those,) = lines(cells, "2014-06").values()
    assert [each.cell.team for each in those] == [None, "Arras", "Lyon", "Paris"]


def test_each_line_stands_beside_the_same_team_of_the_last_wave_that_asked_it() -> None:
    cells = [cell("2014-03", 60, team="Lyon"), cell("2014-06", 50, team="Paris"), cell("2014-09", 40, team="Lyon")]
    (those,) = lines(cells, "2014-09").values()
    assert those[0].before == cells[0]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([cell("2014-06", 60, 100)], "Well-being, wave 2014-06: nothing to compare it with yet"),
        ([cell("2014-03", 62, 100), cell("2014-06", 60, 100)], "Well-being, wave 2014-06: no detectable change in the whole activity"),
        ([cell("2014-03", 50, 100), cell("2014-06", 60, 100)], "Wave 2014-06: Well-being (WHO-5) higher than in the wave before"),
        ([cell("2014-03", 60, 100), cell("2014-06", 50, 100)], "Wave 2014-06: Well-being (WHO-5) lower than in the wave before"),
    ],
)
def test_the_headline_says_what_of_the_activity_changed(cells: list[Cell], said: str) -> None:
    assert wellbeing.headline(lines(cells, "2014-06"), "2014-06", "en") == said


def waves(*values: float | None) -> list[Cell]:
    return [cell(f"{2010 + k // 4}-{k % 4 * 3 + 1:02}", value, 100) for k, value in enumerate(values)]


def test_from_eight_waves_on_the_activity_has_a_chart_and_not_before() -> None:
    assert list(trends(waves(*[60, 61] * 3, 60))) == []
    (trend,) = trends(waves(*[60, 61] * 4))
    assert trend.xmr.limits
    assert trend.xmr.limits.provisional
    assert sentence.title(trend, "en") == "Well-being (WHO-5): nothing unusual"


def test_a_wave_without_a_number_is_a_gap_that_no_range_crosses() -> None:
    (trend,) = trends(waves(60, 61, None, 90, 91, 90, 91, 90, 91))
    assert trend.series["value"].isna().tolist() == [k == 2 for k in range(9)]
    assert trend.xmr.limits
    assert trend.xmr.limits.half_width == pytest.approx(2.66)
    assert list(trends(waves(60, 61, None, 60, 61, 60, 61, 60))) == []


def test_a_change_over_the_waves_is_neither_good_nor_bad() -> None:
    (trend,) = trends(waves(*[60, 61] * 6, 80))
    assert trend.variation == "neutral"
    assert sentence.title(trend, "en").startswith("Well-being (WHO-5): higher than before")
