"""Registering from a line that breaks: what was typed stays, and what arrived is not stored twice."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Error, Route, expect
from sqlalchemy import func, select

from forumapp.db import db
from forumapp.registration.models import Registration
from tests.browser.deeds import fill_in_registration
from tests.browser.live import COMING, Live
from tests.browser.visitors import PHONE, Visitor

pytestmark = pytest.mark.browser

FORM = f"/forums/{COMING}/register/"


def stored(live: Live, email: str) -> int:
    with live.app.app_context():
        return db.session.scalar(select(func.count()).where(Registration.email == email)) or 0


def test_a_form_that_cannot_leave_says_so_and_is_sent_when_the_line_is_back(
    live: Live, come: Callable[..., Visitor]
) -> None:
    visitor = come(PHONE)
    fill_in_registration(visitor, COMING, "line@example.org")
    page = visitor.page
    page.context.set_offline(True)
    visitor.press("Send registration")
    visitor.sees("There is no connection. What you typed stays here: send it again when the line is back.")
    expect(page.locator("#email")).to_have_value("line@example.org")
    page.context.set_offline(False)
    visitor.sees("The connection is back. Send the form now.")
    visitor.troubles.clear()

    visitor.press("Send registration")

    expect(page.locator("h1")).to_have_text(visitor.says("Look into your mail"))
    assert stored(live, "line@example.org") == 1


def test_what_arrived_while_the_answer_was_lost_is_stored_once_and_nothing_is_typed_again(
    live: Live, come: Callable[..., Visitor]
) -> None:
    visitor = come(PHONE)
    fill_in_registration(visitor, COMING, "lost@example.org")
    page = visitor.page

    def lose_the_answer(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch(max_redirects=0)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route(f"**{FORM}", lose_the_answer)
    visitor.press("Send registration")
    page.wait_for_timeout(500)
    page.unroute(f"**{FORM}")
    try:
        visitor.open(FORM)
    except Error:  # The browser may still be showing its own page about the lost answer.
        visitor.open(FORM)
    visitor.sees("Here is what you typed before.")
    expect(page.locator("#email")).to_have_value("lost@example.org")
    expect(page.locator("input[name=attendance][value=online]")).to_be_checked()
    visitor.troubles.clear()

    visitor.press("Send registration")

    expect(page.locator("h1")).to_have_text(visitor.says("Look into your mail"))
    assert stored(live, "lost@example.org") == 1
    visitor.open(FORM)
    expect(page.locator("#email")).to_have_value("")


def test_what_was_typed_can_be_cleared_and_goes_with_the_tab(come: Callable[..., Visitor]) -> None:
    visitor = come()
    fill_in_registration(visitor, COMING, "clear@example.org")
    page = visitor.page
    page.reload()
    expect(page.locator("#email")).to_have_value("clear@example.org")

    visitor.press("Clear the form")

    expect(page.locator("#email")).to_have_value("")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
