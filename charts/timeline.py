"""The time axis: which periods are named, in the reader's language, the year once a year."""

from collections.abc import Sequence
from datetime import date

from language import short_month

MOST = 8


def month_ticks(periods: Sequence[str], language: str, most: int = MOST) -> tuple[list[str], list[str]]:
    """ISO days that get a tick, and their words: `oct.`, `janv.<br>2014`. Of days or weeks, the first of each month.

    Args:
        periods: ISO first days, oldest first.
        most: how many ticks, about.
    """
    first = {period[:7]: date.fromisoformat(period) for period in reversed(periods)}
    months = sorted(first.values())
    named = [month for month in months if (month.year * 12 + month.month - 1) % _every(len(months), most) == 0] or months[:1]
    years: set[int] = set()
    words = []
    for month in named:
        words.append(short_month(month, language) + ("" if month.year in years else f"<br>{month.year}"))
        years.add(month.year)
    return [month.isoformat() for month in named], words


def _every(count: int, most: int) -> int:
    """One month in so many, as people cut a year."""
    return next((step for step in (1, 2, 3, 6, 12, 24) if count / step <= most), 60)
