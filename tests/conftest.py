"""One application a run, one connection a test: whatever a test writes is rolled back."""

import contextvars
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, event
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import scoped_session, sessionmaker
from werkzeug.test import TestResponse

from forumapp import create_app
from forumapp.config import Settings
from forumapp.db import db, write_intent
from forumapp.documents.service.press import PRESS
from forumapp.schedule import service as schedule
from forumapp.web.limits import limiter
from tests.provision.postgresql import new_database

_scope: contextvars.ContextVar[object] = contextvars.ContextVar("scope", default="test")


@pytest.fixture(autouse=True)
def no_limits_left_behind() -> Iterator[None]:
    """Put the limiter, which all applications of a process share, back as it was before each test."""
    is_on = limiter.enabled
    yield
    limiter.enabled = is_on


def settings_for(folder: Path, database_url: str | None = None, **changes: Any) -> Settings:
    """Return settings for a private instance in ``folder``."""
    environment = {"FORUMAPP_INSTANCE_DIR": str(folder), "FORUMAPP_RATE_LIMITS": "off", **changes}
    if database_url is not None:
        environment |= {
            "FORUMAPP_DATABASE_URL": database_url,
            "FORUMAPP_SECRET_KEY": "a key for tests only, long enough",
            "FORUMAPP_BASE_URL": "http://127.0.0.1:8000",
        }
    return Settings.from_environment(environment)


def migrate(app: Flask) -> None:
    """Bring an application's database to the newest migration."""
    with app.app_context():
        token = write_intent.set(True)
        flask_migrate.upgrade()
        write_intent.reset(token)
        db.session.remove()


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of this run's database: SQLite, or PostgreSQL when FORUMAPP_TEST_DATABASE says so."""
    if os.environ.get("FORUMAPP_TEST_DATABASE", "sqlite") == "postgresql":
        with new_database() as address:
            yield address
    else:
        yield f"sqlite:///{tmp_path_factory.mktemp('database') / 'test.sqlite3'}"


@pytest.fixture(scope="session")
def app(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Give the application with a migrated database."""
    app = create_app(settings_for(tmp_path_factory.mktemp("instance"), database_url))
    app.testing = True
    migrate(app)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def connection(app: Flask) -> Iterator[Connection]:
    """Give this test's one connection; everything on it is rolled back."""
    with app.app_context():
        engine = db.engine
    with engine.connect() as connection:
        token = write_intent.set(True)
        outer = connection.begin()
        write_intent.reset(token)
        if connection.dialect.name == "sqlite":  # A list without an order comes upside down, as PostgreSQL may give it.
            connection.exec_driver_sql("PRAGMA reverse_unordered_selects = ON")
        yield connection
        outer.rollback()


@pytest.fixture
def session(app: Flask, connection: Connection, monkeypatch: pytest.MonkeyPatch) -> Iterator[DatabaseSession]:
    """Give the test's own session; requests share its connection but not its objects."""
    schedule.forget()
    PRESS.forget()
    factory = sessionmaker(bind=connection, join_transaction_mode="create_savepoint", expire_on_commit=False)
    scoped = scoped_session(factory, scopefunc=_scope.get)
    monkeypatch.setattr(db, "session", scoped)
    with app.app_context():
        yield scoped()
    scoped.remove()


class FreshClient(FlaskClient):
    """A client whose every request runs in a context of its own, like a server's."""

    def open(self, *arguments: Any, **keywords: Any) -> TestResponse:
        """Send a request."""

        def send() -> TestResponse:
            _scope.set(object())
            try:
                return super(FreshClient, self).open(*arguments, **keywords)
            finally:
                db.session.remove()

        return contextvars.Context().run(send)


@pytest.fixture
def client(app: Flask, session: DatabaseSession) -> FlaskClient:
    """Give a browser without a history."""
    session.commit()
    app.test_client_class = FreshClient
    return app.test_client()


@pytest.fixture
def queries(connection: Connection) -> Iterator[list[str]]:
    """Give the list of statements sent to the database from here on."""
    statements: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            statements.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    yield statements
    event.remove(connection, "before_cursor_execute", note)
