"""The page of a head of delegation, by secret link."""

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.audit import AuditEntry
from forumapp.delegations import service
from forumapp.delegations.models import DelegationLink
from forumapp.registration.models import Consent, Registration
from tests import factories
from tests.browsing import Browser
from tests.web.delegations.conftest import (
    NOW,
    Place,
    deeds,
    enter,
    letters,
    members,
    names,
    press,
    statuses,
)
from tests.web.registration.conftest import Clock, own_page


def token_of(place: Place) -> str:
    return place.own.rstrip("/").rpartition("/")[2]


def test_a_token_nobody_was_given_and_another_forum_are_no_page(client: FlaskClient, place: Place) -> None:
    other = factories.Forum(slug="other")

    assert client.get(f"/forums/{place.forum.slug}/delegation/no-such-token/").status_code == 404
    assert client.get(f"/forums/{other.slug}/delegation/{token_of(place)}/").status_code == 404


def test_a_revoked_link_and_one_that_was_renewed_are_gone(
    client: FlaskClient, session: DatabaseSession, place: Place
) -> None:
    first = place.own
    service.renew_link(place.delegation, now=NOW)
    session.commit()
    second = place.own
    assert (client.get(first).status_code, client.get(second).status_code) == (410, 200)
    service.revoke_link(place.delegation, now=NOW)
    session.commit()

    assert [client.get(each).status_code for each in (first, second, f"{second}members/new")] == [410, 410, 410]


def test_the_link_ends_thirty_days_after_the_forum(client: FlaskClient, place: Place, hours: Clock) -> None:
    hours.moment = datetime(2027, 5, 13, 9, tzinfo=UTC)
    assert client.get(place.own).status_code == 200
    hours.moment = datetime(2027, 5, 14, 9, tzinfo=UTC)
    assert client.get(place.own).status_code == 410


def test_tables_and_the_trail_hold_no_token(browser: Browser, session: DatabaseSession, place: Place) -> None:
    enter(browser, place)
    press(browser, place, "submit")
    token = token_of(place)
    rows = [*session.scalars(select(DelegationLink)), *session.scalars(select(AuditEntry))]

    assert [row for row in rows if token in str(vars(row))] == []


def test_the_page_is_private_and_opening_it_changes_nothing(
    client: FlaskClient, place: Place, queries: list[str]
) -> None:
    queries.clear()
    for address in (place.own, f"{place.own}members/new"):
        response = client.get(address)
        assert response.headers["Cache-Control"] == "private, no-store"
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow"

    assert [each for each in queries if each.startswith(("INSERT", "UPDATE", "DELETE"))] == []


def test_a_person_is_listed_without_a_place_and_nobody_is_written_to(
    browser: Browser, session: DatabaseSession, place: Place
) -> None:
    response = enter(browser, place)

    assert (response.status_code, response.location) == (303, f"{place.own}#members")
    assert (names(session, place), statuses(session, place)) == (["Бердыев"], ["pending"])
    assert letters(session) == []
    assert deeds(session)[-1] == ("head of delegation", "add-member")


def test_a_refused_person_keeps_what_was_typed(browser: Browser, session: DatabaseSession, place: Place) -> None:
    response = enter(browser, place, given_name="", email="not an address", post="Директор")

    assert response.status_code == 422
    assert 'value="not an address"' in response.text
    assert 'value="Директор"' in response.text
    assert names(session, place) == []


def test_an_address_that_is_registered_is_told(browser: Browser, session: DatabaseSession, place: Place) -> None:
    factories.Registration(forum=place.forum, email="mergen@example.org")
    session.commit()

    response = enter(browser, place)

    assert response.status_code == 422
    assert "This address is registered already." in response.text


@pytest.mark.parametrize(
    ("family_name", "given_name"), [("БЕРДЫЕВ", "мерген"), ("Berdyev", "Mergen"), ("Мерген", "Бердыев")]
)
def test_the_same_name_in_other_letters_is_asked_about(
    browser: Browser, session: DatabaseSession, place: Place, family_name: str, given_name: str
) -> None:
    enter(browser, place)
    again = {"family_name": family_name, "given_name": given_name, "email": ""}

    assert enter(browser, place, **again).status_code == 422
    assert enter(browser, place, **again, is_other="y").status_code == 303
    assert len(names(session, place)) == 2


def test_the_quota_bounds_the_list(browser: Browser, session: DatabaseSession, place: Place) -> None:
    for number in range(3):
        enter(browser, place, family_name=f"Член-{number}", email="")

    page = browser.get(f"{place.own}members/new")
    response = browser.send(page, f"{place.own}members/new", {"family_name": "Лишний", "given_name": "Иван"})

    assert response.status_code == 422
    assert "The quota of 3 is used up." in response.text
    assert len(names(session, place)) == 3


def test_the_order_is_the_heads(browser: Browser, session: DatabaseSession, place: Place) -> None:
    for name in ("Первый", "Второй", "Третий"):
        enter(browser, place, family_name=name, email="")
    third = members(session, place)[2]

    press(browser, place, f"members/{third.uid}/earlier")
    assert names(session, place) == ["Первый", "Третий", "Второй"]
    press(browser, place, f"members/{third.uid}/earlier")
    assert names(session, place) == ["Третий", "Первый", "Второй"]
    press(browser, place, f"members/{third.uid}/later")

    assert names(session, place) == ["Первый", "Третий", "Второй"]


