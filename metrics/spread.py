"""How unevenly work falls to people: the Gini index of their counts, as a band. The counts are reckoned here and go nowhere else."""

from collections import defaultdict
from collections.abc import Sequence

import narwhals as nw
import numpy as np

from metrics import periods
from metrics.asked import Asked, Series, grid
from metrics.engine import Breakdown, Groups, Tables, groups
from metrics.flows import Query, rows_of
from metrics.indicator import Spread

BAND = 0.1
SAID = ("number", "value", "low", "high", "n")


def series(asked: Asked, tables: Tables) -> Series:
    """Of each breakdown and period, the band's middle as `value`, its bounds as `low` and `high`, the people as `n`."""
    measure, by = asked.indicator.measure(), asked.question.by
    assert isinstance(measure, Spread)
    rows = rows_of(Query(asked.indicator.source, asked.indicator.dated_by, asked.until), tables)
    number = periods.number(nw.col(asked.indicator.dated_by), asked.question.grain).alias("number")
    known = rows.filter(~nw.col(measure.over).is_null()).select(*by, measure.over, number, nw.lit(1).alias("one"))
    counted = known.group_by("number", *by, measure.over).agg(nw.col("one").count().alias("rows"))
    found = groups(counted.select("number", *by, "rows"), by)
    counts: defaultdict[tuple[Breakdown, float], list[float]] = defaultdict(list)
    for breakdown, period, count in zip(found.breakdowns, found.figures["number"], found.figures["rows"], strict=True):
        counts[breakdown, period].append(count)
    spread = np.array([(period, *_banded(each)) for (_, period), each in counts.items()], dtype=float).reshape(-1, len(SAID))
    answer = Groups([breakdown for breakdown, _ in counts], dict(zip(SAID, spread.T, strict=True)))
    cells = grid(asked, answer.breakdowns)
    said = cells.placed(answer)
    return Series(cells, said["value"], np.nan_to_num(said["n"]), said["low"], said["high"])


def _banded(counts: Sequence[float]) -> tuple[float, float, float, int]:
    index = gini(counts)
    low, high = (np.nan, np.nan) if index is None else band(index)
    return (low + high) / 2, low, high, len(counts)


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
