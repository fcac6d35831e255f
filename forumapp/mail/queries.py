"""Reads of the outbox."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import defer

from forumapp.db import db
from forumapp.mail import rules
from forumapp.mail.models import LetterStatus, OutboxLetter

CHUNK = 5000
"""Ids that one statement names."""


def has_queued(*, kind: str, recipient: str, forum_slug: str | None) -> bool:
    """Say whether a letter of this kind to an address about a forum waits to be sent."""
    found = select(OutboxLetter.id).where(
        OutboxLetter.status == LetterStatus.QUEUED,
        OutboxLetter.kind == kind,
        OutboxLetter.recipient == recipient,
        OutboxLetter.forum_slug == forum_slug,
    )
    return db.session.scalar(select(found.exists())) or False


def oldest_due(*, now: datetime) -> datetime | None:
    """Return since when the longest waiting due letter waits, None when none is due."""
    found = select(func.min(OutboxLetter.due_at)).where(
        OutboxLetter.status == LetterStatus.QUEUED, OutboxLetter.due_at <= now
    )
    return db.session.scalar(found.where(_is_free(now)))


def lock_due(*, now: datetime, most: int) -> list[OutboxLetter]:
    """Return due letters nobody holds, oldest first, locked for the caller (others skip them)."""
    due = (
        select(OutboxLetter)
        .where(OutboxLetter.status == LetterStatus.QUEUED, OutboxLetter.due_at <= now)
        .where(_is_free(now))
        .order_by(OutboxLetter.due_at)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    return list(db.session.scalars(due))


def lock_free(ids: Collection[UUID], *, now: datetime) -> Sequence[OutboxLetter]:
    """Return those of some letters that wait and nobody sends now, without their text, locked for the caller."""
    found: list[OutboxLetter] = []
    wanted = list(ids)
    for start in range(0, len(wanted), CHUNK):
        free = select(OutboxLetter).where(OutboxLetter.id.in_(wanted[start : start + CHUNK]), _is_free(now))
        free = free.where(OutboxLetter.status == LetterStatus.QUEUED).with_for_update()
        free = free.options(defer(OutboxLetter.text), defer(OutboxLetter.html))
        found += db.session.scalars(free.execution_options(populate_existing=True))
    return found


def lock_outdated(*, now: datetime, most: int) -> Sequence[OutboxLetter]:
    """Return letters whose text has been kept long enough, without the text, locked for the caller (others skip them)."""
    was_sent = and_(OutboxLetter.status == LetterStatus.SENT, OutboxLetter.sent_at <= now - rules.KEPT_SENT)
    was_given_up = and_(OutboxLetter.status == LetterStatus.DEAD, OutboxLetter.due_at <= now - rules.KEPT_DEAD)
    is_old = OutboxLetter.due_at <= now - min(rules.KEPT_SENT, rules.KEPT_DEAD)
    outdated = select(OutboxLetter).where(OutboxLetter.emptied_at.is_(None), is_old, or_(was_sent, was_given_up))
    outdated = outdated.options(defer(OutboxLetter.text), defer(OutboxLetter.html)).limit(most)
    return db.session.scalars(outdated.with_for_update(skip_locked=True)).all()


def lock_letter(letter: OutboxLetter) -> OutboxLetter:
    """Return the letter as it stands now, locked until the transaction ends."""
    locked = select(OutboxLetter).where(OutboxLetter.id == letter.id).with_for_update()
    return db.session.scalars(locked.execution_options(populate_existing=True)).one()


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
    return dict(rows.all())


def _is_free(now: datetime) -> ColumnElement[bool]:
    """Say of a letter that nobody is sending it."""
    return or_(OutboxLetter.lease_until.is_(None), OutboxLetter.lease_until < now)
