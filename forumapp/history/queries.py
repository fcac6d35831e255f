"""Reads of the audit trail of a forum, and of the names of what it speaks of."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from forumapp.accounts.models import Account
from forumapp.audit import AuditEntry
from forumapp.db import db
from forumapp.directory.models import ForumInstitution, ForumPerson, Institution, Person
from forumapp.events.models import FurtherEvent
from forumapp.exchange.document import LanguageMap
from forumapp.forums.models import Forum
from forumapp.mail.models import OutboxLetter
from forumapp.programme.models import Room, Session, Track
from forumapp.registration.models import Registration

Titled = FurtherEvent | Room | Session | Track
REMOVALS = ("room:remove", "track:remove", "person:remove", "institution:remove")
"""Deeds after which the name of a thing stands nowhere but in the trail; deleted sessions are kept."""


def deeds(
    forum: Forum, *, action: str | None = None, actor: str | None = None, first: int = 0, most: int = 50
) -> Sequence[AuditEntry]:
    """Return what was done in a forum, newest first, from the ``first`` on (counted from 0)."""
    found = _deeds(forum, action, actor).order_by(AuditEntry.id.desc()).offset(first).limit(most)
    return db.session.scalars(found).all()


def count_deeds(forum: Forum, *, action: str | None = None, actor: str | None = None) -> int:
    """Return how many deeds ``deeds`` would give in all."""
    return db.session.scalar(select(func.count()).select_from(_deeds(forum, action, actor).subquery())) or 0


def actions(forum: Forum) -> Sequence[str]:
    """Return the different actions that were done in a forum."""
    return _different(forum, AuditEntry.action)


def actors(forum: Forum) -> Sequence[str]:
    """Return who did something in a forum."""
    return _different(forum, AuditEntry.actor)


def removed(forum: Forum) -> Sequence[AuditEntry]:
    """Return the deeds that took things out of a forum, in their order: they say what the things were called."""
    found = select(AuditEntry).where(AuditEntry.forum_slug == forum.slug, AuditEntry.action.in_(REMOVALS))
    return db.session.scalars(found.order_by(AuditEntry.id)).all()


def titles(kind: type[Titled], forum: Forum) -> Mapping[str, LanguageMap]:
    """Return the titles of a forum's rooms, tracks, sessions or further events, deleted ones too, by key."""
    rows = db.session.execute(select(kind.key, kind.title).where(kind.forum_id == forum.id))
    return {key: title for key, title in rows}  # noqa: C416 - rows are no pairs


def people(forum: Forum) -> Sequence[tuple[str, Person]]:
    """Return a forum's people with their keys."""
    found = select(ForumPerson.key, Person).join(Person, Person.id == ForumPerson.person_id)
    return [(key, person) for key, person in db.session.execute(found.where(ForumPerson.forum_id == forum.id))]


def institutions(forum: Forum) -> Mapping[str, LanguageMap]:
    """Return the names of a forum's institutions by key."""
    found = select(ForumInstitution.key, Institution.name).join(
        Institution, Institution.id == ForumInstitution.institution_id
    )
    rows = db.session.execute(found.where(ForumInstitution.forum_id == forum.id))
    return {key: name for key, name in rows}  # noqa: C416 - rows are no pairs


def institutions_by_id(ids: Collection[int]) -> Mapping[str, LanguageMap]:
    """Return the names of institutions of the directory by id as text."""
    rows = db.session.execute(select(Institution.id, Institution.name).where(Institution.id.in_(ids)))
    return {str(known): name for known, name in rows}


def registrations(uids: Collection[UUID]) -> Sequence[Registration]:
    """Return registrations without what they refer to."""
    return db.session.scalars(select(Registration).where(Registration.uid.in_(uids))).all()


def letters(ids: Collection[UUID]) -> Mapping[str, tuple[str, str]]:
    """Return recipient and subject of letters by id as text."""
    rows = db.session.execute(
        select(OutboxLetter.id, OutboxLetter.recipient, OutboxLetter.subject).where(OutboxLetter.id.in_(ids))
    )
    return {str(known): (recipient, subject) for known, recipient, subject in rows}


def account_names(emails: Collection[str]) -> dict[str, str]:
    """Return the names of accounts by e-mail address; accounts without one are left out."""
    found = select(Account.email, Account.name).where(Account.email.in_(emails), Account.name != "")
    return {email: name for email, name in db.session.execute(found)}  # noqa: C416 - rows are no pairs


def _different(forum: Forum, column: InstrumentedAttribute[str]) -> Sequence[str]:
    return db.session.scalars(
        select(column).where(AuditEntry.forum_slug == forum.slug).distinct().order_by(column)
    ).all()


def _deeds(forum: Forum, action: str | None, actor: str | None) -> Select[AuditEntry]:
    found = select(AuditEntry).where(AuditEntry.forum_slug == forum.slug)
    if action is not None:
        found = found.where(AuditEntry.action == action)
    return found if actor is None else found.where(AuditEntry.actor == actor)
