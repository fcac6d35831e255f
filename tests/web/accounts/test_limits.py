"""The limits on guessing and on letters, on an application of their own where they are switched on."""

import pytest

from forumapp import create_app
from forumapp.accounts.service import passwords
from forumapp.db import db, transaction
from forumapp.web.limits import limiter
from tests import factories
from tests.browsing import Browser
from tests.conftest import migrate, settings_for
from tests.web.accounts.conftest import PASSWORD

pytestmark = pytest.mark.once


@pytest.fixture
def limited(tmp_path):
    """Give an application with limits, on a database of its own, and put the shared limiter back as it was."""
    app = create_app(settings_for(tmp_path, FORUMAPP_RATE_LIMITS="on"))
    app.config["ARGON2_PROFILE"] = "cheapest"
    migrate(app)
    with app.app_context():
        with transaction():
            factories.Account(email="ayna@example.org", password_hash=passwords.hash_of(PASSWORD))
        db.session.remove()
    limiter.reset()
    yield app
    limiter.reset()
    limiter.enabled = False
    with app.app_context():
        db.engine.dispose()


def tries(app, email, password, times):
    browser = Browser(app.test_client())
    return [
        browser.fill("/account/login", {"email": email, "password": password}).status_code for _time in range(times)
    ]


@pytest.mark.parametrize("email", ["ayna@example.org", "nobody@example.org"])
def test_wrong_passwords_for_one_address_are_slowed_down_whoever_has_it(limited, email):
    assert tries(limited, email, "a wrong password", 7) == [422] * 5 + [429] * 2


def test_only_wrong_passwords_count_and_other_addresses_go_on(limited):
    tries(limited, "nobody@example.org", "a wrong password", 6)

    assert tries(limited, "ayna@example.org", PASSWORD, 1) == [303]


def test_a_slowed_down_address_still_gets_in_by_a_link(limited):
    tries(limited, "ayna@example.org", "a wrong password", 6)

    browser = Browser(limited.test_client())
    assert browser.fill("/account/link", {"email": "ayna@example.org"}).status_code == 200


@pytest.mark.parametrize(
    "clothes",
    ["ayna@example.org", "nobody@example.org", "AYNA@Example.org", "ay\x01na@example.org", " ayna@example.org\x7f"],
)
def test_letters_to_one_address_are_few_whatever_its_clothes(limited, clothes):
    browser = Browser(limited.test_client())

    plain = "nobody@example.org" if "nobody" in clothes else "ayna@example.org"
    asked = [clothes, plain, clothes, plain, clothes, plain]
    statuses = [browser.fill("/account/link", {"email": email}).status_code for email in asked]

    assert statuses == [200] * 4 + [429] * 2
