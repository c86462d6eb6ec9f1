"""Well-being: what was released of the surveys, then absence, leave and load."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from language import N_, translator
from metrics import wellbeing
from metrics.catalogue import collect
from metrics.released import Cell
from views import address, beginning, filters, handover, released, results, scorecard
from views.links import anchor

LISTENING = N_(
    "Does something weigh on you? The occupational doctor, the staff representatives or a colleague you trust will listen. No figure does."
)
NONE_YET = N_("Well-being: no wave was released yet")
WHEN = N_("Surveys are shown once human resources have released a wave: then everyone sees the same, and it does not change any more.")
DOMINANCE = N_(
    "Absence is told once a year, of the whole activity: in a team of ten, one long absence is a tenth. Leave taken and work outside "
    "opening hours are told of whole half-years and quarters, without a team in which one person makes more than half. The spread of the "
    "work is a band, from five people on."
)
KEY = "wave"


def page() -> None:
    lang = address.language()
    _ = translator(lang)
    cells = results.released()
    if cells:
        _surveys(cells, lang)
    elif beginning.shown():
        return
    else:
        st.html(f'<h1 class="sentence">{escape(_(NONE_YET))}</h1><p class="evidence">{escape(_(WHEN))}</p>')
    st.html(f'<p class="foot">{escape(_(LISTENING))} · {anchor(address.link("release"), _("Release a wave (human resources)"))}</p>')
    _staffing(lang)


def _surveys(cells: Sequence[Cell], lang: str) -> None:
    """One wave, the latest unless another is asked; then the activity over the waves."""
    _ = translator(lang)
    known = wellbeing.waves_of(cells)
    wave = next(iter(address.chosen(KEY, known)), known[-1])
    if KEY in address.left():
        st.html(f'<p class="empty" role="status">{escape(_("That wave was not released. Here is the latest."))}</p>')
    lines = wellbeing.lines(cells, wave)
    st.html(f'<h1 class="sentence">{escape(wellbeing.headline(lines, wave, lang))}</h1>{_waves(known, wave, lang)}')
    released.show(lines, lang)
    for reading in wellbeing.trends(cells):
        released.trend(reading, lang)
    st.download_button(
        _("Download all waves as CSV"), lambda: released.csv(cells, lang), _("well-being.csv"), "text/csv", on_click="ignore"
    )


def _waves(known: Sequence[str], wave: str, lang: str) -> str:
    links = (f"<b>{escape(one)}</b>" if one == wave else anchor(address.link("wellbeing", wave=one), one) for one in known)
    return f'<p class="evidence">{escape(translator(lang)("Waves:"))} {" · ".join(links)}</p>'


def _staffing(lang: str) -> None:
    """Of the whole activity alone: no filter but the period."""
    _ = translator(lang)
    st.html(f'<h2 class="part">{escape(_("Absence, leave and load"))}</h2>')
    question = filters.bar(dimensions=())
    names = [name for name, each in collect().items() if each.owner == "hr"]
    scorecard.table(results.readings(names, question), [])
    st.html(f'<p class="foot">{escape(_(DOMINANCE))}</p>')
    handover.offer("hr")


page()
