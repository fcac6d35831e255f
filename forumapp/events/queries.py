"""Reads of further events."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from forumapp.db import db
from forumapp.events.models import FurtherEvent
from forumapp.forums.models import Forum


def events(forum: Forum) -> Sequence[FurtherEvent]:
    """Return a forum's events in its order, without the deleted ones."""
    found = select(FurtherEvent).where(FurtherEvent.forum_id == forum.id, FurtherEvent.deleted_at.is_(None))
    return db.session.scalars(found.order_by(FurtherEvent.position, FurtherEvent.id)).all()


def all_events(forum: Forum) -> Sequence[FurtherEvent]:
    """Return a forum's events in its order, deleted ones last, the one deleted last first."""
    found = select(FurtherEvent).where(FurtherEvent.forum_id == forum.id)
    order = (FurtherEvent.deleted_at.is_not(None), FurtherEvent.deleted_at.desc(), FurtherEvent.position)
    return db.session.scalars(found.order_by(*order, FurtherEvent.id)).all()


def event_by_key(slug: str, key: str) -> FurtherEvent | None:
    """Return an event of the forum with this slug, deleted or not, with its forum."""
    found = select(FurtherEvent).join(FurtherEvent.forum).where(Forum.slug == slug, FurtherEvent.key == key)
    return db.session.scalar(found.options(joinedload(FurtherEvent.forum)))


def locked_event(event: FurtherEvent) -> FurtherEvent:
    """Return an event as it stands now with its forum, locked until the transaction ends."""
    found = select(FurtherEvent).where(FurtherEvent.id == event.id).options(joinedload(FurtherEvent.forum))
    locked = found.with_for_update(of=FurtherEvent).execution_options(populate_existing=True)
    return db.session.scalars(locked).one()


def uids(forum: Forum) -> dict[str, UUID]:
    """Return the calendar identity of a forum's events by key."""
    found = select(FurtherEvent.key, FurtherEvent.uid)
    rows = db.session.execute(found.where(FurtherEvent.forum_id == forum.id, FurtherEvent.deleted_at.is_(None)))
    return dict(rows.all())


def end_of_list(forum: Forum) -> int:
    """Return the position behind a forum's last event."""
    last = db.session.scalar(select(func.max(FurtherEvent.position)).where(FurtherEvent.forum_id == forum.id))
    return 0 if last is None else last + 1
