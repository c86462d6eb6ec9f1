"""The way most people go, in a real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import listening, settle

pytestmark = pytest.mark.browser


def choose_team(page: Page, team: str) -> None:
    settle(page)
    page.get_by_role("button", name="Toutes les équipes").click()
    page.get_by_role("combobox", name="Équipes").click()
    page.get_by_role("option", name=team).click()


def cases(page: Page) -> Locator:
    return page.locator(".freshness")


def test_the_overview_tells_what_changes(page: Page) -> None:
    page.goto("/")
    expect(page.locator("h1")).to_contain_text("août 2014")
    expect(page.get_by_role("row", name=re.compile("Taux de décroché"))).to_contain_text("%")
    expect(page.locator("html")).to_have_attribute("lang", "fr")


def test_a_first_visit_is_shown_around_once(browser: Browser, address: str) -> None:
    visitor = browser.new_context(base_url=address, locale="fr-FR", viewport={"width": 1280, "height": 860}).new_page()
    visitor.goto("/")
    card = visitor.get_by_role("dialog")
    expect(card).to_contain_text("1 / 5")
    expect(card).to_be_focused()
    for step in range(2, 6):
        card.get_by_role("button", name="Suivant").click()
        expect(card).to_contain_text(f"{step} / 5")
    card.get_by_role("button", name="J’ai compris").click()
    expect(card).to_be_hidden()
    visitor.reload()
    expect(visitor.locator("table.scorecard")).to_be_visible()
    settle(visitor)
    expect(card).to_be_hidden()
    visitor.context.close()


def test_an_address_that_leads_nowhere_says_so_in_the_readers_language(browser: Browser, address: str) -> None:
    visitor = browser.new_context(base_url=address, locale="fr-FR").new_page()  # Streamlit tells the console too
    visitor.goto("/nosuchpage")
    told = visitor.get_by_role("dialog", name="Page introuvable")
    expect(told).to_contain_text("Cette adresse ne mène à aucune page. Voici la première page.")
    expect(told.get_by_role("button", name="Fermer")).to_be_visible()
    expect(visitor.locator("table.scorecard")).to_be_visible()
    visitor.context.close()


def test_a_filter_is_in_the_address_and_survives_reload_language_and_page(page: Page) -> None:
    page.goto("/")
    everyone = cases(page).inner_text()
    choose_team(page, "Lyon")
    expect(page).to_have_url(re.compile("team=Lyon"))
    expect(cases(page)).not_to_have_text(everyone)
    lyon = re.search(r"· (\d+) dossiers", cases(page).inner_text())
    assert lyon

    page.reload()
    expect(cases(page)).to_contain_text(f"{lyon[1]} dossiers")

    page.get_by_role("link", name="EN", exact=True).click()
    expect(cases(page)).to_contain_text(f"{lyon[1]} cases")
    expect(page).to_have_url(re.compile("team=Lyon"))
    expect(page.locator("html")).to_have_attribute("lang", "en")

    page.get_by_role("link", name="Quality of service").click()
    expect(page.get_by_role("button", name="Lyon")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/quality\?.*team=Lyon"))
    expect(page.locator(".js-plotly-plot").first).to_be_visible()


def test_a_row_opens_its_indicator_and_back_returns(page: Page) -> None:
    page.goto("/?team=Lyon")
    page.get_by_role("link", name="Taux de décroché").click()
    expect(page).to_have_url(re.compile("/indicator.*name=answer_rate"))
    expect(page.locator(".figure h1")).to_contain_text("Taux de décroché")
    page.go_back()
    expect(page.locator("table.scorecard")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/\?team=Lyon"))


def test_a_file_with_two_bad_rows_names_their_lines(page: Page, two_bad_rows: Path) -> None:
    page.goto("/data")
    expect(page.get_by_role("button", name="Choisir des fichiers", exact=True)).to_be_visible()
    expect(page.get_by_text("per file")).to_be_hidden()
    page.locator("input[type=file]").set_input_files(two_bad_rows)
    refused = page.locator("table.refused tbody tr")
    expect(refused).to_have_count(2)
    expect(refused.nth(0)).to_contain_text("3")
    expect(refused.nth(0)).to_contain_text("« 2014-02-31T10:00:00 » n’est pas une date")
    expect(refused.nth(1)).to_contain_text("5")
    expect(page.locator("table.imports tbody tr").first).to_contain_text("deux_lignes.csv")


def test_page_down_turns_the_pages_of_a_meeting(page: Page) -> None:
    page.goto("/meeting")
    listening(page)
    expect(page.locator(".js-plotly-plot")).to_be_visible()
    settle(page)
    first = page.locator(".figure h1").inner_text()
    page.keyboard.press("PageDown")
    expect(page.locator(".figure h1")).not_to_have_text(first)
    page.keyboard.press("PageUp")
    expect(page.locator(".figure h1")).to_have_text(first)
    for _ in range(3):
        page.keyboard.press("PageDown")  # without waiting for the page
    expect(page.locator(".st-key-turn")).to_contain_text("4 / ")
    expect(page.locator(".stAppHeader")).to_be_hidden()


def test_back_returns_to_what_the_page_before_showed(page: Page) -> None:
    page.goto("/indicator?lang=fr&name=answer_rate&team=Lyon")
    expect(page.locator(".js-plotly-plot")).to_be_visible()
    settle(page)
    page.get_by_role("link", name="Données", exact=True).click()
    expect(page).to_have_url(re.compile(r"/data\?lang=fr&team=Lyon$"))
    settle(page)
    page.go_back()
    expect(page).to_have_url(re.compile(r"/indicator\?lang=fr&name=answer_rate&team=Lyon$"))
    expect(page.locator("h1")).to_contain_text("décroché")


def test_a_meeting_has_the_definition_on_a_key_and_takes_a_decision_down(page: Page) -> None:
    page.goto("/meeting?name=answer_rate")
    listening(page)
    expect(page.locator(".js-plotly-plot")).to_be_visible()
    settle(page)
    page.keyboard.press("d")
    expect(page.locator("p.definition").first).to_contain_text("Des appels")
    page.keyboard.press("d")
    expect(page.locator(".js-plotly-plot")).to_be_visible()
    settle(page)
    page.keyboard.press("j")
    page.get_by_role("textbox", name="Ce qui est décidé").fill("un rappel dans la journée")
    page.get_by_role("button", name="L’écrire au journal").click()
    expect(page.get_by_role("textbox", name="Ce qui est décidé")).to_have_count(0)
    page.goto("/journal")
    expect(page.locator("table.journal")).to_contain_text("un rappel dans la journée")


def test_a_phone_shows_each_row_with_its_sparkline_and_nothing_sticks_out(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/")
    expect(page.locator("table.scorecard img").first).to_be_visible()
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 390


def test_on_a_phone_back_returns_to_what_the_menu_left_and_a_meeting_has_no_menu(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/?attention=1")
    choose_team(page, "Lyon")
    expect(page).to_have_url(re.compile(r"/\?attention=1&team=Lyon$"))
    page.keyboard.press("Escape")
    settle(page)
    lyon, left = cases(page).inner_text(), page.url
    menu = page.get_by_role("button", name="Ouvrir la navigation")
    menu.click()
    page.get_by_role("link", name="Journal", exact=True).click()
    expect(page).to_have_url(re.compile(r"/journal\?team=Lyon$"))
    expect(menu).to_be_visible()
    settle(page)
    page.go_back()
    expect(page).to_have_url(left)
    expect(cases(page)).to_have_text(lyon)
    expect(page.locator(".choice [aria-current]")).to_have_text("À regarder seulement")
    menu.click()
    expect(page.get_by_role("link", name="Journal", exact=True)).to_be_visible()
    page.goto("/meeting?name=answer_rate&team=Lyon")
    expect(page.locator(".js-plotly-plot")).to_be_visible()
    expect(page.locator(".stSidebar")).to_be_hidden()


def test_charts_are_dark_where_the_page_is(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto("/quality")
    expect(page.locator(".main-svg").first).to_have_css("background-color", "rgb(18, 24, 31)")
    expect(page.locator(".stApp")).to_have_css("background-color", "rgb(18, 24, 31)")
