"""Two owners leave at the same time: one of them stays. Shown to fail without the lock."""

import threading

import pytest

from forumapp import create_app
from forumapp.db import db, transaction
from forumapp.errors import RuleBroken
from forumapp.forums import queries, service
from tests import factories
from tests.conftest import migrate, settings_for
from tests.provision.postgresql import new_database

pytestmark = pytest.mark.once


@pytest.fixture(params=["sqlite", "postgresql"])
def racing_app(request, tmp_path):
    """Give an application on a database of its own, where several connections meet."""
    if request.param == "sqlite":
        yield from _served(create_app(settings_for(tmp_path)))
    else:
        with new_database() as address:
            yield from _served(create_app(settings_for(tmp_path, address)))


def _served(app):
    migrate(app)
    yield app
    with app.app_context():
        db.engine.dispose()


def leave_together(app):
    """Let both owners of a new forum leave at once and return how many owners remain."""
    with app.app_context():
        with transaction():
            forum = factories.Forum()
            accounts = [factories.Membership(forum=forum).account for _number in range(2)]
        db.session.remove()
    gate = threading.Barrier(2)

    def leave(account):
        with app.app_context():
            gate.wait(timeout=30)
            try:
                with transaction():
                    service.remove(forum, account, now=factories.CREATED)
            except RuleBroken:
                pass
            finally:
                db.session.remove()

    threads = [threading.Thread(target=leave, args=(account,)) for account in accounts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    with app.app_context():
        return queries.count_owners(forum)


def test_one_of_two_owners_who_leave_at_once_stays(racing_app):
    assert [leave_together(racing_app) for _round in range(5)] == [1] * 5


@pytest.mark.parametrize("racing_app", ["postgresql"], indirect=True)
def test_without_the_lock_both_would_go(racing_app, monkeypatch):
    counted = threading.Barrier(2)
    count = queries.count_owners

    def count_and_wait(forum):
        owners = count(forum)
        if not isinstance(threading.current_thread(), threading._MainThread):
            counted.wait(timeout=30)
        return owners

    monkeypatch.setattr(queries, "lock_forum", lambda forum: forum)
    monkeypatch.setattr(queries, "count_owners", count_and_wait)

    assert leave_together(racing_app) == 0
