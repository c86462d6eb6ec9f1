"""The tables of a figure or of an edition's, with the facts that belong to them, as files that a spreadsheet opens with a double click."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pandas as pd
import xlsxwriter

from charts.control import KINDS
from inert import inert, to_csv
from language import N_, translator
from metrics.edition import Edition
from metrics.frozen import Figure
from metrics.reading import Reading
from metrics.sentence import entry_told
from report import words

UNITS = {
    "count": N_("number"),
    "share": N_("share, 0 to 1"),
    "seconds": N_("seconds"),
    "days": N_("days"),
    "money": N_("amount"),
    "score": N_("score"),
    "hours": N_("hours"),
    "rate": N_("ratio"),
}
SEPARATORS = {"fr": (";", ","), "en": (",", ".")}
LONGEST_NAME = 31  # of a sheet
WIDTHS = (26, 90)  # of the columns of the sheet of facts, in letters


def figure_csv(edition: Edition | None, figure: Figure, language: str) -> bytes:
    """One row a period: value in the indicator's unit (shares 0-1, durations in seconds or days), n, limits, kind, journal.

    Each row says what it is of, from data until when. UTF-8 with the mark by which spreadsheets know it; the separators are
    those of the language.
    """
    return _bytes(_told(edition, figure, language), language)


def edition_csv(edition: Edition, language: str) -> bytes:
    """The same of all figures of an edition, one below the other."""
    parts = [_told(edition, figure, language) for figure in edition.figures]
    return _bytes(pd.concat(parts, ignore_index=True), language)


def figure_xlsx(edition: Edition | None, figure: Figure, language: str) -> bytes:
    """A workbook: a sheet of facts, then the figure's."""
    facts = [*words.of_one(edition, figure, language), *_comment(figure, language)]
    made = edition.saved_at if edition else datetime.now(UTC)
    return _workbook(figure.words[language].title, made, facts, [figure], language)


def edition_xlsx(edition: Edition, language: str) -> bytes:
    """A workbook: a sheet of facts, then one for each figure."""
    facts = words.of_edition(edition, language)
    for figure in edition.figures:
        facts += [("", ""), *words.of_figure(figure, language), *_comment(figure, language)]
    return _workbook(words.heading(edition, language), edition.saved_at, facts, edition.figures, language)


def _workbook(title: str, made: datetime, facts: words.Facts, figures: Sequence[Figure], language: str) -> bytes:
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title, "created": made.replace(tzinfo=None)})
    bold, wrapped = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(translator(language)("Facts"))
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width, wrapped)
    for row, (name, fact) in enumerate(facts):
        sheet.write_row(row, 0, [name], bold)
        sheet.write_string(row, 1, inert(fact))
    for place, figure in enumerate(figures, start=1):
        _sheet(book, f"{place} {figure.words[language].label}", _numbers(figure.reading, language), bold)
    book.close()
    return file.getvalue()


def _numbers(reading: Reading, language: str) -> pd.DataFrame:
    _ = translator(language)
    points = reading.xmr.points
    limits = [point.limits for point in points]
    columns: dict[str, list[Any]] = {
        "centre": [each and each.centre for each in limits],
        "lower": [each and each.lower for each in limits],
        "upper": [each and each.upper for each in limits],
        "target": [each and each.target for each in reading.targets],
        "kind": [point.kind and _(KINDS[point.kind]) for point in points],
        "journal": _journal(reading, language),
    }
    unit = _("value ({unit})").format(unit=reading.currency or _(UNITS[reading.indicator.unit]))
    names = {
        "period": _("period"), "complete": _("complete"), "value": unit, "centre": _("mean"),
        "low": _("95% interval, from"), "high": _("95% interval, to"),
        "lower": _("lower limit"), "upper": _("upper limit"), "target": _("target"), "kind": _("variation"),
        "journal": _("journal"),
    }  # fmt: skip
    return reading.series.assign(**columns).rename(columns=names)


def _journal(reading: Reading, language: str) -> list[str]:
    """Of each period, what the journal tells."""
    told = [(each.position, entry_told(each.entry, language)) for each in reading.entries]
    return [" / ".join(words for at, words in told if at == position) for position in range(len(reading.series))]


def _told(edition: Edition | None, figure: Figure, language: str) -> pd.DataFrame:
    """A figure's numbers, with columns that say on each row what they are of."""
    _ = translator(language)
    numbers, said = _numbers(figure.reading, language), figure.words[language]
    definition = " ".join(filter(None, said.definition.split("\n")))
    unit = _(UNITS[figure.reading.indicator.unit])
    value = _("value ({unit})").format(unit=figure.reading.currency or unit)
    answers = {True: _("yes"), False: _("no")}
    numbers = numbers.rename(columns={value: _("value")}).assign(**{_("complete"): numbers[_("complete")].map(answers)})
    before = {_("edition"): edition and edition.name, _("indicator"): figure.reading.indicator.name, _("label"): said.label}
    after = {
        _("unit"): figure.reading.currency or unit, _("filters"): words.kept(edition, figure, language),
        _("data until"): figure.reading.data_until, _("definition"): definition, _("comment"): figure.comment,
    }  # fmt: skip
    return pd.DataFrame({**before, **numbers, **after}, index=numbers.index)


def _comment(figure: Figure, language: str) -> words.Facts:
    return [(translator(language)("Comment"), figure.comment)] if figure.comment else []


def _sheet(book: Any, name: str, numbers: pd.DataFrame, bold: Any) -> None:
    sheet = book.add_worksheet(_sheet_name(name))
    sheet.write_row(0, 0, list(numbers.columns), bold)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(numbers.columns) - 1, 16)
    for row, values in enumerate(numbers.astype(object).where(numbers.notna(), None).itertuples(index=False), start=1):
        sheet.write_row(row, 0, [inert(value) if isinstance(value, str) else value for value in values])


def _sheet_name(name: str) -> str:
    """Without the signs that no sheet may have."""
    return "".join(" " if sign in "[]:*?/\\" else sign for sign in name)[:LONGEST_NAME].strip("' ")


def _bytes(frame: pd.DataFrame, language: str) -> bytes:
    """Numbers to fifteen digits, all that a spreadsheet keeps: the next ones are of how machines add."""
    separator, point = SEPARATORS[language]
    floats = {str(name): column.map(_rounded, na_action="ignore") for name, column in frame.items() if column.dtype.kind == "f"}
    frame = frame.assign(**floats)
    return to_csv(frame, sep=separator, decimal=point).encode("utf-8-sig")


def _rounded(value: float) -> float:
    return float(f"{value:.15g}")
