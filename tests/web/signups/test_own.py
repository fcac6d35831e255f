"""A delegate's own programme through the browser: what it shows, what its buttons do, what it says to whom."""

import html
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.audit import AuditEntry
from forumapp.forums.models import Forum
from forumapp.registration.models import RegistrationStatus, Star
from forumapp.registration.service import token_of
from forumapp.signups import service
from forumapp.signups.models import SessionSignup
from tests import factories
from tests.browsing import Browser, forms_of
from tests.web.signups.conftest import NOW, SESSIONS, Delegate, page_of, programme, release, sign_up, standing

pytestmark = pytest.mark.usefixtures("speaking")


def text_of(browser: Browser, page: str) -> str:
    """Return the words of a page, without tags and runs of white space."""
    answer = browser.get(page)
    assert answer.status_code == 200
    body = answer.get_data(as_text=True)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body[body.index("<main") :])).split())


def press(browser: Browser, page: str, deed: str, key: str = "course", **values: str) -> object:
    """Press a button of a session on somebody's own programme."""
    return browser.fill(page, values, form=f"programme/{key}/{deed}")


def test_signing_up_and_taking_back(browser: Browser, session: DatabaseSession, delegate: Delegate) -> None:
    page = page_of(delegate())
    assert "2 places are left" in text_of(browser, page)

    press(browser, page, "sign-up")
    shown = text_of(browser, page)
    assert "You are signed up: a place is yours." in shown
    assert "You have a place" in shown
    assert "1 place is left" in shown
    assert standing(session) == [(1, "signed")]

    press(browser, page, "take-back")
    assert standing(session) == []
    assert [entry.action for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.id))][-2:] == [
        "registration:sign-up",
        "registration:sign-off",
    ]


def test_who_finds_a_session_full_reads_their_place_in_line(browser: Browser, delegate: Delegate) -> None:
    sign_up(delegate(), delegate(), delegate())
    page = page_of(delegate())
    assert "All places are taken, 1 waits" in text_of(browser, page)
    assert "Join the waiting list" in text_of(browser, page)

    press(browser, page, "sign-up")

    assert "You are in the waiting list Your place in the waiting list: 2" in text_of(browser, page)


def test_who_is_not_confirmed_is_told_that_a_wish_waits(browser: Browser, delegate: Delegate) -> None:
    page = page_of(delegate(RegistrationStatus.PENDING))

    press(browser, page, "sign-up")

    shown = text_of(browser, page)
    assert "Taken down It counts in the order of arrival once your registration is confirmed." in shown
    assert "2 places are left" in shown


def test_a_clash_is_asked_about_with_both_titles_and_times_and_is_no_error(
    browser: Browser, session: DatabaseSession, delegate: Delegate
) -> None:
    page = page_of(delegate())
    press(browser, page, "sign-up")

    question = press(browser, page, "sign-up", key="other")
    words = html.unescape(question.get_data(as_text=True))  # type: ignore[attr-defined]
    assert question.status_code == 200  # type: ignore[attr-defined]
    assert (
        "“Session other” (10:30–12:00) overlaps “Session course” (10:00–11:00), for which you are signed up." in words
    )
    assert standing(session, "other") == []

    browser.send(question, page)  # type: ignore[arg-type]
    assert standing(session, "other") == [(1, "signed")]
    assert "At the same time you are signed up for “Session other”, 10:30–12:00." in text_of(browser, page)


def test_languages_and_interpretation_are_told(browser: Browser, delegate: Delegate) -> None:
    assert "Russian; interpretation: English" in text_of(browser, page_of(delegate()))


def test_a_request_waits_for_the_organizers(browser: Browser, session: DatabaseSession, delegate: Delegate) -> None:
    page = page_of(delegate())

    press(browser, page, "sign-up", key="chosen")

    assert standing(session, "chosen") == [(1, "asked")]
    assert "The organizers decide We write to you as soon as they have decided." in text_of(browser, page)


@pytest.mark.parametrize("key", ["closed", "nothing"])
def test_a_hidden_session_is_as_unknown_as_none(
    key: str, browser: Browser, session: DatabaseSession, delegate: Delegate
) -> None:
    page = page_of(delegate())
    token = forms_of(browser.get(page))[-1].values["csrf_token"]

    answer = browser.client.post(f"{page}{key}/sign-up", data={"csrf_token": token})
    public = browser.get(f"/forums/forum/programme/{key}/sign-up")

    assert (answer.status_code, public.status_code) == (404, 404)
    assert "Session closed" not in browser.get(page).get_data(as_text=True)
    assert session.scalars(select(SessionSignup)).all() == []


