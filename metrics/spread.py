"""How unevenly work falls to people: the Gini index of their counts, as a band. The counts are reckoned here and go nowhere else."""

from collections.abc import Sequence

import narwhals as nw
import pandas as pd

from metrics import periods
from metrics.asked import Asked, grid
from metrics.engine import Tables, collect
from metrics.flows import Query, rows_of
from metrics.indicator import Spread

BAND = 0.1


def series(asked: Asked, tables: Tables) -> pd.DataFrame:
    """A row for each breakdown and period: the band's middle as `value`, its bounds as `low` and `high`, the people as `n`."""
    measure, by = asked.indicator.measure(), asked.question.by
    assert isinstance(measure, Spread)
    rows = rows_of(Query(asked.indicator.source, asked.indicator.dated_by, asked.until), tables)
    number = periods.number(nw.col(asked.indicator.dated_by), asked.question.grain).alias("number")
    known = rows.filter(~nw.col(measure.over).is_null()).select(*by, measure.over, number, nw.lit(1).alias("one"))
    counts = collect(known.group_by("number", *by, measure.over).agg(nw.col("one").count().alias("rows")))
    keys = ["number", *asked.keys]
    counts = counts.assign(indicator=asked.indicator.name)
    spread = [{**dict(zip(keys, key, strict=True)), **_banded(group["rows"].tolist())} for key, group in counts.groupby(keys, dropna=False)]
    answer = pd.DataFrame(spread, columns=[*keys, "value", "low", "high", "n"])
    answer = answer.astype({key: kind for key, kind in counts.dtypes.items() if key in keys})
    filled = grid(asked, [answer]).merge(answer, how="left", on=keys)
    return filled.assign(
        n=filled["n"].fillna(0).astype("Int64"), **{name: filled[name].astype("Float64") for name in ("value", "low", "high")}
    )


def _banded(counts: list[int]) -> dict[str, float | None]:
    index = gini(counts)
    low, high = band(index) if index is not None else (None, None)
    return {"value": None if low is None or high is None else (low + high) / 2, "low": low, "high": high, "n": len(counts)}


def gini(counts: Sequence[float]) -> float | None:
    """Gini index with small-sample correction: 0 all alike, 1 all with one; null where there are fewer than two or nothing to spread."""
    n, total = len(counts), sum(counts)
    if n < 2 or not total:
        return None
    ordered = sorted(counts)
    raw = sum((2 * rank - n - 1) * count for rank, count in enumerate(ordered, 1)) / (n * total)
    return raw * n / (n - 1)


def band(index: float) -> tuple[float, float]:
    """The tenth in which an index lies: its lower bound, included, and its upper one."""
    step = min(int(round(index / BAND, 9)), round(1 / BAND) - 1)
    return round(step * BAND, 9), round((step + 1) * BAND, 9)
