"""The running order of reports in a real browser: dragged and moved by arrows."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from forumapp import clock
from forumapp.accounts.queries import account_by_email
from forumapp.db import transaction
from forumapp.exchange.document import Document, ReportPart
from forumapp.forums import queries as forums
from forumapp.programme import service
from tests.browser.live import ORGANIZER, Live
from tests.browser.visitors import Visitor
from tests.parts import forum, session

pytestmark = pytest.mark.browser

Come = Callable[..., Visitor]
PAGE = "/forums/running-order/manage/programme/sessions/reports/"


@pytest.fixture(autouse=True)
def three_reports(live: Live) -> None:
    """Have a session with three reports of twenty minutes."""
    reports = tuple(ReportPart(key=key, title={"en": key.title()}, minutes=20, people=()) for key in ("a", "b", "c"))
    document = Document(forum=forum(slug="running-order"), sessions=(session("reports", reports=reports),))
    with live.app.app_context(), transaction():
        standing, owner = forums.forum_by_slug("running-order"), account_by_email(ORGANIZER)
        service.apply_document(document, forum=standing, owner=owner, now=clock.now())


def order(page: Page, *lines: str) -> None:
    expect(page.locator(".desk-order > li h3")).to_have_text([line.split()[0] for line in lines])
    expect(page.locator(".desk-order > li .times")).to_have_text([line.split()[1] for line in lines])


def test_reports_are_moved_by_arrows_and_their_times_follow(come: Come) -> None:
    visitor = come(account=ORGANIZER)
    page = visitor.page
    visitor.open(PAGE)
    order(page, "A 10:00–10:20", "B 10:20–10:40", "C 10:40–11:00")

    page.locator("[data-grip]").first.focus()
    for key in ("Enter", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    expect(page.locator("#order-form [data-live]")).to_have_text("A is now number 3 of 3.")
    page.keyboard.press("Enter")

    order(page, "B 10:00–10:20", "C 10:20–10:40", "A 10:40–11:00")
    visitor.sees("The running order is changed.")
    page.locator(".notice button").click()
    order(page, "A 10:00–10:20", "B 10:20–10:40", "C 10:40–11:00")


def test_reports_are_dragged_by_their_handle(come: Come) -> None:
    visitor = come(account=ORGANIZER)
    page = visitor.page
    visitor.open(PAGE)
    box, last = page.locator("[data-grip]").first.bounding_box(), page.locator(".desk-order > li").last.bounding_box()
    assert box is not None
    assert last is not None

    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 5, last["y"] + last["height"] - 2, steps=8)
    page.mouse.up()

    order(page, "B 10:00–10:20", "C 10:20–10:40", "A 10:40–11:00")
    assert visitor.troubles == []
