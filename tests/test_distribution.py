"""How values are spread: percentiles and bins on tables worked by hand, on both engines, and the histogram made of them."""

from datetime import date
from pathlib import Path

import pytest

from charts.distribution import Drawing, distribution_chart
from charts.theme import THEMES
from metrics.catalogue import collect
from metrics.distribution import Bin, Distribution, distribution, has_distribution, said, step, told
from metrics.engine import open_tables
from metrics.question import Question
from tests.conftest_lake import write

DAY = date(2014, 3, 3)
EVEN = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 300]
SKEWED = [10, 20, 30, 40, 100, 1000]


def waits(folder: Path, values: list[int], engine: str = "duckdb", **question: date) -> Distribution | None:
    rows = [{"case_id": str(k), "opened_on": DAY, "answered": True, "wait_s": value} for k, value in enumerate(values)]
    rows += [
        {"case_id": "hung up", "opened_on": DAY, "answered": False, "wait_s": 7},
        {"case_id": "none", "opened_on": DAY, "answered": True},
    ]
    rows += [{"case_id": "later", "opened_on": date(2014, 4, 1), "answered": True, "wait_s": 5}]
    lake = write(folder, "cases", rows)
    asked = Question(**{"start": DAY, "end": DAY, **question})
    return distribution(collect()["mean_wait_s"], asked, open_tables(lake, engine))


def found(values: list[int], folder: Path, engine: str = "duckdb") -> Distribution:
    answer = waits(folder, values, engine)
    assert answer is not None
    return answer


@pytest.mark.parametrize("engine", ["duckdb", "pandas"])
def test_percentiles_and_even_bins_with_a_tail(engine: str, tmp_path: Path) -> None:
    one = found(EVEN, tmp_path, engine)
    assert (one.n, one.least, one.most) == (11, 10, 300)
    assert one.percentiles == pytest.approx({10: 20, 25: 35, 50: 60, 75: 85, 90: 100})
    assert one.bins[0] == Bin(10, 20, 1)
    assert [each.n for each in one.bins] == [1] * 10 + [0] * 10 + [1]
    assert one.bins[-1] == Bin(210, None, 1)
    assert one.even
    assert one.beyond == 1


@pytest.mark.parametrize("engine", ["duckdb", "pandas"])
def test_skewed_durations_have_bins_that_grow(engine: str, tmp_path: Path) -> None:
    one = found(SKEWED, tmp_path, engine)
    assert one.percentiles == pytest.approx({10: 15, 25: 22.5, 50: 35, 75: 85, 90: 550})
    assert one.bins == (Bin(0, 60, 4), Bin(60, 300, 1), Bin(300, 900, 0), Bin(900, 1800, 1))
    assert not one.even
    assert one.beyond == 0


def test_four_rows_tell_nothing_and_the_bins_always_sum_to_n(tmp_path: Path) -> None:
    assert waits(tmp_path, [1, 2, 3, 4]) is None
    for k, values in enumerate(([5] * 5, [0, 0, 0, 0, 9], EVEN, SKEWED, [1, 1, 1, 1, 10**6])):
        one = found(values, tmp_path / str(k))
        assert sum(each.n for each in one.bins) == one.n == len(values)
        assert all(before.high == after.low for before, after in zip(one.bins, one.bins[1:], strict=False))


def test_only_the_days_asked_count(tmp_path: Path) -> None:
    one = waits(tmp_path, EVEN, end=date(2014, 4, 30))
    assert one is not None
    assert (one.n, one.least) == (12, 5)


def test_a_mean_of_rows_has_one_and_a_count_a_share_or_people_have_not() -> None:
    every = {name: has_distribution(each) for name, each in collect().items()}
    assert every["p90_wait_s"]
    assert every["median_days_to_invoice"]
    assert every["satisfaction_mean"]
    for name in ("answer_rate", "cases_opened", "backlog", "queue_pressure", "workload_spread"):
        assert not every[name]


@pytest.mark.parametrize(
    ("span", "unit", "width"),
    [(190, "seconds", 10), (86400 * 30, "seconds", 172800), (3, "score", 1), (240, "money", 10), (0, "seconds", 1)],
)
def test_bins_are_as_wide_as_people_count(span: float, unit: str, width: float) -> None:
    assert step(span, unit) == width


def test_what_is_clipped_or_uneven_is_said(tmp_path: Path) -> None:
    even, skewed = found(EVEN, tmp_path / "even"), found(SKEWED, tmp_path / "skewed")
    assert said(even, "seconds", "en").replace("\u00a0", " ") == (
        "Of 11 rows, half are at 60 s or less, nine in ten at 100 s or less; the greatest is 300 s."
    )
    assert told(even, "seconds", "en").replace("\u00a0", " ") == "1 row is in the last bar: 210 s or more, without end."
    assert told(skewed, "seconds", "en").startswith("Each bar stands for the stretch")


def test_the_histogram_marks_and_names_its_percentiles(tmp_path: Path) -> None:
    one = found(EVEN, tmp_path)
    chart = distribution_chart(one, "seconds", "en", THEMES["light"])
    assert list(chart.data[0].y) == [each.n for each in one.bins]
    assert [note.text for note in chart.layout.annotations] == ["10%", "25%", "half", "75%", "90%"]
    assert [shape.x0 for shape in chart.layout.shapes] == pytest.approx([1, 2.5, 5, 7.5, 9])
    assert chart.data[0].text[-1] == "<b>210\u00a0s or more</b><br>1 (9.1%)"


def test_a_whole_number_stands_in_the_middle_of_its_bar() -> None:
    bins = tuple(Bin(k, k + 1, n) for k, n in ((1, 1), (2, 2), (3, 7)))
    scores = Distribution(10, 1, 3, {10: 1.9, 25: 2.25, 50: 3, 75: 3, 90: 3}, bins)
    drawing = Drawing(scores, "score", "en", THEMES["dark"], None)
    assert drawing.place(3) == 2.5
    assert drawing.stretch(bins[0]) == "1.0"
    assert drawing.layout()["xaxis"]["tickvals"] == [0.5, 1.5, 2.5]
    assert drawing.layout()["annotations"][-1]["text"] == "half · 75% · 90%"
