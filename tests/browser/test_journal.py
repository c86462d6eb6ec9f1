"""What the team writes reaches the charts at once."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import choose, settle

pytestmark = pytest.mark.browser


def test_a_rebase_entered_on_screen_redraws_the_chart_and_its_sentence(page: Page) -> None:
    page.goto("/indicator?name=p90_wait_s")
    expect(page.locator(".js-plotly-plot").first).to_contain_text("variation habituelle")
    settle(page)
    page.get_by_text("Écrire une entrée").click()
    page.get_by_role("radio", name="les limites repartent").click()
    page.get_by_role("textbox", name="Ce qui a changé").fill("nouvelle téléphonie")
    page.get_by_role("link", name="EN", exact=True).click()
    expect(page.get_by_role("textbox", name="What changed")).to_have_value("nouvelle téléphonie")
    page.get_by_role("link", name="FR", exact=True).click()
    page.get_by_role("spinbutton", name="mois, Depuis le").fill("05")
    page.get_by_role("spinbutton", name="année, Depuis le").fill("2014")
    page.get_by_role("textbox", name="Quelle en est la cause").fill("le déménagement")
    page.get_by_text("On s’attend à ce que cela dure").click()
    page.get_by_text("On l’a observé assez longtemps").click()
    choose(page, "Vous êtes de", "points relais")
    page.get_by_role("button", name="L’écrire au journal").click()
    chart = page.locator(".js-plotly-plot").first
    expect(chart).to_contain_text("nouvelle téléphonie")
    expect(chart).not_to_contain_text("variation habituelle")
    expect(page.locator(".figure h1")).to_contain_text("trop peu de périodes")
