"""Reads of letters to many: whom they mean, how far they are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, delete, func, insert, or_, select
from sqlalchemy.orm import joinedload

from forumapp.db import db
from forumapp.forums.models import Forum
from forumapp.mail.models import LetterStatus, OutboxLetter
from forumapp.registration.models import Registration
from forumapp.registration.rules.statuses import ENDED
from forumapp.secretariat.models import Mailing, MailingRecipient, MailingState

MOST = 200
"""Letters to many that the page lists."""
CHUNK = 5000
"""Ids that one statement names."""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a letter to many is: how many it goes to, and of these sent, waiting, failed, and left out."""

    total: int = 0
    sent: int = 0
    waiting: int = 0
    failed: int = 0
    left_out: int = 0
    """Without an address or ended by the time it came to them, or stopped."""


@dataclass(frozen=True, kw_only=True)
class Audience:
    """Whom a letter to many means: how many read it in which language, how many have no address, how many take no part any more.

    ``unsent`` are those on the list of a delegation that was not sent yet.
    """

    readers: Mapping[str, int]
    silent: int
    ended: int
    unsent: int

    @property
    def number(self) -> int:
        """How many get it."""
        return sum(self.readers.values())


def mailings(forum: Forum) -> Sequence[Mailing]:
    """Return a forum's letters to many, the last one first."""
    found = select(Mailing).where(Mailing.forum_id == forum.id).order_by(Mailing.id.desc()).limit(MOST)
    return db.session.scalars(found).all()


def mailing_by_uid(slug: str, uid: UUID) -> Mailing | None:
    """Return a letter to many with its forum."""
    found = select(Mailing).where(Mailing.uid == uid, Mailing.forum.has(Forum.slug == slug))
    return db.session.scalar(found.options(joinedload(Mailing.forum)))


def lock_mailing(mailing: Mailing) -> Mailing:
    """Return a letter to many as it stands now, locked until the transaction ends."""
    locked = select(Mailing).where(Mailing.id == mailing.id).with_for_update(of=Mailing)
    return db.session.scalars(locked.options(joinedload(Mailing.forum)).execution_options(populate_existing=True)).one()


def lock_due_mailing(*, now: datetime) -> Mailing | None:
    """Return a letter to many that has somebody to go to, locked for the caller (others skip it)."""
    due = select(Mailing).where(Mailing.state == MailingState.SENDING, Mailing.due_at <= now).order_by(Mailing.due_at)
    due = due.options(joinedload(Mailing.forum)).limit(1).with_for_update(of=Mailing, skip_locked=True)
    return db.session.scalar(due.execution_options(populate_existing=True))


def is_mailing_due(*, now: datetime) -> bool:
    """Say whether a letter to many has somebody to go to."""
    due = select(Mailing.id).where(Mailing.state == MailingState.SENDING, Mailing.due_at <= now)
    return db.session.scalar(due.limit(1)) is not None


def add_recipients(mailing: Mailing, ids: Collection[int]) -> None:
    """Note to whom a letter to many goes, in the order of the ids."""
    rows = [{"mailing_id": mailing.id, "registration_id": each} for each in ids]
    if rows:
        db.session.execute(insert(MailingRecipient), rows)


def forget_recipients(mailing: Mailing) -> None:
    """Forget to whom a letter was to go."""
    db.session.execute(delete(MailingRecipient).where(MailingRecipient.mailing_id == mailing.id))


def next_recipients(mailing: Mailing, *, most: int) -> Sequence[tuple[MailingRecipient, Registration]]:
    """Return the next to whom a letter goes, with their registrations as they stand now."""
    found = (
        select(MailingRecipient, Registration)
        .join(Registration, Registration.id == MailingRecipient.registration_id)
        .where(MailingRecipient.mailing_id == mailing.id, MailingRecipient.done_at.is_(None))
        .order_by(MailingRecipient.id)
        .limit(most)
        .execution_options(populate_existing=True)
    )
    return [(row[0], row[1]) for row in db.session.execute(found)]


