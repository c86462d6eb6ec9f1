"""The overview's choices, and an indicator looked at more closely, as a reader clicks them."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_attention_and_order_survive_a_change_of_language_and_a_reload(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="À regarder seulement").click()
    expect(page.locator(".choice [aria-current]")).to_have_text("À regarder seulement")
    page.get_by_role("columnheader", name="Indicateur").get_by_role("link").click()
    expect(page).to_have_url(re.compile("attention=1.*sort=name|sort=name.*attention=1"))
    names = page.locator("table.scorecard tbody th[scope=row]")
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Indicateur")
    count = names.count()
    page.get_by_role("link", name="EN", exact=True).click()
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Indicator")
    expect(names).to_have_count(count)
    expect(page.locator(".choice [aria-current]")).to_have_text("Needs attention only")
    page.reload()
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Indicator")
    expect(names).to_have_count(count)
    expect(page).to_have_url(re.compile("attention=1"))


def test_a_link_drawn_before_the_last_click_keeps_what_that_click_chose(page: Page) -> None:
    page.goto("/")
    links = page.get_by_role("link", name="À regarder seulement"), page.get_by_role("columnheader", name="Indicateur").get_by_role("link")
    for link in links:
        expect(link).to_be_visible()
    page.evaluate("links => links.forEach(link => link.click())", [link.element_handle() for link in links])
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Indicateur")
    expect(page.locator(".choice [aria-current]")).to_have_text("À regarder seulement")
    expect(page).to_have_url(re.compile("attention=1"))


def test_the_essentials_fit_the_screen_and_the_rest_is_one_click_away(page: Page) -> None:
    page.goto("/")
    rows = page.locator("table.scorecard tbody th[scope=row]")
    expect(rows).to_have_count(6)
    lowest = rows.last.bounding_box()
    assert lowest
    assert lowest["y"] + lowest["height"] <= 860
    page.locator("td.more").first.get_by_role("link").click()
    expect(page).to_have_url(re.compile("all=1"))
    expect(page.locator(".choice [aria-current]")).to_contain_text("Tous les indicateurs")


def test_a_funnel_opens_on_one_partner_or_team_each_and_keeps_its_place(page: Page) -> None:
    page.goto("/indicator?name=answer_rate")
    page.get_by_role("link", name="Face au hasard").click()
    expect(page).to_have_url(re.compile("show=funnel"))
    expect(page.locator(".js-plotly-plot")).to_have_count(2)
    expect(page.locator(".choice [aria-current]").last).to_have_text("Par équipe")
    page.get_by_role("link", name="Par partenaire").click()
    expect(page.locator(".choice [aria-current]").last).to_have_text("Par partenaire")
    page.get_by_text("La même chose en tableau").click()
    expect(page.locator("details.alternative table tbody th")).to_have_text(["Mutuelle", "Syndicat"])
    page.get_by_role("link", name="EN", exact=True).click()
    expect(page.get_by_text("It is not a ranking")).to_be_visible()
    expect(page.locator(".choice [aria-current]").last).to_have_text("By partner")


def test_by_day_is_said_to_be_de_seasonalised(page: Page) -> None:
    page.goto("/indicator?name=cases_opened")
    page.get_by_role("link", name="Par jour", exact=True).click()
    expect(page).to_have_url(re.compile("grain=day"))
    expect(page.locator(".js-plotly-plot").first).to_contain_text("corrigé du jour de la semaine")
    expect(page.get_by_text("Corrigé du jour de la semaine : chaque valeur est divisée")).to_be_visible()
    page.get_by_role("link", name="Tel que compté").click()
    expect(page.locator(".js-plotly-plot").first).not_to_contain_text("corrigé du jour de la semaine")
