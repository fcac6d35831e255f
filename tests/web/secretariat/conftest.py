"""The published forum that takes registrations, for the desk, and a registrar who sits at it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession

from forumapp import worker
from forumapp.forums.models import Forum
from forumapp.policy import TeamRole
from forumapp.registration.models import Registration
from forumapp.registration.rules.decisions import UNDO
from forumapp.registration.rules.names import search_text
from tests import factories
from tests.signing_in import sign_in_as
from tests.web.registration.conftest import Clock, forum, hours, register

__all__ = ["Clock", "forum", "hours", "register"]

Store = Callable[..., Registration]


@pytest.fixture
def desk(client: FlaskClient, session: DatabaseSession, forum: Forum) -> str:
    """Sign in as a registrar and give the address of the list."""
    sign_in_as(client, session, forum, TeamRole.REGISTRAR)
    return f"/forums/{forum.slug}/manage/registrations/"


@pytest.fixture
def somebody(session: DatabaseSession, forum: Forum) -> Store:
    """Give what stores a registration of the forum."""
    count = 0

    def store(**values: object) -> Registration:
        nonlocal count
        count += 1
        row = factories.Registration(forum=forum, arrived=count, **values)
        row.search_text = search_text(row.family_name, row.given_name, row.email)
        session.flush()
        return row

    return store


@pytest.fixture
def tell(hours: Clock) -> Callable[[], None]:
    """Give what lets the time for undoing pass, so that the worker tells what was decided."""

    def wait() -> None:
        hours.moment += UNDO + timedelta(seconds=1)
        worker.tell_decided(hours.now())

    return wait
