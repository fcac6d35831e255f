"""One address cannot have tables read without end, on an application of its own where limits are switched on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forumapp import create_app
from forumapp.db import db, transaction
from forumapp.policy import TeamRole
from forumapp.programme.service import apply_document
from forumapp.web.limits import limiter
from tests import factories, parts
from tests.browsing import Browser
from tests.conftest import migrate, settings_for
from tests.signing_in import sign_in_as

pytestmark = pytest.mark.once

DESK = "/forums/forum/manage/programme/"


@pytest.fixture
def limited(tmp_path: Path) -> Iterator[FlaskClient]:
    """Give an organizer's client of an application with limits."""
    app: Flask = create_app(settings_for(tmp_path, FORUMAPP_RATE_LIMITS="on"))
    migrate(app)
    client = app.test_client()
    with app.test_request_context():
        with transaction():
            forum = apply_document(parts.document(), forum=None, owner=None, now=factories.CREATED).forum
        sign_in_as(client, db.session, forum, TeamRole.OWNER)
        db.session.remove()
    limiter.reset()
    yield client
    limiter.reset()
    limiter.enabled = False
    with app.app_context():
        db.engine.dispose()


def test_tables_and_files_are_counted_together(limited: FlaskClient) -> None:
    browser = Browser(limited)

    tables = [browser.fill(f"{DESK}intake/", {"text": ""}).status_code for _time in range(30)]

    assert tables == [422] * 30
    assert browser.fill(f"{DESK}intake/", {"text": ""}).status_code == 429
    assert browser.fill(f"{DESK}files/").status_code == 429
    assert browser.get(f"{DESK}intake/").status_code == 200
