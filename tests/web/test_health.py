"""Whether the application lives and is ready."""

from flask.testing import FlaskClient


def test_a_living_process_says_ok(client: FlaskClient) -> None:
    response = client.get("/healthz")

    assert (response.status_code, response.text) == (200, "ok\n")


def test_a_migrated_database_is_ready(client: FlaskClient) -> None:
    response = client.get("/readyz")

    assert (response.status_code, response.json) == (200, {"database": "ok", "migrations": "ok"})
