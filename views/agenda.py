"""What there is to talk about: changes without a word, what was decided and what came of it, what is to be done, what is late."""

from collections.abc import Iterator
from html import escape

import streamlit as st

from language import N_, translator
from metrics import digest
from metrics.journal import Entry
from metrics.signals import Decision, Meeting
from views import address, beginning, entry, results, since, told
from views.links import anchor

NOTHING = N_("Nothing.")

lang = address.language()
_ = translator(lang)


def sentence(meeting: Meeting) -> str:
    wordless, undone = len(meeting.unexplained), len(meeting.open_actions)
    said = [
        _.many("{n} change has no word in the journal yet", "{n} changes have no word in the journal yet", wordless).format(n=wordless)
        if wordless
        else _("Every change has its word in the journal"),
        _.many("{n} action is open", "{n} actions are open", undone).format(n=undone) if undone else _("no action is open"),
    ]
    return _("{one}; {other}.").format(one=said[0], other=said[1])


def written(line: str, each: Entry) -> str:
    return f"{escape(line)} {anchor(address.link('journal', entry=each.entry_id), _('Open'))}"


def decided(each: Decision) -> str:
    return written(digest.decision_told(each, lang), each.entry)


def parts(meeting: Meeting) -> Iterator[tuple[str, list[str]]]:
    yield "unexplained", [told.signal(each, lang) for each in meeting.unexplained]
    yield "decisions", [decided(each) for each in meeting.decisions]
    yield "open_actions", [written(digest.action_told(each, meeting, lang), each) for each in meeting.open_actions]
    yield "expiring", [written(digest.deviation_told(each, meeting, lang), each) for each in meeting.expiring]
    yield "explained", [told.signal(each, lang) for each in meeting.signals if each.entries]
    yield "late", [escape(digest.late_told(each, lang)) for each in meeting.late]


if beginning.shown():
    st.stop()
meeting = results.meeting(since.asked(), entry.today())
st.html(f'<h1 class="sentence">{escape(sentence(meeting))}</h1>')
since.pick()
for name, items in parts(meeting):
    told.listed(_(digest.PARTS[name]), items, _(NOTHING))
links = (anchor(address.link("meeting"), _("Show the figures in a meeting")), anchor(address.link("vigilance"), _("Vigilance")))
st.html(f'<p class="foot">{" · ".join((*links, anchor(address.link("journal"), _("The whole journal"))))}</p>')
