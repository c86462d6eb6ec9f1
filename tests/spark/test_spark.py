"""The same figures on Spark as on DuckDB; `make test-spark` runs this in an environment of its own."""

from pathlib import Path

import pandas as pd
import pytest

pytest.importorskip("pyspark", reason="Spark has an environment of its own: run `make test-spark`")

from metrics.catalogue import collect
from metrics.compute import compute
from metrics.engine import open_tables
from metrics.question import Question
from tests.conftest_lake import answering, random_lake

pytestmark = pytest.mark.spark

NAMES = tuple(collect())
QUESTIONS = (
    Question(),
    Question(grain="all"),
    Question(grain="week", by=("team",), where=(("partner", "Mutuelle"), ("partner", "Syndicat"))),
)


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return random_lake(tmp_path_factory.mktemp("lake"))


@pytest.mark.parametrize("question", QUESTIONS)
def test_spark_and_duckdb_agree(lake: Path, question: Question) -> None:
    frames = [compute(answering(question), question, open_tables(lake, engine)) for engine in ("duckdb", "spark")]
    pd.testing.assert_frame_equal(*frames, rtol=1e-9)


def test_an_empty_lake_gives_no_rows(tmp_path: Path) -> None:
    assert compute(NAMES, Question(), open_tables(tmp_path, "spark")).empty
