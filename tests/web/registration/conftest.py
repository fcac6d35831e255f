"""A published forum that takes registrations, and the letters it writes."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession
from werkzeug.test import TestResponse

from forumapp import clock
from forumapp.directory.models import ForumInstitution
from forumapp.exchange import forumfile
from forumapp.exchange.document import (
    Attendance,
    Document,
    ForumPart,
    InstitutionKind,
    InstitutionPart,
    Kind,
    SessionPart,
    Signup,
    Status,
    Visibility,
)
from forumapp.forums.models import Forum
from forumapp.mail.models import OutboxLetter
from forumapp.registration.models import Registration
from forumapp.schedule.models import Release
from tests import factories
from tests.browsing import Browser

NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
ANSWERS: dict[str, Any] = {
    "given_name": "Айна",
    "family_name": "Атаева",
    "patronymic": "Мередовна",
    "email": "ayna@example.org",
    "country": "TM",
    "attendance": "online",
    "language": "ru",
    "consent_data": "y",
}


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
def forum(session: DatabaseSession, hours: Clock) -> Forum:
    """Give a hybrid forum with three places online and one on site, published."""
    return published(registration_capacity={"online": 3, "onsite": 1})


def session_part(key: str, **changes: Any) -> SessionPart:
    """Return a session of the forum's first day."""
    values: dict[str, Any] = {
        "key": key,
        "title": {"ru": f"Сессия {key}", "en": f"Session {key}"},
        "kind": Kind.PANEL,
        "status": Status.CONFIRMED,
        "visibility": Visibility.PUBLIC,
        "languages": ("ru",),
        "signup": Signup.NONE,
        "people": (),
        "starts_at": datetime(2027, 4, 12, 10, 0),  # noqa: DTZ001
        "ends_at": datetime(2027, 4, 12, 11, 0),  # noqa: DTZ001
    }
    return SessionPart(**{**values, **changes})


SESSIONS = (
    session_part("opening"),
    session_part("workshop", signup=Signup.OPEN),
    session_part("dinner", visibility=Visibility.REGISTERED),
    session_part("council", visibility=Visibility.INVITED),
)


def published(**changes: Any) -> Forum:
    """Store a forum with a release of four sessions."""
    forum = factories.Forum(**changes)
    institution = factories.Institution()
    factories.db.session.add(
        ForumInstitution(forum_id=forum.id, institution_id=institution.id, key="state-library", position=0)
    )
    part = ForumPart(
        slug=forum.slug,
        title={"ru": "Содружество библиотек", "en": "The Library Community"},
        timezone=forum.timezone,
        starts_on=date(2027, 4, 12),
        ends_on=date(2027, 4, 13),
        attendance=Attendance.HYBRID,
        languages=("ru", "en"),
    )
    library = InstitutionPart(key="state-library", name=institution.name, country="TM", kind=InstitutionKind.NATIONAL)
    document = Document(forum=part, institutions=(library,), sessions=SESSIONS)
    release = Release(
        forum_id=forum.id,
        number=1,
        published_at=datetime.now(UTC),
        published_by="test",
        document=forumfile.write(document),
        uids={},
        changes=[],
    )
    factories.db.session.add(release)
    factories.db.session.flush()
    return forum


Register = Callable[..., TestResponse]


@pytest.fixture
def register(browser: Browser, forum: Forum) -> Register:
    """Give what fills in and sends the form."""

    def send(**answers: Any) -> TestResponse:
        return browser.fill(f"/forums/{forum.slug}/register/", {**ANSWERS, **answers})

    return send


def registrations(session: DatabaseSession) -> list[Registration]:
    """Return all registrations as they stand, in order of arrival."""
    session.expire_all()
    return list(session.scalars(select(Registration).order_by(Registration.arrived)))


def statuses(session: DatabaseSession) -> list[str]:
    """Return where all registrations stand, in order of arrival."""
    return [registration.status.value for registration in registrations(session)]


def letters(session: DatabaseSession) -> list[tuple[str, str]]:
    """Return recipient and kind of all letters, in order of writing and, within one moment, of address and kind."""
    found = session.scalars(
        select(OutboxLetter).order_by(OutboxLetter.created_at, OutboxLetter.recipient, OutboxLetter.kind)
    ).all()
    return [(letter.recipient, letter.kind) for letter in found]


def written_since(session: DatabaseSession, before: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return recipient and kind of the letters that were added to ``before``, sorted."""
    return sorted((Counter(letters(session)) - Counter(before)).elements())


def links(session: DatabaseSession, recipient: str) -> list[str]:
    """Return the paths of own pages that letters to somebody carry."""
    found = session.scalars(select(OutboxLetter).where(OutboxLetter.recipient == recipient))
    lines = [line for letter in found for line in letter.text.splitlines() if "/registration/" in line]
    return [line.removeprefix("http://127.0.0.1:8000") for line in lines]


def own_page(session: DatabaseSession, email: str = "ayna@example.org") -> str:
    """Return the path of somebody's own page."""
    return links(session, email)[-1]
