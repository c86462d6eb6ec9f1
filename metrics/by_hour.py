"""A figure of cases by the weekday and the hour at which they were opened."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from language import say, translator, weekday
from metrics.indicator import Indicator, Measure
from metrics.sources import SOURCES

BY = ("opened_weekday", "opened_hour")
LEAST = 5
"""Rows below which a cell is left blank: its value would be chance."""


@dataclass(frozen=True)
class Cell:
    value: float | None
    """Null where fewer than five rows make it."""
    n: int


@dataclass(frozen=True)
class Hours:
    cells: Mapping[tuple[int, int], Cell]
    """By ISO weekday (1 is Monday) and local hour, those with rows."""

    @property
    def weekdays(self) -> list[int]:
        return sorted({day for day, _ in self.cells})

    @property
    def hours(self) -> list[int]:
        """From the first to the last in which something was counted, none left out between."""
        known = [hour for _, hour in self.cells]
        return list(range(min(known), max(known) + 1)) if known else []

    @property
    def blank(self) -> int:
        """Cells with rows, and too few of them."""
        return sum(cell.value is None for cell in self.cells.values())

    @property
    def shown(self) -> dict[tuple[int, int], float]:
        return {place: cell.value for place, cell in self.cells.items() if cell.value is not None}


def has_hours(indicator: Indicator) -> bool:
    """A figure of rows of cases, dated by their opening, that is not about the people who work here."""
    source = SOURCES[indicator.source]
    of_cases = isinstance(indicator.measure(), Measure) and indicator.dated_by == "opened_on" and set(BY) <= set(source.dimensions)
    return of_cases and indicator.owner != "hr"


def hours(rows: pd.DataFrame, least_n: int = LEAST) -> Hours:
    """From the rows of `metrics.compute.compute` for one stretch of time, by weekday and hour."""
    known = rows[rows["n"].fillna(0) > 0].dropna(subset=[*BY])
    found = zip(known[BY[0]], known[BY[1]], known["value"], known["n"], strict=True)
    least = max(LEAST, least_n)
    return Hours({(int(day), int(hour)): Cell(float(v) if n >= least and not pd.isna(v) else None, int(n)) for day, hour, v, n in found})


def said(found: Hours, indicator: Indicator, language: str) -> str:
    """From where to where the figure goes through the week, in a sentence."""
    _ = translator(language)
    shown = found.shown
    if not shown:
        return _("Too few rows in every hour: a cell needs {n}. Choose a longer period or fewer filters.").format(n=LEAST)
    facts = {}
    for end, place in (("low", min(shown, key=lambda each: shown[each])), ("high", max(shown, key=lambda each: shown[each]))):
        facts[end] = say(shown[place], indicator.unit, language)
        facts[f"{end}_at"] = _("{weekday}, {hour}:00").format(weekday=weekday(place[0], language), hour=place[1])
    return _("Through the week, from {low} ({low_at}) to {high} ({high_at}).").format(**facts)


def told(found: Hours, language: str) -> str:
    """What is left blank; empty where nothing is."""
    several = translator(language).many(
        "{n} cell is blank: fewer than {least} rows make it.",
        "{n} cells are blank: fewer than {least} rows make each of them.",
        found.blank,
    )
    return several.format(n=found.blank, least=LEAST) if found.blank else ""
