"""Everything that has to be done can be done where no script runs."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.deeds import confirm, publish, register
from tests.browser.live import COMING, ORGANIZER, PAST, Live
from tests.browser.visitors import Look, Visitor

pytestmark = pytest.mark.browser

PHONE = Look(language="ru", width=360, scripts=False)
DESK = Look(language="en", scripts=False)
PROGRAMME = f"/forums/{PAST}/programme/"


def test_the_programme_is_read_and_filtered(come: Callable[..., Visitor]) -> None:
    visitor = come(PHONE)
    page = visitor.page
    visitor.open(f"/forums/{PAST}/")
    page.locator("nav").get_by_role("link", name=visitor.says("Programme")).click()
    assert page.locator("li.session").count() == 20

    page.locator(".filters summary").click()
    page.locator("#filter-kind").select_option("panel")
    visitor.press("Show")

    expect(page.locator("li.session")).to_have_count(1)
    visitor.follow("Show all")
    expect(page.locator("li.session")).to_have_count(20)


def test_the_own_zone_is_named_in_the_address(come: Callable[..., Visitor]) -> None:
    visitor = come(DESK)
    page = visitor.page

    visitor.open(f"{PROGRAMME}?tz=Asia/Ashgabat")

    opening = page.locator("#session-opening .session-time")
    expect(opening.locator(".from")).to_have_text("10:00")
    expect(opening.locator(".own-time time")).to_have_text("12:00")
    expect(page.locator("main")).to_contain_text("Ashgabat")


def test_a_delegate_registers_confirms_and_marks_a_session(live: Live, come: Callable[..., Visitor]) -> None:
    visitor, email = come(PHONE), "without.scripts@example.org"
    page = visitor.page
    register(visitor, COMING, email)
    confirm(visitor, live.link_to(email, "/registration/"))
    own_page = page.url

    visitor.open(f"/forums/{COMING}/programme/")
    page.locator("#session-open-libraries .star button").click()

    visitor.open(own_page)
    visitor.follow("Open my programme")
    expect(page.locator("#star-open-libraries")).to_be_checked()
    page.locator("#star-open-libraries").uncheck()
    closed = page.locator("details.further:not([open]) > summary")
    while closed.count():
        closed.first.click()
    page.locator("#star-family-reading").check()
    page.locator("button[form=stars]").first.click()
    expect(page.locator("input[name=starred]:checked")).to_have_count(1)


def test_a_refused_registration_comes_back_with_what_was_filled_in(come: Callable[..., Visitor]) -> None:
    visitor = come(PHONE)
    page = visitor.page
    visitor.open(f"/forums/{COMING}/register/")
    page.locator("#family_name").fill("Мурадова")

    visitor.press("Send registration")

    expect(page.locator("#family_name")).to_have_value("Мурадова")
    page.locator(".errors a[href='#given_name']").click()
    expect(page.locator("#given_name")).to_be_focused()


def test_an_organizer_edits_a_session_and_publishes(come: Callable[..., Visitor]) -> None:
    visitor = come(DESK, account=ORGANIZER)
    page = visitor.page
    visitor.open(f"/forums/{COMING}/manage/programme/")
    page.locator("main a[href$='/sessions/closing/']").click()
    page.locator("#session-form [lang=en][name^=title]").fill("Closing, and what comes after")
    visitor.press("Save the session")
    publish(visitor, "A longer title for the closing")

    visitor.open(f"/forums/{COMING}/programme/closing/")

    expect(page.locator("h1")).to_have_text("Closing, and what comes after")
