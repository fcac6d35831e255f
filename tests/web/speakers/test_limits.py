"""The limits on a speaker's own page, on an application of their own where they are switched on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from forumapp import create_app
from forumapp.db import db, transaction
from forumapp.directory.queries import forum_person_by_key
from forumapp.programme.service import apply_document
from forumapp.speakers import service
from forumapp.web.limits import limiter
from tests import factories, parts
from tests.browsing import Browser
from tests.conftest import migrate, settings_for

pytestmark = pytest.mark.once


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[Flask, str]]:
    """Give an application with limits, and the path of a speaker's own page."""
    app = create_app(settings_for(tmp_path, FORUMAPP_RATE_LIMITS="on"))
    migrate(app)
    with app.test_request_context():
        with transaction():
            document = parts.document(people=(parts.person("ayna"),))
            forum = apply_document(document, forum=None, owner=None, now=factories.CREATED).forum
            person = forum_person_by_key(forum, "ayna")
            assert person is not None
            address = service.address_of(forum, service.link_for(forum, person, now=factories.CREATED))
        db.session.remove()
    limiter.reset()
    yield app, "/" + address.split("/", 3)[3]
    limiter.reset()
    limiter.enabled = False
    with app.app_context():
        db.engine.dispose()


def test_photos_are_few_a_minute(own: tuple[Flask, str]) -> None:
    app, address = own
    browser = Browser(app.test_client())

    statuses = [browser.fill(address, form="/photo").status_code for _time in range(22)]

    assert statuses == [422] * 20 + [429] * 2
