import pytest


@pytest.fixture(autouse=True)
def cheap_passwords(app, monkeypatch):
    """Spend no time on Argon2 where its cost is not the matter."""
    monkeypatch.setitem(app.config, "ARGON2_PROFILE", "cheapest")
