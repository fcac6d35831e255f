"""The limits on letters to new addresses, on an application of their own where they are switched on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from forumapp import create_app
from forumapp.db import db, transaction
from forumapp.registration.rules.tokens import fingerprint
from forumapp.web.limits import limiter
from tests import factories
from tests.browsing import Browser
from tests.conftest import migrate, settings_for
from tests.web.registration.conftest import published

pytestmark = pytest.mark.once

TOKENS = ("a" * 32, "b" * 32, "c" * 32)


@pytest.fixture
def limited(tmp_path: Path) -> Iterator[Flask]:
    """Give an application with limits and three delegates, and put the shared limiter back as it was."""
    app = create_app(settings_for(tmp_path, FORUMAPP_RATE_LIMITS="on"))
    migrate(app)
    with app.app_context():
        with transaction():
            forum = published(slug="forum")
            for token in TOKENS:
                factories.Registration(forum=forum, token_hash=fingerprint(token))
        db.session.remove()
    limiter.reset()
    yield app
    limiter.reset()
    limiter.enabled = False
    with app.app_context():
        db.engine.dispose()


def ask(app: Flask, token: str, email: str) -> int:
    """Ask for an address on a delegate's own page and return the answer's status."""
    return Browser(app.test_client()).fill(f"/forums/forum/registration/{token}/email", {"email": email}).status_code


def test_a_delegate_makes_few_letters_whomever_they_go_to(limited: Flask) -> None:
    statuses = [ask(limited, TOKENS[0], f"new{number}@example.org") for number in range(5)]

    assert statuses == [303] * 4 + [429]
    assert ask(limited, TOKENS[1], "new9@example.org") == 303


@pytest.mark.parametrize(
    "spellings",
    [
        ["new@example.org"] * 5,
        ["new@example.org", "NEW@example.org", "n\x01ew@example.org", "ｎew@example.org", "new@example.org\x02"],
    ],
)
def test_few_letters_go_to_one_address_whoever_asks(limited: Flask, spellings: list[str]) -> None:
    delegates = [TOKENS[0], TOKENS[0], TOKENS[1], TOKENS[1], TOKENS[2]]

    statuses = [ask(limited, token, email) for token, email in zip(delegates, spellings, strict=True)]

    assert statuses == [303] * 4 + [429]


def test_what_is_refused_costs_no_letter(limited: Flask) -> None:
    refused = [ask(limited, TOKENS[0], "no address") for _time in range(5)]

    assert refused == [422] * 5
    assert ask(limited, TOKENS[0], "new@example.org") == 303
