"""A database that is full or gone, and a Redis that hangs: said in words, nothing lost, over by itself."""

import os
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from sqlalchemy import Engine, event, select
from werkzeug.test import TestResponse

from forumapp import clock, create_app
from forumapp.accounts.models import Account, SignIn
from forumapp.accounts.service import tokens
from forumapp.archives import databases
from forumapp.db import db, engines, transaction
from forumapp.errors import ConfigurationError
from forumapp.registration.models import Registration
from tests.browsing import Browser
from tests.conftest import migrate, settings_for
from tests.contracts.race import publish_race
from tests.provision.postgresql import new_database
from tests.unit.test_files import no_room

IS_POSTGRESQL = os.environ.get("FORUMAPP_TEST_DATABASE", "sqlite") == "postgresql"
FORM = "/forums/race/register/"
PERSON = {"given_name": "Айна", "family_name": "Атаева", "country": "TM", "attendance": "onsite", "consent_data": "y"}
UNAVAILABLE = (503, "10")
sqlite_only = pytest.mark.skipif(IS_POSTGRESQL, reason="a fault of the embedded database")
postgresql_only = pytest.mark.skipif(not IS_POSTGRESQL, reason="a fault of PostgreSQL")


@contextmanager
def application(folder: Path, address: str, **settings: str) -> Iterator[Flask]:
    """Give an application with the forum of the race on a database of its own, whose transactions are real ones."""
    app = create_app(settings_for(folder, address, **settings))
    migrate(app)
    with app.app_context(), transaction():
        publish_race(clock.now(), places=1000)
    try:
        yield app
    finally:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def embedded_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """Give an application on SQLite that waits for a lock for a fifth of a second only."""
    pragmas = [pragma for pragma in engines.PRAGMAS if not pragma.startswith("busy_timeout")]
    monkeypatch.setattr(engines, "PRAGMAS", (*pragmas, "busy_timeout=200"))
    with application(tmp_path, f"sqlite:///{tmp_path / 'forumapp.sqlite3'}") as app:
        yield app


@pytest.fixture
def postgresql_app(tmp_path: Path) -> Iterator[Flask]:
    """Give an application on PostgreSQL."""
    with new_database() as address, application(tmp_path, address) as app:
        yield app


def register(app: Flask, email: str, **headers: str) -> TestResponse:
    """Fill in the form and send it."""
    client = app.test_client()
    client.environ_base |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    return Browser(client).fill(FORM, {**PERSON, "email": email})


def verdict(response: TestResponse) -> tuple[int, str | None]:
    """Return the status of an answer and when to come again."""
    return response.status_code, response.headers.get("Retry-After")


def kept(app: Flask) -> list[str]:
    """Return who is registered."""
    with app.app_context():
        return list(db.session.scalars(select(Registration.email).order_by(Registration.email)))


