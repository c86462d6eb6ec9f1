"""Funnels: limits by hand and by plain sums of binomial terms, dispersion, what lies outside, and the plot made of them."""

from dataclasses import replace
from datetime import date
from math import comb, sqrt
from pathlib import Path

import pytest

from charts.funnel import funnel_chart
from charts.theme import THEMES
from metrics.catalogue import collect
from metrics.engine import open_tables
from metrics.funnel import INNER, OUTER, Funnel, Group, binomial, compares, funnel, of_means, of_shares, said, told, where
from metrics.question import Question
from tests.conftest_lake import write

ALIKE = [Group("Lille", 100, 0.9), Group("Lyon", 400, 0.91), Group("Paris", 50, 0.88)]


def test_the_limits_of_four_rows_by_hand() -> None:
    """One in two, 50 %: cumulative 1, 5, 11, 15, 16 sixteenths. 1 - (5 - 4) / 4 = 0.75 and 3 - (15 - 12) / 4 = 2.25, of 4."""
    assert binomial(4, 0.5, 0.5) == pytest.approx((0.1875, 0.5625))


def test_all_of_a_few_is_not_outside_where_nearly_all_is_usual() -> None:
    assert binomial(5, 0.99, OUTER)[1] == 1
    assert binomial(5, 0.01, OUTER)[0] == 0


@pytest.mark.parametrize(("n", "share", "level"), [(20, 0.3, INNER), (57, 0.7, OUTER), (300, 0.5, OUTER)])
def test_the_limits_are_those_of_summed_terms(n: int, share: float, level: float) -> None:
    def quantile(tail: float) -> float:
        reached = 0.0
        for count in range(n + 1):
            term = comb(n, count) * share**count * (1 - share) ** (n - count)
            if reached + term >= tail:
                return count - (reached + term - tail) / term
            reached += term
        raise AssertionError(tail)

    expected = (max(quantile((1 - level) / 2) / n, 0), quantile((1 + level) / 2) / n)
    assert binomial(n, share, level) == pytest.approx(expected)


def test_many_rows_come_near_the_normal_limits() -> None:
    low, high = binomial(20000, 0.4, INNER)
    half = 1.959964 * sqrt(0.4 * 0.6 / 20000)
    assert (low, high) == pytest.approx((0.4 - half, 0.4 + half), abs=1e-4)


def test_means_by_hand() -> None:
    """Pooled 11.2; variance (39 x 4 + 59 x 9) / 98 = 7.0102; squares 40 x 1.44 / 7.0102 + 60 x 0.64 / 7.0102 = 13.69."""
    found = of_means([Group("A", 40, 10, 4), Group("B", 60, 12, 9)])
    assert found is not None
    assert found.pooled == pytest.approx(11.2)
    assert found.places[0].inner == pytest.approx((11.2 - 0.820509, 11.2 + 0.820509), abs=1e-5)
    assert found.dispersion == pytest.approx(13.69427 / 2, abs=1e-4)
    assert found.overdispersed
    assert [where(place, "en") for place in found.places] == ["between the two limits"] * 2


def test_alike_groups_lie_within_and_that_is_a_sentence() -> None:
    found = of_shares(ALIKE)
    assert found is not None
    assert not found.overdispersed
    assert said(found, "team", "en") == "All teams lie within what chance explains."
    assert said(found, "partner", "fr") == "Tous les partenaires se tiennent dans ce que le hasard explique."
    assert "It is not a ranking" in told(found, "en")


def outlying() -> Funnel:
    found = of_shares([*ALIKE, Group("Rennes", 30, 0.6), Group("Brest", 3, 1)])
    assert found is not None
    return found


def test_one_outside_is_named_and_one_too_small_is_left_out() -> None:
    found = outlying()
    assert [place.name for place in found.outside] == ["Rennes"]
    assert found.left_out == ("Brest",)
    assert said(found, "team", "en") == "One team lies outside what chance explains: Rennes."
    assert "dispersion" in told(found, "en")
    assert "Too few rows to compare: Brest." in told(found, "en")


def test_together_too_far_apart_though_none_is_alone_outside() -> None:
    found = of_shares(ALIKE)
    assert found is not None
    assert said(replace(found, overdispersed=True), "team", "en") == "No team alone lies outside what chance explains."


def test_one_group_is_compared_with_nothing_and_equal_ones_do_not_divide_by_zero() -> None:
    assert of_shares(ALIKE[:1]) is None
    assert of_means([Group("A", 29, 10, 4), Group("B", 60, 12, 9)]) is None
    same = of_shares([Group("A", 10, 1), Group("B", 20, 1)])
    assert same is not None
    assert (same.dispersion, same.overdispersed, same.outside) == (0, False, ())


@pytest.mark.parametrize("engine", ["duckdb", "pandas"])
def test_the_engine_counts_what_the_figure_counts(engine: str, tmp_path: Path) -> None:
    teams = {"Lyon": [True] * 6 + [False] * 4, "Paris": [True] * 9 + [False], None: [False] * 5}
    rows = [
        {"case_id": f"{team}{k}", "team": team, "opened_on": date(2014, 3, 3), "channel": "phone", "answered": each, "wait_s": 40}
        for team, answers in teams.items()
        for k, each in enumerate(answers)
    ]
    found = funnel(collect()["answer_rate"], "team", Question(), open_tables(write(tmp_path, "cases", rows), engine))
    assert found is not None
    assert [(place.name, place.n, place.value) for place in found.places] == [("Lyon", 10, 0.6), ("Paris", 10, 0.9)]
    assert found.pooled == 0.75


def test_only_shares_and_means_have_an_honest_standard_error() -> None:
    every = {name: compares(each) for name, each in collect().items()}
    assert every["answer_rate"]
    assert every["mean_handling_s"]
    for name in ("p90_wait_s", "cases_opened", "backlog", "absence_rate", "amount_invoiced"):
        assert not every[name]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_plot_names_only_what_lies_outside(theme: str) -> None:
    found = outlying()
    chart = funnel_chart(found, "share", "fr", THEMES[theme])
    assert [note.text for note in chart.layout.annotations] == ["ensemble\u00a0: 89\u00a0%", "95\u00a0%", "99,8\u00a0%", "Rennes"]
    assert list(chart.data[-1].x) == [place.n for place in found.places]
    assert list(chart.data[-1].marker.symbol) == ["circle", "circle", "circle", "diamond"]
    assert sum(len(trace.x) for trace in chart.data) < 2000
    assert [low <= found.pooled <= high for low, high in zip(chart.data[0].y, chart.data[1].y, strict=True)].count(False) == 0
