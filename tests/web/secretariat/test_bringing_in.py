"""Bringing in many at once: what the verb does by itself, how it is told, and taking a list back."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession
from werkzeug.test import TestResponse

from forumapp import audit
from forumapp.audit import AuditEntry
from forumapp.errors import RuleBroken
from forumapp.exchange.document import Attendance
from forumapp.forums.models import Forum
from forumapp.mail.models import LetterStatus, OutboxLetter
from forumapp.policy import TeamRole
from forumapp.questions.rules.answers import NO_REPLIES
from forumapp.registration import queries, service
from forumapp.registration.models import Consent, RegistrationStatus
from forumapp.registration.rules.addresses import mailbox
from forumapp.registration.rules.statuses import ComingIn
from forumapp.registration.service import Answers, Entrant
from tests import factories
from tests.browsing import Browser
from tests.signing_in import sign_in_as
from tests.web.registration.conftest import NOW, registrations
from tests.web.secretariat.importing import GULNARA, HEADS, MERGEN, SEATED, Bring, bring, desk, letters

__all__ = ["bring", "desk"]


def test_deeds_are_noted_with_who_did_them(session: DatabaseSession, bring: Bring) -> None:
    bring(HEADS + MERGEN, **SEATED)

    entries = session.scalars(select(AuditEntry).where(AuditEntry.action.like("registration:%"))).all()
    assert sorted(entry.action for entry in entries) == ["registration:import", "registration:import-list"]
    assert all("@" in entry.actor and "token_hash" not in (entry.after or {}) for entry in entries)


def entrant(email: str, attendance: Attendance = Attendance.ONLINE) -> Entrant:
    box = mailbox(email)
    assert box is not None
    said = Answers(given_name="Ana", family_name="Li", country="KZ", language="en")
    return Entrant(mailbox=box, answers=said, attendance=attendance, replies=NO_REPLIES)


def bring_in(forum: Forum, *people: Entrant) -> list[str]:
    """Bring people in without the check screen and return who is new."""
    found = service.bring_in(forum, people, coming=ComingIn.SEATED, consents=(), with_letters=False, now=NOW)
    return [str(each.email) for each in found]


def test_whoever_registered_since_the_check_is_left_as_they_are(session: DatabaseSession, forum: Forum) -> None:
    factories.Registration(forum=forum, email="ana@example.org", given_name="Anna")

    assert bring_in(forum, entrant("ANA@example.org"), entrant("bo@example.org"), entrant("Bo@example.org")) == [
        "bo@example.org"
    ]
    assert [each.given_name for each in registrations(session)] == ["Anna", "Ana"]


def test_bringing_in_takes_as_many_queries_to_decide_however_long_the_list(forum: Forum, queries: list[str]) -> None:
    counts = []
    for size in (1, 3):
        people = [entrant(f"p{size}-{number}@example.org") for number in range(size)]
        queries.clear()
        bring_in(forum, *people)
        counts.append(sum(statement.startswith("SELECT") for statement in queries))

    assert counts[0] == counts[1]


def test_a_way_of_taking_part_that_the_forum_does_not_have_is_refused(session: DatabaseSession, forum: Forum) -> None:
    forum.attendance = Attendance.ONLINE
    session.flush()

    with pytest.raises(RuleBroken, match="does not offer this way"):
        bring_in(forum, entrant("ana@example.org", Attendance.ONSITE))


def test_the_history_tells_of_a_list_in_words(
    client: FlaskClient, session: DatabaseSession, forum: Forum, bring: Bring
) -> None:
    bring(HEADS + MERGEN, **SEATED)
    sign_in_as(client, session, forum, TeamRole.OWNER)

    page = client.get(f"/forums/{forum.slug}/manage/audit/").text

    assert "Brought in a list of registrations" in page
    assert "Brought in a registration" in page
    assert "How they come in: <ins>They get places now" in page


def undo(browser: Browser, response: TestResponse) -> TestResponse:
    """Press the button that takes a list back, and return the page that follows."""
    page = browser.get(response.location)
    return browser.get(browser.send(page, response.location, form="/undo").location)


def test_a_list_is_taken_back_with_the_letters_that_have_not_left(
    browser: Browser, session: DatabaseSession, forum: Forum, bring: Bring
) -> None:
    waiting = factories.Registration(
        forum=forum, attendance=Attendance.ONSITE, status=RegistrationStatus.WAITLISTED, country="AM"
    )
    session.flush()
    forum.registration_country_quota = {"AM": 0}
    response = bring(HEADS + MERGEN + GULNARA, **SEATED)
    forum.registration_country_quota = None
    session.flush()

    page = undo(browser, response)

    assert "The list is taken back." in page.text
    assert [each.id for each in registrations(session)] == [waiting.id]
    assert [each.status.value for each in registrations(session)] == ["confirmed"]
    assert letters(session) == [(waiting.email, "registration:promote")]
    assert session.scalars(select(Consent)).all() == []


@pytest.mark.parametrize("happened", ["letter", "deed"])
def test_a_list_is_not_taken_back_once_something_happened(
    browser: Browser, session: DatabaseSession, bring: Bring, happened: str
) -> None:
    response = bring(HEADS + MERGEN, **SEATED)
    if happened == "letter":
        session.scalars(select(OutboxLetter)).one().status = LetterStatus.SENT
    else:
        service.withdraw(queries.reread(registrations(session)[0]), now=NOW)
    session.commit()

    page = undo(browser, response)

    assert "The list cannot be taken back as a whole any more" in page.text
    assert len(registrations(session)) == 1


def test_nobody_who_registered_themselves_is_taken_back(session: DatabaseSession, forum: Forum) -> None:
    row = factories.Registration(forum=forum, submission_key="a" * 32)
    audit.record("registration:register", subject=f"registration:{row.uid}", forum=forum.slug, now=NOW)
    session.flush()

    with pytest.raises(RuleBroken):
        service.take_back(forum, "a" * 32, now=NOW)
