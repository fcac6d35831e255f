"""Members who come back, register or are found by themselves: they are their own, and the head sees it."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.delegations import queries as queries_of_delegations
from forumapp.policy import TeamRole
from forumapp.registration.models import Consent, Registration
from forumapp.registration.service import verify
from tests import factories
from tests.browsing import Browser
from tests.signing_in import sign_in_as
from tests.web.delegations.conftest import MERGEN, NOW, Make, Place, enter, letters, members, names, press, statuses
from tests.web.registration.conftest import own_page

EMAIL = "mergen@example.org"


def row_of(session: DatabaseSession, email: str = EMAIL) -> Registration:
    session.expire_all()
    return session.scalars(select(Registration).where(Registration.email == email)).one()


def come_back(browser: Browser, session: DatabaseSession) -> None:
    browser.fill(own_page(session, EMAIL), {"consent_data": "y"}, form="again")


def test_who_was_taken_out_and_comes_back_by_the_letters_link_is_on_their_own(
    browser: Browser, session: DatabaseSession, make: Make
) -> None:
    place = make({"quota": 1})
    enter(browser, place)
    press(browser, place, "submit")
    uid = row_of(session).uid
    browser.fill(place.own, form=f"{uid}/take-out")

    come_back(browser, session)

    row = row_of(session)
    assert (row.status.value, row.party, row.is_together) == ("unverified", None, False)
    assert names(session, place) == []
    assert queries_of_delegations.counts(place.forum, now=NOW) == {}
    assert "have registered on their own since: Бердыев Мерген." in browser.get(place.own).text


def test_who_withdrew_alone_and_returns_takes_nothing_of_the_quota(
    browser: Browser, session: DatabaseSession, make: Make
) -> None:
    place = make({"quota": 1})
    enter(browser, place)
    press(browser, place, "submit")
    browser.fill(own_page(session, EMAIL), form="/withdraw")
    enter(browser, place, family_name="Второй", email="")

    come_back(browser, session)

    assert names(session, place) == ["Второй"]
    assert queries_of_delegations.counts(place.forum, now=NOW)[place.delegation.id].members == 1


def test_who_returns_alone_is_decided_on_where_the_forum_approves_registrations(
    browser: Browser, session: DatabaseSession, make: Make
) -> None:
    place = make(registration_approval=True)
    enter(browser, place)
    press(browser, place, "submit")
    browser.fill(own_page(session, EMAIL), {"consent_data": "y"}, form="confirm")
    browser.fill(own_page(session, EMAIL), form="/withdraw")

    come_back(browser, session)

    assert row_of(session).status.value == "pending"


def test_the_desk_shows_who_came_back_alone(browser: Browser, session: DatabaseSession, place: Place) -> None:
    enter(browser, place)
    press(browser, place, "submit")
    browser.fill(own_page(session, EMAIL), form="/withdraw")
    come_back(browser, session)
    sign_in_as(browser.client, session, place.forum, TeamRole.REGISTRAR)

    page = browser.get(place.desk).text

    assert "Registered on their own since:" in page
    assert "Changed since the list was sent" not in page


def test_who_was_confirmed_by_hand_is_still_asked_for_their_consent(
    browser: Browser, session: DatabaseSession, place: Place
) -> None:
    enter(browser, place)
    press(browser, place, "submit")
    verify(members(session, place)[0], now=NOW)
    session.commit()
    page = own_page(session, EMAIL)

    assert browser.fill(page, form="confirm").status_code == 422
    response = browser.fill(page, {"consent_data": "y"}, form="confirm")

    assert response.status_code == 303
    assert [each.purpose for each in session.scalars(select(Consent))] == ["data"]
    assert 'id="confirm"' not in browser.get(page).text


def test_consents_that_were_given_are_not_given_again(browser: Browser, session: DatabaseSession, place: Place) -> None:
    enter(browser, place)
    press(browser, place, "submit")
    address = own_page(session, EMAIL)
    page = browser.get(address)

    for _time in range(2):
        assert browser.send(page, address, {"consent_data": "y"}, form="confirm").status_code == 303

    assert len(session.scalars(select(Consent)).all()) == 1


def test_consents_of_an_earlier_registration_outlive_the_list_that_was_never_sent(
    browser: Browser, session: DatabaseSession, place: Place
) -> None:
    former = factories.Registration(forum=place.forum, email=EMAIL, status="withdrawn")
    session.add(Consent(registration_id=former.id, purpose="data", language="en", text_hash="-", given_at=NOW))
    session.commit()
    enter(browser, place)
    enter(browser, place, family_name="Второй", email="second@example.org")
    enter(browser, place, family_name="Третий", email="")
    for each in members(session, place)[:2]:
        browser.fill(place.own, form=f"{each.uid}/take-out")

    press(browser, place, "submit")

    session.expire_all()
    rows = session.scalars(select(Registration).order_by(Registration.id)).all()
    assert [(each.email, each.status.value, each.party is None) for each in rows] == [
        (EMAIL, "withdrawn", True),
        (None, "confirmed", False),
    ]
    assert len(session.scalars(select(Consent)).all()) == 1


def test_nobody_writes_to_who_is_only_listed(browser: Browser, session: DatabaseSession, place: Place) -> None:
    enter(browser, place)
    sign_in_as(browser.client, session, place.forum, TeamRole.REGISTRAR)
    desk = f"/forums/{place.forum.slug}/manage/registrations/{row_of(session).uid}"

    browser.fill(f"/forums/{place.forum.slug}/register/link", {"email": EMAIL})
    browser.fill(f"{desk}/email", {"email": "other@example.org"})

    assert row_of(session, "other@example.org").status.value == "pending"
    assert [each for each in letters(session) if each[0] in (EMAIL, "other@example.org")] == []
    assert "No letter goes there before the head sends the list." in browser.get(f"{desk}/").text


@pytest.mark.parametrize("by", ["themselves", "registrar"])
def test_who_is_only_listed_can_register_and_is_their_own_then(
    browser: Browser, session: DatabaseSession, place: Place, by: str
) -> None:
    enter(browser, place)
    register = f"/forums/{place.forum.slug}/register/"
    if by == "registrar":
        sign_in_as(browser.client, session, place.forum, TeamRole.REGISTRAR)
        register = f"/forums/{place.forum.slug}/manage/registrations/new"

    response = browser.fill(register, {**MERGEN, "post": "Директор", "consent_data": "y"})

    assert response.status_code == 303
    row = row_of(session)
    assert (row.party, row.post) == (None, "Директор")
    assert row.status.value == ("confirmed" if by == "registrar" else "unverified")
    assert names(session, place) == []
    assert "have registered on their own since: Бердыев Мерген." in browser.get(place.own).text


def test_sending_the_list_leaves_those_alone_who_registered_themselves(
    browser: Browser, session: DatabaseSession, place: Place
) -> None:
    enter(browser, place)
    enter(browser, place, family_name="Второй", email="", attendance="online")
    browser.fill(f"/forums/{place.forum.slug}/register/", {**MERGEN, "consent_data": "y"})

    press(browser, place, "submit")

    assert (names(session, place), statuses(session, place)) == (["Второй"], ["confirmed"])
    assert row_of(session).decided_at is None
