"""The way of an edition: from files to a page that everyone reads, and to each file that one takes along."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import choose, listening, settle
from tests.browser.test_accessible import AA

pytestmark = pytest.mark.browser

BEGINS = {"PowerPoint": b"PK", "PDF": b"%PDF", "Page (HTML)": b"<!DOCTYPE html>", "Excel": b"PK", "CSV": b"\xef\xbb\xbf"}

OF_ONE = {"Table (CSV)": b"\xef\xbb\xbf", "Table (Excel)": b"PK", "Picture (SVG)": b"<svg", "Picture (PNG)": b"\x89PNG"}


def press(page: Page, name: str, place: int = 0) -> None:
    settle(page)
    page.get_by_role("button", name=name, exact=True).nth(place).click()
    settle(page)


def prepared(page: Page) -> None:
    """A draft of two indicators with a comment, published."""
    page.goto("/prepare")
    press(page, "Commencer un brouillon")
    expect(page.get_by_role("button", name="Publier", exact=True)).to_be_visible()
    remove = page.get_by_role("button", name="Retirer", exact=True)
    for left in range(remove.count() - 1, 1, -1):
        press(page, "Retirer", 2)
        expect(remove).to_have_count(left)
    page.get_by_role("textbox", name=re.compile("^Commentaire sur")).first.fill("Les lundis restent chargés.")
    first = page.locator("h2.part").first.inner_text().partition(". ")[2]
    press(page, "Descendre")
    expect(page.locator("h2.part").nth(1)).to_contain_text(first)
    press(page, "Aperçu")
    expect(page.locator(".figure h2").nth(1)).to_be_visible()
    expect(page.locator("p.definition", has_text="Les lundis restent chargés.")).to_be_visible()
    settle(page)
    choose(page, "Vous êtes de", "points relais")
    press(page, "Publier")


def presented(page: Page) -> None:
    """The edition on a projector, with keys alone, and back."""
    page.get_by_role("link", name="Montrer l’édition en réunion").click()
    expect(page.locator("h1")).to_contain_text("Qualité de service, août 2014")
    expect(page.locator("ol.screens li")).to_have_count(2)
    listening(page)
    for key, place, figures in (("PageDown", 2, 1), ("PageDown", 3, 1), ("PageDown", 1, 0), ("PageUp", 3, 1)):
        settle(page)
        page.keyboard.press(key)
        expect(page.locator(".st-key-turn")).to_contain_text(f"{place} / 3")
        expect(page.locator(".js-plotly-plot")).to_have_count(figures)
    expect(page.locator("p.definition")).to_have_text("Les lundis restent chargés.")
    expect(page.locator("p.foot").first).to_contain_text("Édition 2014-08")
    expect(page.locator(".stAppHeader")).to_be_hidden()
    bottom = page.locator(".st-key-turn").bounding_box()
    assert bottom
    assert bottom["y"] + bottom["height"] <= 860
    settle(page)
    page.keyboard.press("d")
    expect(page.locator(".js-plotly-plot")).to_have_count(0)
    settle(page)
    page.keyboard.press("j")
    expect(page.get_by_role("textbox", name="Ce qui est décidé")).to_be_focused()
    page.keyboard.type("définir un rappel le lundi")
    settle(page)
    expect(page.get_by_role("textbox", name="Ce qui est décidé")).to_have_value("définir un rappel le lundi")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Ce qui est décidé")).to_have_count(0)
    page.get_by_role("link", name="Quitter").press("Enter")
    expect(page).to_have_url(re.compile(r"/editions\?name=2014-08"))
    expect(page.locator(".st-key-turn")).to_have_count(0)
    settle(page)
    page.go_back()
    expect(page.locator(".st-key-turn")).to_contain_text("3 / 3")
    expect(page.locator("p.foot").first).to_contain_text("Édition 2014-08")
    settle(page)
    page.go_forward()
    expect(page).to_have_url(re.compile(r"/editions\?name=2014-08"))


def test_from_a_file_to_a_published_edition_and_each_file_of_it(page: Page, two_bad_rows: Path) -> None:
    page.goto("/data")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(two_bad_rows)
    expect(page.locator("p.outcome").first).to_be_visible()
    page.get_by_role("link", name="Vue d’ensemble").click()
    expect(page.locator("table.scorecard")).to_be_visible()
    prepared(page)
    page.get_by_role("link", name="La lire comme l’activité").click()
    expect(page).to_have_url(re.compile(r"/editions\?name=2014-08"))
    expect(page.locator(".js-plotly-plot")).to_have_count(2)
    expect(page.locator("p.definition", has_text="Les lundis restent chargés.")).to_be_visible()
    presented(page)
    for name, begins in BEGINS.items():
        settle(page)
        with page.expect_download(timeout=120_000) as saved:
            page.get_by_role("button", name=name, exact=True).click()
        content = saved.value.path().read_bytes()
        assert content.startswith(begins), name
        if name == "PowerPoint":
            assert sum(part.startswith("ppt/slides/slide") for part in ZipFile(BytesIO(content)).namelist()) == 3
    page.get_by_role("link", name="EN", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Quality of service")
    settle(page)
    page.get_by_text("What it counts, and its numbers").first.click()
    expect(page.locator("table.plain").first).to_contain_text("August 2014")
    for name, begins in OF_ONE.items():
        settle(page)
        with page.expect_download(timeout=120_000) as saved:
            page.get_by_role("button", name=name, exact=True).first.click()
        assert saved.value.path().read_bytes().startswith(begins), name
        assert saved.value.suggested_filename.startswith("2014-08-")
    found = Axe().run(page, options=AA).response["violations"]
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []


def test_the_page_of_preparation_is_open_to_everyone(page: Page) -> None:
    page.goto("/prepare")
    press(page, "Commencer un brouillon")
    expect(page.get_by_role("button", name="Publier", exact=True)).to_be_visible()
    settle(page)
    found = Axe().run(page, options=AA).response["violations"]
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []


def test_an_indicator_is_moved_on_with_the_keys_alone(page: Page) -> None:
    page.goto("/prepare")
    press(page, "Commencer un brouillon")
    titles, focused = page.locator("h2.part"), page.locator("button:focus")
    moved = titles.first.inner_text().partition(". ")[2]
    page.get_by_role("button", name="Descendre", exact=True).first.focus()
    for key, place, button in (("Enter", 1, "Descendre"), ("Enter", 2, "Descendre"), ("Shift+Tab", 2, "Monter"), ("Enter", 1, "Monter")):
        page.keyboard.press(key)
        expect(titles.nth(place)).to_contain_text(moved)
        expect(focused).to_have_text(button)
        settle(page)
    page.keyboard.press("Enter")
    expect(titles.first).to_contain_text(moved)
    expect(focused).to_have_text("Descendre")
    settle(page)
    page.keyboard.press("Enter")
    expect(titles.nth(1)).to_contain_text(moved)
