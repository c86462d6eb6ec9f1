"""Wilson's interval against statsmodels, with the numbers of the definitions; Greenwood's against lifelines stands in test_survival."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from metrics.compute import compute
from metrics.engine import open_tables
from metrics.intervals import wilson
from metrics.question import Question
from tests.conftest_lake import write


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (0, 12, 0, 0.2425),
        (1, 12, 0.0149, 0.3539),
        (6, 12, 0.2538, 0.7462),
        (12, 12, 0.7575, 1),
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
    ],
)
def test_the_interval_of_a_share(hits: int, n: int, low: float, high: float) -> None:
    bounds = wilson(np.array([hits / n]), np.array([n]))
    assert [bound[0] for bound in bounds] == pytest.approx([low, high], abs=5e-5)


def test_of_no_rows_there_is_none() -> None:
    assert np.isnan(wilson(np.array([np.nan]), np.array([0]))).all()


def test_a_share_of_rows_comes_with_its_interval_and_a_mean_does_not(tmp_path: Path) -> None:
    rows = [{"case_id": str(k), "opened_on": date(2014, 3, 1), "answered": k < 6, "wait_s": 9} for k in range(12)]
    found = compute(["answer_rate", "mean_wait_s"], Question(grain="all"), open_tables(write(tmp_path, "cases", rows)))
    assert found["low"].astype(object).where(found["low"].notna(), None).tolist() == [pytest.approx(0.2538, abs=5e-5), None]
    assert "low" not in compute(["mean_wait_s"], Question(grain="all"), open_tables(tmp_path))
