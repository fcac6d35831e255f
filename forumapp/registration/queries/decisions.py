"""Reads of decisions that can be undone or wait to be told. Ask those that lead to deeds under the forum's lock."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from forumapp.db import db
from forumapp.forums.models import Forum
from forumapp.registration.models import Decision, DecisionDeed, DecisionState, Registration

CHUNK = 500
"""Ids that one statement names."""


@dataclass(frozen=True, kw_only=True)
class OpenBatch:
    """What was decided at one go and can still be undone."""

    batch: UUID
    deed: DecisionDeed
    made_by: str
    made_at: datetime
    tell_at: datetime
    number: int


def rows_in_order(forum: Forum, ids: Collection[int]) -> list[Registration]:
    """Return registrations of a forum as they stand now, in order of arrival, with their institutions."""
    found: list[Registration] = []
    for chunk in _chunks(sorted(ids)):
        wanted = select(Registration).where(Registration.forum_id == forum.id, Registration.id.in_(chunk))
        wanted = wanted.options(selectinload(Registration.forum), joinedload(Registration.institution))
        found += db.session.scalars(wanted.execution_options(populate_existing=True))
    return sorted(found, key=lambda each: each.arrived)


def open_decisions_of(registration: Registration) -> Sequence[Decision]:
    """Return the decisions about somebody that can still be undone, the last one first."""
    found = select(Decision).where(Decision.registration_id == registration.id, Decision.state == DecisionState.OPEN)
    return db.session.scalars(found.order_by(Decision.id.desc()).execution_options(populate_existing=True)).all()


def untold_moments(registration: Registration) -> frozenset[datetime]:
    """Return when those things were decided about somebody that they were never told, or not yet."""
    found = select(Decision.made_at).where(Decision.registration_id == registration.id)
    return frozenset(db.session.scalars(found.where(Decision.state != DecisionState.TOLD)))


def open_batches(forum: Forum, *, now: datetime) -> list[OpenBatch]:
    """Return what can be undone in a forum, the last one first."""
    found = (
        select(Decision.batch, Decision.deed, Decision.made_by, Decision.made_at, Decision.tell_at, func.count())
        .join(Decision.registration)
        .where(Registration.forum_id == forum.id, Decision.state == DecisionState.OPEN, Decision.tell_at > now)
        .group_by(Decision.batch, Decision.deed, Decision.made_by, Decision.made_at, Decision.tell_at)
        .order_by(Decision.made_at.desc(), Decision.batch)
    )
    return [
        OpenBatch(batch=row[0], deed=row[1], made_by=row[2], made_at=row[3], tell_at=row[4], number=row[5])
        for row in db.session.execute(found)
    ]


def decisions_of_batch(forum: Forum, batch: UUID, *, uid: UUID | None = None) -> Sequence[Decision]:
    """Return what was decided at one go, or about one person of it, as it stands now, with the registrations in order of arrival."""
    found = select(Decision).join(Decision.registration).where(Registration.forum_id == forum.id)
    found = found.where(Decision.batch == batch)
    if uid is not None:
        found = found.where(Registration.uid == uid)
    whole = joinedload(Decision.registration)
    found = found.options(whole.selectinload(Registration.forum), whole.joinedload(Registration.institution))
    return db.session.scalars(found.order_by(Registration.arrived).execution_options(populate_existing=True)).all()


def later_open_ids(decisions: Collection[Decision]) -> frozenset[int]:
    """Return the ids of those of some decisions upon which another open one was made."""
    later = aliased(Decision)
    found: set[int] = set()
    for chunk in _chunks([each.id for each in decisions]):
        wanted = select(Decision.id).join(later, later.registration_id == Decision.registration_id)
        wanted = wanted.where(Decision.id.in_(chunk), later.id > Decision.id, later.state == DecisionState.OPEN)
        found |= set(db.session.scalars(wanted))
    return frozenset(found)


def decisions_to_tell(forum: Forum, *, now: datetime, most: int) -> Sequence[Decision]:
    """Return decisions that can no longer be undone and of which nobody was told, those of others later ones first made left out."""
    later = aliased(Decision)
    is_last = ~(
        select(later.id)
        .where(later.registration_id == Decision.registration_id, later.id > Decision.id)
        .where(later.state == DecisionState.OPEN)
        .exists()
    )
    found = (
        select(Decision)
        .join(Decision.registration)
        .where(Registration.forum_id == forum.id, Decision.state == DecisionState.OPEN, Decision.tell_at <= now)
        .where(is_last)
        .order_by(Decision.id)
        .limit(most)
    )
    whole = joinedload(Decision.registration)
    found = found.options(whole.selectinload(Registration.forum), whole.joinedload(Registration.institution))
    return db.session.scalars(found.execution_options(populate_existing=True)).all()


def forums_with_decisions_to_tell(*, now: datetime) -> Sequence[Forum]:
    """Return the forums in which somebody is to be told what was decided."""
    due = select(Registration.forum_id).join(Decision, Decision.registration_id == Registration.id)
    due = due.where(Decision.state == DecisionState.OPEN, Decision.tell_at <= now)
    return db.session.scalars(select(Forum).where(Forum.id.in_(due)).order_by(Forum.id)).all()


def last_reasons(forum: Forum, *, most: int = 5) -> list[str]:
    """Return the reasons with which people were declined last, each once."""
    last = func.max(Registration.decided_at)
    found = select(Registration.decision_reason).where(
        Registration.forum_id == forum.id, Registration.decision_reason.is_not(None)
    )
    found = found.group_by(Registration.decision_reason).order_by(last.desc()).limit(most)
    return [reason for reason in db.session.scalars(found) if reason]


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]
