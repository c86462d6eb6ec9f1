"""`docs/indicators.md`, written from the code: `python -m tests.indicators_page` brings it up to date, and a test says when it is not."""

from collections.abc import Iterator

from metrics.catalogue import collect
from metrics.facts import Facts, facts
from metrics.sentence import OWNERS
from settings import HOME

PAGE = HOME / "docs" / "indicators.md"
HEADER = """# The indicators

Written from the code by `python -m tests.indicators_page`; the Definitions page of the app says the same, in both languages.
n is the number of rows that entered a figure. An undefined value is null, shown as “–”. The SQL gives the figure by month,
for the whole and by team where it can be, and is what the tests hold the figure to.
"""


def page() -> str:
    indicators = collect().values()
    parts = [HEADER]
    for owner, label in OWNERS.items():
        parts.append(f"\n## Followed by {label}\n")
        parts += ["\n".join(_entry(facts(indicator))) for indicator in indicators if indicator.owner == owner]
    return "\n".join(parts)


def _entry(each: Facts) -> Iterator[str]:
    indicator = each.indicator
    yield f"### `{indicator.name}`\n\n**{indicator.label}**, {indicator.population}\n\n{each.counts}\n\n{each.left_out}\n"
    rows = {
        "unit": indicator.unit,
        "better": indicator.better,
        "tables": ", ".join(each.tables),
        "columns": ", ".join(f"`{column}`" for column in each.columns),
        "date": f"`{indicator.dated_by}`",
        "clock": each.clock or "–",
        "breakdowns": ", ".join(each.breakdowns) or "none: the whole activity only",
        "owner": OWNERS[indicator.owner],
        "audience": indicator.audience,
    }
    yield "| | |\n|---|---|\n" + "\n".join(f"| {name} | {value} |" for name, value in rows.items()) + "\n"
    yield f"```sql\n{each.sql}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
