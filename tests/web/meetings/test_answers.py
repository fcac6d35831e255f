"""The page behind the secret link of an invitation: shows the meeting, takes the answer, changes nothing when opened."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.audit import AuditEntry
from forumapp.exchange.document import Status, Visibility
from forumapp.forums.models import Forum
from forumapp.meetings import service
from forumapp.meetings.models import Invitation, InvitationState
from tests import factories, parts, publishing
from tests.browsing import Browser
from tests.inviting import find, invite, letters_to, link_of
from tests.web.meetings.conftest import document

AYNA = "ayna@example.org"


@pytest.fixture
def ayna(forum: Forum) -> Invitation:
    return invite(forum, "heads", AYNA, name="Ayna Ataeva")


def answer(browser: Browser, invitation: Invitation, **values: Any) -> Any:
    return browser.fill(link_of(invitation), {"answer": "accepted", **values}, form="answer-form")


def stands(forum: Forum, session: DatabaseSession, email: str = AYNA) -> tuple[InvitationState, str]:
    session.expire_all()
    found = find(forum, "heads", email)
    return found.state, found.note


def test_the_page_tells_title_time_place_and_who_invites_and_nothing_else(
    client: FlaskClient, ayna: Invitation
) -> None:
    page = client.get(link_of(ayna))

    assert page.status_code == 200
    for words in ("Meeting of heads", "Monday, 12 April", "12:00", "Hall cabinet", "We wait for your answer"):
        assert words in page.text
    assert "Boris" not in page.text
    assert "join.example.org" not in page.text
    assert (page.headers["X-Robots-Tag"], page.headers["Cache-Control"]) == ("noindex, nofollow", "private, no-store")


def test_opening_the_page_changes_nothing(
    client: FlaskClient, session: DatabaseSession, forum: Forum, ayna: Invitation
) -> None:
    before = {name: value for name, value in vars(find(forum, "heads", AYNA)).items() if not name.startswith("_")}
    deeds = session.scalar(select(func.count(AuditEntry.id)))
    client.get(link_of(ayna))
    client.head(link_of(ayna))
    session.expire_all()
    after = {name: getattr(find(forum, "heads", AYNA), name) for name in before}

    assert {name for name in before if name != "forum" and before[name] != after[name]} == set()
    assert session.scalar(select(func.count(AuditEntry.id))) == deeds


@pytest.mark.parametrize(
    ("value", "state"), [("accepted", InvitationState.ACCEPTED), ("declined", InvitationState.DECLINED)]
)
def test_an_answer_is_stored_with_its_note(
    browser: Browser, session: DatabaseSession, forum: Forum, ayna: Invitation, value: str, state: InvitationState
) -> None:
    assert answer(browser, ayna, answer=value, note="I come by train").status_code == 303
    assert stands(forum, session) == (state, "I come by train")
    assert find(forum, "heads", AYNA).answered_by == "invitee"


def test_an_answer_can_be_changed(browser: Browser, session: DatabaseSession, forum: Forum, ayna: Invitation) -> None:
    answer(browser, ayna)
    answer(browser, ayna, answer="declined", note="I am ill")

    assert stands(forum, session) == (InvitationState.DECLINED, "I am ill")


def test_sending_an_answer_twice_stores_it_once(
    browser: Browser, session: DatabaseSession, forum: Forum, ayna: Invitation
) -> None:
    page = browser.get(link_of(ayna))
    both = [browser.send(page, link_of(ayna), {"answer": "accepted"}, form="answer-form").status_code for _ in range(2)]
    session.expire_all()

    assert both == [303, 303]
    assert find(forum, "heads", AYNA).version == 2
    deeds = session.scalars(select(AuditEntry.action).where(AuditEntry.actor == "invitee")).all()
    assert deeds == ["invitation:accept"]


def test_another_answer_from_a_page_opened_before_overwrites_nothing(
    browser: Browser, session: DatabaseSession, forum: Forum, ayna: Invitation
) -> None:
    page = browser.get(link_of(ayna))
    answer(browser, ayna)
    response = browser.send(page, link_of(ayna), {"answer": "declined", "note": "No"}, form="answer-form")

    assert response.status_code == 409
    assert "answered in another window" in response.text
    assert ">\nNo</textarea>" in response.text.replace("\r", "")
    assert stands(forum, session) == (InvitationState.ACCEPTED, "")


def test_a_note_that_is_too_long_stays_in_the_form_and_nothing_is_stored(
    browser: Browser, session: DatabaseSession, forum: Forum, ayna: Invitation
) -> None:
    response = answer(browser, ayna, note="x" * 2001)

    assert response.status_code == 422
    assert "x" * 2001 in response.text
    assert stands(forum, session) == (InvitationState.WRITTEN, "")


def test_after_the_day_by_which_people_answer_the_answer_stands(
    browser: Browser, client: FlaskClient, session: DatabaseSession, forum: Forum, ayna: Invitation
) -> None:
    last = parts.at("2027-01-10T00:00").date()
    service.set_terms(forum, "heads", answer_by=last, has_deputies=False, words=None, now=factories.CREATED)
    session.commit()
    with time_machine.travel("2027-01-10T18:59:00Z", tick=False):
        page = browser.get(link_of(ayna))
    with time_machine.travel("2027-01-10T19:01:00Z", tick=False):
        late = browser.send(page, link_of(ayna), {"answer": "accepted"}, form="answer-form")
        shown = client.get(link_of(ayna))

    assert (late.status_code, "The time to answer has passed" in late.text) == (422, True)
    assert "answer-form" not in shown.text
    assert stands(forum, session) == (InvitationState.WRITTEN, "")


def test_a_link_that_was_taken_back_is_gone_and_takes_no_answer(
    browser: Browser, client: FlaskClient, session: DatabaseSession, forum: Forum, ayna: Invitation
) -> None:
    page = browser.get(link_of(ayna))
    service.revoke(forum, "heads", [ayna.uid], now=factories.CREATED)
    session.commit()
    gone = client.get(link_of(ayna))

    assert browser.send(page, link_of(ayna), {"answer": "accepted"}, form="answer-form").status_code == 410
    assert (gone.status_code, "Meeting of heads" in gone.text) == (410, False)
    assert stands(forum, session) == (InvitationState.WRITTEN, "")


@pytest.mark.parametrize("address", ["/forums/forum/invitation/unknown/", "/forums/other/invitation/{token}/"])
def test_an_unknown_link_or_one_of_another_forum_is_not_found(
    client: FlaskClient, session: DatabaseSession, ayna: Invitation, address: str
) -> None:
    factories.Forum(slug="other")
    session.commit()

    assert client.get(address.format(token=link_of(ayna).split("/")[4])).status_code == 404


def test_a_month_after_the_forum_the_link_is_gone(client: FlaskClient, forum: Forum, ayna: Invitation) -> None:
    with time_machine.travel(f"{forum.ends_on + timedelta(days=31)}T12:00:00Z", tick=False):
        assert client.get(link_of(ayna)).status_code == 410


def test_before_the_meeting_is_published_the_page_says_what_the_letter_said_and_takes_answers(
    browser: Browser, client: FlaskClient, session: DatabaseSession, app: Any
) -> None:
    meeting = parts.session("heads", title={"en": "Quiet talk"}, visibility=Visibility.INVITED, room="cabinet")
    forum = publishing.load(parts.document(meeting, rooms=(parts.room("cabinet"),)))
    ayna = invite(forum, "heads", AYNA)
    letter = letters_to(AYNA)[0]
    page = client.get(link_of(ayna))

    assert [words in letter.text for words in ("Quiet talk", "Hall cabinet", "10:00")] == [True, False, False]
    assert [words in page.text for words in ("Quiet talk", "Hall cabinet", "10:00")] == [True, False, False]
    assert "have not published this meeting yet" in page.text
    assert answer(browser, ayna).status_code == 303
    assert stands(forum, session) == (InvitationState.ACCEPTED, "")


def test_a_cancelled_meeting_says_so_and_takes_no_answers(
    client: FlaskClient, session: DatabaseSession, forum: Forum, ayna: Invitation
) -> None:
    sessions = [replace(each, status=Status.CANCELLED) if each.key == "heads" else each for each in document().sessions]
    publishing.publish(replace(document(), sessions=tuple(sessions)), later=timedelta(hours=1))
    page = client.get(link_of(ayna))

    assert ("This meeting does not take place." in page.text, "answer-form" in page.text) == (True, False)
