"""What the team writes reaches the charts at once."""

import re

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


def test_the_field_for_which_a_form_is_refused_says_so_and_has_the_focus(page: Page) -> None:
    page.goto("/indicator?name=answer_rate")
    settle(page)
    page.get_by_text("Fixer une cible").click()
    refused = page.locator("[aria-invalid=true]")
    for choice, field, why in (
        ("production & facturation", "Vous êtes de", "Cette cible appartient"),
        ("points relais", "Cible", "Écrivez la cible en chiffres."),
    ):
        choose(page, "Vous êtes de", choice)
        for _again in range(2):
            page.get_by_role("button", name="Fixer la cible").click()
            settle(page)
            expect(refused).to_have_accessible_name(field)
            expect(refused).to_have_accessible_description(re.compile(why))
            expect(refused).to_be_focused()
    page.keyboard.type("85")
    page.get_by_role("button", name="Fixer la cible").click()
    expect(refused).to_have_accessible_name("Raison")
    page.get_by_role("link", name="EN", exact=True).click()
    expect(page.get_by_role("button", name="Set the target")).to_be_visible()
    expect(refused).to_have_count(0)
