"""Forums with which something is amiss, and how the desk tells it."""

import html
import re
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.exchange.document import Attendance, Role
from forumapp.programme.models import SessionPerson
from tests import factories
from tests.browsing import Browser
from tests.parts import at

DESK = "/forums/forum/manage/programme/"
CHECKS = f"{DESK}checks/"
SHARED = "Great Hall is also used by “Two”, 10:30–11:00"


def two_in_one_room(session: DatabaseSession, forum: Any) -> Any:
    """Store two sessions that share a room for half an hour."""
    hall = factories.Room(forum_id=forum.id, key="hall", attendance=Attendance.ONSITE)
    for key, starts_at in (("one", "10:00"), ("two", "10:30")):
        row = factories.Session(
            forum=forum,
            key=key,
            room=hall,
            title={"en": key.title()},
            starts_at=at(f"2027-04-12T{starts_at}"),
            ends_at=at("2027-04-12T11:00"),
        )
        moderator = factories.ForumPerson(forum_id=forum.id)
        session.add(SessionPerson(session_id=row.id, forum_person_id=moderator.id, role=Role.MODERATOR, position=0))
    session.commit()
    return hall


def page_of(client: FlaskClient, query: str = "", address: str = CHECKS) -> str:
    return client.get(f"{address}?lang=en{query}").get_data(as_text=True)


def told(page: str) -> list[tuple[str, str]]:
    """Return the findings of a page: how they are marked, and the sentence."""
    found = re.findall(r'<p class="(clash|finding is-\w+)">(.*?)</p>', page)
    return [(kind.removeprefix("finding is-"), html.unescape(sentence)) for kind, sentence in found]


def overrule(browser: Browser, reason: str = "They sit side by side.") -> Any:
    href = re.findall(r'href="([^"]*/checks/overrule/[^"]*)"', browser.get(CHECKS).text)[0]
    return browser.fill(html.unescape(href), {"reason": reason})
