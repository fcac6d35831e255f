"""What a delegate marks on their own programme, what a browser marked before, and the personal calendar's address."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.forums.models import Forum
from forumapp.registration import queries
from forumapp.registration.models import FeedToken, Star
from forumapp.registration.rules.tokens import fingerprint
from forumapp.registration.views import marks
from tests.browsing import Browser
from tests.web.registration.conftest import Clock, Register, own_page
from tests.web.registration.test_delegate import press


def test_marks_are_kept_for_what_the_delegate_may_see(
    register: Register, browser: Browser, session: DatabaseSession
) -> None:
    register()
    page = own_page(session)
    browser.fill(f"{page}programme/", {"starred": ["opening", "dinner", "council"]}, form="stars")
    assert [star.session_key for star in session.scalars(select(Star))] == ["opening"]

    press(browser, page, "confirm")
    browser.fill(f"{page}programme/", {"starred": ["dinner", "council"]}, form="stars")

    assert [star.session_key for star in session.scalars(select(Star))] == ["dinner"]


def test_the_calendars_address_is_shown_once_and_can_be_closed(
    register: Register, browser: Browser, session: DatabaseSession
) -> None:
    register()
    page = own_page(session)
    press(browser, f"{page}programme/", "calendar")
    shown = browser.get(f"{page}programme/").text
    token = shown.split("http://127.0.0.1:8000/calendar/")[1].split(".ics")[0]

    assert "/calendar/" not in browser.get(f"{page}programme/").text
    stored = queries.feed_token_by_hash(fingerprint(token))
    assert stored is not None
    assert stored.revoked_at is None

    press(browser, f"{page}programme/", "calendar")
    session.expire_all()
    assert [each.revoked_at is None for each in session.scalars(select(FeedToken).order_by(FeedToken.id))] == [
        False,
        True,
    ]


def test_the_page_says_which_program_fetched_the_calendar_last(
    register: Register, browser: Browser, session: DatabaseSession, hours: Clock
) -> None:
    register(language="en")
    page = f"{own_page(session)}programme/"
    press(browser, page, "calendar")
    browser.get(page)
    assert "No calendar program has fetched it yet." in browser.get(page).text
    token = session.scalars(select(FeedToken)).one()
    token.fetched_at, token.fetched_by = hours.moment, "Google Calendar"
    session.commit()
    hours.moment += timedelta(hours=2)

    assert "Last fetched by Google Calendar, 2 hours ago." in browser.get(page).text


def test_what_a_browser_marked_before_comes_along_when_it_registers(
    register: Register, browser: Browser, session: DatabaseSession, forum: Forum
) -> None:
    answer = browser.fill(f"/forums/{forum.slug}/programme/opening/star", form="/star")
    cookie = answer.headers["Set-Cookie"]
    assert (answer.status_code, cookie.split("=")[0]) == (303, "marks")
    assert all(part in cookie for part in ("HttpOnly", "SameSite=Lax", f"Path=/forums/{forum.slug}/"))
    assert session.scalars(select(Star)).all() == []

    register()

    assert [star.session_key for star in session.scalars(select(Star))] == ["opening"]


def test_what_a_browser_marked_before_joins_a_registration_by_a_button_of_its_page(
    register: Register, browser: Browser, client: FlaskClient, session: DatabaseSession, forum: Forum
) -> None:
    register(language="en")
    browser.client.delete_cookie("delegate", path=f"/forums/{forum.slug}/")
    browser.fill(f"/forums/{forum.slug}/programme/opening/star", form="/star")
    assert client.get(f"/forums/{forum.slug}/my/stars.json").json == {"known": False, "starred": ["opening"]}
    page = f"{own_page(session)}programme/"
    assert "In this browser 1 session is marked" in browser.get(page).text
    assert session.scalars(select(Star)).all() == []

    press(browser, page, "join")

    assert [star.session_key for star in session.scalars(select(Star))] == ["opening"]
    assert "In this browser" not in browser.get(page).text


def test_a_browser_takes_its_own_mark_away(client: FlaskClient, browser: Browser, forum: Forum) -> None:
    address = f"/forums/{forum.slug}/programme/opening/star"
    browser.fill(address, form="/star")
    browser.fill(address, form="/star")

    assert client.get(f"/forums/{forum.slug}/my/stars.json").json == {"known": False, "starred": []}


def test_a_cookie_that_nobody_signed_marks_nothing(client: FlaskClient, forum: Forum) -> None:
    client.set_cookie("marks", f'["{forum.slug}", ["opening"]].nonsense', path=f"/forums/{forum.slug}/")

    assert client.get(f"/forums/{forum.slug}/my/stars.json").json == {"known": False, "starred": []}


def test_public_pages_are_the_same_for_a_browser_with_marks(
    client: FlaskClient, browser: Browser, forum: Forum
) -> None:
    pages = [f"/forums/{forum.slug}/programme/", f"/forums/{forum.slug}/programme/opening/"]
    before = [(client.get(page).data, client.get(page).headers["ETag"]) for page in pages]

    browser.fill(f"{pages[1]}star", form="/star")

    assert [(client.get(page).data, client.get(page).headers["ETag"]) for page in pages] == before


def test_a_browser_keeps_sixty_marks_and_says_when_there_is_no_room(
    client: FlaskClient, browser: Browser, forum: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marks, "MOST_MARKS", 1)
    for key in ("opening", "workshop"):
        browser.fill(f"/forums/{forum.slug}/programme/{key}/star", form="/star")

    assert client.get(f"/forums/{forum.slug}/my/stars.json").json == {"known": False, "starred": ["opening"]}
