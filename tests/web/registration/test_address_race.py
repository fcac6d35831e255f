"""Two delegates confirm one new address at the same time: one has it then, the other is told. Shown to fail without the lock."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask

from forumapp.db import db, transaction
from forumapp.registration import queries, service
from forumapp.registration.rules.addresses import mailbox
from tests import factories, racing

pytestmark = pytest.mark.once

WANTED = "shared@example.org"


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

    def confirming(token_hash: str) -> Callable[[], racing.Deed]:
        def make() -> racing.Deed:
            change = queries.address_change_by_hash(slug, token_hash)
            assert change is not None
            return lambda: service.answer_email(change, now=factories.CREATED)

        return make

    outcomes = racing.together(app, map(confirming, hashes))
    with app.app_context():
        counted = db.text("SELECT count(*) FROM registrations WHERE email = :email AND forum_id = :forum")
        return outcomes, db.session.scalar(counted, {"email": WANTED, "forum": forum_id})


def test_of_two_who_confirm_one_address_at_once_one_has_it_and_the_other_is_told(racing_app: Flask) -> None:
    assert [confirm_together(racing_app) for _round in range(5)] == [(["done", "told"], 1)] * 5


@pytest.mark.parametrize("racing_app", ["postgresql"], indirect=True)
def test_without_the_lock_the_other_would_meet_an_error(racing_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = threading.Barrier(2)
    look = queries.registration_by_email_key

    def look_and_wait(forum, email_key):
        found = look(forum, email_key)
        if racing.is_racing():
            asked.wait(timeout=30)
        return found

    monkeypatch.setattr("forumapp.registration.service.places.lock_forum", lambda forum: forum)
    monkeypatch.setattr(queries, "registration_by_email_key", look_and_wait)

    assert confirm_together(racing_app) == (["broken", "done"], 1)
