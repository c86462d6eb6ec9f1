"""Why a reading has nothing to show, in a sentence that says what would change it."""

from language import N_, say_day, say_period, translator
from metrics import late
from metrics.compute import compute
from metrics.engine import Reach, Tables
from metrics.question import Question
from metrics.reading import Reading
from metrics.sources import SOURCES

NOT_LOADED = {
    "cases": N_("No cases were loaded yet: drop an export of them on the page Data."),
    "invoices": N_("No invoices were loaded yet: drop an export of them on the page Data."),
    "staffing": N_("No staffing was loaded yet: drop the sheet on the page Data."),
}
ENDS = N_("The data of the {rows} end on {day}, before this period: choose an earlier one.")
BEGINS = N_("The data of the {rows} begin on {day}, after this period: choose a later one.")
NOT_WHOLE = N_("The data of the {rows} end on {day}, before a first period is whole: load what follows, or choose an earlier one.")
TOO_FEW = N_("Fewer than {n} rows in each period: too few to be published. A filter less may leave enough.")
UNDEFINED = N_("Rows are counted in this period, but this figure cannot be reckoned from them: its definition says what it needs.")
ELSEWHERE = N_("This figure counts nothing in this period, but does from {first} to {last}: choose among these months.")
NO_VALUE = N_("This figure counts nothing for {values}: take this filter away.")
NO_VALUES = N_("This figure counts nothing for {values} together: take one of these filters away.")
NOTHING = N_("Nothing that was loaded holds what this figure counts: its definition says what it needs.")


def why_empty(reading: Reading, tables: Tables, language: str) -> str:
    """Of a reading without a latest period: what the data lack for the question asked."""
    _ = translator(language)
    question, source = reading.question, SOURCES[reading.indicator.source]
    reaches = {table: tables.reach(table) for table in source.tables}
    if missing := [table for table, reach in reaches.items() if reach is None]:
        return _(NOT_LOADED[missing[0]])
    known = {table: reach for table, reach in reaches.items() if reach}
    ending = min(known, key=lambda table: known[table].last)
    if question.start and question.start > known[ending].last:
        return _of(ENDS, ending, known, language)
    beginning = min(known, key=lambda table: known[table].first)
    if question.end and question.end < known[beginning].first:
        return _(BEGINS).format(rows=_(late.SOURCES[beginning]), day=say_day(known[beginning].first, language))
    counted = reading.series["n"]
    if counted.isna().any():
        return _(TOO_FEW).format(n=reading.indicator.least_n)
    if (counted > 0).any():
        return _(UNDEFINED) if reading.series["complete"][counted > 0].any() else _of(NOT_WHOLE, ending, known, language)
    return _elsewhere(reading, tables, language)


def _of(msgid: str, table: str, known: dict[str, Reach], language: str) -> str:
    _ = translator(language)
    return _(msgid).format(rows=_(late.SOURCES[table]), day=say_day(known[table].last, language))


def _elsewhere(reading: Reading, tables: Tables, language: str) -> str:
    """Nothing is counted in the period: whether something is in others, else whether the filters are what leaves nothing."""
    _ = translator(language)
    where = reading.question.where
    if not _months(reading, (), tables):
        return _(NOTHING)
    if months := _months(reading, where, tables):
        first, last = (say_period(month, "month", language) for month in (months[0], months[-1]))
        return _(ELSEWHERE).format(first=first, last=last)
    by = dict.fromkeys(dimension for dimension, _value in where)
    alternatives = [[value or _("not given") for name, value in where if name == dimension] for dimension in by]
    values = _(" and ").join(_(" or ").join(_("“{value}”").format(value=value) for value in each) for each in alternatives)
    return _(NO_VALUES if len(by) > 1 else NO_VALUE).format(values=values)


def _months(reading: Reading, where: tuple[tuple[str, str], ...], tables: Tables) -> list[str]:
    """In which it counts something."""
    rows = compute([reading.indicator.name], Question("month", where=where), tables)
    return sorted(rows.loc[rows["n"].fillna(0) > 0, "period"])
