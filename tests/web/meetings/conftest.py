"""A published forum with a closed meeting of heads of libraries, online, in a room of its own."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.exchange.document import Document, Visibility
from forumapp.forums.models import Forum
from forumapp.forums.queries import forum_by_slug
from forumapp.policy import TeamRole
from tests import parts, publishing
from tests.browsing import Browser
from tests.signing_in import sign_in_as

HEADS = "/forums/forum/manage/invitations/heads/"


def document() -> Document:
    """Return the forum: an open session and the closed one."""
    return parts.document(
        parts.session("opening", room="hall"),
        parts.session(
            "heads",
            title={"ru": "Встреча директоров", "en": "Meeting of heads"},
            visibility=Visibility.INVITED,
            room="cabinet",
            people=(parts.speaker("boris"),),
            join_url="https://join.example.org/heads",
            starts_at=parts.at("2027-04-12T12:00"),
            ends_at=parts.at("2027-04-12T13:00"),
        ),
        rooms=(parts.room("hall"), parts.room("cabinet")),
        people=(parts.person("boris"),),
    )


@pytest.fixture
def forum(app: Flask, session: DatabaseSession) -> Forum:
    """Give the forum, released."""
    publishing.publish(document())
    found = forum_by_slug("forum")
    assert found is not None
    found.has_registration = True
    session.commit()
    return found


@pytest.fixture
def desk(browser: Browser, client: FlaskClient, session: DatabaseSession, forum: Forum) -> Browser:
    """Give the browser of a registrar."""
    sign_in_as(client, session, forum, TeamRole.REGISTRAR)
    return browser
