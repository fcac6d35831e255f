"""Two registrars bring in lists at the same time: no place is given twice, and nobody stands in the forum twice."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from forumapp.db import db, transaction
from forumapp.exchange.document import Attendance
from forumapp.forums.queries import forum_by_slug
from forumapp.questions.rules.answers import NO_REPLIES
from forumapp.registration import service
from forumapp.registration.rules.addresses import mailbox
from forumapp.registration.rules.statuses import ComingIn
from forumapp.registration.service import Answers, Entrant
from tests import factories, racing
from tests.web.registration.conftest import NOW

pytestmark = pytest.mark.once

LISTS = (("ana", "bo", "shared"), ("cy", "di", "shared"))
PLACES = 4


def entrant(name: str) -> Entrant:
    box = mailbox(f"{name}@example.org")
    assert box is not None
    said = Answers(given_name=name.title(), family_name="Li", country="KZ", language="en")
    return Entrant(mailbox=box, answers=said, attendance=Attendance.ONSITE, replies=NO_REPLIES)


def bring_in_together(app: Flask) -> dict[str, int]:
    """Bring in two lists that share a person; return how many stand in which state."""
    with app.app_context():
        with transaction():
            slug = factories.Forum(registration_capacity={"onsite": PLACES}).slug
        db.session.remove()

    def bringing(names: tuple[str, ...]) -> Callable[[], racing.Deed]:
        def make() -> racing.Deed:
            forum = forum_by_slug(slug)
            assert forum is not None
            people = [entrant(name) for name in names]
            seated: dict[str, Any] = {"coming": ComingIn.SEATED, "consents": (), "with_letters": False}
            return lambda: service.bring_in(forum, people, **seated, now=NOW)

        return make

    racing.together(app, map(bringing, LISTS))
    with app.app_context():
        counted = db.text(
            "SELECT status, count(*) FROM registrations r JOIN forums f ON f.id = r.forum_id WHERE f.slug = :slug GROUP BY status"
        )
        return dict(db.session.execute(counted, {"slug": slug}).all())


def test_of_two_lists_brought_in_at_once_everybody_stands_once_and_no_place_is_given_twice(racing_app: Flask) -> None:
    assert [bring_in_together(racing_app) for _round in range(5)] == [{"confirmed": PLACES, "waitlisted": 1}] * 5
