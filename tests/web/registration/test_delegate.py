"""The delegate's own page: what a link opens, what its buttons do."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession
from werkzeug.test import TestResponse

from forumapp.exchange.document import Attendance
from forumapp.forums.models import Forum
from forumapp.registration import queries
from forumapp.registration.models import Consent
from forumapp.registration.rules.tokens import fingerprint
from forumapp.worker import settle_places
from tests.browsing import Browser, forms_of
from tests.web.registration.conftest import (
    Clock,
    Register,
    letters,
    own_page,
    published,
    registrations,
    statuses,
    written_since,
)


def press(browser: Browser, page: str, deed: str, values: dict[str, Any] | None = None) -> TestResponse:
    """Open somebody's own page and press a button of it."""
    return browser.fill(page, values, form=f"/{deed}")


def test_opening_the_link_confirms_nothing(register: Register, browser: Browser, session: DatabaseSession) -> None:
    register()
    page = own_page(session)

    answers = [
        browser.get(page).status_code,
        browser.client.head(page).status_code,
        browser.get(page + "confirm").status_code,
    ]

    assert answers == [200, 200, 405]
    assert statuses(session) == ["unverified"]


def test_the_button_confirms_and_a_letter_says_so(
    register: Register, browser: Browser, session: DatabaseSession
) -> None:
    register()
    page = own_page(session)

    press(browser, page, "confirm")

    assert statuses(session) == ["confirmed"]
    assert letters(session)[1:] == [("ayna@example.org", "registration:register")]
    assert own_page(session) == page


def test_confirming_twice_is_confirming_once(register: Register, browser: Browser, session: DatabaseSession) -> None:
    register()
    page = browser.get(own_page(session))

    for _time in range(2):
        browser.send(page, own_page(session), form="/confirm")

    assert len(letters(session)) == 2


@pytest.mark.parametrize("token", ["", "x", "x" * 32, "x" * 2000, "%00"])
def test_an_unknown_link_opens_nothing(browser: Browser, forum: Forum, token: str) -> None:
    assert browser.get(f"/forums/{forum.slug}/registration/{token}/").status_code == 404


def test_a_link_opens_nothing_in_another_forum(
    register: Register, browser: Browser, session: DatabaseSession, forum: Forum
) -> None:
    register()
    other = published()

    assert browser.get(own_page(session).replace(forum.slug, other.slug)).status_code == 404


def test_the_table_holds_no_token(register: Register, session: DatabaseSession) -> None:
    register()

    token = own_page(session).split("/")[-2]
    (stored,) = registrations(session)
    assert len(token) == 32
    assert stored.token_hash == fingerprint(token)


def test_an_ended_hold_gives_the_place_to_the_first_who_waits(
    register: Register, browser: Browser, session: DatabaseSession, hours: Clock
) -> None:
    for name in ("first", "second", "third"):
        register(email=f"{name}@example.org", attendance="onsite")
    press(browser, own_page(session, "third@example.org"), "confirm")
    hours.moment += timedelta(hours=24)

    settle_places(hours.moment)

    second = registrations(session)[1]
    assert statuses(session) == ["unverified", "unverified", "waitlisted"]
    assert second.hold_until == hours.moment + timedelta(hours=24)
    assert letters(session)[-1] == ("second@example.org", "registration:promote")


def test_a_verified_one_who_waits_becomes_registered_at_once(
    register: Register, browser: Browser, session: DatabaseSession, hours: Clock
) -> None:
    register(email="first@example.org", attendance="onsite")
    register(email="second@example.org", attendance="onsite")
    press(browser, own_page(session, "second@example.org"), "confirm")

    before = letters(session)
    press(browser, own_page(session, "first@example.org"), "withdraw")

    assert statuses(session) == ["withdrawn", "confirmed"]
    assert ("second@example.org", "registration:promote") in written_since(session, before)


