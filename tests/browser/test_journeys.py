"""The walk that the README describes, in a real browser, in both languages."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.deeds import (
    confirm,
    event,
    fill_in_registration,
    publish,
    publish_what_waits,
    read_letter,
    register,
)
from tests.browser.live import COMING, ORGANIZER, REGISTRAR, Live
from tests.browser.visitors import Look, Visitor, Visitors

pytestmark = pytest.mark.browser

PROGRAMME = f"/forums/{COMING}/programme/"
FEED = f"/forums/{COMING}/calendar.ics"
MOVED = {
    "en": ("divans-exhibition", "12:00", "12:30", "14:30"),
    "ru": ("conversion-workshop", "10:00", "10:30", "12:00"),
}
"""By language: a session, its start, its new start, and the end that follows."""


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_session_moved_and_published_moves_on_page_and_in_calendar(
    language: str, come: Callable[..., Visitor], live: Live
) -> None:
    key, before, after, end = MOVED[language]
    publish_what_waits(live, COMING)
    visitor = come(Look(language), account=ORGANIZER)
    page = visitor.page
    visitor.open(f"{PROGRAMME}{key}/")
    title = page.locator("h1").inner_text()
    first = event(page, f"{FEED}?lang={language}", title)
    assert f"{first.decoded('dtstart'):%H:%M}" == before

    visitor.open("/forums/mine")
    page.locator(f"main a[href='/forums/{COMING}/manage/']").click()
    visitor.follow("Programme", within=".sections")
    page.locator("main").get_by_role("link", name=title, exact=True).click()
    visitor.follow("Move…")
    page.locator("#starts_at").fill(after)
    page.locator("#starts_at").press("Tab")
    expect(page.locator("#ends_at")).to_have_value(end)
    visitor.press("Move the session")
    visitor.sees("%(num)d change is not published.", "%(num)d changes are not published.", num=1, within=".publication")
    assert event(page, f"{FEED}?lang={language}", title).decoded("dtstart") == first.decoded("dtstart")
    publish(visitor, f"Moved to {after}")

    visitor.open(PROGRAMME)
    expect(page.locator(f"[id='session-{key}'] .from")).to_have_text(after)
    visitor.follow("Changes to the programme", within=".colophon")
    expect(page.locator("main section").first).to_contain_text(f"Moved to {after}")
    expect(page.locator("main section").first).to_contain_text(title)
    second = event(page, f"{FEED}?lang={language}", title)
    assert second["UID"] == first["UID"]
    assert f"{second.decoded('dtstart'):%H:%M}" == after
    assert second["SEQUENCE"] == first.get("SEQUENCE", 0) + 1


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_delegate_registers_marks_a_session_and_has_it_in_their_own_calendar(
    language: str, visitors: Visitors, come: Callable[..., Visitor]
) -> None:
    email = f"ayna.{language}@example.org"
    visitor = come(Look(language))
    page = visitor.page
    visitor.open("/")
    page.locator(f"main a[href='/forums/{COMING}/']").first.click()
    visitor.follow("Register", within="main")
    register(visitor, COMING, email)

    confirm(visitor, read_letter(visitors, email))
    own_page = page.url
    visitor.open(PROGRAMME)
    star = page.locator("#session-family-reading .star button")
    star.click()
    expect(star).to_have_attribute("aria-pressed", "true")
    title = page.locator("#session-family-reading .session-title").inner_text()

    visitor.open(own_page)
    visitor.follow("Open my programme")
    expect(page.locator("#star-family-reading")).to_be_checked()
    visitor.press("Make my calendar")
    address = page.locator("#calendar-address").inner_text()
    assert event(page, address, title) is not None
    assert event(page, address, "Divan") is None
    assert visitor.troubles == []


def test_pressing_the_button_twice_registers_once(live: Live, come: Callable[..., Visitor]) -> None:
    email = "twice@example.org"
    visitor, registrar = come(), come(account=REGISTRAR)

    fill_in_registration(visitor, COMING, email)
    visitor.page.get_by_role("button", name="Send registration").dblclick()
    expect(visitor.page.locator("h1")).to_have_text("Look into your mail")

    registrar.open(f"/forums/{COMING}/manage/registrations/?q={email}")
    expect(registrar.page.locator("tbody tr")).to_have_count(1)
    assert len(live.letters_to(email)) == 1
