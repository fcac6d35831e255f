"""Errors of the checks that are to stand, with a reason."""

import html
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.audit import AuditEntry
from forumapp.exchange.document import Attendance
from forumapp.policy import TeamRole
from forumapp.programme.models import Overruling
from tests import factories
from tests.browsing import Browser
from tests.signing_in import sign_in_as
from tests.web.programme.troubles import CHECKS, DESK, SHARED, overrule, page_of, told, two_in_one_room


@pytest.fixture
def forum(client: FlaskClient, session: DatabaseSession) -> Any:
    """Give a forum in English whose programme the client's person edits and publishes."""
    forum = factories.Forum(slug="forum", languages=("en",), attendance=Attendance.ONSITE)
    sign_in_as(client, session, forum, TeamRole.PROGRAMME_EDITOR)
    return forum


def test_an_error_is_overruled_with_a_reason_that_the_trail_keeps(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    two_in_one_room(session, forum)

    response = overrule(browser)

    assert (response.status_code, response.location) == (303, CHECKS)
    (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.action == "check:overrule"))
    assert (entry.subject, entry.after) == (
        "session:one",
        {
            "finding": "Great Hall is also used by “Two”, 10:30–11:00",
            "reason": "They sit side by side.",
        },
    )
    page = page_of(browser.client)
    assert told(page) == [("error", SHARED)]
    assert "Overruled: They sit side by side." in page
    assert f"{entry.actor}, " in page
    assert 'id="errors"' not in page


@pytest.mark.parametrize(("reason", "sentence"), [(" ", "Fill this in."), ("x" * 501, "Use at most 500 characters.")])
def test_an_error_is_not_overruled_without_a_reason_that_fits(
    browser: Browser, session: DatabaseSession, forum: Any, reason: str, sentence: str
) -> None:
    two_in_one_room(session, forum)

    response = overrule(browser, reason)

    assert response.status_code == 422
    assert sentence in response.get_data(as_text=True)
    assert reason.strip() in response.get_data(as_text=True)
    assert session.scalars(select(Overruling)).all() == []


def test_several_errors_are_overruled_for_one_reason(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    hall = two_in_one_room(session, forum)
    factories.Session(forum=forum, room=hall, title={"en": "Three"})
    session.commit()
    picked = re.findall(r'name="finding" value="(\w+)"', browser.get(CHECKS).text)
    address = f"{CHECKS}overrule/?" + "&".join(f"finding={each}" for each in picked)

    response = browser.fill(address, {"reason": "A market."})

    assert (len(picked), response.status_code) == (3, 303)
    assert [row.reason for row in session.scalars(select(Overruling))] == ["A market."] * 3
    assert 'id="errors"' not in page_of(browser.client)


def test_an_overruling_ends_when_what_it_is_about_changes(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    two_in_one_room(session, forum)
    overrule(browser)

    browser.fill(f"{DESK}sessions/two/move/", {"starts_at": "10:15"})

    assert told(page_of(browser.client)) == [("clash", "Great Hall is also used by “Two”, 10:15–11:00")]


def test_an_error_that_is_gone_is_not_overruled(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    two_in_one_room(session, forum)
    href = html.unescape(re.findall(r'href="([^"]*/checks/overrule/[^"]*)"', browser.get(CHECKS).text)[0])
    page = browser.get(href)
    browser.fill(f"{DESK}sessions/two/move/", {"starts_at": "10:15"})

    response = browser.send(page, href, {"reason": "They sit side by side."})

    assert response.status_code == 422
    assert "They sit side by side." in response.get_data(as_text=True)
    assert session.scalars(select(Overruling)).all() == []


def test_who_asks_for_an_error_that_never_was_is_led_back(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    session.commit()

    response = browser.get(f"{CHECKS}overrule/?finding=0123")

    assert (response.status_code, response.location) == (303, CHECKS)


def test_an_overruling_is_taken_back(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    two_in_one_room(session, forum)
    overrule(browser)

    response = browser.fill(CHECKS, form="take-back")

    assert response.status_code == 303
    assert told(page_of(browser.client)) == [("clash", SHARED)]
    (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.action == "check:take-back"))
    assert (entry.subject, entry.before) == (
        "session:one",
        {"finding": "Great Hall is also used by “Two”, 10:30–11:00", "reason": "They sit side by side."},
    )


def test_who_only_reads_sees_the_findings_and_overrules_nothing(client: FlaskClient, session: DatabaseSession) -> None:
    forum = factories.Forum(slug="forum", languages=("en",), attendance=Attendance.ONSITE)
    two_in_one_room(session, forum)
    sign_in_as(client, session, forum, TeamRole.READ_ONLY)

    page = page_of(client)

    assert told(page) == [("clash", SHARED)]
    assert "/checks/overrule/" not in page
    assert client.get(f"{CHECKS}overrule/").status_code == 403


def test_an_overruled_clash_is_told_at_the_session_with_its_reason_and_not_in_the_list(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    two_in_one_room(session, forum)
    overrule(browser)

    page = page_of(browser.client, address=f"{DESK}sessions/two/")

    assert told(page) == [("error", "Great Hall is also used by “One”, 10:00–11:00")]
    assert "Overruled: They sit side by side." in page
    assert told(page_of(browser.client, address=DESK)) == []
