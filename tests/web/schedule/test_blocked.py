"""Errors of the checks keep a programme from being published until somebody overrules them."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.audit import AuditEntry, acting
from forumapp.errors import RuleBroken
from forumapp.exchange.document import Status
from forumapp.forums.models import Forum
from forumapp.policy import TeamRole
from forumapp.programme import service as programme
from forumapp.programme.models import Overruling
from forumapp.schedule import service
from forumapp.schedule.models import Release
from tests import parts, publishing
from tests.browsing import Browser
from tests.signing_in import sign_in_as

RELEASES = "/forums/forum/manage/releases/"
CHECKS = "/forums/forum/manage/programme/checks/"
CLASHING = parts.document(
    parts.session("one", room="hall"), parts.session("two", room="hall"), rooms=(parts.room("hall"),)
)
REFUSED = (
    "The checks found 1 error that nobody overruled. It stands at the desk under “Checks” "
    f"({CHECKS}): correct it, or overrule it with a reason."
)


def releases(session: DatabaseSession) -> int:
    session.expire_all()
    return session.scalar(select(func.count()).select_from(Release)) or 0


def publish(forum: Forum, **changes: Any) -> Release | None:
    return service.publish(forum, by="organizer@example.org", now=publishing.NOW, **changes)


@pytest.fixture
def forum(client: FlaskClient, session: DatabaseSession) -> Forum:
    """Give a forum with one error whose programme the client's person edits."""
    forum = publishing.load(CLASHING)
    sign_in_as(client, session, forum, TeamRole.PROGRAMME_EDITOR)
    return forum


def test_a_programme_with_an_error_is_taken_in_but_not_published(session: DatabaseSession) -> None:
    forum = publishing.load(CLASHING)

    with pytest.raises(RuleBroken) as broken:
        publish(forum)

    assert (broken.value.sentence, releases(session)) == (REFUSED, 0)


def test_warnings_hold_nothing_up(session: DatabaseSession) -> None:
    tentative = parts.session("two", room="hall", status=Status.TENTATIVE)
    forum = publishing.load(parts.document(CLASHING.sessions[0], tentative, rooms=CLASHING.rooms))

    assert publish(forum) is not None


def test_what_is_published_already_is_not_checked_again(session: DatabaseSession) -> None:
    publishing.publish(CLASHING)
    session.execute(Overruling.__table__.delete())
    forum = publishing.load(CLASHING)

    assert publish(forum) is None


def test_a_reason_overrules_all_errors_and_the_trail_keeps_it(session: DatabaseSession) -> None:
    forum = publishing.load(CLASHING)

    with acting("command line"):
        release = publish(forum, overruling="A market of ideas.")

    assert release is not None
    (row,) = session.scalars(select(Overruling))
    assert (row.reason, row.overruled_by) == ("A market of ideas.", "command line")
    (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.action == "check:overrule"))
    assert (entry.actor, (entry.after or {})["reason"]) == ("command line", "A market of ideas.")


def test_the_desk_refuses_to_publish_an_error_and_keeps_the_note(
    browser: Browser, session: DatabaseSession, forum: Forum
) -> None:
    response = browser.fill(f"{RELEASES}?lang=en", {"note": "The first programme"}, form="publish?lang=en")

    assert (response.status_code, releases(session)) == (422, 0)
    page = response.get_data(as_text=True)
    assert (REFUSED in page, "The first programme</textarea>" in page) == (True, True)


def test_the_review_says_that_errors_stand_and_leads_to_them(
    browser: Browser, session: DatabaseSession, forum: Forum
) -> None:
    page = browser.get(f"{RELEASES}?lang=en").get_data(as_text=True)

    assert "The checks found an error. It has to be corrected or overruled before this can be published." in page
    assert re.findall(r'href="([^"]+)">See the errors', page) == [f"{CHECKS}?severity=error&amp;lang=en"]


def test_the_desk_publishes_once_the_error_is_overruled(
    browser: Browser, session: DatabaseSession, forum: Forum
) -> None:
    (fingerprint,) = programme.checked(forum).errors
    browser.fill(f"{CHECKS}overrule/?finding={fingerprint}", {"reason": "A market of ideas."})

    response = browser.fill(RELEASES, form="publish")

    assert (response.status_code, releases(session)) == (303, 1)
