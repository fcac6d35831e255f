"""More people sign up for a session than it has places: the checks tell."""

import html

from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.exchange.document import Signup
from forumapp.forums.models import Forum
from forumapp.policy import TeamRole
from forumapp.registration import queries
from forumapp.registration.models import Star
from tests import factories
from tests.signing_in import sign_in_as


def sign_up(session: DatabaseSession, forum: Forum, number: int, key: str, status: str = "confirmed") -> None:
    registration = factories.Registration(forum=forum, arrived=number, status=status)
    session.add(Star(registration_id=registration.id, session_key=key, created_at=factories.CREATED))
    session.commit()


def test_confirmed_delegates_are_counted_for_sessions_that_take_sign_ups(
    client: FlaskClient, session: DatabaseSession
) -> None:
    forum = factories.Forum(slug="forum")
    factories.Session(forum=forum, key="course", signup=Signup.OPEN, capacity=1, title={"en": "Course"})
    factories.Session(forum=forum, key="talk", capacity=1)
    for number, key in enumerate(("course", "course", "talk"), start=1):
        sign_up(session, forum, number, key)
    sign_up(session, forum, 4, "course", status="withdrawn")
    sign_in_as(client, session, forum, TeamRole.OWNER)

    assert queries.signups_by_session(forum) == {"course": 2}
    page = html.unescape(client.get("/forums/forum/manage/programme/checks/?lang=en").get_data(as_text=True))
    assert "Signed up: 2, places: 1" in page
