"""What tests through the client share."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forumapp.web.desk import Publication
from tests.browsing import Browser


@pytest.fixture
def browser(client: FlaskClient) -> Browser:
    """Give a client that fills in and sends forms as a person's browser does."""
    return Browser(client)


@pytest.fixture
def own_queries(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what the frame of every desk page asks of the releases, so that a page's own queries can be counted."""
    monkeypatch.setitem(app.extensions, "forumapp.publication", lambda _forum: Publication(words="Published."))
