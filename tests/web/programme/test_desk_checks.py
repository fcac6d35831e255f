"""The checks at the desk: what is amiss, and what is told beside the sessions."""

import html
import re
from datetime import time
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.exchange.document import Attendance, Kind, Role, Status
from forumapp.policy import TeamRole
from forumapp.programme.models import Session, SessionPerson
from forumapp.programme.service import LOADERS
from forumapp.registration.models import RegistrationStatus
from tests import factories
from tests.browsing import Browser
from tests.parts import at
from tests.signing_in import sign_in_as
from tests.web.programme.troubles import CHECKS, DESK, SHARED, overrule, page_of, told, two_in_one_room


@pytest.fixture
def forum(client: FlaskClient, session: DatabaseSession) -> Any:
    """Give a forum in English whose programme the client's person edits and publishes."""
    forum = factories.Forum(slug="forum", languages=("en",), attendance=Attendance.ONSITE)
    sign_in_as(client, session, forum, TeamRole.PROGRAMME_EDITOR)
    return forum


def test_where_there_is_no_session_nothing_is_called_in_order(
    client: FlaskClient, session: DatabaseSession, forum: Any
) -> None:
    page = page_of(client)

    assert re.findall(r'<div class="empty">\s*<p>(.*?)</p>', page) == [
        "There is nothing to check yet. What clashes or is missing stands here as soon as the programme has sessions."
    ]


def test_what_is_amiss_stands_by_severity_and_day_with_links(
    client: FlaskClient, session: DatabaseSession, forum: Any
) -> None:
    two_in_one_room(session, forum)
    factories.Session(
        forum=forum,
        title={"en": "Later"},
        starts_at=at("2027-04-13T10:00"),
        ends_at=at("2027-04-13T11:00"),
        languages=(),
    )
    session.commit()

    page = page_of(client)

    assert told(page) == [
        ("clash", SHARED),
        ("warning", "Nobody moderates it"),
        ("warning", "It has no room"),
        ("note", "Nobody said in which language it is held"),
    ]
    assert re.findall(r'<h[23][^>]*>(?:<a[^>]*>)?([^<]+?) ?<', page)[:6] == [
        "Errors", "Monday, 12 April", "Warnings", "Tuesday, 13 April", "Notes", "Tuesday, 13 April",
    ]  # fmt: skip
    for address in ("sessions/one/", "sessions/one/move/", "sessions/two/"):
        assert (
            re.search(rf'href="{DESK}{address}\?[^"]*next=[^"]*checks', page)
            or f'href="{DESK}{address}?lang=en"' in page
        )


def test_who_mends_something_comes_back_to_the_checks(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    two_in_one_room(session, forum)
    session.commit()
    page = browser.get(f"{DESK}checks/?lang=en").get_data(as_text=True)
    move = html.unescape(re.findall(rf'href="({DESK}sessions/one/move/[^"]*)"', page)[0])

    answer = browser.fill(move, {"starts_at": "15:00", "ends_at": "16:00"})

    assert (answer.status_code, answer.location.split("?")[0]) == (303, f"{DESK}checks/")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("&severity=error", ["clash"]),
        ("&severity=note", ["note"]),
        ("&day=2027-04-13", ["warning", "note"]),
        ("&check=no-language", ["note"]),
        ("&check=night", []),
        ("&severity=grave&day=soon&check=all&page=x", ["clash", "warning", "note"]),
    ],
)
def test_a_filter_shows_what_fits(
    client: FlaskClient, session: DatabaseSession, forum: Any, query: str, found: list[str]
) -> None:
    hall = two_in_one_room(session, forum)
    factories.Session(
        forum=forum, room=hall, starts_at=at("2027-04-13T10:00"), ends_at=at("2027-04-13T11:00"), languages=()
    )
    session.commit()

    assert [kind for kind, _sentence in told(page_of(client, query))] == found


def test_when_nothing_is_amiss_the_page_says_what_was_looked_at(
    client: FlaskClient, session: DatabaseSession, forum: Any
) -> None:
    hall = factories.Room(forum_id=forum.id, key="hall", attendance=Attendance.ONSITE)
    factories.Session(forum=forum, kind=Kind.BREAK, room=hall)
    session.commit()

    page = page_of(client)

    assert "Nothing is amiss with the programme: 1 session, 0 people, 1 room were looked at." in page
    assert "interpreter twice at one time" in page


def test_a_long_list_stands_on_several_pages(client: FlaskClient, session: DatabaseSession, forum: Any) -> None:
    for number in range(60):
        factories.Session(forum=forum, starts_at=None, ends_at=None, languages=(), key=f"s{number}")
    session.commit()

    first, second = (page_of(client, f"&page={number}") for number in (1, 2))

    assert (len(told(first)), len(told(second)), len(told(page_of(client, "&page=9")))) == (100, 20, 20)
    assert "Page 1 of 2" in first


def test_the_day_list_tells_three_findings_of_a_session_and_counts_the_others(
    client: FlaskClient, session: DatabaseSession, forum: Any
) -> None:
    hall = two_in_one_room(session, forum)
    for number in range(3):
        factories.Session(forum=forum, room=hall, title={"en": f"More {number}"}, status=Status.TENTATIVE)
    session.commit()

    page = page_of(client, address=DESK)
    first = told(page.partition(">One</a>")[2].partition("</tr>")[0])

    assert [sentence for _kind, sentence in first][3:] == ["and 1 more finding"]


