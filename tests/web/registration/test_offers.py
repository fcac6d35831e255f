"""Places that are offered for a while, kept for countries, and counted by category."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.audit import AuditEntry
from forumapp.db import transaction
from forumapp.exchange.document import Attendance
from forumapp.forums.models import Forum
from forumapp.questions import service as questions
from forumapp.questions.rules.parts import CategoryPart
from forumapp.registration import queries, service
from forumapp.registration.models import Consent, Registration, RegistrationStatus
from forumapp.registration.rules.tokens import fingerprint
from forumapp.worker import settle_places
from tests import factories
from tests.browsing import Browser
from tests.web.registration.conftest import NOW, Clock, Register, letters, own_page, registrations, statuses
from tests.web.registration.test_delegate import press

WAITLISTED = RegistrationStatus.WAITLISTED


@pytest.fixture
def offering(session: DatabaseSession, forum: Forum) -> Forum:
    """Give the forum with one place on site, which is taken, and 48 hours to take one that becomes free."""
    forum.registration_offer_hours = 48
    factories.Registration(forum=forum, attendance=Attendance.ONSITE, arrived=1, email="holder@example.org")
    session.flush()
    return forum


def waiting(forum: Forum, number: int, **values: object) -> Registration:
    """Store somebody who waits for a place on site."""
    given = {
        "arrived": number,
        "email": f"wait{number}@example.org",
        "status": WAITLISTED,
        "attendance": "onsite",
        "language": "en",
    }
    registration = factories.Registration(forum=forum, **{**given, **values})
    registration.token_hash = fingerprint(service.token_of(registration))
    factories.db.session.flush()
    return registration


def category(forum: Forum, key: str, *, capacity: dict[str, int]) -> None:
    """Let people take part in another way, with so many places."""
    part = CategoryPart(key=key, title={"en": key.title()}, capacity=capacity)
    questions.add(forum, part, now=NOW)
    factories.db.session.commit()


def page_of(forum: Forum, session: DatabaseSession) -> str:
    """Return the path of the page of the first who waits."""
    registration = registrations(session)[1]
    return f"/forums/{forum.slug}/registration/{service.token_of(registration)}/"


def free(session: DatabaseSession, hours: Clock) -> None:
    """Let the one who holds the place withdraw."""
    with transaction():
        service.withdraw(queries.reread(registrations(session)[0]), now=hours.now())


def test_the_first_in_the_queue_is_offered_the_place_and_takes_it(
    browser: Browser, session: DatabaseSession, offering: Forum, hours: Clock
) -> None:
    waiting(offering, 2)
    waiting(offering, 3)
    free(session, hours)

    assert statuses(session) == ["withdrawn", "offered", "waitlisted"]
    assert letters(session)[-1] == ("wait2@example.org", "registration:offer")
    hours.moment += timedelta(hours=47, minutes=59)
    page = page_of(offering, session)
    assert "3 March 2027, 14:00" in browser.get(page).text
    press(browser, page, "take")

    assert statuses(session) == ["withdrawn", "confirmed", "waitlisted"]
    assert letters(session)[-1] == ("wait2@example.org", "registration:register")
    assert 'id="take"' not in browser.get(page).text


def test_an_offer_that_is_not_taken_goes_to_the_next_one_and_its_owner_may_come_back_at_the_end(
    browser: Browser, session: DatabaseSession, offering: Forum, hours: Clock
) -> None:
    first = waiting(offering, 2)
    session.add(
        Consent(registration_id=first.id, purpose="data", language="en", text_hash="0" * 64, given_at=hours.now())
    )
    waiting(offering, 3)
    free(session, hours)

    hours.moment += timedelta(hours=48)
    settle_places(hours.now())

    assert statuses(session) == ["withdrawn", "withdrawn", "offered"]
    assert letters(session)[-2:] == [
        ("wait2@example.org", "registration:offer-ended"),
        ("wait3@example.org", "registration:offer"),
    ]
    assert [each.withdrawn_at for each in session.scalars(select(Consent))] == [hours.now()]
    page = page_of(offering, session)
    assert browser.fill(page, {"consent_data": "y"}, form="/again").status_code == 303
    assert [(each.arrived, each.status) for each in registrations(session)][-1] == (4, "waitlisted")


def test_taking_a_place_too_late_is_refused_and_the_next_one_has_it(
    browser: Browser, session: DatabaseSession, offering: Forum, hours: Clock
) -> None:
    waiting(offering, 2)
    waiting(offering, 3)
    free(session, hours)
    page = page_of(offering, session)
    form = browser.get(page)

    hours.moment += timedelta(hours=48)
    answer = browser.get(browser.send(form, page, form="/take").location)

    assert "The time for taking the place has ended, and it went to the next one." in answer.text
    assert statuses(session) == ["withdrawn", "withdrawn", "offered"]


def test_who_has_not_confirmed_the_address_gets_the_usual_hold(
    session: DatabaseSession, offering: Forum, hours: Clock
) -> None:
    offering.registration_hold_hours = 6
    waiting(offering, 2, verified_at=None)
    free(session, hours)

    assert [(each.status, each.hold_until) for each in registrations(session)][1] == (
        "unverified",
        hours.now() + timedelta(hours=6),
    )


def test_a_member_of_a_delegation_has_the_place_at_once(
    session: DatabaseSession, offering: Forum, hours: Clock
) -> None:
    waiting(offering, 2, party="some-delegation", decided_at=hours.now())
    free(session, hours)

    assert statuses(session) == ["withdrawn", "confirmed"]


def test_an_offered_place_is_not_free_for_others(
    register: Register, session: DatabaseSession, offering: Forum, hours: Clock
) -> None:
    waiting(offering, 2)
    free(session, hours)

    register(attendance="onsite", country="AM")

    assert statuses(session) == ["withdrawn", "offered", "waitlisted"]


def test_the_page_of_who_waits_says_how_places_are_given(
    browser: Browser, session: DatabaseSession, offering: Forum
) -> None:
    offering.registration_country_quota = {"TM": 1}
    offering.registration_quota_released_on = date(2027, 4, 1)
    session.flush()
    waiting(offering, 2)

    page = browser.get(page_of(offering, session)).text

    assert "Turkmenistan: 1 of 1 places taken." in page
    assert "you have 48 hours to take the place" in page


def test_how_long_a_place_is_held_is_the_forums(
    register: Register, session: DatabaseSession, forum: Forum, hours: Clock
) -> None:
    forum.registration_hold_hours = 72
    session.flush()

    register()

    assert registrations(session)[0].hold_until == hours.now() + timedelta(hours=72)


def test_places_of_a_category_run_out_for_it_alone(register: Register, session: DatabaseSession, forum: Forum) -> None:
    category(forum, "choir", capacity={"online": 1})
    register(email="a@example.org", category="choir")
    register(email="b@example.org", category="choir")
    register(email="c@example.org", category="delegate")

    assert statuses(session) == ["unverified", "waitlisted", "unverified"]


def test_without_a_waiting_list_a_full_category_is_refused_at_its_field(
    register: Register, session: DatabaseSession, forum: Forum
) -> None:
    forum.registration_waitlist = False
    category(forum, "choir", capacity={"online": 0})

    answer = register(category="choir")

    assert answer.status_code == 422
    assert 'id="category-error"' in answer.text
    assert registrations(session) == []


def test_nobody_changes_into_a_full_category_with_a_place(
    register: Register, browser: Browser, session: DatabaseSession, forum: Forum
) -> None:
    category(forum, "choir", capacity={"online": 0})
    register()

    answer = browser.fill(own_page(session) + "edit", {"category": "choir"})

    assert answer.status_code == 422
    assert registrations(session)[0].category == "delegate"


def test_more_places_for_a_category_reach_those_who_wait_beside_a_hundred_others(
    session: DatabaseSession, forum: Forum, hours: Clock
) -> None:
    """Those for whom there is nothing must not hide those behind them."""
    forum.registration_capacity = {"online": 1}
    category(forum, "choir", capacity={"online": 0})
    for number in range(1, 103):
        waiting(forum, number, attendance="online", category="choir")
    last = waiting(forum, 103, attendance="online")

    settle_places(hours.now())

    assert session.get(Registration, last.id).status == "confirmed"


@pytest.fixture
def keeping(session: DatabaseSession, forum: Forum) -> Forum:
    """Give the forum with three places on site, two of which are kept for Turkmenistan until 20 March."""
    forum.registration_capacity = {"onsite": 3}
    forum.registration_country_quota = {"TM": 2}
    forum.registration_quota_released_on = date(2027, 3, 20)
    session.flush()
    return forum


def test_places_of_a_country_are_kept_until_their_day_and_then_go_to_the_queue(
    register: Register, session: DatabaseSession, keeping: Forum, hours: Clock
) -> None:
    for name in ("a", "b", "c"):
        register(email=f"{name}@example.org", attendance="onsite", country="AM")
    register(email="d@example.org", attendance="onsite", country="TM")
    assert statuses(session) == ["unverified", "waitlisted", "waitlisted", "unverified"]
    for each in registrations(session):
        each.status = RegistrationStatus.CONFIRMED if each.status is RegistrationStatus.UNVERIFIED else each.status
    session.flush()

    hours.moment = hours.moment.replace(day=19, hour=18, minute=59)
    settle_places(hours.now())
    assert statuses(session) == ["confirmed", "waitlisted", "waitlisted", "confirmed"]
    hours.moment += timedelta(minutes=1)
    settle_places(hours.now())

    assert statuses(session) == ["confirmed", "unverified", "waitlisted", "confirmed"]


def test_who_uses_the_quota_another_way_leaves_a_kept_place_to_the_queue_at_once(
    register: Register, session: DatabaseSession, keeping: Forum
) -> None:
    for name in ("a", "b"):
        register(email=f"{name}@example.org", attendance="onsite", country="AM")
    register(email="c@example.org", attendance="online", country="TM")

    assert statuses(session) == ["unverified", "unverified", "unverified"]


def test_the_form_says_how_many_places_are_kept(browser: Browser, keeping: Forum) -> None:
    page = browser.get(f"/forums/{keeping.slug}/register/").text

    assert "2 of them are kept for countries until 20 March 2027" in page


def test_taking_a_place_needs_a_token_and_a_form(
    client: FlaskClient, session: DatabaseSession, offering: Forum, hours: Clock
) -> None:
    waiting(offering, 2)
    free(session, hours)
    page = page_of(offering, session)

    assert client.get(page + "take").status_code == 405
    assert client.post(page + "take").status_code == 400
    assert client.post(f"/forums/{offering.slug}/registration/nobody/take").status_code in {400, 404}
    assert statuses(session) == ["withdrawn", "offered"]
    assert "registration:take" not in set(session.scalars(select(AuditEntry.action)))
