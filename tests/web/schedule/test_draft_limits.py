"""Guessing at links to drafts is slowed down."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from forumapp import create_app
from forumapp.db import db
from forumapp.web.limits import limiter
from tests.conftest import migrate, settings_for

pytestmark = pytest.mark.once


@pytest.fixture
def limited(tmp_path: Path) -> Iterator[Flask]:
    """Give an application with limits, on a database of its own, and put the shared limiter back as it was."""
    app = create_app(settings_for(tmp_path, FORUMAPP_RATE_LIMITS="on"))
    migrate(app)
    limiter.reset()
    yield app
    limiter.reset()
    limiter.enabled = False
    with app.app_context():
        db.engine.dispose()


def test_whoever_guesses_at_links_is_told_to_wait(limited: Flask) -> None:
    client = limited.test_client()

    statuses = [client.get(f"/forums/forum/draft/guess-{number}/").status_code for number in range(122)]

    assert statuses == [404] * 120 + [429] * 2
