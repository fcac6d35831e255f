"""A delegate's address, corrected at the desk."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession
from werkzeug.test import TestResponse

from forumapp.forums.models import Forum
from forumapp.mail.models import OutboxLetter
from forumapp.policy import TeamRole
from forumapp.registration import queries, service
from forumapp.registration.models import Registration
from tests import factories
from tests.browsing import Browser
from tests.signing_in import sign_in_as
from tests.web.registration.conftest import (
    Clock,
    Register,
    letters,
    links,
    own_page,
    registrations,
    statuses,
    written_since,
)

WRONG, RIGHT = "ayna@exampel.org", "ayna@example.org"


def uid_of(session: DatabaseSession, email: str) -> str:
    """Return the stable name of an address's registration."""
    return str(session.scalars(select(Registration.uid).where(Registration.email == email)).one())


@pytest.fixture
def correct(
    client: FlaskClient, session: DatabaseSession, forum: Forum, browser: Browser
) -> Callable[..., TestResponse]:
    """Give what a registrar does to correct the address of somebody."""

    def send(former: str, email: str) -> TestResponse:
        sign_in_as(client, session, forum, TeamRole.REGISTRAR)
        address = f"/forums/{forum.slug}/manage/registrations/{uid_of(session, former)}/email"
        return browser.fill(address, {"email": email})

    return send


Correct = Callable[..., TestResponse]


def test_a_corrected_address_gets_a_letter_of_its_own_and_the_former_one_opens_nothing(
    register: Register, correct: Correct, browser: Browser, session: DatabaseSession, hours: Clock
) -> None:
    register(email=WRONG)
    wrong_page = own_page(session, WRONG)
    hours.moment += timedelta(hours=20)

    answer = correct(WRONG, "Ayna@Example.org")

    (registration,) = registrations(session)
    assert answer.status_code == 303
    assert (registration.email, registration.arrived) == ("Ayna@example.org", 1)
    assert registration.hold_until == hours.moment + timedelta(hours=24)
    assert letters(session) == [(WRONG, "registration:confirm"), ("Ayna@example.org", "registration:confirm")]
    assert browser.get(wrong_page).status_code == 404
    browser.fill(own_page(session, "Ayna@example.org"), form="/confirm")
    assert statuses(session) == ["confirmed"]


def test_correcting_keeps_a_confirmed_delegate_s_place_and_marks_and_tells_the_former_address(
    register: Register, correct: Correct, browser: Browser, session: DatabaseSession
) -> None:
    register(email=WRONG, sessions=["workshop"])
    browser.fill(own_page(session, WRONG), form="/confirm")
    before, former_links = letters(session), links(session, WRONG)

    correct(WRONG, RIGHT)

    (registration,) = registrations(session)
    assert (registration.status.value, registration.verified_at) == ("confirmed", None)
    assert queries.starred_keys(registration) == ["workshop"]
    assert written_since(session, before) == [
        (WRONG, "registration:email-changed"),
        (RIGHT, "registration:correct-email"),
    ]
    assert sorted(links(session, WRONG)) == sorted(former_links)
    browser.fill(own_page(session), form="/confirm")
    assert registrations(session)[0].verified_at is not None


def test_correcting_closes_the_calendar_and_forgets_the_browser_of_the_former_address(
    register: Register, correct: Correct, browser: Browser, client: FlaskClient, session: DatabaseSession, forum: Forum
) -> None:
    register(email=WRONG)
    page = own_page(session, WRONG)
    browser.fill(page, form="/confirm")
    browser.fill(f"{page}programme/", {"action": "make"}, form="/calendar")
    shown = browser.get(f"{page}programme/").get_data(as_text=True)
    calendar = shown.partition('id="calendar-address">http://127.0.0.1:8000')[2].partition("<")[0]
    was_known = client.get(f"/forums/{forum.slug}/my/stars.json").json["known"]

    correct(WRONG, RIGHT)

    assert was_known is True
    assert calendar.endswith(".ics")
    assert client.get(calendar).status_code == 410
    assert client.get(f"/forums/{forum.slug}/my/stars.json").json["known"] is False


