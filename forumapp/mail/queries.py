"""Reads of the outbox."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select

from forumapp.db import db
from forumapp.mail.models import LetterStatus, OutboxLetter


def lock_due(*, now: datetime, most: int) -> list[OutboxLetter]:
    """Return due letters nobody holds, oldest first, locked for the caller (others skip them)."""
    due = (
        select(OutboxLetter)
        .where(OutboxLetter.status == LetterStatus.QUEUED, OutboxLetter.due_at <= now)
        .where(or_(OutboxLetter.lease_until.is_(None), OutboxLetter.lease_until < now))
        .order_by(OutboxLetter.due_at)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    return list(db.session.scalars(due))


def letter_by_id(letter_id: UUID) -> OutboxLetter | None:
    """Return one letter."""
    return db.session.get(OutboxLetter, letter_id)


def letters(
    *, status: LetterStatus | None = None, forum_slug: str | None = None, most: int = 200
) -> Sequence[OutboxLetter]:
    """Return letters, newest first."""
    found = select(OutboxLetter).order_by(OutboxLetter.created_at.desc(), OutboxLetter.id).limit(most)
    if status is not None:
        found = found.where(OutboxLetter.status == status)
    if forum_slug is not None:
        found = found.where(OutboxLetter.forum_slug == forum_slug)
    return db.session.scalars(found).all()


def counts() -> dict[LetterStatus, int]:
    """Return the number of letters in each state."""
    rows = db.session.execute(select(OutboxLetter.status, func.count()).group_by(OutboxLetter.status))
    return dict(rows.tuples().all())
