"""A released wave, as everyone sees it; who releases it looks at the same before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from html import escape

import pandas as pd
import streamlit as st

from charts.control import control_chart
from charts.theme import THEMES
from inert import to_csv
from instruments import Key, instruments, score_of
from language import N_, NOTHING, decimal, say, say_period, translator
from metrics import sentence
from metrics.disclosure import FROM
from metrics.reading import Reading
from metrics.released import PARTICIPATION, RULE_IN_WORDS, Cell, say_figure, say_worst
from metrics.wellbeing import Line, beside
from report.table import SEPARATORS
from views import alternative

COLUMNS = (N_("Team"), N_("Mean score, 95% interval"), N_("In the wave before"), N_("Participation"))
CONVERSATION = N_(
    "A team’s score is a support for a conversation within the team, not a measure: so few answers vary by chance from one wave to the "
    "next. The whole activity is where it measures something."
)
IN_BRACKETS = N_("In brackets: how far two waves of so many answers may lie apart by chance alone, in 19 cases of 20.")
IN_FILE = ("wave", "instrument", "score", "team", "low", "high", "half_width", "respondents", "participation", "worst_low", "worst_high")


def show(wave: Mapping[Key, Sequence[Line]], lang: str) -> None:
    """How to read it, and each score of a wave."""
    _ = translator(lang)
    st.html(f'<p class="definition">{escape(_(CONVERSATION))} {escape(_(RULE_IN_WORDS).format(least=FROM))}</p>')
    st.html("".join(_score(key, lines, lang) for key, lines in wave.items()))
    st.html(f'<p class="foot">{escape(_(IN_BRACKETS))}</p>')


def _score(key: Key, lines: Sequence[Line], lang: str) -> str:
    _ = translator(lang)
    head = "".join(f'<th scope="col">{escape(_(name))}</th>' for name in COLUMNS)
    body = "".join(f"<tr>{''.join(_cells(line, lang))}</tr>" for line in lines)
    table = f'<table class="plain released"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    about = escape(" · ".join(_about(key, lang)))
    return f'<h2 class="part">{escape(_(score_of(key).label))}</h2><p class="about">{about}</p><div class="scroll">{table}</div>'


def _about(key: Key, lang: str) -> Iterator[str]:
    """From where to where the score goes, which end is better, whether the questionnaire is validated, whose it is."""
    _ = translator(lang)
    instrument, score = instruments()[key[0]], score_of(key)
    yield _("from {low} to {high}").format(low=decimal(score.low, lang).replace("-", "−"), high=decimal(score.high, lang))
    yield _(sentence.BETTER[score.better])
    yield _("validated questionnaire") if instrument.validated else _("not a validated questionnaire")
    yield _("licence: {licence}").format(licence=_(instrument.licence))


def _cells(line: Line, lang: str) -> Iterator[str]:
    """Of a figure that is not published, whatever the cause, nothing but that."""
    _ = translator(lang)
    cell = line.cell
    name = f"<b>{escape(_('whole activity'))}</b>" if cell.team is None else escape(cell.team)
    yield f'<th scope="row">{name}</th>'
    n = _.many("{n} answer", "{n} answers", cell.respondents).format(n=cell.respondents) if cell.respondents else ""
    yield _cell(_(COLUMNS[1]), say_figure(cell, lang), n, "value" if cell.figure else "unknown")
    yield _cell(_(COLUMNS[2]), *beside(line, lang))
    yield _cell(_(COLUMNS[3]), _(PARTICIPATION[cell.participation]) if cell.participation else "", say_worst(cell, lang))


def _cell(column: str, text: str, small: str, css: str = "") -> str:
    """On a phone the column's name stands in the cell."""
    said = f"<small>{escape(small)}</small>" if small else ""
    return f'<td class="{css}" data-label="{escape(column)}">{escape(text)}{said}</td>'


def trend(reading: Reading, lang: str) -> None:
    """A score of the activity over the waves, and what is usual in it."""
    title = sentence.title(reading, lang)
    about = escape(sentence.subtitle(reading, lang))
    st.html(f'<div class="figure"><h2>{escape(title)}</h2><p class="about">{about}</p></div>')
    chart = control_chart(reading, lang, THEMES[st.context.theme.type or "light"])
    config = {"displayModeBar": False, "responsive": True}
    st.plotly_chart(chart, theme=None, config=config, alt=title, key=f"trend.{reading.indicator.name}")
    _ = translator(lang)
    waves = zip(reading.series.itertuples(), reading.xmr.points, strict=True)
    rows = [
        [
            say_period(wave.period, reading.question.grain, lang),
            sentence.value(reading, point.value, lang),
            say(None if pd.isna(wave.n) else wave.n, "count", lang),
            sentence.usual(reading, point.limits, lang) if point.limits else NOTHING,
        ]
        for wave, point in waves
    ]
    alternative.show([_("Wave"), _("Value"), _("n"), _("Usual variation")], rows[::-1], lang)


def csv(cells: Sequence[Cell], lang: str) -> bytes:
    """What was released, a row a cell: for the reader's spreadsheet, as `report.table` writes it."""
    _ = translator(lang)
    rows = [{name: asdict(cell)[name] for name in IN_FILE} | {_("in words"): say_figure(cell, lang)} for cell in cells]
    separator, point = SEPARATORS[lang]
    return to_csv(pd.DataFrame(rows), sep=separator, decimal=point).encode("utf-8-sig")
