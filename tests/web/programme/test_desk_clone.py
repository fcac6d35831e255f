"""Copying a forum at the desk."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.forums.models import Forum
from forumapp.forums.queries import forum_by_slug
from forumapp.policy import TeamRole
from forumapp.programme import queries
from forumapp.registration.models import Registration
from forumapp.schedule.models import Release
from tests import factories
from tests.browsing import Browser
from tests.parts import at
from tests.signing_in import sign_in_admin, sign_in_as

CLONE = "/forums/forum/manage/programme/clone/"


@pytest.fixture
def forum(session: DatabaseSession) -> Any:
    forum = factories.Forum(slug="forum", accent="#1f4e5f")
    factories.Session(forum=forum, key="one", room=factories.Room(forum_id=forum.id, key="hall"))
    factories.Registration(forum=forum)
    session.commit()
    return forum


def test_a_copy_stands_a_year_later_unpublished_and_empty_of_delegates(
    client: FlaskClient, session: DatabaseSession, forum: Any
) -> None:
    sign_in_admin(client, session)

    response = Browser(client).fill(CLONE, {"slug": "forum-2028", "title-en": "Forum 2028"}, form=-1)

    made = forum_by_slug("forum-2028")
    assert made is not None
    (copy,) = queries.sessions(made)
    assert response.location == "/forums/forum-2028/manage/"
    assert (copy.key, copy.starts_at, made.accent) == ("one", at("2028-04-10T10:00"), "#1f4e5f")
    assert copy.uid != queries.sessions(forum)[0].uid
    for kind in (Registration, Release):
        assert session.scalars(select(kind).where(kind.forum_id == made.id)).all() == []


@pytest.mark.parametrize(
    "changes", [{"slug": "forum"}, {"slug": "No Such"}, {"slug": ""}, {"slug": "new", "ends_on": "2020-01-01"}]
)
def test_a_copy_that_cannot_be_is_refused_and_leaves_nothing(
    client: FlaskClient, session: DatabaseSession, forum: Any, changes: dict[str, str]
) -> None:
    sign_in_admin(client, session)

    response = Browser(client).fill(CLONE, changes)

    assert (response.status_code, len(session.scalars(select(Forum)).all())) == (422, 1)


def test_only_who_makes_forums_copies_one(client: FlaskClient, session: DatabaseSession, forum: Any) -> None:
    sign_in_as(client, session, forum, TeamRole.OWNER)

    assert client.get(CLONE).status_code == 403
