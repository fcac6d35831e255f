"""What tests through the client share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forumapp import audit
from forumapp.web.desk import Publication
from tests import racing
from tests.browsing import Browser


@pytest.fixture(autouse=True)
def nobody_acts() -> Iterator[None]:
    """Forget after each test who acted in it: a client of its own leaves that behind in the process."""
    with audit.acting("nobody"):
        yield


@pytest.fixture
def browser(client: FlaskClient) -> Browser:
    """Give a client that fills in and sends forms as a person's browser does."""
    return Browser(client)


@pytest.fixture
def own_queries(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what the frame of every desk page asks of the releases, so that a page's own queries can be counted."""
    monkeypatch.setitem(app.extensions, "forumapp.publication", lambda _forum: Publication(words="Published."))


@pytest.fixture(params=["sqlite", "postgresql"])
def racing_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """Give an application on a database of its own, where several connections meet."""
    with racing.app_on(request.param, tmp_path) as app:
        yield app
