"""Somebody edits a session while another takes a step back: both get through, and neither's work is lost."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from forumapp import create_app
from forumapp.audit import acting
from forumapp.db import db, transaction
from forumapp.exchange.document import SessionPart
from forumapp.forums.models import Forum
from forumapp.forums.queries import forum_by_slug
from forumapp.programme import queries, service
from forumapp.programme.models import Session, SessionEdit
from tests import factories
from tests.conftest import migrate, settings_for
from tests.parts import at
from tests.parts import session as plain_session
from tests.provision.postgresql import new_database

pytestmark = pytest.mark.once

NOW = factories.CREATED
BEGUN = 1.0
"""Seconds in which the other one comes as far as the locks let them."""


@pytest.fixture
def racing_app(tmp_path: Path) -> Iterator[Flask]:
    """Give an application on a PostgreSQL of its own, where a row is locked and not the whole database."""
    with new_database() as address:
        app = create_app(settings_for(tmp_path, address))
        migrate(app)
        yield app
        with app.app_context():
            db.engine.dispose()


def forum() -> Forum:
    found = forum_by_slug("forum")
    assert found is not None
    return found


def one() -> Session:
    found = queries.session_by_key("forum", "one")
    assert found is not None
    return found


def test_an_edit_and_an_undo_at_once_do_not_wait_for_each_other_for_ever(
    racing_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked, read = threading.Event(), queries.session_of_edit

    def read_and_dawdle(edit: SessionEdit) -> Session | None:
        found = read(edit)
        looked.set()
        rename.join(BEGUN)
        return found

    def renamed() -> None:
        with racing_app.app_context(), acting("boris"):
            looked.wait(30)
            session = one()
            with transaction():
                part = replace(service.part_of(session), title={"en": "Renamed"})
                service.revise_session(session, part, version=session.version, now=NOW)
            db.session.remove()

    rename = threading.Thread(target=renamed)
    monkeypatch.setattr(queries, "session_of_edit", read_and_dawdle)
    with racing_app.app_context(), acting("ayna"):
        with transaction():
            service.add_session(factories.Forum(slug="forum"), plain_session("one"), now=NOW)
        with transaction():
            service.move_session(
                one(), starts_at=at("2027-04-13T10:00"), ends_at=at("2027-04-13T11:00"), room_key=None, now=NOW
            )
        rename.start()
        with transaction():
            service.undo(forum(), now=NOW)
        rename.join(30)
        db.session.remove()
        stands: SessionPart = service.part_of(one())
        db.session.remove()

    assert stands == replace(plain_session("one"), title={"en": "Renamed"})
