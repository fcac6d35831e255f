"""A published forum whose sessions take sign-ups, and delegates of it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp import clock
from forumapp.db import db
from forumapp.exchange.document import Document, SessionPart, Signup, Visibility
from forumapp.forums.models import Forum
from forumapp.mail.models import OutboxLetter
from forumapp.registration.models import Registration, RegistrationStatus
from forumapp.registration.rules.tokens import fingerprint
from forumapp.registration.service import token_of
from forumapp.signups import service
from forumapp.signups.models import SessionSignup
from tests import factories, parts, publishing

NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
COURSE = parts.session(
    "course",
    signup=Signup.OPEN,
    capacity=2,
    languages=("ru",),
    interpretation=("en",),
)
OTHER = parts.session(
    "other", signup=Signup.OPEN, starts_at=parts.at("2027-04-12T10:30"), ends_at=parts.at("2027-04-12T12:00")
)
CHOSEN = parts.session(
    "chosen",
    signup=Signup.APPROVAL,
    capacity=1,
    starts_at=parts.at("2027-04-13T10:00"),
    ends_at=parts.at("2027-04-13T11:00"),
)
TALK = parts.session("talk", starts_at=parts.at("2027-04-12T14:00"), ends_at=parts.at("2027-04-12T15:00"))
MEMBERS = parts.session("members", signup=Signup.OPEN, visibility=Visibility.REGISTERED, capacity=5)
CLOSED = parts.session("closed", signup=Signup.OPEN, visibility=Visibility.INVITED, capacity=5)
SESSIONS = (COURSE, OTHER, CHOSEN, TALK, MEMBERS, CLOSED)


def programme(*sessions: SessionPart) -> Document:
    """Return the forum's programme, with these sessions or the usual ones."""
    return parts.document(*(sessions or SESSIONS))


class Clock:
    """The time that the application reads, moved by hand."""

    def __init__(self) -> None:
        self.moment = NOW

    def now(self) -> datetime:
        """Return the time."""
        return self.moment


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Give a clock that stands still until it is moved."""
    standing = Clock()
    monkeypatch.setattr(clock, "now", standing.now)
    return standing


@pytest.fixture
def forum(app: Flask, session: DatabaseSession, hours: Clock) -> Forum:
    """Give the published forum; it takes registrations."""
    with app.test_request_context():
        publishing.publish(programme())
    row = session.scalars(select(Forum)).one()
    row.has_registration = True
    session.commit()
    return row


@pytest.fixture
def speaking(app: Flask, forum: Forum) -> Any:
    """Let words be said and addresses be built, as in a request."""
    with app.test_request_context():
        yield


Delegate = Callable[..., Registration]


@pytest.fixture
def delegate(session: DatabaseSession, forum: Forum) -> Delegate:
    """Give what stores a registration whose own page opens."""
    count = 0

    def store(status: RegistrationStatus = RegistrationStatus.CONFIRMED, **values: Any) -> Registration:
        nonlocal count
        count += 1
        given = {"email": f"delegate{count}@example.org", "language": "en", "arrived": count, **values}
        row: Registration = factories.Registration(forum=forum, status=status, **given)
        row.token_hash = fingerprint(token_of(row))
        session.commit()
        return row

    return store


def page_of(registration: Registration) -> str:
    """Return the path of somebody's own programme."""
    return f"/forums/forum/registration/{token_of(registration)}/programme/"


def standing(session: DatabaseSession, key: str = "course") -> list[tuple[int, str]]:
    """Return who stands where in a session: number of the registration and state, in order of arrival."""
    found = (
        select(Registration.arrived, SessionSignup.status)
        .join(SessionSignup.registration)
        .where(SessionSignup.session_key == key)
        .order_by(SessionSignup.arrived)
    )
    return [(number, status.value) for number, status in session.execute(found)]


def letters(session: DatabaseSession) -> list[tuple[str, str]]:
    """Return recipient and kind of all letters about sign-ups, sorted."""
    found = session.scalars(select(OutboxLetter).where(OutboxLetter.kind.like("signup:%")))
    return sorted((letter.recipient.partition("@")[0], letter.kind.partition(":")[2]) for letter in found)


def sign_up(*registrations: Registration, key: str = "course", now: datetime = NOW) -> None:
    """Sign people up one after the other."""
    for number, registration in enumerate(registrations):
        service.sign_up(registration, key, now=now + timedelta(seconds=number))
    db.session.commit()


def release(document: Document, *, hour: int = 1) -> None:
    """Publish a programme some hours after the first one."""
    publishing.publish(document, later=timedelta(hours=hour))