def test_delegates_who_take_part_at_night_are_told_with_their_number(
    client: FlaskClient, session: DatabaseSession
) -> None:
    forum = factories.Forum(slug="forum", languages=("en",), attendance=Attendance.ONLINE, timezone="Europe/Moscow")
    hall = factories.Room(forum_id=forum.id, attendance=Attendance.ONLINE, join_url="https://rooms.example.org/hall")
    factories.Session(
        forum=forum,
        key="late",
        room=hall,
        starts_at=at("2027-04-12T00:00"),
        ends_at=at("2027-04-12T01:30"),
        kind="workshop",
    )
    for status in (RegistrationStatus.CONFIRMED, RegistrationStatus.PENDING, RegistrationStatus.WITHDRAWN):
        factories.Registration(forum=forum, country="KZ", status=status)
    factories.Registration(forum=forum, country="KZ", attendance=Attendance.ONSITE)
    khabarovsk = factories.Institution(country="RU", city={"ru": "Хабаровск"})
    factories.Registration(forum=forum, country="RU", institution=khabarovsk)
    sign_in_as(client, session, forum, TeamRole.OWNER)

    page = page_of(client)

    assert told(page) == [
        ("warning", "02:00–03:30 in Almaty for 2 delegates"),
        ("note", "07:00–08:30 in Vladivostok for 1 delegate"),
    ]
    cities = re.findall(r'<th scope="row">(.*?)</th>', page)
    assert cities == ["Moscow", "Almaty", "Vladivostok"]
    assert told(page_of(client, address=DESK)) == [("warning", "Night in Almaty")]


def test_a_day_elsewhere_is_drawn_and_said(client: FlaskClient, session: DatabaseSession) -> None:
    forum = factories.Forum(
        slug="forum", attendance=Attendance.ONLINE, timezone="Europe/Moscow", city_zones=("Asia/Tashkent",)
    )
    factories.Session(forum=forum, starts_at=at("2027-04-12T20:00"), ends_at=at("2027-04-12T22:00"))
    sign_in_as(client, session, forum, TeamRole.OWNER)

    page = page_of(client)
    tashkent = page.partition('<th scope="row">Tashkent</th>')[2].partition("</tr>")[0]

    assert "22:00–00:00" in tashkent
    assert "1 h at night" in tashkent
    assert 'aria-label="Tashkent: the programme runs 22:00–00:00 there; night is from 23:00 to 07:00."' in tashkent
    assert '<rect class="programme" x="960" y="8" width="120" height="8"/>' in tashkent
    assert '<rect class="night" x="1020" y="0" width="420" height="24"/>' in tashkent


def test_the_forums_hours_are_asked_of_the_settings(client: FlaskClient, session: DatabaseSession, forum: Any) -> None:
    forum.hours_start, forum.hours_end = time(9), time(10, 30)
    two_in_one_room(session, forum)

    assert ("warning", "10:00–11:00 is outside the forum’s hours, 09:00–10:30") in told(page_of(client))


def test_the_overview_says_what_the_checks_found(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    two_in_one_room(session, forum)
    overview = "/forums/forum/manage/"
    assert ">1 error</a>" in page_of(browser.client, address=overview)

    overrule(browser)

    assert ">nothing is amiss</a>" in page_of(browser.client, address=overview)


def test_what_a_higher_feature_knows_is_checked_too(
    app: Flask, client: FlaskClient, session: DatabaseSession, forum: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall = factories.Room(forum_id=forum.id, attendance=Attendance.ONSITE, capacity=20)
    factories.Session(forum=forum, key="one", room=hall, kind="workshop")
    session.commit()
    monkeypatch.setitem(app.extensions[LOADERS], "signups", lambda _forum: {"one": 21})

    assert told(page_of(client)) == [("clash", "Signed up: 21, places: 20")]


def test_findings_of_the_forum_as_a_whole_lead_to_their_lists(client: FlaskClient, session: DatabaseSession) -> None:
    forum = factories.Forum(slug="forum", attendance=Attendance.ONSITE)
    factories.Room(forum_id=forum.id, title={"en": "Hall"})
    sign_in_as(client, session, forum, TeamRole.OWNER)

    page = page_of(client)

    assert told(page) == [("note", "Not in Russian: the name of 1 room")]
    assert f'<p class="title"><a href="{DESK}rooms/?lang=en">Rooms</a></p>' in page


@pytest.mark.parametrize(("is_known", "number"), [(False, 20), (True, 5)], ids=["after a deed", "known"])
@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_number_of_queries_for_any_number_of_findings(
    client: FlaskClient,
    session: DatabaseSession,
    forum: Any,
    queries: list[str],
    own_queries: None,
    count: int,
    is_known: bool,
    number: int,
) -> None:
    hall = factories.Room(forum_id=forum.id)
    for _each in range(count):
        person = factories.ForumPerson(forum_id=forum.id)
        row = factories.Session(forum=forum, room=hall, languages=())
        session.add(SessionPerson(session_id=row.id, forum_person_id=person.id, role=Role.SPEAKER, position=0))
    session.commit()
    if is_known:
        client.get(CHECKS)
    queries.clear()

    client.get(CHECKS)

    assert len([statement for statement in queries if statement.startswith("SELECT")]) == number


def test_a_stranger_is_sent_to_sign_in_and_another_team_learns_nothing(
    client: FlaskClient, session: DatabaseSession
) -> None:
    factories.Forum(slug="forum")
    session.commit()
    assert client.get(CHECKS).status_code == 302

    sign_in_as(client, session, factories.Forum(slug="other"), TeamRole.OWNER)

    assert client.get(CHECKS).status_code == 404


def test_sessions_that_clash_are_still_saved(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    two_in_one_room(session, forum)

    browser.fill(f"{DESK}sessions/two/move/", {"starts_at": "10:00"})

    session.expire_all()
    assert session.scalars(select(Session.starts_at).where(Session.key == "two")).one() == at("2027-04-12T10:00")
