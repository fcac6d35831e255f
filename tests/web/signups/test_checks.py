"""More people have signed up for a session than it has places in the working copy: the checks tell."""

import html

from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.exchange.document import Signup
from forumapp.forums.models import Forum
from forumapp.policy import TeamRole
from forumapp.signups import queries
from forumapp.signups.models import SessionSignup, SignupStatus
from tests import factories
from tests.signing_in import sign_in_as


def sign_up(
    session: DatabaseSession,
    forum: Forum,
    number: int,
    key: str,
    status: str = "confirmed",
    stands: SignupStatus = SignupStatus.SIGNED,
) -> None:
    registration = factories.Registration(forum=forum, arrived=number, status=status)
    given = {"title": {"en": key}, "status": stands, "arrived": number, "created_at": factories.CREATED}
    session.add(SessionSignup(registration_id=registration.id, session_key=key, **given))
    session.commit()


def test_places_of_confirmed_delegates_are_counted_for_sessions_that_take_sign_ups(
    client: FlaskClient, session: DatabaseSession
) -> None:
    forum = factories.Forum(slug="forum")
    factories.Session(forum=forum, key="course", signup=Signup.OPEN, capacity=1, title={"en": "Course"})
    factories.Session(forum=forum, key="talk", capacity=1)
    for number, key in enumerate(("course", "course", "talk"), start=1):
        sign_up(session, forum, number, key)
    sign_up(session, forum, 4, "course", status="withdrawn")
    sign_up(session, forum, 5, "course", stands=SignupStatus.WAITING)
    sign_in_as(client, session, forum, TeamRole.OWNER)

    assert queries.signups_by_session(forum) == {"course": 2}
    page = html.unescape(client.get("/forums/forum/manage/programme/checks/?lang=en").get_data(as_text=True))
    assert "Signed up: 2, places: 1" in page