def test_who_is_not_confirmed_learns_nothing_of_a_session_for_delegates(browser: Browser, delegate: Delegate) -> None:
    assert "Session members" in text_of(browser, page_of(delegate()))
    assert "Session members" not in text_of(browser, page_of(delegate(RegistrationStatus.PENDING)))


def test_a_link_opens_nothing_in_another_forum(browser: Browser, delegate: Delegate) -> None:
    factories.Forum(slug="elsewhere")
    page = page_of(delegate())

    assert browser.get(page.replace("/forums/forum/", "/forums/elsewhere/")).status_code == 404
    assert browser.get("/forums/forum/registration/nobody/programme/").status_code == 404


def test_the_page_is_kept_by_nobody_and_indexed_by_nobody(browser: Browser, delegate: Delegate) -> None:
    headers = browser.get(page_of(delegate())).headers

    assert (headers["Cache-Control"], headers["X-Robots-Tag"]) == ("private, no-store", "noindex, nofollow")


def test_the_token_is_not_in_the_log(browser: Browser, delegate: Delegate, caplog: pytest.LogCaptureFixture) -> None:
    first = delegate()
    press(browser, page_of(first), "sign-up")

    assert caplog.records
    assert token_of(first) not in str([vars(record) for record in caplog.records])


def test_a_delegate_s_deeds_touch_nobody_else(browser: Browser, session: DatabaseSession, delegate: Delegate) -> None:
    first, second = delegate(), delegate()
    sign_up(first, second)

    press(browser, page_of(second), "take-back")

    assert standing(session) == [(1, "signed")]


def test_marks_and_sign_ups_are_saved_apart(browser: Browser, session: DatabaseSession, delegate: Delegate) -> None:
    page = page_of(delegate())
    press(browser, page, "sign-up")

    browser.fill(page, {"starred": ["talk", "closed"]}, form="stars")

    assert [star.session_key for star in session.scalars(select(Star))] == ["talk"]
    assert standing(session) == [(1, "signed")]


def test_what_is_gone_from_the_programme_is_told_and_can_be_taken_back(
    browser: Browser, session: DatabaseSession, delegate: Delegate, forum: Forum
) -> None:
    first = delegate()
    sign_up(first)
    release(programme(*SESSIONS[1:]))
    service.settle(forum, now=NOW)
    session.commit()
    page = page_of(first)
    assert "No longer in the programme Does not take place Session course" in text_of(browser, page)

    press(browser, page, "take-back")

    assert standing(session) == []


def test_a_known_browser_signs_up_from_the_public_programme(
    browser: Browser, session: DatabaseSession, delegate: Delegate
) -> None:
    address = "/forums/forum/programme/course/sign-up"
    stranger = text_of(browser, address)
    assert "2 places are left" in stranger
    assert "Whoever is registered signs up." in stranger
    browser.get(page_of(delegate()))

    answer = browser.fill(address, form="/sign-up")

    assert (answer.status_code, standing(session)) == (303, [(1, "signed")])
    assert "You have a place" in text_of(browser, address)


def test_the_public_page_of_a_session_leads_to_its_sign_up_and_is_the_same_for_all(
    client: FlaskClient, browser: Browser, delegate: Delegate
) -> None:
    before = client.get("/forums/forum/programme/course/").data
    sign_up(delegate())

    assert client.get("/forums/forum/programme/course/").data == before
    assert b"/forums/forum/programme/course/sign-up" in before
    assert b"/sign-up" not in client.get("/forums/forum/programme/talk/").data


def test_who_left_finds_no_buttons(browser: Browser, session: DatabaseSession, delegate: Delegate) -> None:
    page = page_of(delegate(RegistrationStatus.WITHDRAWN))

    assert [form.action for form in forms_of(browser.get(page)) if "sign-up" in form.action] == []
    assert "Your registration has ended, and with it your places in sessions." in text_of(browser, page)


def test_the_page_takes_the_same_few_queries_for_one_and_for_many(
    browser: Browser, delegate: Delegate, queries: list[str]
) -> None:
    few, many = delegate(), delegate()
    sign_up(few)
    for key in ("course", "other", "chosen", "members"):
        sign_up(many, key=key)
    counts = []
    for registration in (few, many):
        browser.get(page_of(registration))
        queries.clear()
        browser.get(page_of(registration))
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[0] <= 9
