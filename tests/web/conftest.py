"""What tests through the client share."""

import pytest
from flask.testing import FlaskClient

from tests.browsing import Browser


@pytest.fixture
def browser(client: FlaskClient) -> Browser:
    """Give a client that fills in and sends forms as a person's browser does."""
    return Browser(client)
