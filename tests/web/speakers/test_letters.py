"""Letters to speakers: to whom something is missing, one each, once a day."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.directory.queries import forum_person_by_key
from forumapp.errors import RuleBroken
from forumapp.mail.models import OutboxLetter
from forumapp.policy import TeamRole
from forumapp.speakers import queries, service
from forumapp.speakers.models import AnswerState
from forumapp.speakers.rules.answers import Lack
from tests import factories
from tests.browsing import Browser
from tests.signing_in import sign_in_as
from tests.web.speakers.conftest import Place

DESK = "/forums/forum/manage/write-to-people/?lang=en"
NOON = datetime(2026, 12, 1, 7, 0, tzinfo=UTC)


@pytest.fixture
def desk(browser: Browser, client: FlaskClient, session: DatabaseSession, place: Place) -> Browser:
    """Give the browser of a programme editor; Ayna and Boris have addresses."""
    for key, language in (("ayna", "en"), ("boris", "ru")):
        person = forum_person_by_key(place.forum, key)
        assert person is not None
        email = f"{key}@example.org"
        service.set_contact(place.forum, person, email=email, language=language, now=factories.CREATED)
    sign_in_as(client, session, place.forum, TeamRole.PROGRAMME_EDITOR)
    return browser


def letters(session: DatabaseSession) -> dict[str, OutboxLetter]:
    session.expire_all()
    return {letter.recipient: letter for letter in session.scalars(select(OutboxLetter))}


def test_each_gets_a_letter_in_their_language_with_their_own_link(
    desk: Browser, session: DatabaseSession, place: Place
) -> None:
    response = desk.fill(DESK, {"step": "send", "words": "We look forward to you.\n\nOlga"})

    written = letters(session)
    ayna = written["ayna@example.org"]
    assert response.status_code == 303
    assert {email: letter.language for email, letter in written.items()} == {
        "ayna@example.org": "en",
        "boris@example.org": "ru",
    }
    assert ayna.subject == "Your part in the programme: The Library Community"
    assert "Dear Ayna Family," in ayna.text
    assert "Session panel; Session talks" in ayna.text
    assert place.own in ayna.text
    assert place.own not in written["boris@example.org"].text
    assert ("Olga" in ayna.text, "Please send a photo" in ayna.text) == (True, False)


def test_who_is_asked_for_an_answer_is_noted_as_asked(desk: Browser, session: DatabaseSession, place: Place) -> None:
    service.answer(place.forum, place.person, "panel", AnswerState.CONFIRMED, now=factories.CREATED)
    desk.fill(DESK, {"step": "send"})
    session.expire_all()

    assert {each.session.key: each.state for each in queries.answers_of(place.person)} == {
        "panel": AnswerState.CONFIRMED,
        "talks": AnswerState.ASKED,
    }


def test_nobody_gets_two_letters_on_one_day_of_the_forum(desk: Browser, session: DatabaseSession, place: Place) -> None:
    def write(*moment: int) -> list[str]:
        now = datetime(2026, 12, *moment, tzinfo=UTC)
        return [person.key for person in service.write_to(place.forum, {"ayna", "boris"}, lacks=Lack, now=now)]

    before_midnight = write(1, 18, 30)
    with pytest.raises(RuleBroken, match="today"):
        write(1, 18, 59)
    after_midnight = write(1, 19, 1)

    assert before_midnight == after_midnight == ["ayna", "boris"]
    assert session.query(OutboxLetter).count() == 4


def test_whoever_got_a_letter_today_cannot_be_chosen(desk: Browser, session: DatabaseSession) -> None:
    desk.fill(DESK, {"step": "send"})

    assert desk.fill(DESK, {"step": "send", "people": ["ayna", "boris"]}).status_code == 422
    assert session.query(OutboxLetter).count() == 2


def test_a_preview_sends_nothing_and_tells_no_link(desk: Browser, session: DatabaseSession, place: Place) -> None:
    page = desk.fill(DESK, {"step": "preview", "lacks": ["photo"], "words": "zq-words"})

    text = page.get_data(as_text=True)
    assert (page.status_code, letters(session)) == (200, {})
    assert "Send 2 letters" in text
    assert text.count("zq-words") == 3
    assert place.own not in text


@pytest.mark.parametrize(
    ("values", "status"), [({"people": None}, 422), ({"people": ["nobody"]}, 422), ({"lacks": None}, 422)]
)
def test_letters_to_nobody_are_refused(
    desk: Browser, session: DatabaseSession, values: dict[str, Any], status: int
) -> None:
    assert desk.fill(DESK, {"step": "send", "words": "Kept words", **values}).status_code == status
    assert letters(session) == {}


def test_only_whom_something_is_missing_of_is_written_to(session: DatabaseSession, place: Place) -> None:
    found = {each.person.key: each.lacks for each in service.candidates(place.forum, now=NOON)}

    assert found == {key: frozenset(Lack) for key in ("ayna", "boris")}


@pytest.mark.parametrize("role", [TeamRole.READ_ONLY, TeamRole.REGISTRAR, TeamRole.MODERATOR])
def test_addresses_are_shown_to_whom_may_change_the_programme_only(
    client: FlaskClient, session: DatabaseSession, place: Place, role: TeamRole
) -> None:
    service.set_contact(place.forum, place.person, email="zq@example.org", language=None, now=factories.CREATED)
    sign_in_as(client, session, place.forum, role)

    assert client.get(DESK).status_code == 403
    page = client.get("/forums/forum/manage/people/ayna/speaker/").get_data(as_text=True)
    assert ("zq@example.org" in page, place.own in page, "Session panel" in page or "panel" in page) == (
        False,
        False,
        True,
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_number_of_questions_for_any_number_of_people(
    desk: Browser, session: DatabaseSession, place: Place, queries: list[str], own_queries: None, count: int
) -> None:
    for number in range(count):
        person = factories.ForumPerson(forum_id=place.forum.id, key=f"more-{number}")
        panel = next(each for each in service.candidates(place.forum, now=NOON) if each.person.key == "ayna").sessions[
            0
        ]
        factories.SessionPerson(session_id=panel.id, forum_person=person)
    session.commit()
    queries.clear()

    desk.get(DESK)

    assert len([statement for statement in queries if statement.startswith("SELECT")]) == 10
