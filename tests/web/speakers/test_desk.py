"""What is agreed with people, at the desk."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.directory import service as people
from forumapp.directory.queries import forum_person_by_key
from forumapp.directory.rules import Availability, Said
from forumapp.policy import TeamRole
from forumapp.speakers import queries as agreements
from forumapp.speakers import service
from forumapp.speakers.models import AnswerState
from tests import factories, parts
from tests.browsing import Browser
from tests.signing_in import sign_in_as
from tests.web.speakers.conftest import Place

PERSON = "/forums/forum/manage/people/ayna/speaker/"
SESSION = "/forums/forum/manage/programme/sessions/panel/?lang=en"


@pytest.fixture
def desk(browser: Browser, client: FlaskClient, session: DatabaseSession, place: Place) -> Browser:
    """Give the browser of a programme editor."""
    sign_in_as(client, session, place.forum, TeamRole.PROGRAMME_EDITOR)
    return browser


def found_in(page: str) -> str:
    """Return what the checks say on the page of a session."""
    return page.partition('class="found"')[2].partition("</ul>")[0]


def cannot(begin: str, end: str) -> Said:
    return Said(Availability.CANNOT, parts.at(begin), parts.at(end))


def test_answers_stand_beside_session_and_people(desk: Browser, session: DatabaseSession, place: Place) -> None:
    service.answer(place.forum, place.person, "panel", AnswerState.DECLINED, note="Ill", now=factories.CREATED)
    service.answer(place.forum, place.person, "talks", AnswerState.CONFIRMED, now=factories.CREATED)
    session.commit()

    panel = desk.get(SESSION).get_data(as_text=True)
    people_page = desk.get("/forums/forum/manage/people/?lang=en").get_data(as_text=True)
    assert '<li>Ayna Family: <span class="word is-cancelled">Does not take part</span> <q>Ill</q></li>' in panel
    assert '<td class="fact">1 confirmed, 1 declined</td>' in people_page


def test_the_desk_notes_what_was_said_by_telephone(desk: Browser, session: DatabaseSession, place: Place) -> None:
    response = desk.fill(PERSON, {"session": "panel", "answer": "confirmed"}, form="answer")

    session.expire_all()
    answer = agreements.answers_of(place.person)[0]
    assert (response.status_code, answer.state, answer.session.key) == (303, AnswerState.CONFIRMED, "panel")


@pytest.mark.parametrize(
    ("said", "is_warned"),
    [
        (cannot("2027-04-12T10:30", "2027-04-12T12:00"), True),
        (cannot("2027-04-12T00:00", "2027-04-13T00:00"), True),
        (cannot("2027-04-12T11:00", "2027-04-12T12:00"), False),
        (Said(Availability.CAN, parts.at("2027-04-12T09:00"), parts.at("2027-04-12T11:00")), False),
        (Said(Availability.CAN, parts.at("2027-04-13T09:00"), parts.at("2027-04-13T11:00")), True),
    ],
)
def test_a_session_warns_of_whoever_cannot_come_then(
    desk: Browser, session: DatabaseSession, place: Place, said: Said, is_warned: bool
) -> None:
    people.set_availability(place.forum, place.person, [said], now=factories.CREATED)
    session.commit()

    page = desk.get(SESSION).get_data(as_text=True)
    assert ("Ayna Family" in found_in(page)) is is_warned


def test_whoever_gives_a_report_is_needed_for_the_report_only(
    desk: Browser, session: DatabaseSession, place: Place
) -> None:
    address = "/forums/forum/manage/programme/sessions/talks/?lang=en"
    warnings = []
    for begin in ("10:20", "10:19"):
        said = cannot(f"2027-04-13T{begin}", "2027-04-13T11:00")
        people.set_availability(place.forum, place.person, [said], now=factories.CREATED)
        session.commit()
        warnings.append("Ayna Family" in found_in(desk.get(address).get_data(as_text=True)))

    assert warnings == [False, True]


def test_times_are_changed_at_the_desk(desk: Browser, session: DatabaseSession, place: Place) -> None:
    response = desk.fill("/forums/forum/manage/people/ayna/availability/", {"spans-0-first": "2027-04-12"})

    assert (response.status_code, response.location) == (303, f"{PERSON}#availability")
    assert people.said_of(place.person) == (cannot("2027-04-12T00:00", "2027-04-13T00:00"),)


@pytest.mark.parametrize("email", ["no address", "a@b", "x" * 250 + "@example.org"])
def test_what_is_no_address_is_refused_with_what_was_typed(desk: Browser, place: Place, email: str) -> None:
    response = desk.fill(PERSON, {"email": email}, form="contact")

    assert response.status_code == 422
    assert f'value="{email}"' in response.get_data(as_text=True)
    assert agreements.speaker_of(place.person) is None


def test_the_link_is_made_anew_and_closed(
    desk: Browser, client: FlaskClient, session: DatabaseSession, place: Place
) -> None:
    assert place.own in desk.get(PERSON).get_data(as_text=True)
    desk.fill(PERSON, {"action": "make"}, form="link")
    page = desk.get(PERSON).get_data(as_text=True)
    assert place.own not in page
    desk.fill(PERSON, {"action": "revoke"}, form="link")

    assert agreements.live_link(place.person) is None
    assert client.get(place.own).status_code == 410


def test_whoever_leaves_the_list_takes_their_doubles_and_agreements_along(
    desk: Browser, session: DatabaseSession, place: Place
) -> None:
    carol = factories.ForumPerson(forum_id=place.forum.id, key="carol")
    double = factories.ForumPerson(forum_id=place.forum.id, key="carol-2")
    service.merge(place.forum, carol, double, now=factories.CREATED)
    service.set_contact(place.forum, carol, email="c@example.org", language=None, now=factories.CREATED)
    session.commit()
    desk.fill("/forums/forum/manage/people/carol/", form="remove")
    session.expire_all()

    assert [forum_person_by_key(place.forum, key) for key in ("carol", "carol-2")] == [None, None]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_person_asks_the_same_number_of_questions(
    desk: Browser, session: DatabaseSession, place: Place, queries: list[str], own_queries: None, count: int
) -> None:
    for _number in range(count):
        more = factories.Session(forum=place.forum)
        factories.SessionPerson(session_id=more.id, forum_person=place.person)
    session.commit()
    queries.clear()

    desk.get(PERSON)

    assert len([statement for statement in queries if statement.startswith("SELECT")]) == 14


def test_texts_of_speakers_are_shown_as_texts(desk: Browser, session: DatabaseSession, place: Place) -> None:
    note = "<script>zq</script>"
    service.answer(place.forum, place.person, "panel", AnswerState.DECLINED, note=note, now=factories.CREATED)
    session.commit()
    pages: list[Any] = [desk.get(PERSON), desk.get(SESSION), desk.get(place.own)]

    assert [note in page.get_data(as_text=True) for page in pages] == [False, False, False]
