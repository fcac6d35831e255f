"""Who has an account or a registration is not to be found out from answers, nor from the work behind them."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forumapp.db import db
from forumapp.mail.models import OutboxLetter
from tests.browsing import Browser
from tests.web.security.scene import Place, place

NOBODY = "nobody@library.example"


@pytest.fixture
def ours(session: Session) -> Place:
    """Give a forum with an owner and a delegate."""
    return place("ours")


def letters() -> int:
    """Return how many letters wait."""
    return db.session.scalar(select(func.count()).select_from(OutboxLetter)) or 0


def written(statements: list[str]) -> list[str]:
    """Return the tables into which was written."""
    return [statement.split()[2] for statement in statements if statement.startswith("INSERT")]


@pytest.mark.parametrize("address", ["/account/link", "/account/password/forgotten"])
def test_asking_for_a_link_is_as_much_work_for_nobody(
    address: str, browser: Browser, ours: Place, queries: list[str]
) -> None:
    queries.clear()
    known = browser.fill(address, {"email": ours.owner.email})
    for_somebody = written(queries)
    queries.clear()
    unknown = browser.fill(address, {"email": NOBODY})
    for_nobody = written(queries)

    assert known.data == unknown.data
    assert set(for_somebody) - set(for_nobody) == {"account_links"}
    assert letters() == 1


@pytest.mark.parametrize("email", [NOBODY, "delegate-again"])
def test_asking_for_a_lost_link_is_as_much_work_for_nobody(
    email: str, browser: Browser, ours: Place, queries: list[str]
) -> None:
    address = "/forums/ours/register/link"
    known = browser.fill(address, {"email": ours.registration.email})
    number = letters()
    queries.clear()
    unknown = browser.fill(address, {"email": ours.registration.email if email == "delegate-again" else email})

    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert [written(queries), letters()] == [["outbox_letters", "audit_entries"], number]


def answers(email: str) -> dict[str, Any]:
    """Return a registration of this address."""
    return {
        "given_name": "Мерген", "family_name": "Атаев", "email": email, "country": "TM", "attendance": "online",
        "consent_data": "y",
    }  # fmt: skip


def test_registering_twice_is_answered_as_once(client: FlaskClient, browser: Browser, ours: Place) -> None:
    pages = []
    for email in (f"x{ours.registration.email}", ours.registration.email):
        answer = browser.fill("/forums/ours/register/", answers(email))
        page = client.get(answer.location or "")
        pages.append((answer.status_code, answer.location, page.data.replace(email[:1].encode() + "…".encode(), b"")))

    assert pages[0] == pages[1]


def test_a_robot_gets_the_same_answer_and_nothing_is_stored(browser: Browser, session: Session, ours: Place) -> None:
    rows = session.query(type(ours.registration)).count()
    answer = browser.fill("/forums/ours/register/", {**answers(NOBODY), "website": "http://spam.example"})

    assert (answer.status_code, answer.location) == (303, "/forums/ours/register/sent")
    assert session.query(type(ours.registration)).count() == rows
    assert letters() == 0
