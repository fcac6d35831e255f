"""Another address, asked for on the own page and confirmed from there."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession
from werkzeug.test import TestResponse

from forumapp.audit import AuditEntry
from forumapp.forums.models import Forum
from forumapp.mail.models import OutboxLetter
from forumapp.registration import queries, service
from forumapp.registration.models import AddressChange
from forumapp.registration.rules.addresses import Mailbox
from tests.browsing import Browser
from tests.web.registration.conftest import (
    Clock,
    Register,
    letters,
    own_page,
    published,
    registrations,
    statuses,
    written_since,
)

OWN, DESK = "ayna@example.org", "desk@example.org"


def new_link(session: DatabaseSession, recipient: str) -> str:
    """Return the path of the last link to a new address that somebody got."""
    found = session.scalars(select(OutboxLetter).where(OutboxLetter.recipient == recipient))
    lines = [line for letter in found for line in letter.text.splitlines() if "/address/" in line]
    return lines[-1].removeprefix("http://127.0.0.1:8000")


@pytest.fixture
def ask(browser: Browser, session: DatabaseSession) -> Callable[..., TestResponse]:
    """Give what a delegate does to ask for another address."""

    def send(email: str, *, of: str = OWN) -> TestResponse:
        return browser.fill(own_page(session, of) + "email", {"email": email})

    return send


Ask = Callable[..., TestResponse]


def test_asking_for_another_address_changes_nothing_until_its_letter_is_answered(
    register: Register, ask: Ask, browser: Browser, session: DatabaseSession
) -> None:
    register()
    page = own_page(session)

    answer = ask("new@example.org")

    link = new_link(session, "new@example.org")
    opened = [browser.get(link).status_code, browser.client.head(link).status_code]
    assert (answer.status_code, answer.location) == (303, page)
    assert opened == [200, 200]
    assert registrations(session)[0].email == OWN
    assert letters(session)[1:] == [("new@example.org", "registration:new-email")]
    assert "new@example.org" in browser.get(page).get_data(as_text=True)


def test_the_answer_makes_the_new_address_the_delegate_s_and_tells_the_former_one(
    register: Register, ask: Ask, browser: Browser, session: DatabaseSession
) -> None:
    register(sessions=["workshop"])
    former_page = own_page(session)
    browser.fill(former_page, form="/confirm")
    browser.fill(f"{former_page}programme/", {"action": "make"}, form="/calendar")
    before = letters(session)
    ask("new@example.org")

    answer = browser.fill(new_link(session, "new@example.org"))

    (registration,) = registrations(session)
    assert (answer.status_code, answer.location) == (303, own_page(session, "new@example.org"))
    assert (registration.email, registration.status.value, registration.arrived) == ("new@example.org", "confirmed", 1)
    assert written_since(session, before) == [
        (OWN, "registration:email-changed"),
        ("new@example.org", "registration:email-confirmed"),
        ("new@example.org", "registration:new-email"),
    ]
    assert browser.get(former_page).status_code == 404
    assert browser.get(own_page(session, "new@example.org")).status_code == 200
    assert queries.starred_keys(registration) == ["workshop"]
    assert queries.live_feed_token(registration) is not None
    actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions[-2:] == ["registration:ask-email", "registration:change-email"]


def test_an_unconfirmed_delegate_confirms_with_the_new_address(
    register: Register, ask: Ask, browser: Browser, session: DatabaseSession
) -> None:
    register()
    ask("new@example.org")

    before = letters(session)
    browser.fill(new_link(session, "new@example.org"))

    assert statuses(session) == ["confirmed"]
    assert ("new@example.org", "registration:register") in written_since(session, before)
    assert browser.get(own_page(session, "new@example.org")).status_code == 200


def test_a_link_to_a_new_address_works_once(
    register: Register, ask: Ask, browser: Browser, session: DatabaseSession
) -> None:
    register()
    ask("new@example.org")
    link = new_link(session, "new@example.org")
    page = browser.get(link)
    browser.send(page, link)

    assert [browser.get(link).status_code, browser.send(page, link).status_code] == [410, 410]


def test_a_later_wish_replaces_the_earlier_one(
    register: Register, ask: Ask, browser: Browser, session: DatabaseSession
) -> None:
    register()
    ask("new@example.org")
    ask("newer@example.org")

    assert browser.get(new_link(session, "new@example.org")).status_code == 410
    assert browser.get(new_link(session, "newer@example.org")).status_code == 200


def test_a_wish_can_be_given_up(register: Register, ask: Ask, browser: Browser, session: DatabaseSession) -> None:
    register()
    ask("new@example.org")

    browser.fill(own_page(session), form="/keep")

    assert browser.get(new_link(session, "new@example.org")).status_code == 410
    assert session.scalars(select(AddressChange)).all() == []


def test_a_letter_to_a_new_address_can_be_answered_for_a_day(
    register: Register, ask: Ask, browser: Browser, session: DatabaseSession, hours: Clock
) -> None:
    register()
    ask("new@example.org")
    hours.moment += timedelta(hours=24)

    assert browser.get(new_link(session, "new@example.org")).status_code == 410
    assert service.forget_new_emails(most=10, now=hours.moment) == 1
    assert session.scalars(select(AddressChange)).all() == []


def test_a_correction_at_the_desk_voids_what_the_delegate_asked_for(
    register: Register, ask: Ask, browser: Browser, session: DatabaseSession, forum: Forum, hours: Clock
) -> None:
    register()
    ask("new@example.org")
    registration = queries.registration_by_email_key(forum, OWN)
    assert registration is not None
    service.correct_email(registration, Mailbox(address=DESK, key=DESK), now=hours.moment)

    assert browser.get(new_link(session, "new@example.org")).status_code == 410


def test_a_link_to_a_new_address_opens_nothing_in_another_forum(
    register: Register, ask: Ask, browser: Browser, session: DatabaseSession, forum: Forum
) -> None:
    register()
    ask("new@example.org")
    other = published()

    link = new_link(session, "new@example.org").replace(forum.slug, other.slug)
    assert browser.get(link).status_code == 410


def test_asking_for_somebody_s_address_is_answered_alike_and_told_to_its_owner_only(
    register: Register, ask: Ask, browser: Browser, session: DatabaseSession, hours: Clock
) -> None:
    register()
    register(email="mergen@example.org")
    before = letters(session)

    answers, pages = [], []
    for email in ("nobody@example.org", "mergen@example.org"):
        answers.append((ask(email).status_code, ask(email).location))
        pages.append(browser.get(own_page(session)).get_data(as_text=True).replace(email, "…"))

    assert answers[0] == answers[1]
    assert without_tokens(pages[0]) == without_tokens(pages[1])
    assert written_since(session, before) == [
        ("mergen@example.org", "registration:remind"),
        ("nobody@example.org", "registration:new-email"),
        ("nobody@example.org", "registration:new-email"),
    ]


def without_tokens(page: str) -> list[str]:
    """Return a page's lines but those that differ from request to request."""
    return [line for line in page.splitlines() if "csrf" not in line]


def test_an_address_that_was_taken_meanwhile_is_refused_in_words(
    register: Register, ask: Ask, browser: Browser, session: DatabaseSession
) -> None:
    register()
    ask("new@example.org")
    link = new_link(session, "new@example.org")
    register(email="new@example.org")
    before = letters(session)

    answer = browser.fill(link)

    assert answer.status_code == 422
    assert registrations(session)[0].email == OWN
    assert written_since(session, before) == []


@pytest.mark.parametrize("email", ["", "no address", OWN.upper()])
def test_what_is_no_other_address_is_refused(
    register: Register, ask: Ask, session: DatabaseSession, email: str
) -> None:
    register()

    assert ask(email).status_code == 422
    assert len(letters(session)) == 1


def test_pages_of_addresses_are_private(
    register: Register, ask: Ask, browser: Browser, session: DatabaseSession
) -> None:
    register()
    ask("new@example.org")

    pages = [browser.get(own_page(session) + "email"), browser.get(new_link(session, "new@example.org"))]

    assert [page.headers["Cache-Control"] for page in pages] == ["private, no-store"] * 2
    assert [page.headers["X-Robots-Tag"] for page in pages] == ["noindex, nofollow"] * 2