def letter_ids_of(mailing: Mailing) -> Sequence[UUID]:
    """Return the ids of the letters of one to many that have not left, in the outbox."""
    found = select(OutboxLetter.id).join(MailingRecipient, MailingRecipient.letter_id == OutboxLetter.id)
    found = found.where(MailingRecipient.mailing_id == mailing.id, OutboxLetter.status == LetterStatus.QUEUED)
    return db.session.scalars(found).all()


def progress_of(forum: Forum) -> dict[int, Progress]:
    """Return how far each of a forum's letters to many is, by its id, in one read."""
    is_open = MailingRecipient.done_at.is_(None)
    left_out = and_(MailingRecipient.done_at.is_not(None), OutboxLetter.id.is_(None))
    counted = (
        select(
            MailingRecipient.mailing_id,
            func.count(),
            func.count().filter(OutboxLetter.status == LetterStatus.SENT),
            func.count().filter(or_(is_open, OutboxLetter.status == LetterStatus.QUEUED)),
            func.count().filter(OutboxLetter.status == LetterStatus.DEAD),
            func.count().filter(left_out),
        )
        .join(Mailing, Mailing.id == MailingRecipient.mailing_id)
        .outerjoin(OutboxLetter, OutboxLetter.id == MailingRecipient.letter_id)
        .where(Mailing.forum_id == forum.id)
        .group_by(MailingRecipient.mailing_id)
    )
    return {
        row[0]: Progress(total=row[1], sent=row[2], waiting=row[3], failed=row[4], left_out=row[5])
        for row in db.session.execute(counted)
    }


def audience_of(ids: Sequence[int], *, with_ended: bool) -> Audience:
    """Return whom a letter to these registrations reaches, in chunks of reads."""
    readers: dict[str, int] = {}
    silent = ended = unsent = 0
    kinds = (
        Registration.language,
        Registration.email.is_(None),
        Registration.seen_status.in_(ENDED),
        Registration.is_unsent,
    )
    for start in range(0, len(ids), CHUNK):
        counted = select(*kinds, func.count()).where(Registration.id.in_(ids[start : start + CHUNK])).group_by(*kinds)
        for language, is_silent, is_over, is_unsent, number in db.session.execute(counted):
            if is_over and not with_ended:
                ended += number
            elif is_unsent:
                unsent += number
            elif is_silent:
                silent += number
            else:
                readers[language] = readers.get(language, 0) + number
    return Audience(readers=readers, silent=silent, ended=ended, unsent=unsent)


def reachable_ids(ids: Sequence[int], *, with_ended: bool) -> list[int]:
    """Return which of these registrations a letter reaches, in the same order."""
    found: set[int] = set()
    for start in range(0, len(ids), CHUNK):
        wanted = select(Registration.id).where(Registration.id.in_(ids[start : start + CHUNK]))
        wanted = wanted.where(Registration.email.is_not(None), ~Registration.is_unsent)
        if not with_ended:
            wanted = wanted.where(Registration.seen_status.not_in(ENDED))
        found |= set(db.session.scalars(wanted))
    return [each for each in ids if each in found]


def sample_readers(ids: Sequence[int], *, with_ended: bool) -> list[Registration]:
    """Return somebody for each language of the readers, the first to have arrived."""
    reached = reachable_ids(ids, with_ended=with_ended)
    found: dict[str, int] = {}
    for start in range(0, len(reached), CHUNK):
        firsts = select(Registration.language, func.min(Registration.id)).group_by(Registration.language)
        for language, number in db.session.execute(firsts.where(Registration.id.in_(reached[start : start + CHUNK]))):
            found.setdefault(language, number)
    rows = select(Registration).where(Registration.id.in_(found.values())).order_by(Registration.language)
    return list(db.session.scalars(rows))
