"""One address cannot have documents set without end; what is kept does not count."""

import pytest
from flask import Flask

from forumapp import create_app
from forumapp.db import db, transaction
from forumapp.serving import application
from forumapp.web.limits import limiter
from tests.conftest import migrate, settings_for
from tests.web.documents.conftest import FORUM
from tests.web.feeds import samples

pytestmark = pytest.mark.once


@pytest.fixture
def limited(tmp_path) -> Flask:
    """Give the application as it is served, with limits, and put the shared limiter back as it was."""
    settings = settings_for(tmp_path, FORUMAPP_RATE_LIMITS="on")
    migrate(create_app(settings))
    app = application(settings)
    with app.app_context(), transaction():
        samples.released(samples.document(), now=samples.NOW)
    limiter.reset()
    yield app
    limiter.reset()
    limiter.enabled = False
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def statuses(app: Flask, *paths: str) -> list[int]:
    return [app.test_client().get(f"{FORUM}/{path}").status_code for path in paths]


def test_who_asks_for_ever_new_ones_is_slowed_down_and_the_kept_one_goes_on(limited: Flask) -> None:
    fresh = [f"programme.xlsx?nothing={number}" for number in range(59)]

    assert statuses(limited, "programme.pdf", *fresh, "programme.docx") == [200] * 60 + [429]
    assert statuses(limited, *["programme.pdf"] * 3) == [200] * 3
