"""The programme on paper: what is there to press is gone, what is there to read is whole."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.live import PAST
from tests.browser.visitors import Look, Visitor

pytestmark = pytest.mark.browser

A4_WIDTH = 688
"""CSS pixels between the margins of the page."""

CLIPPED = """() => [...document.querySelectorAll("main *")].filter((each) => {
  const style = getComputedStyle(each);
  return each.getClientRects().length && style.overflow !== "visible" && !each.closest(".visually-hidden")
    && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1);
}).map((each) => `${each.tagName}.${each.className}`)"""


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_programme_prints_without_controls_and_whole(language: str, come: Callable[..., Visitor]) -> None:
    visitor = come(Look(language, scheme="dark", width=A4_WIDTH))
    page = visitor.page
    visitor.open(f"/forums/{PAST}/programme/")
    titles = page.locator(".session-title").count()

    page.emulate_media(media="print")

    for hidden in (".masthead nav", ".days", ".filters", ".colophon", ".skip"):
        assert [each.is_visible() for each in page.locator(hidden).all()].count(True) == 0
    expect(page.locator("h1")).to_be_visible()
    assert [each.is_visible() for each in page.locator(".session-title").all()] == [True] * titles
    assert page.evaluate("document.documentElement.scrollWidth") <= A4_WIDTH
    assert page.evaluate(CLIPPED) == []
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert len(page.pdf(format="A4")) > 0
