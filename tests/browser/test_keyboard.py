"""Programme and registration by keyboard alone: the order is the page's, the focus is seen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.live import COMING, PAST
from tests.browser.visitors import PHONE, Visitor

pytestmark = pytest.mark.browser

FOCUSED = """() => {
  const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
  return {
    what: at.id || at.getAttribute("name") || at.getAttribute("href") || at.tagName,
    top: Math.round(box.top + scrollY),
    isSeen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && box.width > 0 && box.height > 0
      && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


def stops(page: Page, most: int) -> list[dict[str, object]]:
    """Press Tab through a page and return where it stopped."""
    found = []
    for _press in range(most):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at["what"] == "BODY":
            break
        found.append(at)
    return found


@pytest.mark.parametrize("path", [f"/forums/{PAST}/programme/", f"/forums/{COMING}/register/"])
def test_the_first_stop_leads_past_the_header(path: str, come: Callable[..., Visitor]) -> None:
    visitor = come(PHONE)
    page = visitor.page
    visitor.open(path)

    page.keyboard.press("Tab")

    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#main').contains(document.activeElement)")


@pytest.mark.parametrize("path", [f"/forums/{PAST}/programme/", f"/forums/{COMING}/register/"])
def test_every_stop_is_seen_and_none_is_a_trap(path: str, come: Callable[..., Visitor]) -> None:
    visitor = come()
    visitor.open(path)

    found = stops(visitor.page, 400)

    assert len(found) < 400
    assert [stop["what"] for stop in found if not stop["isSeen"]] == []


def test_a_registration_is_filled_in_and_sent_by_keys(come: Callable[..., Visitor]) -> None:
    visitor = come()
    page = visitor.page
    visitor.open(f"/forums/{COMING}/register/")
    keys = page.keyboard

    def to(name: str) -> None:
        for _press in range(60):
            if page.evaluate("document.activeElement.name || document.activeElement.type || ''") == name:
                return
            keys.press("Tab")
        raise AssertionError(f"no way by Tab to {name}")

    for name, words in (
        ("family_name", "Muradova"),
        ("given_name", "Ayna"),
        ("email", "keys@example.org"),
        ("country", "Turkm"),
        ("post", "Librarian"),
    ):
        to(name)
        keys.type(words)
    to("attendance")
    keys.press("Space")
    to("consent_data")
    keys.press("Space")
    keys.press("Enter")

    expect(page.locator("h1")).to_have_text("Look into your mail")
