"""Two delegates confirm one new address at the same time: one has it then, the other is told. Shown to fail without the lock."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from forumapp import create_app
from forumapp.db import db, transaction
from forumapp.errors import RuleBroken
from forumapp.registration import queries, service
from forumapp.registration.rules.addresses import mailbox
from tests import factories
from tests.conftest import migrate, settings_for
from tests.provision.postgresql import new_database

pytestmark = pytest.mark.once

WANTED = "shared@example.org"


@contextmanager
def served(app: Flask) -> Iterator[Flask]:
    """Migrate an application's database, and close it at the end."""
    migrate(app)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def racing_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """Give an application on a database of its own, where several connections meet."""
    if request.param == "sqlite":
        with served(create_app(settings_for(tmp_path))) as app:
            yield app
    else:
        with new_database() as address, served(create_app(settings_for(tmp_path, address))) as app:
            yield app


def confirm_together(app: Flask) -> tuple[list[str], int]:
    """Let two delegates confirm one address at once; return what each got, and how many have the address then."""
    wanted = mailbox(WANTED)
    assert wanted is not None
    with app.app_context():
        with transaction():
            forum = factories.Forum()
            pair = [factories.Registration(forum=forum) for _number in range(2)]
            for registration in pair:
                service.ask_email(registration, wanted, now=factories.CREATED)
            hashes = [each.token_hash for each in (queries.address_change_of(one) for one in pair) if each]
            slug, forum_id = forum.slug, forum.id
        db.session.remove()
    gate, outcomes = threading.Barrier(2), []

    def confirm(token_hash: str) -> None:
        with app.app_context():
            change = queries.address_change_by_hash(slug, token_hash)
            assert change is not None
            gate.wait(timeout=30)
            try:
                with transaction():
                    service.answer_email(change, now=factories.CREATED)
                outcomes.append("done")
            except RuleBroken:
                outcomes.append("told")
            except IntegrityError:
                outcomes.append("broken")
            finally:
                db.session.remove()

    threads = [threading.Thread(target=confirm, args=(each,)) for each in hashes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    with app.app_context():
        counted = db.text("SELECT count(*) FROM registrations WHERE email = :email AND forum_id = :forum")
        return sorted(outcomes), db.session.scalar(counted, {"email": WANTED, "forum": forum_id})


def test_of_two_who_confirm_one_address_at_once_one_has_it_and_the_other_is_told(racing_app: Flask) -> None:
    assert [confirm_together(racing_app) for _round in range(5)] == [(["done", "told"], 1)] * 5


@pytest.mark.parametrize("racing_app", ["postgresql"], indirect=True)
def test_without_the_lock_the_other_would_meet_an_error(racing_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = threading.Barrier(2)
    look = queries.registration_by_email_key

    def look_and_wait(forum, email_key):
        found = look(forum, email_key)
        if not isinstance(threading.current_thread(), threading._MainThread):
            asked.wait(timeout=30)
        return found

    monkeypatch.setattr("forumapp.registration.service.places.lock_forum", lambda forum: forum)
    monkeypatch.setattr(queries, "registration_by_email_key", look_and_wait)

    assert confirm_together(racing_app) == (["broken", "done"], 1)
