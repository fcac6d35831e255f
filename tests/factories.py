"""Rows for tests: a test names only what matters to it."""

from datetime import UTC, date, datetime

import factory
from factory.alchemy import SQLAlchemyModelFactory

from forumapp.accounts.models import Account as AccountRow
from forumapp.db import db
from forumapp.directory import models as directory
from forumapp.exchange.document import Attendance, InstitutionKind, Kind, Role, Signup, Status, Visibility
from forumapp.forums import models as forums
from forumapp.policy import TeamRole
from forumapp.programme import models as programme
from forumapp.registration import models as registration

CREATED = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)


class Rows(SQLAlchemyModelFactory):
    """Base: rows go into the test's session and are flushed."""

    class Meta:
        abstract = True
        sqlalchemy_session_factory = lambda: db.session  # noqa: E731
        sqlalchemy_session_persistence = "flush"


class Account(Rows):
    """Somebody of a team."""

    class Meta:
        model = AccountRow

    email = factory.Sequence(lambda n: f"organizer{n}@example.org")
    email_key = factory.LazyAttribute(lambda account: account.email.casefold())
    name = "Ayna Organizer"
    created_at = CREATED


class Forum(Rows):
    """A hybrid forum of two days in Ashgabat, with open registration without limits."""

    class Meta:
        model = forums.Forum

    slug = factory.Sequence(lambda n: f"forum-{n}")
    title = factory.LazyFunction(lambda: {"ru": "Содружество библиотек", "en": "The Library Community"})
    timezone = "Asia/Ashgabat"
    starts_on = date(2027, 4, 12)
    ends_on = date(2027, 4, 13)
    attendance = Attendance.HYBRID
    languages = ("ru", "en")
    has_registration = True
    created_at = CREATED


class Membership(Rows):
    """A role in a team."""

    class Meta:
        model = forums.Membership

    forum = factory.SubFactory(Forum)
    account = factory.SubFactory(Account)
    role = TeamRole.OWNER
    created_at = CREATED


class Institution(Rows):
    """A national library."""

    class Meta:
        model = directory.Institution

    name = factory.LazyFunction(lambda: {"ru": "Государственная библиотека", "en": "State Library"})
    country = "TM"
    kind = InstitutionKind.NATIONAL


class Person(Rows):
    """Somebody of the directory."""

    class Meta:
        model = directory.Person

    given_name = factory.LazyFunction(lambda: {"ru": "Айна", "en": "Ayna"})
    family_name = factory.LazyFunction(lambda: {"ru": "Атаева", "en": "Ataeva"})


class ForumPerson(Rows):
    """Somebody of a forum's programme."""

    class Meta:
        model = directory.ForumPerson

    person = factory.SubFactory(Person)
    key = factory.Sequence(lambda n: f"person-{n}")
    position = factory.Sequence(lambda n: n)


class ForumInstitution(Rows):
    """A library as a forum knows it."""

    class Meta:
        model = directory.ForumInstitution

    institution = factory.SubFactory(Institution)
    key = factory.Sequence(lambda n: f"institution-{n}")
    position = factory.Sequence(lambda n: n)


class Room(Rows):
    """A hall."""

    class Meta:
        model = programme.Room

    key = factory.Sequence(lambda n: f"room-{n}")
    title = factory.LazyFunction(lambda: {"ru": "Большой зал", "en": "Great Hall"})
    attendance = Attendance.HYBRID
    position = factory.Sequence(lambda n: n)


class Track(Rows):
    """A thread of the programme."""

    class Meta:
        model = programme.Track

    key = factory.Sequence(lambda n: f"track-{n}")
    title = factory.LazyFunction(lambda: {"ru": "Наследие", "en": "Heritage"})
    color = "#335577"
    position = factory.Sequence(lambda n: n)


class Session(Rows):
    """A public panel of an hour on the forum's first day."""

    class Meta:
        model = programme.Session

    forum = factory.SubFactory(Forum)
    key = factory.Sequence(lambda n: f"session-{n}")
    title = factory.LazyFunction(lambda: {"ru": "Панельная дискуссия", "en": "Panel discussion"})
    kind = Kind.PANEL
    starts_at = datetime(2027, 4, 12, 10, 0)  # noqa: DTZ001
    ends_at = datetime(2027, 4, 12, 11, 0)  # noqa: DTZ001
    status = Status.CONFIRMED
    visibility = Visibility.PUBLIC
    languages = ("ru",)
    signup = Signup.NONE
    position = factory.Sequence(lambda n: n)


class SessionPerson(Rows):
    """Somebody who speaks in a session."""

    class Meta:
        model = programme.SessionPerson

    forum_person = factory.SubFactory(ForumPerson)
    role = Role.SPEAKER
    position = factory.Sequence(lambda n: n)


class Registration(Rows):
    """A confirmed delegate who takes part online."""

    class Meta:
        model = registration.Registration

    forum = factory.SubFactory(Forum)
    arrived = factory.Sequence(lambda n: n + 1)
    status = registration.RegistrationStatus.CONFIRMED
    email = factory.Sequence(lambda n: f"delegate{n}@example.org")
    email_key = factory.LazyAttribute(lambda delegate: delegate.email.casefold())
    given_name = "Мерген"
    family_name = "Бердыев"
    country = "TM"
    attendance = Attendance.ONLINE
    language = "ru"
    created_at = CREATED
    verified_at = CREATED
    token_hash = factory.Sequence(lambda n: f"{n:064x}")