@contextmanager
def full(app: Flask) -> Iterator[None]:
    """Let the embedded database grow no more for as long as the block lasts."""
    with app.app_context():
        engine = db.engine

    def limit(pages: str) -> None:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    limit(pages)
    try:
        yield
    finally:
        limit("4294967294")


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Hold the write lock of an embedded database for as long as the block lasts."""
    with closing(sqlite3.connect(database, isolation_level=None, timeout=10)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield


@sqlite_only
def test_a_full_disk_is_said_in_words_loses_nothing_and_ends_by_itself(embedded_app: Flask) -> None:
    acknowledged, refused = [], []
    with full(embedded_app):
        for number in range(200):
            answer = register(embedded_app, f"{number:03}@example.org", accept_language="ru")
            (acknowledged if answer.status_code == 303 else refused).append(f"{number:03}@example.org")
            if refused:
                break
        program = register(embedded_app, "999@example.org", accept_language="ru", accept="application/json")
        pages = [embedded_app.test_client().get(path).status_code for path in ("/", FORM)]
    after = register(embedded_app, "zz@example.org")

    assert (verdict(answer), verdict(program)) == (UNAVAILABLE, UNAVAILABLE)
    assert "<h1>Часть сервиса сейчас недоступна</h1>" in answer.text
    assert program.content_type == "application/problem+json"
    assert (pages, after.status_code) == ([200, 200], 303)
    assert kept(embedded_app) == [*acknowledged, "zz@example.org"]


@sqlite_only
def test_who_is_signed_in_reads_on_while_the_database_takes_no_changes(embedded_app: Flask, tmp_path: Path) -> None:
    token, now = tokens.new(), clock.now()
    seen = now - timedelta(hours=1)
    with embedded_app.app_context(), transaction():
        account = Account(email="a@example.org", email_key="a@example.org", name="A", language="en", created_at=now)
        db.session.add(account)
        db.session.flush()
        row = SignIn(account_id=account.id, token_hash=tokens.hash_of(token), created_at=seen, seen_at=seen, browser="")
        db.session.add(row)
    client = embedded_app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token

    with locked(tmp_path / "forumapp.sqlite3"):
        first = client.get("/account/").status_code
        began = time.monotonic()
        second = client.get("/account/").status_code
        took = time.monotonic() - began

    assert (first, second) == (200, 200)
    assert took < 0.2


@sqlite_only
def test_a_database_that_does_not_fit_into_a_backup_is_said_in_a_sentence(embedded_app: Flask, tmp_path: Path) -> None:
    settings, folder = embedded_app.extensions["forumapp.settings"], tmp_path / "copy"
    folder.mkdir()

    with no_room(), pytest.raises(ConfigurationError, match=r"^The database could not be copied: .+\.$"):
        databases.dump(settings, folder)


def cut(engine: Engine) -> None:
    """End every connection of the application, as a server that restarts does."""
    name = engine.url.database
    with psycopg.connect(engine.url.set(drivername="postgresql").render_as_string(False), autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
            [name],
        )


@postgresql_only
@pytest.mark.parametrize("statement", ["INSERT INTO registrations", "RELEASE SAVEPOINT", "FOR UPDATE"])
def test_a_connection_lost_on_the_way_is_unavailable_and_the_next_request_is_answered(
    postgresql_app: Flask, statement: str
) -> None:
    with postgresql_app.app_context():
        engine = db.engine
    left = [1]

    def lose(_connection: Any, _cursor: Any, text: str, *_rest: Any) -> None:
        if statement in text and left:
            left.clear()
            cut(engine)

    if statement == "RELEASE SAVEPOINT":
        event.listen(engine, "release_savepoint", lambda *_: lose(None, None, statement))
    event.listen(engine, "before_cursor_execute", lose)
    lost = register(postgresql_app, "a@example.org")
    again = register(postgresql_app, "a@example.org")

    assert (left, verdict(lost), again.status_code) == ([], UNAVAILABLE, 303)
    assert kept(postgresql_app) == ["a@example.org"]


@postgresql_only
def test_a_connection_lost_after_the_answer_spoils_no_answer(postgresql_app: Flask) -> None:
    with postgresql_app.app_context():
        engine = db.engine

    @postgresql_app.after_request
    def lose(response: Any) -> Any:
        cut(engine)
        return response

    client = postgresql_app.test_client()

    assert [client.get("/readyz").status_code for _ in range(2)] == [200, 200]


@pytest.mark.once
def test_a_redis_that_takes_connections_and_says_nothing_delays_a_sign_in_by_seconds_only(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        settings = {"FORUMAPP_REDIS_URL": url, "FORUMAPP_RATE_LIMITS": "on"}
        with application(tmp_path, f"sqlite:///{tmp_path / 'forumapp.sqlite3'}", **settings) as app:
            answers: list[int] = []
            wrong = {"email": "a@example.org", "password": "wrong"}
            asker = threading.Thread(
                target=lambda: answers.append(Browser(app.test_client()).fill("/account/login", wrong).status_code),
                daemon=True,
            )
            asker.start()
            asker.join(8)

    assert answers == [422]
