"""Seeing early that something changes: load, quality, late data, what nobody has looked at; and whom one may turn to.

It starts a conversation and points at no one: every figure is of the team or the activity.
"""

from collections.abc import Sequence
from html import escape

import streamlit as st

from language import N_, translator
from metrics import digest, sentence
from metrics.catalogue import collect
from metrics.question import Question
from metrics.reading import Reading
from metrics.signals import TEAM, shown
from settings import settings
from views import address, beginning, entry, results, since, told
from views.links import anchor

LOAD = ("cases_opened", "queue_pressure", "off_hours_share", "workload_spread")
QUIET = N_("Nothing changes in load or in quality; everything varies as usual.")
KIND = N_("To talk about together. No figure here is about one person.")
ROUTES = {
    "occupational_doctor": N_("The occupational doctor"),
    "staff_representatives": N_("The staff representatives"),
    "trusted_colleague": N_("A colleague you trust"),
}

lang = address.language()
_ = translator(lang)


def heading(load: Sequence[Reading], quality: Sequence[Reading]) -> str:
    loaded, qualities = len(sentence.changed(load)), len(sentence.changed(quality))
    if not loaded + qualities:
        return _(QUIET)
    said = [
        _.many("{n} change in load", "{n} changes in load", loaded).format(n=loaded) if loaded else "",
        _.many("{n} change in quality", "{n} changes in quality", qualities).format(n=qualities) if qualities else "",
    ]
    return _("{changes}: worth a conversation.").format(changes=_(" and ").join(filter(None, said)))


def item(reading: Reading) -> str:
    link = anchor(address.link("indicator", name=reading.indicator.name), sentence.title(reading, lang))
    return f"{link}<small>{escape(sentence.subtitle(reading, lang))}</small>"


def route(key: str, label: str) -> str:
    reach = getattr(settings().contacts, key)
    return f"<li>{escape(_('{route}: {reach}').format(route=_(label), reach=reach) if reach else _(label))}</li>"


if beginning.shown():
    st.stop()
names = [name for name, each in collect().items() if each.owner == "quality" and name in shown(TEAM)]
load, quality = results.readings(LOAD, Question()), results.readings(names, Question())
meeting = results.meeting(since.asked(), entry.today())
standing = [each for each in meeting.unexplained if each.lasts]
st.html(f'<h1 class="sentence">{escape(heading(load, quality))}</h1><p class="evidence">{escape(_(KIND))}</p>')
told.listed(_("Load"), [item(each) for each in load], "")
told.listed(
    _("Quality of service: what changes"), [item(each) for each in sentence.changed(quality)], _("Nothing: everything varies as usual.")
)
told.listed(
    _("Changes nobody has looked at yet"),
    [told.signal(each, lang) for each in standing],
    _("None: every change has its word in the journal."),
)
late = [escape(digest.late_told(each, lang)) for each in meeting.late]
told.listed(_("Data that are late"), late, _("None: the figures are up to date."))
st.html(f"<p>{anchor(address.link('agenda'), _('To discuss at the next meeting'))} · {anchor(address.link('journal'), _('Journal'))}</p>")
routes = "".join(route(*each) for each in ROUTES.items())
st.html(f'<footer class="routes"><p>{escape(_("If something weighs on you, you may turn to:"))}</p><ul>{routes}</ul></footer>')