def test_who_answers_late_joins_the_queue(
    register: Register, browser: Browser, session: DatabaseSession, hours: Clock
) -> None:
    register(email="first@example.org", attendance="onsite")
    register(email="second@example.org", attendance="onsite")
    hours.moment += timedelta(hours=25)
    settle_places(hours.moment)
    press(browser, own_page(session, "second@example.org"), "confirm")

    press(browser, own_page(session, "first@example.org"), "confirm")

    assert statuses(session) == ["waitlisted", "confirmed"]


def test_who_answers_late_gets_the_place_while_it_is_free(
    register: Register, browser: Browser, session: DatabaseSession, hours: Clock
) -> None:
    register(attendance="onsite")
    hours.moment += timedelta(days=3)

    press(browser, own_page(session), "confirm")

    assert statuses(session) == ["confirmed"]


def test_raising_the_capacity_promotes_in_order(
    register: Register, session: DatabaseSession, forum: Forum, hours: Clock
) -> None:
    for number in range(4):
        register(email=f"delegate{number}@example.org", attendance="onsite")
    forum.registration_capacity = {"online": 3, "onsite": 3}
    session.flush()

    settle_places(hours.moment)

    assert statuses(session) == ["unverified", "unverified", "unverified", "waitlisted"]


def test_switching_takes_a_free_place_and_gives_the_old_one_on(
    register: Register, browser: Browser, session: DatabaseSession
) -> None:
    register(email="first@example.org", attendance="onsite")
    register(email="second@example.org", attendance="onsite")

    press(browser, own_page(session, "first@example.org"), "attendance")

    assert [(each.status, each.attendance) for each in registrations(session)] == [
        ("unverified", "online"),
        ("unverified", "onsite"),
    ]


def test_switching_without_a_free_place_is_refused_and_the_old_place_stays(
    register: Register, browser: Browser, session: DatabaseSession
) -> None:
    register(email="first@example.org", attendance="onsite")
    register(email="second@example.org", language="en")
    page = own_page(session, "second@example.org")

    answer = browser.client.post(page + "attendance", data={**token_of(browser, page), "attendance": "onsite"})

    assert "No place on site is free at the moment." in browser.get(answer.location).text
    assert [each.attendance for each in registrations(session)] == ["onsite", "online"]


def token_of(browser: Browser, page: str) -> dict[str, str]:
    """Return the token with which a page's forms are sent."""
    return {"csrf_token": forms_of(browser.get(page))[-1].values["csrf_token"]}


def test_withdrawing_ends_all_consents_and_registering_again_gives_new_ones(
    register: Register, browser: Browser, session: DatabaseSession, hours: Clock
) -> None:
    register(consent_list="y")
    page = own_page(session)
    press(browser, page, "confirm")
    press(browser, page, "withdraw")
    assert session.scalars(select(Consent).where(Consent.withdrawn_at.is_(None))).all() == []

    answer = browser.fill(page, {"consent_data": "y"}, form="again")

    assert answer.status_code == 303
    (stored,) = registrations(session)
    assert (stored.status, stored.arrived) == ("confirmed", 2)
    assert [each.purpose for each in session.scalars(select(Consent).where(Consent.withdrawn_at.is_(None)))] == ["data"]


def test_registering_again_needs_the_consent(register: Register, browser: Browser, session: DatabaseSession) -> None:
    register()
    page = own_page(session)
    press(browser, page, "withdraw")

    assert browser.fill(page, form="again").status_code == 422
    assert statuses(session) == ["withdrawn"]


def test_registering_again_by_the_form_makes_the_old_link_void(
    register: Register, browser: Browser, session: DatabaseSession
) -> None:
    register()
    page = own_page(session)
    press(browser, page, "withdraw")

    register(given_name="Other")

    assert browser.get(page).status_code == 404
    (stored,) = registrations(session)
    assert (stored.status, stored.given_name, stored.arrived) == ("unverified", "Other", 2)