def test_a_member_is_changed(browser: Browser, session: DatabaseSession, place: Place) -> None:
    enter(browser, place)
    (member,) = members(session, place)

    response = browser.fill(f"{place.own}members/{member.uid}/", {"post": "Директор", "email": "m@example.org"})

    assert response.status_code == 303
    (member,) = members(session, place)
    assert (member.post, member.email, member.email_key) == ("Директор", "m@example.org", "m@example.org")


def test_taking_out_is_undone_by_the_notice(browser: Browser, session: DatabaseSession, place: Place) -> None:
    for name in ("Первый", "Второй"):
        enter(browser, place, family_name=name, email="")
    first = members(session, place)[0]

    press(browser, place, f"members/{first.uid}/take-out")
    assert names(session, place) == ["Второй"]
    press(browser, place, f"members/{first.uid}/put-back")

    assert (names(session, place), statuses(session, place)) == (["Первый", "Второй"], ["pending", "pending"])


def test_sending_the_list_gives_places_in_order_and_writes_to_those_with_an_address(
    browser: Browser, session: DatabaseSession, place: Place
) -> None:
    enter(browser, place, family_name="Первый", email="")
    enter(browser, place, family_name="Второй", email="second@example.org")
    enter(browser, place, family_name="Третий", email="third@example.org", attendance="online")

    response = press(browser, place, "submit")

    assert response.status_code == 303
    assert statuses(session, place) == ["confirmed", "waitlisted", "unverified"]
    assert letters(session) == [
        ("ayna@example.org", "delegation:submit"),
        ("second@example.org", "registration:nominate"),
        ("third@example.org", "registration:nominate"),
    ]


def test_sending_twice_is_sending_once(browser: Browser, session: DatabaseSession, place: Place) -> None:
    enter(browser, place)
    page = browser.get(place.own)
    for _time in range(2):
        browser.send(page, place.own, form="submit")

    assert statuses(session, place) == ["unverified"]
    assert len(letters(session)) == 2


def test_an_empty_list_is_not_sent(browser: Browser, session: DatabaseSession, place: Place) -> None:
    enter(browser, place)
    page = browser.get(place.own)
    press(browser, place, f"members/{members(session, place)[0].uid}/take-out")
    browser.send(page, place.own, form="submit")

    assert "There is nobody on the list yet." in browser.get(place.own).text


def test_who_was_taken_out_before_the_list_was_sent_is_forgotten(
    browser: Browser, session: DatabaseSession, place: Place
) -> None:
    enter(browser, place, family_name="Первый", email="")
    enter(browser, place, family_name="Второй", email="second@example.org")
    press(browser, place, f"members/{members(session, place)[1].uid}/take-out")
    press(browser, place, "submit")

    assert session.scalars(select(Registration.family_name)).all() == ["Первый"]


def test_members_agree_themselves_on_their_own_page(browser: Browser, session: DatabaseSession, place: Place) -> None:
    enter(browser, place)
    press(browser, place, "submit")
    page = own_page(session, "mergen@example.org")
    assert session.scalars(select(Consent)).all() == []

    refused = browser.fill(page, form="confirm")
    assert (refused.status_code, statuses(session, place)) == (422, ["unverified"])
    browser.fill(page, {"consent_data": "y", "consent_list": "y"}, form="confirm")

    assert statuses(session, place) == ["confirmed"]
    assert sorted(each.purpose for each in session.scalars(select(Consent))) == ["data", "list"]


def test_after_the_deadline_the_head_only_reads(
    browser: Browser, session: DatabaseSession, place: Place, hours: Clock
) -> None:
    enter(browser, place)
    page, form = browser.get(place.own), browser.get(f"{place.own}members/new")
    hours.moment = datetime(2027, 4, 1, 19, 1, tzinfo=UTC)  # Past midnight in Ashgabat.

    assert "can be read, but no longer changed" in browser.get(place.own).text
    assert "take-out" not in browser.get(place.own).text
    browser.send(page, place.own, form="submit")
    browser.send(form, f"{place.own}members/new", {"family_name": "Поздний", "given_name": "Иван"})
    assert statuses(session, place) == ["pending"]


def test_after_the_list_was_sent_a_change_counts_at_once_and_is_told_at_the_desk(
    browser: Browser, session: DatabaseSession, place: Place, hours: Clock
) -> None:
    enter(browser, place, family_name="Первый", email="")
    press(browser, place, "submit")
    hours.moment = datetime(2027, 3, 2, 9, tzinfo=UTC)
    enter(browser, place, family_name="Второй", email="second@example.org")

    assert statuses(session, place) == ["confirmed", "waitlisted"]
    assert deeds(session)[-1] == ("head of delegation", "add-member")


def test_a_place_that_a_member_leaves_goes_to_the_next_in_the_heads_order(
    browser: Browser, session: DatabaseSession, place: Place
) -> None:
    for name in ("Первый", "Второй", "Третий"):
        enter(browser, place, family_name=name, email="")
    press(browser, place, "submit")
    first, _second, third = members(session, place)
    press(browser, place, f"members/{third.uid}/earlier")
    press(browser, place, f"members/{first.uid}/take-out")

    assert dict(zip(names(session, place), statuses(session, place), strict=True)) == {
        "Третий": "confirmed",
        "Второй": "waitlisted",
    }


def test_the_head_chooses_the_language(browser: Browser, session: DatabaseSession, place: Place) -> None:
    press(browser, place, "language")

    assert 'lang="ru"' in browser.get(place.own).text
