"""WCAG 2.2 AA on every page, light and dark, as far as a machine can tell (axe-core)."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import settle

pytestmark = pytest.mark.browser

AA = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
PAGES = (
    "/",
    "/quality",
    "/production",
    "/wellbeing",
    "/release",
    "/journal",
    "/agenda",
    "/vigilance",
    "/editions",
    "/prepare",
    "/data",
    "/definitions",
    "/indicator?name=backlog",
    "/meeting",
)
PARTS = (
    "/?attention=1&sort=change",
    *(f"/indicator?name=answer_rate&show={part}" for part in ("breakdown", "hours", "funnel", "ranges")),
    "/indicator?name=mean_wait_s&show=distribution",
    "/indicator?name=cases_opened&grain=day",
)


def violations(page: Page) -> list[tuple[str, list[str]]]:
    found = Axe().run(page, options=AA).response["violations"]
    return [(each["id"], [node["target"] for node in each["nodes"]]) for each in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [*PAGES, *PARTS])
def test_a_page_fits_a_phone_and_has_nothing_that_shuts_people_out(page: Page, path: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(path)
    page.locator("h1").first.wait_for()
    settle(page)
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 390
    assert violations(page) == []
    page.set_viewport_size({"width": 1280, "height": 860})
    assert violations(page) == []