def test_with_approval_nothing_is_held_until_the_organizers_agree(
    register: Register, browser: Browser, session: DatabaseSession, forum: Forum
) -> None:
    forum.registration_approval = True
    session.flush()
    for name in ("first", "second"):
        register(email=f"{name}@example.org", attendance="onsite")

    press(browser, own_page(session, "second@example.org"), "confirm")

    assert statuses(session) == ["unverified", "pending"]
    assert queries.places(forum, now=registrations(session)[0].created_at).left(Attendance.ONSITE) == 1


def test_details_are_changed_and_a_refused_change_keeps_what_was_typed(
    register: Register, browser: Browser, session: DatabaseSession, forum: Forum
) -> None:
    register()
    page = own_page(session) + "edit"

    assert browser.fill(page, {"given_name": "", "post": "Директор"}).status_code == 422
    assert browser.fill(page, {"given_name": "Aýna", "post": "Директор"}).status_code == 303

    (stored,) = registrations(session)
    assert (stored.given_name, stored.family_name, stored.post) == ("Aýna", "Атаева", "Директор")


def test_the_page_speaks_the_chosen_language(register: Register, browser: Browser, session: DatabaseSession) -> None:
    register(language="en")
    page = own_page(session)
    assert 'lang="en"' in browser.get(page, headers={"Accept-Language": "ru"}).text

    press(browser, page, "language", {"language": "ru"})

    assert '<html lang="ru">' in browser.get(page, headers={"Accept-Language": "en"}).text


def test_the_consent_to_the_list_is_given_and_taken_back(
    register: Register, browser: Browser, session: DatabaseSession
) -> None:
    register()
    page = own_page(session)
    press(browser, page, "list")
    press(browser, page, "list")

    lists = session.scalars(select(Consent).where(Consent.purpose == "list")).all()
    assert [each.withdrawn_at is None for each in lists] == [False]


def test_a_browser_that_opened_the_page_can_mark_sessions(
    register: Register, client: FlaskClient, browser: Browser, session: DatabaseSession, forum: Forum
) -> None:
    register()
    address = f"/forums/{forum.slug}/programme/opening/star"
    browser.get(own_page(session))

    browser.fill(address, form="/star")

    assert client.get(f"/forums/{forum.slug}/my/stars.json").json == {"known": True, "starred": ["opening"]}


def test_a_script_gets_json(
    register: Register, client: FlaskClient, browser: Browser, session: DatabaseSession, forum: Forum
) -> None:
    register()
    browser.get(own_page(session))
    address = f"/forums/{forum.slug}/programme/opening/star"

    answer = client.post(
        address, data={**token_of(browser, address), "starred": "1"}, headers={"Accept": "application/json"}
    )

    assert (answer.status_code, answer.json) == (200, {"key": "opening", "starred": True})


def test_strangers_mark_nothing(client: FlaskClient, forum: Forum) -> None:
    assert client.get(f"/forums/{forum.slug}/my/stars.json").json == {"known": False, "starred": []}
    assert client.get(f"/forums/{forum.slug}/programme/council/star").status_code == 404


def test_the_cookie_is_signed_and_stays_inside_the_forum(
    register: Register, browser: Browser, session: DatabaseSession, forum: Forum, app: Flask
) -> None:
    register()

    cookie = browser.get(own_page(session)).headers["Set-Cookie"]

    assert cookie.startswith("delegate=")
    assert f"Path=/forums/{forum.slug}/" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert own_page(session).split("/")[-2] not in cookie


def test_a_withdrawn_delegates_browser_is_a_strangers(
    register: Register, browser: Browser, client: FlaskClient, session: DatabaseSession, forum: Forum
) -> None:
    register()
    press(browser, own_page(session), "withdraw")

    assert client.get(f"/forums/{forum.slug}/my/stars.json").json == {"known": False, "starred": []}
