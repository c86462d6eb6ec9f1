"""Every page with the keyboard alone: Tab reaches whatever can be used, shows where it is, and comes out at the end."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import settle
from tests.browser.test_accessible import PAGES

pytestmark = pytest.mark.browser

MOST = 200  # presses; the longest page has some seventy stops
AROUND = 3  # a field shows its focus on its frame

AT = """around => {
  let at = document.activeElement
  window.reached ??= new Set()
  const again = at === document.body || window.reached.has(at)
  window.reached.add(at)
  while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
  const shown = (each) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each)
    return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none"
  }
  let each = at
  for (let up = 0; up < around && !shown(each) && each.parentElement; up++) each = each.parentElement
  return { again, name: at.outerHTML.slice(0, 200), shown: shown(each) }
}"""
# Of a group of radio buttons Tab reaches one; arrows go on from there.
LEFT = """() => [...document.querySelectorAll(".stMain :is(a[href], button, input, select, textarea, summary, [tabindex='0'])")]
  .filter((each) => each.tabIndex >= 0 && !each.disabled && each.checkVisibility({ visibilityProperty: true }))
  .filter((each) => ![each, ...each.closest("[role=radiogroup]")?.querySelectorAll("*") ?? []].some((one) => window.reached.has(one)))
  .map((each) => each.outerHTML.slice(0, 200))"""


def walk(page: Page) -> Iterator[str]:
    """From the top to the end; what goes wrong on the way."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        at = page.evaluate(AT, AROUND)
        if at["again"]:
            break
        if not at["shown"]:
            yield f"shows no focus: {at['name']}"
    else:
        yield f"never comes to its end: {at['name']}"
    yield from (f"was not reached: {each}" for each in page.evaluate(LEFT))


def test_tab_reaches_everything_shows_where_it_is_and_comes_out(page: Page) -> None:
    for path in PAGES:
        page.goto(path)
        page.locator("h1").first.wait_for()
        settle(page)
        expect(page.get_by_test_id("stSkeleton")).to_have_count(0)  # the code of a kind of field comes when the first one is drawn
        assert list(walk(page)) == [], path
