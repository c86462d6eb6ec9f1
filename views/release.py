"""Release a wave, for human resources: see what everyone will see, and nothing more; then publish it."""

from collections.abc import Callable, Sequence
from getpass import getuser
from html import escape

import streamlit as st

from lake.store import Lake, LakeBusy
from language import N_, translator
from metrics import wellbeing
from metrics.release import ReleaseRefused, preview, release, to_release
from metrics.release_command import BUSY, PREVIEW, RELEASED
from metrics.released import Cell
from metrics.sentence import OWNERS
from views import address, refused, released, results
from views.links import anchor

KEY = "wave"
OWNER = "hr"
WAVE, POLE, LOOKED, SAID = "release.wave", "release.pole", "release.looked", "release.said"
CLOSES = N_(
    "Looking closes the wave: answers that come later wait for the next one. Whoever could look before and after an answer arrived would "
    "know that answer. So look when the survey is over."
)
NOT_YOURS = N_("Waves are released by {owner}.")
NOTHING = N_("No wave waits to be released. Bring in the answers of a survey on the page Data.")


def page() -> None:
    lang = address.language()
    _ = translator(lang)
    st.html(f'<h1 class="sentence">{escape(_("Release a wave"))}</h1>')
    refused.told(KEY)
    if said := st.session_state.pop(SAID, ""):
        st.html(f'<p class="outcome">{escape(said)} {anchor(address.link("wellbeing"), _("Well-being"))}</p>')
    waiting = to_release(results.lake())
    if not waiting:
        st.html(f'<p class="empty">{escape(_(NOTHING))}</p>')
        return
    wave = _asked(waiting, lang)
    looked: Sequence[Cell] = st.session_state.get(LOOKED, [])
    if looked and looked[0].wave == wave:
        _show(looked, wave, lang)


def _asked(waiting: Sequence[str], lang: str) -> str:
    """The wave, kept in the address, and who asks."""
    _ = translator(lang)
    st.session_state[WAVE] = next(iter(address.chosen(KEY, waiting)), waiting[0])
    with st.container(horizontal=True, vertical_alignment="bottom"):
        wave = st.selectbox(_("Wave"), waiting, key=WAVE, width=200, on_change=lambda: address.opened(KEY, st.session_state[WAVE]))
        st.selectbox(
            _("You are of"),
            list(OWNERS),
            index=None,
            key=POLE,
            width=260,
            placeholder=_("choose your pole"),
            format_func=lambda code: _(OWNERS.get(code, "")),
        )
        st.button(_("Close the wave and look"), on_click=_try, args=(_look, wave, lang))
    st.html(f'<p class="foot">{escape(_(CLOSES))}</p>')
    return str(wave)


def _show(cells: Sequence[Cell], wave: str, lang: str) -> None:
    _ = translator(lang)
    lines = wellbeing.lines([*results.released(), *cells], wave)
    st.html(f'<h2 class="part">{escape(wellbeing.headline(lines, wave, lang))}</h2><p class="about">{escape(_(PREVIEW))}</p>')
    released.show(lines, lang)
    st.button(_("Publish the wave"), type="primary", on_click=_try, args=(_publish, wave, lang))


def _try(act: Callable[[Lake, str, str], None], wave: str, lang: str) -> None:
    """Done before the page is drawn again: a click is not lost when something else draws it meanwhile."""
    _ = translator(lang)
    if st.session_state.get(POLE) != OWNER:
        refused.refuse(KEY, _(NOT_YOURS).format(owner=_(OWNERS[OWNER])), POLE)
        return
    try:
        act(results.lake(), wave, lang)
    except ReleaseRefused as error:
        refused.refuse(KEY, error.say(lang), WAVE)
    except LakeBusy:
        refused.refuse(KEY, _(BUSY))


def _look(lake: Lake, wave: str, lang: str) -> None:  # noqa: ARG001 - as `_publish`
    st.session_state[LOOKED] = preview(lake, wave, getuser())


def _publish(lake: Lake, wave: str, lang: str) -> None:
    release(lake, wave, getuser())
    st.session_state[LOOKED] = []
    st.session_state[SAID] = translator(lang)(RELEASED).format(wave=wave)


page()
