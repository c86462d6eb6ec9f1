"""The moving-range chart of an indicator: the steps from one period to the next that make its usual variation."""

from html import escape

import streamlit as st

from charts.moving_range import moving_range_chart
from charts.theme import THEMES
from language import say_period, translator
from metrics import sentence
from metrics.moving_range import moving_ranges
from metrics.reading import Reading
from views import alternative, figure, grain


def show(reading: Reading, lang: str) -> None:
    _ = translator(lang)
    drawn = grain.shown(reading, lang)[0]
    ranges = moving_ranges(drawn.xmr)
    if not any(one.value is not None for one in ranges):
        st.html(f'<p class="empty">{escape(_("Too early: steps are told once eight periods have made the usual variation."))}</p>')
        return
    grown = [
        say_period(period, reading.question.grain, lang) for period, one in zip(drawn.series["period"], ranges, strict=True) if one.beyond
    ]
    title = (
        _("Larger steps than usual: {periods}.").format(periods=_(", ").join(grown))
        if grown
        else _("No step is larger than the usual ones.")
    )
    told = _("A step beyond the upper limit (3.267 times the mean step) does not count in the usual variation.")
    chart = moving_range_chart(drawn, ranges, lang, THEMES[st.context.theme.type or "light"])
    figure.part(title, chart, f"ranges.{reading.currency}", told)
    heads = [_("Period"), _("Step from the period before"), _("Upper limit")]
    rows = [
        [say_period(period, reading.question.grain, lang), sentence.value(drawn, one.value, lang), sentence.value(drawn, one.upper, lang)]
        for period, one in reversed(list(zip(drawn.series["period"], ranges, strict=True)))
    ]
    alternative.show(heads, rows, lang)
