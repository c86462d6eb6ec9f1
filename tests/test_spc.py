"""XmR limits, rules, variation and assurance against published and recomputed numbers (DEFINITIONS 8, where X1 to X8 are named)."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from metrics.spc import Limits, Point, Xmr, assurance, limits_of, marks, xmr

SHARED = Path(__file__).resolve().parents[1].parent / "shared"

X1 = [
    *(-0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621, -1.26506123, -0.68685285, -0.44566197),
    *(1.2240818, 0.35981383, 0.40077145, 0.11068272, -0.55584113, 1.78691314, 0.49785048, -1.96661716, 0.7013559, -0.47279141),
]
X3 = [1.0, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
X4 = [5 / 113, 7 / 132, 5 / 121, 7 / 134, 7 / 116, 5 / 131, 4 / 93, 9 / 138, 8 / 182, 13 / 157, 8 / 100, 7 / 103, 8 / 146, 7 / 108]
X4 += [12 / 153, 11 / 141, 8 / 134]
X5 = [1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10]
X6 = [3.0, 1, 4, 1, 5, 9, 2]
X7 = [1.0, 2, 3, 2, 1, 2, 3, 4, 5, 6, 7, 4, 3, 2, 1, 2]
X8 = [1.0, -1] * 8
X8[14:16] = [5.5, -5.5]

UNIT = Limits(centre=0, half_width=3)
WIDE = Limits(centre=0, half_width=300)


def made_by(values: list[float]) -> Limits:
    limits = limits_of(values)
    assert limits
    return limits


@pytest.mark.parametrize(
    ("values", "centre", "lower", "upper", "precision"),
    [
        pytest.param(X1, 0.1416238, -3.01138, 3.294627, 7e-7, id="X1"),
        pytest.param(X1[:10], 0.0746, -2.60, 2.75, 5e-3, id="X2 first half"),
        pytest.param(X1[10:], 0.209, -3.28, 3.70, 5e-3, id="X2 second half"),
        pytest.param(X3, 1.9444, -0.7156, 4.6044, 5e-5, id="X3"),
        pytest.param(X4, sum(X4) / 17, 0.0229, 0.0957, 5e-5, id="X4"),
        pytest.param(X5, 5.5, 2.84, 8.16, 1e-9, id="X5"),
        pytest.param(X5[::-1], 5.5, 2.84, 8.16, 1e-9, id="X5 reversed"),
        pytest.param(X6, 3.571429, -6.625238, 13.768095, 1e-6, id="X6"),
        pytest.param(X7, 3.0, -0.014667, 6.014667, 1e-6, id="X7"),
        pytest.param([-x for x in X7], -3.0, -6.014667, 0.014667, 1e-6, id="X7 mirrored"),
        pytest.param(X8, 0, -6.175, 6.175, 5e-5, id="X8"),
        pytest.param([1, 1, 1, 1, 2], 1.2, 0.535, 1.865, 1e-9, id="screening would leave a zero mean"),
        pytest.param([1, 3], 2, -3.32, 7.32, 1e-9, id="two points"),
    ],
)
def test_limits(values: list[float], centre: float, lower: float, upper: float, precision: float) -> None:
    limits = made_by(values)
    assert (limits.centre, limits.lower, limits.upper) == pytest.approx((centre, lower, upper), abs=precision)


@pytest.mark.parametrize(
    ("values", "lower", "upper"),
    [(X4, 0.0350, 0.0836), (X5, 3.7267, 7.2733), (X6, -3.226349, 10.369206), (X7, 0.990222, 5.009778), (X8, -4.1167, 4.1167)],
)
def test_near_limits_are_two_thirds_of_the_way(values: list[float], lower: float, upper: float) -> None:
    assert (made_by(values).near_lower, made_by(values).near_upper) == pytest.approx((lower, upper), abs=5e-5)


def test_all_of_x1_and_both_ends_of_x8_vary_as_usual() -> None:
    assert {point.kind for point in xmr(X1).points} == {"common_cause"}
    assert [point.kind for point in xmr(X8).points[14:]] == ["common_cause", "common_cause"]


@pytest.mark.parametrize("values", [[], [4.0], [None, None], [1.0, None, 3.0]])
def test_no_limits_without_two_neighbours(values: list[float | None]) -> None:
    assert limits_of(values) is None


def test_a_constant_series_has_no_signal() -> None:
    chart = xmr([0.1] * 20)
    assert {point.kind for point in chart.points} == {"common_cause"}
    assert chart.limits == Limits(0.1, 0, False)


def test_what_rounding_leaves_is_no_variation_and_no_side_of_the_mean() -> None:
    assert {point.kind for point in xmr([0.3, 0.1 + 0.2] * 10).points} == {"common_cause"}
    tied = [0.1, 0.3, 0.2]  # the mean of these floats is not 0.2
    assert marks([0.3] * 6 + [0.2] + [0.3] * 6, Limits(sum(tied) / 3, 9)) == [None] * 13


@pytest.mark.parametrize("values", [[None] * 20, [5.0] + [None] * 19])
def test_nothing_to_judge(values: list[float | None]) -> None:
    chart = xmr(values)
    assert [(point.value, point.limits, point.kind) for point in chart.points] == [(value, None, None) for value in values]


def test_one_huge_outlier_stays_in_the_mean_and_out_of_the_width() -> None:
    """One 1,000,028 among 19 values of 1 and 2 that sum to 28: mean 1,000,056 / 20; both its ranges are screened out."""
    values = [*[1.0, 2] * 4, 1_000_028.0, *[1.0, 2] * 5, 1.0]
    chart = xmr(values)
    assert chart.limits
    assert (chart.limits.centre, chart.limits.half_width) == pytest.approx((50_002.8, 2.66))
    assert {(point.rule, point.direction) for point in chart.points[:8]} == {("limit", "low")}
    assert (chart.points[8].rule, chart.points[8].direction) == ("limit", "high")


@pytest.mark.parametrize(("count", "drawn", "provisional"), [(7, False, False), (8, True, True), (12, True, True), (13, True, False)])
def test_how_many_points_make_limits(count: int, drawn: bool, provisional: bool) -> None:
    chart = xmr(X1[:count])
    assert (chart.limits is not None, chart.provisional, chart.variation is not None) == (drawn, provisional, drawn)


SIGNS = {"+": 1.0, "-": -1.0, "0": 0.0}


@pytest.mark.parametrize(
    ("sides", "marked"),
    [
        ("++++++", []),
        ("++++++-", []),
        ("++++++0++++++", []),
        ("++++++++-", range(1, 9)),
        ("--------+", range(1, 9)),
    ],
)
def test_shift(sides: str, marked: list[int]) -> None:
    found = marks([SIGNS[side] for side in sides], WIDE)
    assert [position + 1 for position, mark in enumerate(found) if mark] == list(marked)
    assert {(mark.rule, mark.direction) for mark in found if mark} <= {("shift", "high" if sides[0] == "+" else "low")}


@pytest.mark.parametrize(
    ("values", "rising", "falling"),
    [
        ([1, 2, 3, 4, 5, 6], [], []),
        ([1, 2, 3, 3, 4, 5, 6], [], []),
        ([1, 2, 3, 4, 5, 6, 7], range(1, 8), []),
        ([7, 6, 5, 4, 3, 2, 1], [], range(1, 8)),
        ([2, 1, 2, 3, 4, 5, 6, 7, 3], range(2, 9), []),
        ([2, 7, 6, 5, 4, 3, 2, 1, 3], [], range(2, 9)),
        ([1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1], range(1, 7), range(7, 14)),
        ([1, 2, 3, None, 4, 5, 6, 7], [], []),
    ],
)
def test_trend(values: list[float | None], rising: list[int], falling: list[int]) -> None:
    found = marks(values, Limits(centre=4, half_width=300))
    trends = {position + 1: mark.direction for position, mark in enumerate(found) if mark and mark.rule == "trend"}
    assert trends == {**dict.fromkeys(rising, "high"), **dict.fromkeys(falling, "low")}


@pytest.mark.parametrize(
    ("beyond", "sides", "marked"),
    [
        ("101", "+++", [1, 3]),
        ("011", "+++", [2, 3]),
        ("110", "+++", [1, 2]),
        ("0010100", "+++++++", [3, 5]),
        ("0011000", "+++++++", [3, 4]),
        ("10011", "+++++", [4, 5]),
        ("1001", "++++", []),
        ("101", "+-+", []),
        ("0010100", "+-+-+-+", []),
    ],
)
def test_two_of_three(beyond: str, sides: str, marked: list[int]) -> None:
    found = marks([SIGNS[side] * (2.5 if far == "1" else 1) for far, side in zip(beyond, sides, strict=True)], UNIT)
    assert [position + 1 for position, mark in enumerate(found) if mark and mark.rule == "two_of_three"] == marked


SHORT = {"limit": "L", "two_of_three": "2"}


@pytest.mark.parametrize(
    ("values", "ours", "older"),
    [
        ([2.5, 1, 2.2], "2·2", "2·2"),
        ([3.5, 1, 2.2], "L·2", "L··"),
        ([2.5, 2.4, 3.6], "22L", "22L"),
        ([2.5, -0.1, 2.2], "···", "···"),
        ([2.5, 0, 2.2], "···", "···"),
        ([2.0, 1, 2.5], "···", "···"),
        ([2.5, 1, 1, 2.2], "····", "····"),
        ([2.5, 2.2], "··", "··"),
        ([2.5, None, 2.2], "···", "···"),
        ([3.0, 1, 1], "···", "···"),
        ([-3.5, -1, -2.2], "L·2", "L··"),
    ],
)
def test_points_beyond_the_limit_count_for_two_of_three(values: list[float | None], ours: str, older: str) -> None:
    for counts, expected in ((True, ours), (False, older)):
        assert "".join(SHORT[mark.rule] if mark else "·" for mark in marks(values, UNIT, counts)) == expected


def test_the_strongest_rule_marks_a_point() -> None:
    found = marks([0.5, 0.6, 0.7, 0.8, 2.1, 2.2, 3.1], UNIT)
    assert [mark.rule for mark in found if mark] == ["trend"] * 6 + ["limit"]
    assert [mark.rule for mark in marks([1.0, 1, 1, 1, 1, 2.5, 2.5], UNIT) if mark] == ["shift"] * 5 + ["two_of_three"] * 2


def test_direction_decides_what_a_signal_means() -> None:
    values = [1.0, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 9]
    assert [xmr(values, better=better).variation for better in ("higher", "lower", "neither")] == ["improvement", "concern", "neutral"]
    assert [xmr([-x for x in values], better=better).variation for better in ("higher", "lower")] == ["concern", "improvement"]


def test_an_incomplete_or_missing_period_is_neither_judged_nor_used() -> None:
    chart = xmr([*X1, None, 99.0], complete=[True] * 21 + [False])
    assert [point.kind for point in chart.points[-2:]] == [None, None]
    assert chart.points[-1].value == 99.0
    assert chart.limits == xmr(X1).limits
    assert chart.latest is chart.points[19]


def test_ranges_do_not_cross_a_missing_period() -> None:
    limits = made_by([1.0, 2.0, None, 50.0, 51.0])  # type: ignore[list-item]
    assert limits.half_width == pytest.approx(2.66)


def test_a_rebase_makes_two_series() -> None:
    chart = xmr(X1, rebases=[10])
    assert chart.points == (*xmr(X1[:10]).points, *xmr(X1[10:]).points)
    assert chart.provisional


def test_a_rebase_lies_within_the_series() -> None:
    with pytest.raises(ValueError, match="from 1 to 19"):
        xmr(X1, rebases=[20])


def test_a_short_last_segment_has_neither_limits_nor_verdict() -> None:
    chart = xmr(X1, rebases=[15])
    assert (chart.limits, chart.variation, chart.since) == (None, None, None)
    assert chart.points[0].limits


def test_a_fixed_baseline_judges_what_follows() -> None:
    values = [1.0, 2, 1, 2, 1, 2, 1, 2, 5, 5, 5, 5]
    chart = xmr(values, baseline=8, better="lower")
    assert chart.limits == limits_of(values[:8])
    assert [point.rule for point in chart.points[8:]] == ["limit"] * 4
    assert xmr(values, baseline=7).limits is None


def test_since_is_the_first_of_the_points_marked_like_the_latest() -> None:
    values = [1.0, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 9, 9, 9]
    chart = xmr(values, complete=[True] * 13 + [False], baseline=11)
    assert chart.since == 11
    assert xmr(values[:11]).since is None


@pytest.mark.parametrize("factor", [0.5, 3])
def test_limits_follow_the_scale_and_the_origin(factor: float) -> None:
    limits = made_by([factor * x + 7 for x in X6])
    assert (limits.centre, limits.half_width) == pytest.approx((factor * made_by(X6).centre + 7, factor * made_by(X6).half_width))


def charted(lower: float, upper: float) -> Xmr:
    return Xmr((Point(lower, Limits((lower + upper) / 2, (upper - lower) / 2)),))


@pytest.mark.parametrize(
    ("lower", "upper", "higher_is_better", "lower_is_better"),
    [(1, 3, "fails", "passes"), (5, 7, "passes", "fails"), (1, 5, "hit_and_miss", "hit_and_miss"), (1, 4, "hit_and_miss", "hit_and_miss")],
)
def test_assurance_of_a_target_of_4(lower: float, upper: float, higher_is_better: str, lower_is_better: str) -> None:
    assert assurance(charted(lower, upper), 4, "higher") == higher_is_better
    assert assurance(charted(lower, upper), 4, "lower") == lower_is_better


def test_assurance_reads_the_last_segment() -> None:
    segments = {name: charted(*limits).points for name, limits in {"a": (1, 3), "b": (5, 7), "c": (1, 5)}.items()}
    found = {order: assurance(Xmr(sum((segments[name] for name in order), ())), 4, "lower") for order in ("abc", "bca", "cab")}
    assert found == {"abc": "hit_and_miss", "bca": "passes", "cab": "fails"}


def test_no_assurance_without_target_direction_or_limits() -> None:
    assert assurance(charted(1, 3), None, "higher") is None
    assert assurance(charted(1, 3), 4, "neither") is None
    assert assurance(xmr(X1[:5]), 4, "higher") is None


def test_attendances_of_english_emergency_departments() -> None:
    path = SHARED / "real_data" / "spc" / "ae_attendances.csv"
    if not path.is_file():
        pytest.skip(f"{path} is not on this machine")
    sums: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    with path.open(encoding="ascii", newline="") as file:
        for row in csv.DictReader(file):
            if row["type"] == "1":
                sums[row["period"]][0] += float(row["breaches"])
                sums[row["period"]][1] += float(row["attendances"])
    shares = [1 - breaches / attendances for _, (breaches, attendances) in sorted(sums.items())]
    mean = sum(shares) / 36
    ranges = [abs(shares[month + 1] - shares[month]) for month in range(35)]
    kept = [each for each in ranges if each < 3.267 * sum(ranges) / 35]
    half_width = 2.66 * sum(kept) / len(kept)
    assert (len(shares), len(kept)) == (36, 33)
    limits = made_by(shares)
    assert (limits.centre, limits.lower, limits.upper) == pytest.approx((mean, mean - half_width, mean + half_width), abs=1e-12)
    assert (limits.centre, limits.lower, limits.upper) == pytest.approx((0.824849, 0.789003, 0.860695), abs=5e-7)
