"""An edition beside today's figures: each month that is no longer what was published, and why."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from language import N_, say, say_period, translator
from metrics import sentence
from metrics.edition import GRAIN, Edition
from metrics.restatement import Difference, Restated, restate
from report import words
from settings import settings
from views import address

COLUMNS = (N_("Month"), N_("Published"), N_("Today"), N_("Why"))
NOT_COMPARED = N_("Not compared: what is told of the people who work here is told once, and what was given up has no figure today.")


def show(edition: Edition) -> None:
    lang = address.language()
    _ = translator(lang)
    found = restate(edition, settings().lake)
    changed = [each for each in found if each.differences or each.limits]
    st.html(f'<h1 class="sentence">{escape(_heading(changed, lang))}</h1><p class="evidence">{escape(words.heading(edition, lang))}</p>')
    for each in found:
        if each in changed or not each.compared:
            _figure(each, lang)


def _heading(changed: Sequence[Restated], lang: str) -> str:
    _ = translator(lang)
    if not changed:
        return _("Today’s figures are those that were published.")
    text = _.many("{n} figure is no longer what was published.", "{n} figures are no longer what was published.", len(changed))
    return text.format(n=len(changed))


def _figure(each: Restated, lang: str) -> None:
    _ = translator(lang)
    label = f'<h2 class="part">{escape(each.figure.words[lang].label)}</h2>'
    if not each.compared:
        st.html(f'{label}<p class="empty">{escape(_(NOT_COMPARED))}</p>')
        return
    limits = "".join(f'<p class="foot">{escape(reason.say(lang))}</p>' for reason in each.limits)
    st.html(label + (_table(each, lang) if each.differences else "") + limits)


def _table(each: Restated, lang: str) -> str:
    """Newest first."""
    css = ("", " class=number", " class=number", "")
    head = "".join(f'<th scope="col"{css[i]}>{escape(translator(lang)(text))}</th>' for i, text in enumerate(COLUMNS))
    body = "".join(_row(each, difference, lang) for difference in reversed(each.differences))
    return f'<div class="scroll"><table class="plain restated"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _row(each: Restated, difference: Difference, lang: str) -> str:
    reading = each.figure.reading
    sides = ((difference.then, difference.n_then), (difference.now, difference.n_now))
    numbers = "".join(
        f'<td class="number">{escape(sentence.value(reading, value, lang))}<small>n = {escape(say(n, "count", lang))}</small></td>'
        for value, n in sides
    )
    why = escape(", ".join(reason.say(lang) for reason in difference.reasons))
    return f'<tr><th scope="row">{escape(say_period(difference.period, GRAIN, lang))}</th>{numbers}<td>{why}</td></tr>'
