"""The pages of editions: prepare, preview, publish, read, and stand beside today's figures."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics.edition import Draft, Page, drafts, publish, published, save
from tests.conftest_lake import random_lake, write
from tests.publishing import COMMENT, EVENT, JULY, edition_of
from tests.viewing import Reader, charts, html, refused, rows, words


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    return random_lake(tmp_path / "lake")


def button(app: AppTest, words: str, place: int = 0) -> AppTest:
    return [each for each in app.button if each.label == words][place].click().run()


def shown(lake: Path) -> list[str]:
    return [page.indicator for page in drafts(lake)[0].draft.pages]


@pytest.fixture
def page(lake: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The page of preparation with a draft begun."""
    return button(Reader(lake, monkeypatch).open("prepare"), "Commencer un brouillon")


def test_a_draft_begins_with_the_headlines_of_the_last_whole_month(lake: Path, page: AppTest) -> None:
    (draft,) = drafts(lake)
    assert draft.period == date(2014, 8, 1)
    assert shown(lake)[:3] == ["p90_wait_s", "answer_rate", "median_resolution_s"]
    assert draft.edition_id in page.query_params["draft"]


def test_indicators_move_leave_and_come(lake: Path, page: AppTest) -> None:
    before = shown(lake)
    page = button(page, "Descendre")
    assert shown(lake) == [before[1], before[0], *before[2:]]
    page = button(page, "Monter", 2)
    assert shown(lake) == [before[1], before[2], before[0], *before[3:]]
    page = button(page, "Retirer")
    assert shown(lake) == [before[2], before[0], *before[3:]]
    next(each for each in page.selectbox if each.label == "Un indicateur de plus").set_value("backlog")
    button(page.run(), "L’ajouter")
    assert shown(lake) == [before[2], before[0], *before[3:], "backlog"]


def test_a_click_before_the_page_was_drawn_again_undoes_none(lake: Path, page: AppTest) -> None:
    before = shown(lake)
    for label, place in (("Descendre", 0), ("Retirer", 2)):
        [each for each in page.button if each.label == label][place].click()
    page.run()
    assert shown(lake) == [before[1], before[0], *before[3:]]


