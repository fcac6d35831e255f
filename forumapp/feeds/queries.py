"""Reads of event octets as they stood in a release, and of the addresses behind ``/join/``."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased, joinedload, undefer

from forumapp.db import db
from forumapp.exchange import frozen
from forumapp.exchange.document import Document
from forumapp.forums.models import Forum
from forumapp.programme.models import Session
from forumapp.schedule.models import EventRevision, Release


def events_of(release: Release, language: str) -> Sequence[EventRevision]:
    """Return the events of a forum in one language with their octets, as the release left them, whatever came after it."""
    newest = (
        select(func.max(EventRevision.id))
        .where(
            EventRevision.forum_id == release.forum_id,
            EventRevision.language == language,
            EventRevision.release_id <= release.id,
        )
        .group_by(EventRevision.uid)
    )
    found = select(EventRevision).where(EventRevision.id.in_(newest)).options(undefer(EventRevision.octets))
    return db.session.scalars(found).all()


def documents_before(release_ids: Collection[int]) -> Mapping[int, Document]:
    """Return, by the id of each of these releases, what the release before it held, for all viewers together."""
    if not release_ids:
        return {}
    later = aliased(Release)
    is_before = and_(Release.forum_id == later.forum_id, Release.number == later.number - 1)
    found = select(later.id, Release.document).join(Release, is_before).where(later.id.in_(release_ids))
    return {release_id: frozen.restore(octets) for release_id, octets in db.session.execute(found)}


def join_address(forum: Forum, key: str) -> str | None:
    """Return where people meet online for a session: its own address, else that of its room, as the desk knows it now."""
    found = select(Session).where(Session.forum_id == forum.id, Session.key == key, Session.deleted_at.is_(None))
    session = db.session.scalar(found.options(joinedload(Session.room)))
    if session is None:
        return None
    return session.join_url or (session.room.join_url if session.room else None)
