"""Reads of approvers and of what they answered."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from forumapp.db import db
from forumapp.forums.models import Forum
from forumapp.schedule.models import Approver, DraftAnswer
from forumapp.schedule.rules import Answer, Approval


def approver_by_hash(slug: str, token_hash: str) -> Approver | None:
    """Return whose secret link holds the token, open or not, with the forum; None where the forum is another one."""
    found = select(Approver).join(Approver.forum).where(Approver.token_hash == token_hash, Forum.slug == slug)
    return db.session.scalar(found.options(contains_eager(Approver.forum)))


def approver_of(forum: Forum, approver_id: int) -> Approver | None:
    """Return one of a forum's approvers."""
    return db.session.scalar(select(Approver).where(Approver.forum_id == forum.id, Approver.id == approver_id))


def approvers(forum: Forum) -> Sequence[Approver]:
    """Return those to whom a forum's draft was sent, the latest first."""
    found = select(Approver).where(Approver.forum_id == forum.id).order_by(Approver.id.desc())
    return db.session.scalars(found).all()


def answers(forum: Forum) -> Sequence[DraftAnswer]:
    """Return what the approvers of a forum answered by links that were not taken back, in order of time."""
    found = select(DraftAnswer).join(DraftAnswer.approver).where(Approver.forum_id == forum.id)
    found = found.where(Approver.revoked_at.is_(None)).options(contains_eager(DraftAnswer.approver))
    return db.session.scalars(found.order_by(DraftAnswer.id)).all()


def answer_of(forum: Forum, answer_id: int) -> DraftAnswer | None:
    """Return one answer with its approver."""
    found = select(DraftAnswer).join(DraftAnswer.approver).where(Approver.forum_id == forum.id)
    return db.session.scalar(found.where(DraftAnswer.id == answer_id).options(contains_eager(DraftAnswer.approver)))


def answers_of(approver: Approver) -> Sequence[DraftAnswer]:
    """Return what one approver answered, in order of time."""
    found = select(DraftAnswer).where(DraftAnswer.approver_id == approver.id).options(joinedload(DraftAnswer.approver))
    return db.session.scalars(found.order_by(DraftAnswer.id)).all()


def approvals(forum: Forum) -> list[Approval]:
    """Return the approvals that stand: not taken back, by a link that was not taken back."""
    return [
        Approval(session_key=answer.session_key, fingerprint=answer.fingerprint, email_key=answer.approver.email_key)
        for answer in answers(forum)
        if answer.kind is Answer.APPROVAL and answer.resolved_at is None
    ]


def lock_approver(approver: Approver) -> Approver:
    """Return an approver as it stands now with the forum, locked until the transaction ends."""
    found = select(Approver).where(Approver.id == approver.id).options(joinedload(Approver.forum, innerjoin=True))
    locked = found.with_for_update(of=Approver).execution_options(populate_existing=True)
    return db.session.scalars(locked).one()
