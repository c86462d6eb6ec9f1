"""A figure's table as a file that the reader's spreadsheet opens with a double click."""

import pandas as pd

from language import translator
from metrics.reading import Reading

SEPARATORS = {"fr": (";", ","), "en": (",", ".")}


def csv(reading: Reading, language: str) -> bytes:
    """One row a period: value in the indicator's unit (shares 0-1, durations in seconds or days), n, limits, kind.

    UTF-8 with the mark by which spreadsheets know it; the separators are those of the language.
    """
    _ = translator(language)
    points = reading.xmr.points
    limits = [point.limits for point in points]
    frame = reading.series.assign(
        centre=[each and each.centre for each in limits],
        lower=[each and each.lower for each in limits],
        upper=[each and each.upper for each in limits],
        kind=[point.kind for point in points],
    )
    unit = _("value ({unit})").format(unit=reading.currency or _(reading.indicator.unit))
    names = {
        "period": _("period"), "complete": _("complete"), "value": unit, "centre": _("mean"),
        "lower": _("lower limit"), "upper": _("upper limit"), "kind": _("variation"),
    }  # fmt: skip
    separator, point = SEPARATORS[language]
    text: str = frame.rename(columns=names).to_csv(index=False, sep=separator, decimal=point)
    return text.encode("utf-8-sig")
