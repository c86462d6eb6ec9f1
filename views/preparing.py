"""What the buttons of the page of preparation do. Each click keeps the draft as it stands: the lake is the page's only memory."""

from dataclasses import replace
from datetime import date

import streamlit as st

from lake.store import LakeBusy
from language import translator
from metrics import edition as editions
from metrics.catalogue import collect
from metrics.edition import Draft, Edition, EditionRefused, Page
from settings import settings
from views import address, filters, results
from views.answerable import answerable
from views.target import BUSY

DRAFT = "draft"
SAID = "prepare.said"
"""What went wrong with a click, until the page is drawn again and says it."""


def begin() -> None:
    """A first draft: the headlines that are for the activity and that the filters can answer, of the last month that is whole."""
    where = filters.asked().where
    headlines = [each for each in collect().values() if each.headline and each.name in editions.allowed()]
    fitting, _apart = answerable(headlines, filters.asked())
    readings = results.readings([each.name for each in fitting], filters.asked())
    month = max((reading.latest_period or "" for reading in readings), default="") or results.months()[-1]
    keep(Draft(date.fromisoformat(month), tuple(Page(each.name) for each in fitting), where=where))


def keep(draft: Draft) -> None:
    """Save it; what went wrong is said once the page is drawn again."""
    try:
        address.opened(DRAFT, editions.save(settings().lake, draft, st.query_params.get(DRAFT)).edition_id)
    except EditionRefused as refused:
        st.session_state[SAID] = refused.say(address.language())
    except LakeBusy:
        st.session_state[SAID] = translator(address.language())(BUSY)


def written(edition: Edition) -> Draft:
    """The draft as it was last kept, maybe by a click since the page was drawn, with what stands in the fields of the page."""
    field = lambda name, kept: st.session_state.get(f"prepare.{edition.edition_id}.{name}", kept)  # noqa: E731 - one lookup
    kept = (editions.find(settings().lake, edition.edition_id) or edition).draft
    pages = tuple(Page(page.indicator, field(f"comment.{page.indicator}", page.comment).strip()) for page in kept.pages)
    month = date.fromisoformat(field(f"month.{address.language()}", kept.period.isoformat()))
    return Draft(month, pages, field("introduction", kept.introduction).strip(), kept.where)


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
    pole = st.session_state.get(f"prepare.{edition.edition_id}.pole.{address.language()}")
    if pole is None:
        st.session_state[SAID] = translator(address.language())("Say which pole you are of.")
        return
    keep(written(edition))
    if SAID in st.session_state:
        return
    try:
        editions.publish(settings().lake, edition.edition_id, pole)
    except EditionRefused as refused:
        st.session_state[SAID] = refused.say(address.language())
