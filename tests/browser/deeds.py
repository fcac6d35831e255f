"""What people do in journeys, by the page's own links, fields and buttons."""

from typing import Any

from icalendar import Calendar
from playwright.sync_api import Page, expect

from forumapp import clock
from forumapp.db import transaction
from forumapp.forums import queries as forums
from forumapp.schedule import service as schedule
from tests.browser.live import ADMIN, ORGANIZER, Live
from tests.browser.visitors import Look, Visitor, Visitors

NAMES = {"ru": ("Мурадова", "Айна"), "en": ("Muradova", "Ayna")}


def fill_in_registration(visitor: Visitor, slug: str, email: str, *, attendance: str = "online") -> None:
    """Fill in the form for a delegate, without sending it."""
    family_name, given_name = NAMES[visitor.language]
    visitor.open(f"/forums/{slug}/register/")
    page = visitor.page
    page.locator("#family_name").fill(family_name)
    page.locator("#given_name").fill(given_name)
    page.locator("#email").fill(email)
    page.locator("#country").select_option("TM")
    page.locator("#institution").select_option("turkmenistan-state-library")
    page.locator(f"input[name=attendance][value={attendance}]").check()
    page.locator("#consent_data").check()


def register(visitor: Visitor, slug: str, email: str, *, attendance: str = "online") -> None:
    """Register a delegate, up to the page that says where the letter went."""
    fill_in_registration(visitor, slug, email, attendance=attendance)
    visitor.press("Send registration")
    expect(visitor.page.locator("h1")).to_have_text(visitor.says("Look into your mail"))


def confirm(visitor: Visitor, link: str) -> None:
    """Open the link of a letter and press the button on the page."""
    visitor.open(link)
    visitor.press("Confirm the address")
    visitor.sees("Thank you, your address is confirmed.")


def read_letter(visitors: Visitors, recipient: str) -> str:
    """Read the newest letter to an address as an administrator does, and return where its link leads."""
    admin = visitors.come(Look(), account=ADMIN)
    admin.open("/admin/")
    admin.follow("Letters")
    admin.page.locator("tr", has_text=recipient).first.get_by_role("link").click()
    href = admin.page.locator(".letter a").first.get_attribute("href")
    visitors.leave(admin)
    assert href is not None
    return href


def event(page: Page, path: str, title: str) -> Any:
    """Return the event of this title in a calendar, None where there is none."""
    response = page.request.get(path)
    assert response.status == 200
    events = Calendar.from_ical(response.body()).walk("VEVENT")
    return next((event for event in events if title in str(event["SUMMARY"])), None)


def publish_what_waits(live: Live, slug: str) -> None:
    """Publish what other tests left unpublished in a forum, so that a journey counts only its own changes."""
    with live.app.app_context(), transaction():
        forum = forums.forum_by_slug(slug)
        assert forum is not None
        schedule.publish(forum, overruling="A test.", by=ORGANIZER, now=clock.now())


def publish(visitor: Visitor, note: str) -> None:
    """Publish what is not published yet, by way of the review."""
    visitor.follow("Review and publish")
    visitor.page.locator("#note").fill(note)
    visitor.page.locator("main form[action$=publish] button[type=submit]").click()
    expect(visitor.page.locator(".notice")).to_be_visible()
    expect(visitor.page.locator(".publication .pending")).to_have_count(0)


def state_words(visitor: Visitor, live: Live, recipient: str) -> str:
    """Return in words how a delegate's registration stands, as their own page says it."""
    visitor.open(live.link_to(recipient, "/registration/"))
    return visitor.page.locator(".page-head .word").inner_text()
