"""Places, the waiting list and substitutes of delegations, by registration's rules."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.db import db
from forumapp.delegations import queries as queries_of_delegations
from forumapp.delegations import service
from forumapp.delegations.models import WaitingMode
from forumapp.errors import RuleBroken
from forumapp.exchange.document import Attendance
from forumapp.policy import TeamRole
from forumapp.registration import queries
from forumapp.registration import service as registration
from forumapp.registration.models import Consent, Registration
from forumapp.registration.rules.addresses import mailbox
from forumapp.registration.service import Answers, Nominee
from tests import factories
from tests.browsing import Browser
from tests.signing_in import sign_in_as
from tests.web.delegations.conftest import (
    MERGEN,
    NOW,
    Make,
    Place,
    enter,
    letters,
    members,
    names,
    press,
    statuses,
    terms,
)
from tests.web.registration.conftest import Clock, own_page

TOGETHER = {"waiting_mode": WaitingMode.TOGETHER}


def bring(browser: Browser, place: Place, *family_names: str, email: str = "", attendance: str = "onsite") -> None:
    for name in family_names:
        enter(browser, place, family_name=name, email=email, attendance=attendance)


def stranger(place: Place, session: DatabaseSession) -> Registration:
    """Let somebody who comes alone have a place on site."""
    found: Registration = factories.Registration(forum=place.forum, attendance="onsite", arrived=1000)
    session.commit()
    return found


def leave(place: Place, each: Registration) -> None:
    found = queries.registration_by_uid(place.forum.slug, each.uid)
    assert found is not None
    registration.withdraw(found, now=NOW)
    db.session.commit()


def test_all_together_wait_until_there_is_a_place_for_everybody(
    browser: Browser, session: DatabaseSession, make: Make
) -> None:
    place = make(TOGETHER, registration_capacity={"onsite": 3})
    others = [stranger(place, session) for _number in range(2)]
    bring(browser, place, "Первый", "Второй", "Третий")

    press(browser, place, "submit")
    assert statuses(session, place) == ["waitlisted"] * 3
    leave(place, others[0])
    assert statuses(session, place) == ["waitlisted"] * 3
    leave(place, others[1])

    assert statuses(session, place) == ["confirmed"] * 3


def test_all_together_means_online_and_on_site(browser: Browser, session: DatabaseSession, make: Make) -> None:
    place = make(TOGETHER, registration_capacity={"onsite": 1, "online": 1})
    other = stranger(place, session)
    bring(browser, place, "Первый")
    bring(browser, place, "Второй", attendance="online")

    press(browser, place, "submit")
    assert statuses(session, place) == ["waitlisted"] * 2
    leave(place, other)

    assert statuses(session, place) == ["confirmed"] * 2


def test_as_places_come_those_go_first_whom_the_head_put_first(
    browser: Browser, session: DatabaseSession, make: Make
) -> None:
    place = make(registration_capacity={"onsite": 1})
    other = stranger(place, session)
    bring(browser, place, "Первый", "Второй", "Третий")
    press(browser, place, "submit")
    third = members(session, place)[2]
    for _time in range(2):
        press(browser, place, f"members/{third.uid}/earlier")

    leave(place, other)

    assert list(zip(names(session, place), statuses(session, place), strict=True)) == [
        ("Третий", "confirmed"),
        ("Первый", "waitlisted"),
        ("Второй", "waitlisted"),
    ]


def test_who_comes_alone_does_not_wait_behind_a_delegation_that_does_not_fit(
    browser: Browser, session: DatabaseSession, make: Make
) -> None:
    place = make(TOGETHER, registration_capacity={"onsite": 2})
    others = [stranger(place, session) for _number in range(2)]
    bring(browser, place, "Первый", "Второй")
    press(browser, place, "submit")
    alone = factories.Registration(forum=place.forum, attendance="onsite", arrived=2000, status="waitlisted")
    session.commit()

    leave(place, others[0])

    session.expire_all()
    assert alone.status.value == "confirmed"
    assert statuses(session, place) == ["waitlisted"] * 2


def test_a_change_of_the_way_of_waiting_counts_at_once(
    client: FlaskClient, browser: Browser, session: DatabaseSession, make: Make
) -> None:
    place = make(TOGETHER, registration_capacity={"onsite": 1})
    bring(browser, place, "Первый", "Второй")
    press(browser, place, "submit")
    assert statuses(session, place) == ["waitlisted"] * 2
    sign_in_as(client, session, place.forum, TeamRole.REGISTRAR)

    browser.fill(f"{place.desk}edit", {"waiting_mode": "each"})

    assert statuses(session, place) == ["confirmed", "waitlisted"]


def test_a_list_that_does_not_fit_is_not_taken_without_a_waiting_list(
    browser: Browser, session: DatabaseSession, make: Make
) -> None:
    place = make(registration_capacity={"onsite": 1}, registration_waitlist=False)
    bring(browser, place, "Первый", "Второй")

    press(browser, place, "submit")

    assert statuses(session, place) == ["pending"] * 2
    assert "There is no waiting list, and 1 of you fits at the moment." in browser.get(place.own).text


def test_the_forums_quota_of_a_country_counts_beside_the_delegations(
    browser: Browser, session: DatabaseSession, make: Make
) -> None:
    place = make(registration_country_quota={"TM": 1})
    bring(browser, place, "Первый", "Второй")

    press(browser, place, "submit")

    assert statuses(session, place) == ["confirmed", "waitlisted"]


def test_a_substitute_has_the_place_and_the_former_ones_page_is_gone(
    client: FlaskClient, browser: Browser, session: DatabaseSession, make: Make
) -> None:
    place = make(registration_capacity={"onsite": 1})
    enter(browser, place)
    bring(browser, place, "Второй")
    press(browser, place, "submit")
    page = own_page(session, "mergen@example.org")
    browser.fill(page, {"consent_data": "y"}, form="confirm")
    former = members(session, place)[0]

    new = {**MERGEN, "family_name": "Новый", "given_name": "Иван", "email": "new@example.org"}
    response = browser.fill(f"{place.own}members/{former.uid}/substitute", new)

    assert response.status_code == 303
    assert list(zip(names(session, place), statuses(session, place), strict=True)) == [
        ("Новый", "unverified"),
        ("Второй", "waitlisted"),
    ]
    assert former.status.value == "withdrawn"
    assert [each.withdrawn_at is not None for each in session.scalars(select(Consent))] == [True]
    assert client.get(page).status_code == 404
    assert [each for each in letters(session) if each[1] in {"registration:substitute", "registration:nominate"}] == [
        ("mergen@example.org", "registration:nominate"),
        ("mergen@example.org", "registration:substitute"),
        ("new@example.org", "registration:nominate"),
    ]


def test_a_substitute_who_needs_another_place_is_refused_when_there_is_none(
    browser: Browser, session: DatabaseSession, make: Make
) -> None:
    place = make(registration_capacity={"onsite": 1, "online": 0})
    bring(browser, place, "Первый")
    press(browser, place, "submit")
    (former,) = members(session, place)

    new = {**MERGEN, "family_name": "Новый", "attendance": "online"}
    response = browser.fill(f"{place.own}members/{former.uid}/substitute", new)

    assert response.status_code == 422
    assert names(session, place) == ["Первый"]


def test_who_is_put_back_after_the_place_was_given_away_waits(
    browser: Browser, session: DatabaseSession, make: Make
) -> None:
    place = make(registration_capacity={"onsite": 1})
    bring(browser, place, "Первый", "Второй")
    press(browser, place, "submit")
    first = members(session, place)[0]
    press(browser, place, f"members/{first.uid}/take-out")
    press(browser, place, f"members/{first.uid}/put-back")

    assert list(zip(names(session, place), statuses(session, place), strict=True)) == [
        ("Первый", "waitlisted"),
        ("Второй", "confirmed"),
    ]
    assert "in the waiting list: the place was given to somebody else" in browser.get(place.own).text


def test_another_address_voids_the_links_of_earlier_letters(
    client: FlaskClient, browser: Browser, session: DatabaseSession, place: Place
) -> None:
    enter(browser, place)
    press(browser, place, "submit")
    page = own_page(session, "mergen@example.org")
    (member,) = members(session, place)

    browser.fill(f"{place.own}members/{member.uid}/", {"email": "other@example.org"})

    assert client.get(page).status_code == 404
    assert client.get(own_page(session, "other@example.org")).status_code == 200


def test_an_address_that_was_confirmed_is_not_the_heads_to_change(
    browser: Browser, session: DatabaseSession, place: Place
) -> None:
    enter(browser, place)
    press(browser, place, "submit")
    browser.fill(own_page(session, "mergen@example.org"), {"consent_data": "y"}, form="confirm")
    (member,) = members(session, place)

    response = browser.fill(f"{place.own}members/{member.uid}/", {"email": "other@example.org"})

    assert response.status_code == 422
    assert members(session, place)[0].email == "mergen@example.org"


def test_who_withdrew_and_registered_alone_is_no_longer_the_heads(
    browser: Browser, session: DatabaseSession, make: Make
) -> None:
    place = make()
    enter(browser, place)
    bring(browser, place, "Второй")
    press(browser, place, "submit")
    browser.fill(own_page(session, "mergen@example.org"), form="/withdraw")
    browser.fill(f"/forums/{place.forum.slug}/register/", {**MERGEN, "given_name": "Один", "consent_data": "y"})

    assert names(session, place) == ["Второй"]
    assert queries_of_delegations.counts(place.forum, now=NOW)[place.delegation.id].members == 1
    assert "have registered on their own since: Бердыев Один." in browser.get(place.own).text


def test_nobody_on_a_list_that_was_not_sent_gets_a_place_by_hand(
    browser: Browser, session: DatabaseSession, place: Place
) -> None:
    enter(browser, place)
    (member,) = members(session, place)

    with pytest.raises(RuleBroken, match="was not sent yet"):
        registration.confirm(member, now=NOW)


def test_a_member_has_a_week_to_answer(browser: Browser, session: DatabaseSession, place: Place, hours: Clock) -> None:
    enter(browser, place)
    press(browser, place, "submit")
    (member,) = members(session, place)

    assert member.hold_until is not None
    assert (member.hold_until - NOW).days == 7


def test_a_place_that_went_to_somebody_else_is_not_given_again_with_the_address_taken_away(
    browser: Browser, session: DatabaseSession, make: Make, hours: Clock
) -> None:
    place = make(registration_capacity={"onsite": 1})
    enter(browser, place)
    bring(browser, place, "Второй")
    press(browser, place, "submit")
    hours.moment = NOW + timedelta(days=8)

    browser.fill(f"{place.own}members/{members(session, place)[0].uid}/", {"email": ""})

    assert list(zip(names(session, place), statuses(session, place), strict=True)) == [
        ("Бердыев", "waitlisted"),
        ("Второй", "confirmed"),
    ]


def test_a_member_of_one_list_cannot_be_reached_by_another_head(
    client: FlaskClient, browser: Browser, session: DatabaseSession, place: Place
) -> None:
    bring(browser, place, "Первый")
    (member,) = members(session, place)
    other = service.add(place.forum, terms(country="UZ"), now=NOW)
    service.send_link(other, now=NOW)
    session.commit()
    theirs = Place(place.forum, other).own

    assert client.get(f"{theirs}members/{member.uid}/").status_code == 404
    assert client.get(f"{theirs}members/{member.uid}/substitute").status_code == 404


def test_a_party_further_back_has_its_turn_after_those_before_it(session: DatabaseSession, make: Make) -> None:
    place = make(TOGETHER, registration_capacity={"onsite": 2})
    waiting = {"forum": place.forum, "attendance": "onsite", "status": "waitlisted"}
    party = {"party": place.delegation.party_key, "is_together": True}
    for arrived, belongs in ((1, {}), (2, party), (3, {}), (4, party)):
        factories.Registration(arrived=arrived, **waiting, **belongs)
    claims = queries.stand(place.forum, now=NOW).next_claims()

    found = [[each.arrived for each in queries.first_waiting(place.forum, claims, most=most)] for most in (1, 2, 9)]

    assert found == [[1], [1, 2, 3, 4], [1, 2, 3, 4]]


@pytest.mark.parametrize("number", [1, 30])
def test_entering_and_sending_ask_the_same_number_of_questions_however_many_are_listed(
    session: DatabaseSession, make: Make, queries: list[str], number: int
) -> None:
    place = make({"quota": 30}, registration_capacity={"onsite": 10})
    people = [
        Nominee(
            mailbox=mailbox(f"member{each}@example.org") if each % 3 else None,
            answers=Answers(given_name="Иван", family_name=f"Член {each}", country="TM", language="ru"),
            attendance=Attendance.ONSITE,
        )
        for each in range(1, number + 1)
    ]
    queries.clear()

    service.add_members(place.delegation, people, now=NOW)
    entering = [each for each in queries if each.startswith("SELECT")]
    queries.clear()
    service.submit(place.delegation, now=NOW)
    sending = [each for each in queries if each.startswith("SELECT")]

    assert (len(entering), len(sending)) == (12, 18)


def test_the_same_person_is_not_entered_twice_by_two_forms_at_once(session: DatabaseSession, place: Place) -> None:
    person = Nominee(
        mailbox=None,
        answers=Answers(given_name="Иван", family_name="Атаев", country="TM", language="ru"),
        attendance=Attendance.ONSITE,
    )
    service.add_members(place.delegation, [person], now=NOW)

    with pytest.raises(RuleBroken, match="is on the list already"):
        service.add_members(place.delegation, [person], now=NOW)
    service.add_members(place.delegation, [replace(person, is_other=True)], now=NOW)

    assert names(session, place) == ["Атаев", "Атаев"]
