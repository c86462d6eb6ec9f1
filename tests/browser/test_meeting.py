"""A meeting on data that reach the day of it: its keys, what one writes there, how large it is."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import listening, served, settle
from tests.conftest_lake import write
from tests.journaling import entry
from views.entry import today

pytestmark = pytest.mark.browser

DAYS = 300
TEXTS = """selector => [...document.querySelectorAll(selector)]
  .filter(each => each.checkVisibility() && [...each.childNodes].some(part => part.nodeType === Node.TEXT_NODE && part.data.trim()))
  .map(each => parseFloat(getComputedStyle(each).fontSize))"""
EVERYTHING = ".st-key-screen *, .st-key-turn *"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A call a day until today, of which each third is lost, and something that happened."""
    calls = [{"case_id": f"C{day}", "opened_on": today() - timedelta(days=day), "answered": day % 3 > 0} for day in range(DAYS)]
    lake = write(tmp_path_factory.mktemp("meeting") / "lake", "cases", calls)
    with served(write(lake, "journal", [asdict(entry("event", today() - timedelta(days=DAYS - 50)))])) as url:
        yield url


def size(page: Page) -> list[int]:
    """Of all that is to be seen, in pixels; where it is more than the screen's, one has to scroll."""
    found: list[int] = page.locator(".stMain").evaluate("main => [main.scrollWidth, main.scrollHeight]")
    return found


def test_a_decision_is_on_the_screen_on_which_it_was_typed(page: Page) -> None:
    page.goto("/meeting?name=answer_rate")
    listening(page)
    expect(page.locator(".js-plotly-plot")).to_be_visible()
    settle(page)
    page.evaluate("window.loaded = 'once'")
    page.keyboard.press("j")
    expect(page.get_by_role("textbox", name="Ce qui est décidé")).to_be_focused()
    page.keyboard.type("un rappel le soir")
    expect(page.get_by_test_id("InputInstructions")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("ul.foot li", has_text="un rappel le soir")).to_be_visible()
    expect(page.locator(".js-plotly-plot", has_text="un rappel le soir")).to_be_visible()  # for a moment beside the one of before
    expect(page.get_by_role("textbox")).to_have_count(0)
    assert page.evaluate("window.loaded") == "once"


@pytest.mark.parametrize(("width", "height", "least", "sentence"), [(1280, 720, 24, 40), (1920, 1080, 36, 60)])
def test_a_screen_is_read_from_six_metres_and_holds_all_of_it(page: Page, width: int, height: int, least: int, sentence: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto("/meeting?name=answer_rate&open=decision")
    listening(page)
    expect(page.locator("h1")).to_have_css("font-size", f"{sentence}px")
    expect(page.get_by_role("button", name="Plein écran")).to_have_css("font-size", f"{least}px")
    expect(page.locator(".js-plotly-plot text").first).to_be_visible()
    settle(page)
    expect(page.locator("ul.foot li", has_text="new telephone system")).to_be_visible()
    assert min(page.evaluate(TEXTS, EVERYTHING)) >= least
    assert size(page) == [width, height]
    page.keyboard.press("Escape")
    page.keyboard.press("d")
    expect(page.locator("table.plain")).to_be_visible()
    assert min(page.evaluate(TEXTS, EVERYTHING)) >= least
    assert size(page)[0] == width


def test_escape_closes_what_is_open_in_a_meeting_and_loses_no_word(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 400})
    page.goto("/meeting?name=answer_rate")
    listening(page)
    field, place = page.get_by_role("textbox", name="Ce qui est décidé"), page.locator(".st-key-turn")
    expect(page.locator(".js-plotly-plot")).to_be_visible()
    settle(page)
    page.keyboard.press("d")
    expect(page.locator("table.plain")).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.querySelector('.stMain').scrollTop") > 0
    expect(page.get_by_role("button", name="Fermer")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".js-plotly-plot")).to_be_visible()
    page.keyboard.press("j")
    expect(field).to_be_focused()
    page.keyboard.type("un rappel le matin")
    page.keyboard.press("Escape")
    page.keyboard.press("d")  # at once
    expect(page.locator("table.plain")).to_be_visible()
    expect(field).to_have_count(0)
    page.keyboard.press("PageDown")
    expect(place).to_contain_text("3 / ")
    page.keyboard.press("PageUp")
    expect(place).to_contain_text("2 / ")
    page.keyboard.press("j")
    expect(field).to_be_focused()
    expect(field).to_have_value("un rappel le matin")
