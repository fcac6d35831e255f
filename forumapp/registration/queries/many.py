"""Reads that look at many mailboxes at once."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from forumapp.db import db
from forumapp.forums.models import Forum
from forumapp.registration.models import Registration, RegistrationStatus

CHUNK = 5000
"""Values of one IN list: SQLite takes a limited number."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a mailbox stands in a forum: under which number, and whether it still takes part."""

    uid: UUID
    arrived: int
    status: RegistrationStatus


def standing_by_key(forum: Forum, email_keys: Collection[str]) -> dict[str, Standing]:
    """Return how these mailboxes stand, those too whose registrations ended; who is not named never registered."""
    found = {}
    every = sorted(email_keys)
    for keys in (every[start : start + CHUNK] for start in range(0, len(every), CHUNK)):
        rows = select(Registration.email_key, Registration.uid, Registration.arrived, Registration.status).where(
            Registration.forum_id == forum.id, Registration.email_key.in_(keys)
        )
        for key, uid, arrived, status in db.session.execute(rows):
            found[str(key)] = Standing(uid=uid, arrived=arrived, status=status)
    return found