def test_correcting_keeps_the_place_in_the_queue(
    register: Register, correct: Correct, session: DatabaseSession, forum: Forum, hours: Clock
) -> None:
    for name in ("first", "second", "third"):
        register(email=f"{name}@example.org", attendance="onsite")

    correct("second@example.org", RIGHT)
    hours.moment += timedelta(hours=25)
    service.settle(forum, now=hours.moment)

    assert [(each.email, each.status.value) for each in registrations(session)] == [
        ("first@example.org", "unverified"),
        (RIGHT, "unverified"),
        ("third@example.org", "waitlisted"),
    ]
    assert letters(session)[-1] == (RIGHT, "registration:promote")


@pytest.mark.parametrize(("places", "is_held"), [(1, True), (0, False)])
def test_after_the_hold_a_correction_holds_a_place_where_one_is_free(
    register: Register,
    correct: Correct,
    session: DatabaseSession,
    forum: Forum,
    hours: Clock,
    places: int,
    is_held: bool,
) -> None:
    register(email=WRONG, attendance="onsite")
    hours.moment += timedelta(hours=30)
    forum.registration_capacity = {"onsite": places}
    session.flush()

    correct(WRONG, RIGHT)

    (registration,) = registrations(session)
    letter = session.scalars(select(OutboxLetter).where(OutboxLetter.recipient == RIGHT)).one()
    assert (registration.hold_until is not None) is is_held
    assert ("3 марта" in letter.text) is is_held


@pytest.mark.parametrize("spelling", ["mergen@example.org", "MERGEN@EXAMPLE.ORG", "ｍergen@example.org"])
def test_an_address_of_another_registration_is_refused_at_the_desk_in_words(
    register: Register, correct: Correct, session: DatabaseSession, spelling: str
) -> None:
    register(email=WRONG)
    register(email="mergen@example.org")
    before = letters(session)

    answer = correct(WRONG, spelling)

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Another registration of this forum has this address: number 2." in page
    assert f'value="{spelling}"' in page
    assert letters(session) == before
    assert registrations(session)[0].email == WRONG


@pytest.mark.parametrize("email", ["", "no address", WRONG.upper()])
def test_what_is_no_other_address_is_refused_at_the_desk(
    register: Register, correct: Correct, session: DatabaseSession, email: str
) -> None:
    register(email=WRONG)

    assert correct(WRONG, email).status_code == 422
    assert registrations(session)[0].token_generation == 1


def test_an_ended_registration_keeps_its_address(
    register: Register, correct: Correct, browser: Browser, session: DatabaseSession
) -> None:
    register(email=WRONG)
    browser.fill(own_page(session, WRONG), form="/withdraw")

    assert correct(WRONG, RIGHT).status_code == 422
    assert registrations(session)[0].email == WRONG


@pytest.mark.parametrize(("role", "expected"), [(TeamRole.CHECK_IN, 403), (TeamRole.READ_ONLY, 403), (None, 404)])
def test_addresses_are_corrected_by_registrars_only(
    register: Register,
    client: FlaskClient,
    session: DatabaseSession,
    forum: Forum,
    role: TeamRole | None,
    expected: int,
) -> None:
    register(email=WRONG)
    elsewhere = forum if role else factories.Forum()
    sign_in_as(client, session, elsewhere, role or TeamRole.OWNER)

    address = f"/forums/{forum.slug}/manage/registrations/{uid_of(session, WRONG)}/email"
    assert client.get(address).status_code == expected


def test_the_desk_still_shows_what_was_written_to_the_former_address(
    register: Register, correct: Correct, browser: Browser, session: DatabaseSession, forum: Forum, hours: Clock
) -> None:
    register(email=WRONG)
    hours.moment += timedelta(minutes=5)
    correct(WRONG, RIGHT)
    hours.moment += timedelta(minutes=5)
    register(email=WRONG)

    registration = registrations(session)[0]
    page = browser.get(f"/forums/{forum.slug}/manage/registrations/{registration.uid}/").get_data(as_text=True)
    assert page.count("Подтвердите регистрацию") == 2
    assert "Corrected the address" in page
    assert f"<del>{WRONG}</del> <ins>{RIGHT}</ins>" in page
