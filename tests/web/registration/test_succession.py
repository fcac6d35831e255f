"""Somebody else comes in a delegate's place: what passes on, what ends, and what is refused."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession
from werkzeug.test import TestResponse

from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.policy import TeamRole
from forumapp.registration import queries, service
from forumapp.registration.models import Consent, Registration
from forumapp.registration.rules.addresses import mailbox
from tests import factories
from tests.browsing import Browser
from tests.signing_in import sign_in_as
from tests.web.registration.conftest import ANSWERS, Clock, Register, letters, own_page, registrations, statuses

AYNA, MERGEN = "ayna@example.org", "mergen@example.org"
MERGEN_SAYS: dict[str, Any] = {
    "family_name": "Бердыев",
    "given_name": "Мерген",
    "email": MERGEN,
    "country": "TM",
    "language": "en",
}
Hand = Callable[..., TestResponse]


@pytest.fixture
def ayna(register: Register, browser: Browser, session: DatabaseSession) -> str:
    """Give the own page of a delegate on site, who marked a session and has a calendar."""
    register(attendance="onsite", sessions=["workshop"])
    page = own_page(session)
    browser.fill(page, form="/confirm")
    return page


@pytest.fixture
def by_delegate(browser: Browser, ayna: str) -> Hand:
    """Give what fills in the form of the own page."""

    def hand(**said: Any) -> TestResponse:
        return browser.fill(f"{ayna}substitute", {**MERGEN_SAYS, **said})

    return hand


@pytest.fixture
def by_desk(browser: Browser, client: FlaskClient, session: DatabaseSession, forum: Forum) -> Hand:
    """Give what fills in the form of the desk, for the first who arrived."""

    def hand(**said: Any) -> TestResponse:
        sign_in_as(client, session, forum, TeamRole.REGISTRAR)
        uid = registrations(session)[0].uid
        return browser.fill(f"/forums/{forum.slug}/manage/registrations/{uid}/substitute", {**MERGEN_SAYS, **said})

    return hand


def row_of(session: DatabaseSession, email: str) -> Registration:
    session.expire_all()
    return session.scalars(select(Registration).where(Registration.email == email)).one()


def test_a_delegate_passes_the_place_on_and_the_new_one_confirms_and_consents(
    by_delegate: Hand, browser: Browser, client: FlaskClient, session: DatabaseSession, ayna: str, hours: Clock
) -> None:
    browser.fill(f"{ayna}programme/", {"action": "make"}, form="/calendar")
    calendar = (
        browser.get(f"{ayna}programme/")
        .text.partition('id="calendar-address">http://127.0.0.1:8000')[2]
        .partition("<")[0]
    )

    response = by_delegate()

    assert response.status_code == 303
    assert "m…@example.org" in browser.get(response.location).text
    former, new = row_of(session, AYNA), row_of(session, MERGEN)
    assert (former.status.value, new.status.value) == ("withdrawn", "unverified")
    assert (new.arrived, former.arrived, new.attendance.value, new.category) == (1, 2, "onsite", former.category)
    assert new.hold_until == hours.moment + timedelta(days=7)
    assert [each.withdrawn_at for each in session.scalars(select(Consent))] == [hours.moment]
    assert [client.get(each).status_code for each in (ayna, calendar)] == [404, 410]
    assert letters(session)[-2:] == [(AYNA, "registration:substitute"), (MERGEN, "registration:succeed")]

    page = own_page(session, MERGEN)
    assert browser.fill(page, form="confirm").status_code == 422
    browser.fill(page, {"consent_data": "y"}, form="confirm")
    assert row_of(session, MERGEN).status.value == "confirmed"


def test_nobody_else_gets_the_place_in_between(
    register: Register, by_delegate: Hand, browser: Browser, session: DatabaseSession
) -> None:
    register(email="next@example.org", attendance="onsite")
    browser.fill(own_page(session, "next@example.org"), form="/confirm")

    by_delegate()

    assert row_of(session, "next@example.org").status.value == "waitlisted"


def test_a_turn_in_the_queue_passes_on_with_its_number(
    register: Register, by_desk: Hand, browser: Browser, session: DatabaseSession, forum: Forum
) -> None:
    forum.registration_capacity = {"onsite": 0}
    session.commit()
    for name in ("ayna", "second"):
        register(email=f"{name}@example.org", attendance="onsite")

    by_desk()

    assert [(each.email, each.status.value) for each in registrations(session)] == [
        (MERGEN, "waitlisted"),
        ("second@example.org", "waitlisted"),
        (AYNA, "withdrawn"),
    ]


@pytest.mark.parametrize(("status", "then"), [("confirmed", "confirmed"), ("pending", "pending")])
def test_where_organizers_decide_a_registrar_s_hand_keeps_the_decision_that_there_is(
    by_desk: Hand, browser: Browser, session: DatabaseSession, forum: Forum, hours: Clock, status: str, then: str
) -> None:
    forum.registration_approval = True
    decided = factories.CREATED if status == "confirmed" else None
    factories.Registration(forum=forum, email=AYNA, email_key=AYNA, status=status, decided_at=decided)
    session.commit()

    assert by_desk().status_code == 303
    hours.moment += timedelta(days=8)
    browser.fill(own_page(session, MERGEN), {"consent_data": "y"}, form="confirm")

    assert row_of(session, MERGEN).status.value == then


def test_where_organizers_decide_delegates_are_told_to_write_to_them(
    browser: Browser, session: DatabaseSession, forum: Forum, ayna: str
) -> None:
    forum.registration_approval = True
    session.commit()

    response = browser.get(f"{ayna}substitute")

    assert (response.status_code, response.location) == (303, ayna)
    assert "The organizers decide on each participant" in browser.get(f"{ayna}?lang=en").text
    assert f'href="{ayna}substitute"' not in browser.get(ayna).text


@pytest.mark.parametrize("by", ["delegate", "desk"])
def test_an_address_that_is_registered_is_refused_and_what_was_typed_kept(
    request: pytest.FixtureRequest, ayna: str, session: DatabaseSession, forum: Forum, by: str
) -> None:
    factories.Registration(forum=forum, email=MERGEN, email_key=MERGEN, arrived=7)
    session.commit()

    response = request.getfixturevalue(f"by_{by}")(post="Директор")

    assert response.status_code == 422
    assert 'value="Директор"' in response.text
    assert f'value="{MERGEN}"' in response.text
    assert row_of(session, AYNA).status.value == "confirmed"


def test_a_country_without_a_place_is_refused_and_changes_nothing(
    by_delegate: Hand, session: DatabaseSession, forum: Forum
) -> None:
    forum.registration_country_quota = {"UZ": 0}
    session.commit()
    before = letters(session)

    assert by_delegate(country="UZ").status_code == 422
    assert (statuses(session), letters(session)) == (["confirmed"], before)


def test_after_the_forum_nobody_s_place_is_passed_on(
    browser: Browser, client: FlaskClient, session: DatabaseSession, forum: Forum, ayna: str, hours: Clock
) -> None:
    hours.moment = datetime(2027, 4, 14, 9, tzinfo=UTC)
    sign_in_as(client, session, forum, TeamRole.REGISTRAR)
    uid = row_of(session, AYNA).uid
    desk = f"/forums/{forum.slug}/manage/registrations/{uid}/"

    assert browser.get(f"{ayna}substitute").location == ayna
    assert browser.get(f"{desk}substitute").location == desk
    assert "The forum is over." in browser.get(desk).text


def test_who_has_not_confirmed_an_address_names_nobody(
    register: Register, browser: Browser, session: DatabaseSession
) -> None:
    register()

    assert browser.get(f"{own_page(session)}substitute").location == own_page(session)


def test_an_ended_registration_and_a_delegation_s_member_have_nothing_to_pass_on_here(
    browser: Browser, client: FlaskClient, session: DatabaseSession, forum: Forum
) -> None:
    ended = factories.Registration(forum=forum, status="withdrawn")
    member = factories.Registration(forum=forum, party="party", decided_at=factories.CREATED)
    session.commit()
    sign_in_as(client, session, forum, TeamRole.REGISTRAR)
    desk = f"/forums/{forum.slug}/manage/registrations/"

    assert [browser.get(f"{desk}{each.uid}/substitute").location for each in (ended, member)] == [
        f"{desk}{each.uid}/" for each in (ended, member)
    ]


def test_the_history_says_who_comes_instead(
    by_desk: Hand, browser: Browser, ayna: str, session: DatabaseSession
) -> None:
    response = by_desk()
    uid = row_of(session, AYNA).uid

    assert "Named in somebody else’s place" in browser.get(f"{response.location}?lang=en").text
    former = browser.get(f"{response.location.rpartition('registrations/')[0]}registrations/{uid}/?lang=en").text
    assert "Number of who comes instead: <ins>1</ins>" in former


def test_a_second_form_in_another_window_passes_nothing_on_twice(
    browser: Browser, session: DatabaseSession, ayna: str
) -> None:
    page = browser.get(f"{ayna}substitute")
    first = browser.send(page, f"{ayna}substitute", MERGEN_SAYS)
    second = browser.send(page, f"{ayna}substitute", {**MERGEN_SAYS, "email": "other@example.org"})

    assert (first.status_code, second.status_code) == (303, 404)
    assert len(registrations(session)) == 2


def test_the_form_asks_for_what_is_missing(by_delegate: Hand) -> None:
    response = by_delegate(family_name="", email="no address")

    assert response.status_code == 422
    assert 'value="no address"' in response.text


def test_answers_are_not_shown_to_who_comes_instead(
    by_delegate: Hand, browser: Browser, session: DatabaseSession
) -> None:
    by_delegate()
    page = browser.get(own_page(session, MERGEN)).text

    assert ANSWERS["family_name"] not in page


def test_of_two_forms_sent_at_once_the_second_finds_nothing_to_pass_on(
    session: DatabaseSession, forum: Forum, ayna: str, hours: Clock
) -> None:
    registration = queries.registration_by_token(forum.slug, ayna.rstrip("/").rpartition("/")[2])
    assert registration is not None
    answers = service.Answers(given_name="Мерген", family_name="Бердыев", country="TM", language="ru")
    boxes = [mailbox(address) for address in (MERGEN, "other@example.org")]

    service.hand_over(registration, boxes[0], answers, by_delegate=True, now=hours.moment)
    with pytest.raises(RuleBroken, match="has ended"):
        service.hand_over(registration, boxes[1], answers, by_delegate=True, now=hours.moment)


def test_the_former_calendar_stays_closed_when_its_owner_registers_anew(
    register: Register, by_delegate: Hand, browser: Browser, client: FlaskClient, ayna: str
) -> None:
    browser.fill(f"{ayna}programme/", {"action": "make"}, form="/calendar")
    calendar = (
        browser.get(f"{ayna}programme/")
        .text.partition('id="calendar-address">http://127.0.0.1:8000')[2]
        .partition("<")[0]
    )
    by_delegate()

    register()

    assert client.get(calendar).status_code == 410
