"""Whether the application lives and is ready."""

import pytest
from flask.testing import FlaskClient

from tests import factories


def test_a_living_process_says_ok(client: FlaskClient) -> None:
    response = client.get("/healthz")

    assert (response.status_code, response.text) == (200, "ok\n")


def test_a_migrated_database_is_ready(client: FlaskClient) -> None:
    response = client.get("/readyz")

    expected = {"database": "ok", "migrations": "ok", "queue": "ok", "oldest_due_seconds": 0}
    assert (response.status_code, response.json) == (200, expected)


def test_metrics_are_told_to_this_machine(client: FlaskClient) -> None:
    forum = factories.Forum(slug="counted")
    factories.Registration(forum=forum)

    lines = client.get("/metrics").text.splitlines()

    assert 'forumapp_registrations{forum="counted",status="confirmed"} 1' in lines
    assert 'forumapp_letters{status="queued"} 0' in lines
    assert "forumapp_releases 0" in lines


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded"])
def test_metrics_are_not_told_to_those_a_proxy_lets_through(client: FlaskClient, header: str) -> None:
    response = client.get("/metrics", headers={header: "192.0.2.7"})

    assert response.status_code == 403


def test_metrics_are_not_told_to_other_machines(client: FlaskClient) -> None:
    response = client.get("/metrics", environ_base={"REMOTE_ADDR": "192.0.2.7"})

    assert response.status_code == 403
