"""What the buttons of the page of preparation do. Each click keeps the draft as it stands: the lake is the page's only memory."""

from dataclasses import replace
from datetime import date

import streamlit as st

from lake.store import LakeBusy
from language import translator
from metrics import edition as editions
from metrics.catalogue import collect
from metrics.edition import NOTHING_TO_SHOW, Draft, Edition, EditionRefused, Page
from settings import settings
from views import address, filters, refused, results
from views.answerable import answerable
from views.target import BUSY

DRAFT = "draft"
SEEN = "prepare.seen"
"""Of each field of text, what was kept when the page was drawn with it."""
FORM = "prepare"


def begin() -> None:
    """A first draft: the headlines that are for the activity and that the filters can answer, of the last month that is whole."""
    where = filters.asked().where
    headlines = [each for each in collect().values() if each.headline and each.name in editions.allowed()]
    fitting, _apart = answerable(headlines, filters.asked())
    readings = results.readings([each.name for each in fitting], filters.asked())
    month = max((reading.latest_period or "" for reading in readings), default="") or results.months()[-1]
    keep(Draft(date.fromisoformat(month), tuple(Page(each.name) for each in fitting), where=where))


def keep(draft: Draft) -> bool:
    """Save it; what went wrong is said once the page is drawn again. Whether it is saved."""
    try:
        address.opened(DRAFT, editions.save(settings().lake, draft, st.query_params.get(DRAFT)).edition_id)
    except EditionRefused as error:
        refused.refuse(FORM, error.say(address.language()))
    except LakeBusy:
        refused.refuse(FORM, translator(address.language())(BUSY))
    else:
        return True
    return False


def field(edition: Edition, name: str, kept: str) -> str:
    """The key of a field of text. It holds what is kept, by whoever kept it, until something else is written in it here."""
    key = f"prepare.{edition.edition_id}.{name}"
    seen = st.session_state.setdefault(SEEN, {})
    if st.session_state.get(key, seen.get(key)) in (seen.get(key), kept):
        st.session_state[key] = seen[key] = kept
    return key


def written(edition: Edition) -> Draft:
    """The draft as it was last kept, maybe by somebody else since the page was drawn, with what was written here since."""
    kept = (editions.find(settings().lake, edition.edition_id) or edition).draft
    pages = tuple(Page(page.indicator, _said(edition, f"comment.{page.indicator}", page.comment)) for page in kept.pages)
    month = st.session_state.get(f"prepare.{edition.edition_id}.month.{address.language()}", kept.period.isoformat())
    return Draft(date.fromisoformat(month), pages, _said(edition, "introduction", kept.introduction), kept.where)


def _said(edition: Edition, name: str, kept: str) -> str:
    key = f"prepare.{edition.edition_id}.{name}"
    text = str(st.session_state.get(key, kept)).strip()
    return kept if text == st.session_state.get(SEEN, {}).get(key) else text


def move(edition: Edition, indicator: str, steps: int) -> None:
    draft = written(edition)
    pages, order = list(draft.pages), [page.indicator for page in draft.pages]
    if indicator in order:  # an earlier click may have taken it out
        place = order.index(indicator)
        pages.insert(max(place + steps, 0), pages.pop(place))
        keep(replace(draft, pages=tuple(pages)))


def take_out(edition: Edition, indicator: str) -> None:
    draft = written(edition)
    keep(replace(draft, pages=tuple(page for page in draft.pages if page.indicator != indicator)))


def add(edition: Edition) -> None:
    if name := st.session_state.get(f"prepare.{edition.edition_id}.add.{address.language()}"):
        draft = written(edition)
        keep(replace(draft, pages=(*draft.pages, Page(name))))


def publish(edition: Edition) -> None:
    key, lang = f"prepare.{edition.edition_id}", address.language()
    pole = st.session_state.get(f"{key}.pole.{lang}")
    if pole is None:
        refused.refuse(FORM, translator(lang)("Say which pole you are of."), f"{key}.pole.{lang}")
        return
    if not keep(written(edition)):
        return
    try:
        editions.publish(settings().lake, edition.edition_id, pole)
    except EditionRefused as error:
        refused.refuse(FORM, error.say(lang), f"{key}.add.{lang}" if error.message == NOTHING_TO_SHOW else "")
