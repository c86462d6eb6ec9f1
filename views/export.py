"""A figure's table as a file that the reader's spreadsheet opens with a double click."""

from inert import to_csv
from language import N_, translator
from metrics.reading import Reading
from metrics.sentence import entry_told

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
KINDS = {
    "common_cause": N_("usual"),
    "improvement": N_("improvement"),
    "concern": N_("concern"),
    "neutral": N_("change, neither better nor worse"),
}
SEPARATORS = {"fr": (";", ","), "en": (",", ".")}


def csv(reading: Reading, language: str) -> bytes:
    """One row a period: value in the indicator's unit (shares 0-1, durations in seconds or days), n, limits, kind, journal.

    UTF-8 with the mark by which spreadsheets know it; the separators are those of the language.
    """
    _ = translator(language)
    points = reading.xmr.points
    limits = [point.limits for point in points]
    frame = reading.series.assign(
        centre=[each and each.centre for each in limits],
        lower=[each and each.lower for each in limits],
        upper=[each and each.upper for each in limits],
        target=[each and each.target for each in reading.targets],
        kind=[point.kind and _(KINDS[point.kind]) for point in points],
        journal=_journal(reading, language),
    )
    unit = _("value ({unit})").format(unit=reading.currency or _(UNITS[reading.indicator.unit]))
    names = {
        "period": _("period"), "complete": _("complete"), "value": unit, "centre": _("mean"),
        "lower": _("lower limit"), "upper": _("upper limit"), "target": _("target"), "kind": _("variation"),
        "journal": _("journal"),
    }  # fmt: skip
    separator, point = SEPARATORS[language]
    return to_csv(frame.rename(columns=names), sep=separator, decimal=point).encode("utf-8-sig")


def _journal(reading: Reading, language: str) -> list[str]:
    """Of each period, what the journal tells."""
    told = [(each.position, entry_told(each.entry, language)) for each in reading.entries]
    return [" / ".join(words for at, words in told if at == position) for position in range(len(reading.series))]
