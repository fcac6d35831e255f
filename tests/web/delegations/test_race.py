"""Two heads send their lists at the same time: no place is given twice. Shown to fail without the lock."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from forumapp.db import db, transaction
from forumapp.delegations import queries as delegations
from forumapp.delegations import service
from forumapp.exchange.document import Attendance
from forumapp.registration import queries
from forumapp.registration.service import Answers, Nominee
from tests import factories, racing
from tests.web.delegations.conftest import NOW, terms

pytestmark = pytest.mark.once

PLACES, MEMBERS = 4, 3


def nominees(country: str) -> list[Nominee]:
    """Return people without addresses who come on site."""
    return [
        Nominee(
            mailbox=None,
            answers=Answers(given_name="Иван", family_name=f"{country}-{number}", country=country, language="ru"),
            attendance=Attendance.ONSITE,
        )
        for number in range(MEMBERS)
    ]


def send_together(app: Flask) -> tuple[int, int]:
    """Let two heads send lists of three for four places; return how many got places and how many wait."""
    with app.app_context():
        with transaction():
            forum = factories.Forum(registration_capacity={"onsite": PLACES})
            uids = []
            for country in ("TM", "UZ"):
                delegation = service.add(forum, terms(country=country), now=NOW)
                service.add_members(delegation, nominees(country), now=NOW)
                uids.append(delegation.uid)
            slug = forum.slug
        db.session.remove()

    def sending(uid: Any) -> Callable[[], racing.Deed]:
        def make() -> racing.Deed:
            delegation = delegations.delegation_by_uid(slug, uid)
            assert delegation is not None
            return lambda: service.submit(delegation, now=NOW)

        return make

    racing.together(app, map(sending, uids))
    with app.app_context():
        counted = db.text(
            "SELECT status, count(*) FROM registrations r JOIN forums f ON f.id = r.forum_id WHERE f.slug = :slug GROUP BY status"
        )
        found = dict(db.session.execute(counted, {"slug": slug}).all())
    return found.get("confirmed", 0), found.get("waitlisted", 0)


def test_of_two_lists_sent_at_once_nobody_gets_a_place_that_is_not_there(racing_app: Flask) -> None:
    assert [send_together(racing_app) for _round in range(5)] == [(PLACES, 2 * MEMBERS - PLACES)] * 5


@pytest.mark.parametrize("racing_app", ["postgresql"], indirect=True)
def test_without_the_lock_more_would_get_places_than_there_are(
    racing_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = threading.Barrier(2)
    look = queries.stand

    def look_and_wait(forum: Any, **keywords: Any) -> queries.Stand:
        found = look(forum, **keywords)
        if racing.is_racing():
            counted.wait(timeout=30)
        return found

    for module in ("registration.service.places", "delegations.service.base"):
        monkeypatch.setattr(f"forumapp.{module}.lock_forum", lambda forum: forum)
    monkeypatch.setattr(queries, "stand", look_and_wait)

    assert send_together(racing_app) == (2 * MEMBERS, 0)
