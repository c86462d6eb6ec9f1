"""The page of one indicator: its rows, a target of one's own, a stock on a past day, its definition."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import choose, settle

pytestmark = pytest.mark.browser


def test_the_rows_behind_a_figure_are_as_many_as_it_counted(page: Page) -> None:
    page.goto("/indicator?name=cases_closed")
    settle(page)
    latest = page.locator("table.plain tbody tr").first.locator("td").nth(1).inner_text()
    page.get_by_text("Les lignes derrière ce chiffre").click()
    expect(page.get_by_text(re.compile(rf"^{latest} lignes comptées$"))).to_be_visible()
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Télécharger ces lignes en CSV").click()
    lines = saved.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == int(latest) + 1
    assert "adviser" not in lines[0]


def test_a_target_set_by_its_pole_is_drawn_and_said_at_once(page: Page) -> None:
    page.goto("/indicator?name=abandonment_rate")
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    settle(page)
    page.get_by_text("Fixer une cible").click()
    choose(page, "Vous êtes de", "points relais")
    page.get_by_role("spinbutton", name="Cible").fill("12")
    page.get_by_role("textbox", name="Raison").fill("décidé en réunion")
    page.get_by_role("button", name="Fixer la cible").click()
    expect(page.locator("table.targets")).to_contain_text("décidé en réunion")
    expect(page.locator(".js-plotly-plot").first).to_contain_text("cible 12")


def test_a_stock_is_asked_for_a_past_day_and_the_address_keeps_it(page: Page) -> None:
    page.goto("/indicator?name=backlog&on=2014-03-31")
    table = page.locator("table.onday")
    expect(table.locator("caption")).to_contain_text("31 mars 2014")
    in_march = table.inner_text()
    page.get_by_role("link", name="EN", exact=True).click()
    expect(table.locator("caption")).to_contain_text("31 March 2014")
    page.goto("/indicator?name=backlog&on=2014-06-30")
    expect(table.locator("caption")).to_contain_text("30 juin 2014")
    expect(table).not_to_have_text(in_march)


def test_a_definition_is_found_and_the_search_survives_a_change_of_language(page: Page) -> None:
    page.goto("/definitions")
    page.get_by_role("textbox", name="Chercher dans les définitions").fill("balance agee")
    page.keyboard.press("Enter")
    expect(page.locator(".definitions > details")).to_have_count(1)
    page.locator(".definitions summary").first.click()
    expect(page.locator(".definitions dl.facts")).to_contain_text("due_band")
    expect(page).to_have_url(re.compile("q=balance"))
    page.get_by_role("link", name="EN", exact=True).click()
    expect(page.get_by_role("textbox", name="Search the definitions")).to_have_value("balance agee")
    expect(page.locator(".definitions > details")).to_contain_text("Receivables")
