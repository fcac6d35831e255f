import pytest

from forumapp.accounts.service import passwords
from tests import factories

PASSWORD = "six white cranes"


@pytest.fixture(autouse=True)
def cheap_passwords(app, monkeypatch):
    """Spend no time on Argon2 where its cost is not the matter."""
    monkeypatch.setitem(app.config, "ARGON2_PROFILE", "cheapest")


@pytest.fixture
def ayna(session, cheap_passwords):
    """Give an account with a password."""
    account = factories.Account(email="ayna@example.org", password_hash=passwords.hash_of(PASSWORD))
    session.commit()
    return account
