"""Reads that look at many mailboxes at once."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from forumapp.audit import AuditEntry
from forumapp.db import db
from forumapp.forums.models import Forum
from forumapp.mail.models import OutboxLetter
from forumapp.registration.models import Registration, RegistrationStatus

CHUNK = 5000
"""Values of one IN list: SQLite takes a limited number."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a mailbox stands in a forum: under which number, and whether it still takes part."""

    uid: UUID
    arrived: int
    status: RegistrationStatus


def brought_in(forum: Forum, batch: str) -> Sequence[Registration]:
    """Return the registrations that came with a list, as they stand now."""
    found = select(Registration).where(Registration.forum_id == forum.id, Registration.submission_key == batch)
    return db.session.scalars(found.order_by(Registration.arrived).execution_options(populate_existing=True)).all()


def deeds_since_import(forum: Forum, batch: str) -> int:
    """Count what happened to the registrations of a list since it was brought in."""
    came = select(Registration.uid).where(Registration.forum_id == forum.id, Registration.submission_key == batch)
    subjects = [f"registration:{uid}" for uid in db.session.scalars(came)]
    counted = 0
    for some in _chunks(subjects):
        counting = select(func.count()).where(
            AuditEntry.forum_slug == forum.slug,
            AuditEntry.subject.in_(some),
            AuditEntry.action != "registration:import",
        )
        counted += db.session.scalar(counting) or 0
    return counted


def letters_to_many(forum: Forum, addresses: Collection[str], *, since: datetime) -> Sequence[OutboxLetter]:
    """Return the letters about registrations that a forum wrote to these addresses since a moment, locked for the caller."""
    found: list[OutboxLetter] = []
    for some in _chunks(sorted(addresses)):
        letters = select(OutboxLetter).where(
            OutboxLetter.forum_slug == forum.slug,
            OutboxLetter.recipient.in_(some),
            OutboxLetter.created_at >= since,
            OutboxLetter.kind.startswith("registration:"),
        )
        found += db.session.scalars(letters.with_for_update().execution_options(populate_existing=True))
    return found


def standing_by_key(forum: Forum, email_keys: Collection[str]) -> dict[str, Standing]:
    """Return how these mailboxes stand, those too whose registrations ended; who is not named never registered."""
    found = {}
    for keys in _chunks(sorted(email_keys)):
        rows = select(Registration.email_key, Registration.uid, Registration.arrived, Registration.status).where(
            Registration.forum_id == forum.id, Registration.email_key.in_(keys)
        )
        for key, uid, arrived, status in db.session.execute(rows):
            found[str(key)] = Standing(uid=uid, arrived=arrived, status=status)
    return found


def _chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    return (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))
