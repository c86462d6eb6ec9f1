"""Print the table of `make bench`. A row more is a `Row` here and its two sides in `bench/tasks.py`."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench import browsing

HOME = Path(__file__).resolve().parents[1]
OUT = Path(__file__).parent / "out"
RUNS = 3
SURROUNDINGS = {
    "PYTHONPATH": str(HOME),
    "RELAIS_KEY": "bench",
    "POINT_RELAIS_TIMEZONE": "Africa/Tunis",  # has no daylight saving, so that the SQL by hand may subtract local times
}


@dataclass(frozen=True)
class Row:
    label: str
    product: str
    bare: str | None = None
    after: str | None = None
    """A task that puts things back as they were for the next run."""
    aim: float | None = None
    """At most this many times the bare seconds."""
    within: float | None = None
    """At most this many seconds."""


@dataclass(frozen=True)
class Cost:
    seconds: float
    megabytes: float

    def __str__(self) -> str:
        return f"{self.seconds:7.2f} s {self.megabytes:6.0f} MB"


ROWS = (
    Row("import of 1,000,000 cases", "load_cases", "bare_load_cases", aim=4),
    Row("import of their invoices", "load_invoices", "bare_load_invoices"),
    Row("import of 10,000,000 cases", "load_many_cases", "bare_load_many_cases", aim=4),
    Row("20,000 corrections of them", "merge_correction", after="undo_correction"),
    Row("1,000,000 open durations", "open_durations", within=2),
    Row("8 waves of a survey, released", "release_waves", after="forget_releases", within=30),
    Row("scorecard by month", "scorecard", "bare_scorecard", aim=2),
    Row("every indicator by month", "whole_catalogue"),
    Row("edition of ten, as slides", "deck_of_ten", within=1),
    Row("edition of ten, as a PDF", "pdf_of_ten", within=8),
    Row("edition of ten, as HTML", "html_of_ten", within=1),
)


def main() -> None:
    OUT.mkdir(exist_ok=True)
    for made in ("make_cases", "make_invoices", "make_lake", "make_many_cases", "make_surveys", "make_lake_of_surveys", "publish_ten"):
        run(made)
    print(f"Median of {RUNS}, each in a fresh process; peak memory of that process.")
    print(f"{'':28}{'Point Relais':>20}{'bare DuckDB':>20}{'ratio':>8}{'aim':>7}")
    for row in ROWS:
        product, bare = costs(row)
        aim = f"≤ {row.aim:g}" if row.aim else f"≤ {row.within:g} s" if row.within else ""
        ratio = f"{product.seconds / bare.seconds:.1f}" if bare else ""
        print(f"{row.label:28}{product!s:>20}{bare or ''!s:>20}{ratio:>8}{aim:>7}")
    run("agree")
    if browsing.chromium() is None:
        print("There is no Chromium here: what a reader waits for in a browser is not measured.")
        return
    print("\nIn Chromium, on 1,000,000 cases; medians.")
    for label, seconds, within in browsing.waits(OUT / "lake"):
        print(f"{label:28}{seconds * 1000:17.0f} ms{f'≤ {within * 1000:g} ms' if within else '':>32}")


def costs(row: Row) -> tuple[Cost, Cost | None]:
    """The median cost of both sides of a row, run in turn so that a busy moment weighs on both."""
    product, bare = [], []
    for _ in range(RUNS):
        product.append(run(row.product))
        bare += [run(row.bare)] if row.bare else []
        if row.after:
            run(row.after)
    return middle(product), middle(bare) if bare else None


def middle(costs: Sequence[Cost]) -> Cost:
    return Cost(median(cost.seconds for cost in costs), median(cost.megabytes for cost in costs))


def run(task: str) -> Cost:
    command = [sys.executable, "-m", "bench.tasks", task]
    done = subprocess.run(command, cwd=OUT, env=os.environ | SURROUNDINGS, stdout=subprocess.PIPE)
    if done.returncode:
        sys.exit(done.returncode)
    return Cost(**json.loads(done.stdout))


if __name__ == "__main__":
    main()