def test_two_people_at_one_draft_keep_what_each_of_them_wrote(lake: Path, page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Reader(lake, monkeypatch).open("prepare", draft=drafts(lake)[0].edition_id)
    page.text_area[1].set_value("de l’une")
    button(page, "Enregistrer le brouillon")
    other.text_area[2].set_value("de l’autre")
    other = button(other, "Enregistrer le brouillon")
    assert [each.comment for each in drafts(lake)[0].draft.pages[:2]] == ["de l’une", "de l’autre"]
    assert [area.value for area in other.text_area[1:3]] == ["de l’une", "de l’autre"]
    other.text_area[1].set_value("")
    button(other, "Enregistrer le brouillon")
    assert [each.comment for each in drafts(lake)[0].draft.pages[:2]] == ["", "de l’autre"]


def test_comments_stay_with_their_indicator_and_nothing_written_is_lost_by_a_click(lake: Path, page: AppTest) -> None:
    page.text_area[0].set_value("Un mois calme.")
    page.text_area[1].set_value("sur l’attente")
    page = button(page, "Descendre")
    draft = drafts(lake)[0].draft
    assert draft.introduction == "Un mois calme."
    assert [page.comment for page in draft.pages[:2]] == ["", "sur l’attente"]
    assert page.text_area[2].value == "sur l’attente"


def test_the_preview_is_what_the_reader_gets(lake: Path, page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    page.text_area[1].set_value(COMMENT)
    page = button(page, "Aperçu")
    previewed, drawn = words(page).partition("Aperçu")[2], charts(page)
    assert page.get("download_button") == []
    next(each for each in page.selectbox if each.label == "Vous êtes de").set_value("quality")
    page = button(page.run(), "Publier")
    (edition,) = published(lake)
    assert f"L’édition {edition.name} est publiée." in words(page)
    read = Reader(lake, monkeypatch).open("editions", name=edition.name)
    for figure in edition.figures:
        assert figure.words["fr"].title.replace("\u00a0", " ") in previewed
    assert previewed.split("Publiée")[0].strip() in words(read).replace("Montrer l’édition en réunion \n ", "")
    assert charts(read) == drawn
    assert COMMENT in words(read)
    tables = re.findall(r'<table class="plain">', html(read))
    assert len(tables) == len(edition.figures) == sum(button.label == "Image (SVG)" for button in read.get("download_button"))


def test_publishing_asks_for_the_pole(lake: Path, page: AppTest) -> None:
    page = button(page, "Publier")
    assert refused(page) == [("Dites de quel pôle vous êtes.", "Vous êtes de")]
    assert published(lake) == []


def test_an_edition_without_a_figure_is_not_published_and_says_where_to_choose_one(lake: Path, page: AppTest) -> None:
    while shown(lake):
        page = button(page, "Retirer")
    next(each for each in page.selectbox if each.label == "Vous êtes de").set_value("quality")
    ((sentence, tied),) = refused(button(page.run(), "Publier"))
    assert sentence.startswith("Une édition montre au moins un indicateur")
    assert tied == "Un indicateur de plus"
    assert published(lake) == []


def test_editions_are_listed_newest_first_and_drafts_apart(lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    june = publish(lake, save(lake, Draft(date(2014, 6, 1), (Page("backlog"),))).edition_id, "quality")
    july = publish(lake, save(lake, Draft(JULY, (Page("backlog"),))).edition_id, "production")
    save(lake, Draft(date(2014, 8, 1), (Page("backlog"),)))
    app = Reader(lake, monkeypatch).open("editions")
    assert [row[0] for row in rows(app, "editions")] == ["juillet 2014", "juin 2014"]
    assert "production & facturation" in rows(app, "editions")[0][2]
    assert [row[0] for row in rows(app, "drafts")] == ["août 2014"]
    assert (june.name, july.name) == ("2014-06", "2014-07")


def test_an_edition_says_the_same_after_the_data_changed_and_stands_beside_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = tmp_path / "lake"
    edition_of(lake)
    before = Reader(lake, monkeypatch).open("editions", name="2014-07")
    write(lake, "cases", [{"case_id": f"late{k}", "opened_on": date(2014, 7, 3), "answered": False} for k in range(50)])
    after = Reader(lake, monkeypatch).open("editions", name="2014-07")
    assert html(after) == html(before)
    assert charts(after) == charts(before)
    beside = Reader(lake, monkeypatch).open("editions", name="2014-07", beside="1")
    assert "2 chiffres ne sont plus ceux qui ont été publiés." in words(beside)  # the late cases are open, so the backlog differs too
    (row,) = rows(beside, "restated")
    assert row[0] == "juillet 2014"
    assert row[-1] == "50 lignes tardives"


def test_a_meeting_shows_an_edition_as_it_was_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = tmp_path / "lake"
    answered = edition_of(lake).figures[0].words["en"]
    write(lake, "cases", [{"case_id": f"late{k}", "opened_on": date(2014, 7, 3), "answered": False} for k in range(500)])
    write(lake, "journal", [{**EVENT, "entry_id": "after", "text": "écrit après", "written_at": datetime.now(UTC), "withdrawn": False}])
    opening = Reader(lake, monkeypatch).open("meeting", edition="2014-07", lang="en")
    assert "Un mois calme." in words(opening)
    assert answered.title in words(opening)
    assert charts(opening) == []
    shown = button(opening, "Next")
    assert '<p class="definition comment">' in html(shown)  # its lines as they were written
    assert f"{answered.title} {answered.subtitle} {COMMENT}".replace("\u00a0", " ") in words(shown)
    assert re.search(r"Edition 2014-07 · n = \d.* · Data until .* · the whole activity", words(shown))
    assert "départ de la responsable" in words(shown)
    assert "écrit après" not in words(shown)
    assert len(charts(shown)) == 1
    assert "2 / 6" in words(shown)
    defined = button(shown, "Definition")
    assert answered.definition.split("\n\n")[0] in words(defined)
    assert charts(defined) == []


def test_an_edition_that_is_not_there_says_so(lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for page in ("editions", "meeting"):
        assert "Il n’y a pas d’édition de ce nom." in words(Reader(lake, monkeypatch).open(page, name="1999-01", edition="1999-01"))


def test_without_data_the_page_says_how_to_begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Déposez d’abord un export" in words(Reader(tmp_path / "none", monkeypatch).open("prepare"))


def test_a_draft_keeps_the_filters_it_was_begun_with(lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    button(Reader(lake, monkeypatch).open("prepare", team="Lyon"), "Commencer un brouillon")
    assert drafts(lake)[0].draft.where == (("team", "Lyon"),)
