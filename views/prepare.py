"""An edition in preparation: its month, what it shows and in which order, what is said of it; a preview; publishing.

What its buttons do is in `views.preparing`.
"""

from html import escape

import streamlit as st

from lake.journal import POLES
from language import N_, say_moment, say_period, translator
from metrics import edition as editions
from metrics.catalogue import collect
from metrics.edition import GRAIN, Edition, EditionRefused, Page
from settings import settings
from views import address, edition_page, preparing, refused, results
from views.answerable import answerable
from views.links import anchor

PREVIEW = "preview"
WHAT = N_("What the whole activity is shown of a month: choose the figures, say what they mean, publish.")
MOST = {"introduction": 1500, "comment": 600}  # letters

lang = address.language()
_ = translator(lang)


def form(edition: Edition) -> None:
    key, draft = f"prepare.{edition.edition_id}", edition.draft
    months = sorted({*results.months(), draft.period.isoformat()}, reverse=True)
    say = lambda month: say_period(month, GRAIN, lang)  # noqa: E731 - a label for one widget
    st.selectbox(_("Month"), months, months.index(draft.period.isoformat()), format_func=say, key=f"{key}.month.{lang}", width=260)
    introduction = preparing.field(edition, "introduction", draft.introduction)
    st.text_area(_("A word of introduction"), max_chars=MOST["introduction"], key=introduction)
    for place, page in enumerate(draft.pages):
        one(edition, place, page)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        shown = {page.indicator for page in draft.pages}
        fitting, _apart = answerable([each for name, each in collect().items() if name in editions.allowed()], draft.question)
        others = [each.name for each in fitting if each.name not in shown]
        labels = lambda name: _(collect()[name].label) if name in collect() else ""  # noqa: E731
        st.selectbox(_("One more indicator"), others, index=None, format_func=labels, key=f"{key}.add.{lang}", width=420, placeholder="")
        st.button(_("Add it"), on_click=preparing.add, args=(edition,), key=f"{key}.adding")


def one(edition: Edition, place: int, page: Page) -> None:
    """An indicator, where it stands, and the comment on it."""
    key, last = f"prepare.{edition.edition_id}", len(edition.draft.pages) - 1
    label = _(collect()[page.indicator].label)
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}.page.{page.indicator}"):
        st.html(f'<h2 class="part">{place + 1}. {escape(label)}</h2>')
        for word, help_text, action, arguments, off in (
            (_("Up"), _("{label}: up"), preparing.move, (edition, page.indicator, -1), place == 0),
            (_("Down"), _("{label}: down"), preparing.move, (edition, page.indicator, 1), place == last),
            (_("Take out"), _("{label}: take out"), preparing.take_out, (edition, page.indicator), False),
        ):
            named = f"{key}.{action.__name__}.{arguments[-1]}.{page.indicator}"
            st.button(word, help=help_text.format(label=label), on_click=action, args=arguments, disabled=off, type="tertiary", key=named)
    comment = preparing.field(edition, f"comment.{page.indicator}", page.comment)
    st.text_area(_("Comment on: {label}").format(label=label), max_chars=MOST["comment"], key=comment)


def finish(edition: Edition) -> None:
    """Save, look at it as its readers will, publish."""
    key = f"prepare.{edition.edition_id}"
    with st.container(horizontal=True, vertical_alignment="bottom", key="finish"):
        st.button(_("Save the draft"), on_click=lambda: preparing.keep(preparing.written(edition)), key=f"{key}.save")
        st.button(
            _("Preview"), on_click=lambda: (preparing.keep(preparing.written(edition)), address.opened(PREVIEW, "1")), key=f"{key}.preview"
        )
        st.selectbox(
            _("You are of"), list(POLES), index=None, format_func=lambda code: _(POLES.get(code, "")), key=f"{key}.pole.{lang}", width=240
        )
        st.button(_("Publish"), on_click=preparing.publish, args=(edition,), key=f"{key}.publish")
    refused.told(preparing.FORM)
    saved = _("Saved {moment}.").format(moment=say_moment(edition.saved_at, settings().zone, lang))
    st.html(f'<p class="foot">{escape(saved)} {escape(_("What is published does not change any more."))}</p>')


def look(edition: Edition) -> None:
    """Exactly what will be published."""
    st.html(f'<h2 class="part">{escape(_("Preview"))}</h2>')
    try:
        edition_page.show(editions.preview(settings().lake, edition.draft, "quality"))
    except EditionRefused as error:
        st.html(f'<p class="empty">{escape(error.say(lang))}</p>')


def page() -> None:
    edition = editions.find(settings().lake, st.query_params.get(preparing.DRAFT, ""))
    if edition and edition.status == "published":
        st.html(f'<h1 class="sentence">{escape(_("Edition {name} is published.").format(name=edition.name))}</h1>')
        st.html(f"<p>{anchor(address.link('editions', name=edition.name), _('Read it as the activity does'))}</p>")
        return
    st.html(f'<h1 class="sentence">{escape(_("Prepare an edition"))}</h1>')
    if st.query_params.get(preparing.DRAFT) and not edition:
        st.html(
            f'<p class="empty" role="status">{escape(_("There is no such draft: begin one, or open another from the page Editions."))}</p>'
        )
    if edition:
        form(edition)
        finish(edition)
        if st.query_params.get(PREVIEW):
            look(edition)
    elif results.months():
        st.html(f'<p class="evidence">{escape(_(WHAT))}</p>')
        st.button(_("Begin a draft"), on_click=preparing.begin, key="prepare.begin")
    else:
        st.html(f'<p class="empty">{escape(_("There is nothing to show yet. Drop an export on the page Data first."))}</p>')


page()
