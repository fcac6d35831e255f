"""Two owners leave at the same time: one of them stays. Shown to fail without the lock."""

import threading

import pytest

from forumapp.db import db, transaction
from forumapp.forums import queries, service
from tests import factories, racing

pytestmark = pytest.mark.once


def leave_together(app):
    """Let both owners of a new forum leave at once and return how many owners remain."""
    with app.app_context():
        with transaction():
            forum = factories.Forum()
            accounts = [factories.Membership(forum=forum).account for _number in range(2)]
        db.session.remove()

    def leaving(account):
        return lambda: lambda: service.remove(forum, account, now=factories.CREATED)

    racing.together(app, map(leaving, accounts))
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
        if racing.is_racing():
            counted.wait(timeout=30)
        return owners

    monkeypatch.setattr(queries, "lock_forum", lambda forum: forum)
    monkeypatch.setattr(queries, "count_owners", count_and_wait)

    assert leave_together(racing_app) == 0
