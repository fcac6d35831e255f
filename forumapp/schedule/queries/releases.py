"""Reads of releases; nothing here touches the working copy."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.orm import aliased, joinedload, undefer

from forumapp.db import db
from forumapp.exchange import frozen
from forumapp.exchange.document import Document
from forumapp.forums.models import Forum
from forumapp.schedule.models import EventRevision, Release
from forumapp.schedule.rules import PUBLIC, Viewer, visible


@dataclass(frozen=True)
class Released:
    """A forum as the world may read it: its row, its current release, and the whole document still to be reduced."""

    forum: Forum
    release: Release
    document: Document

    @property
    def forum_id(self) -> int:
        """The forum's id."""
        return self.forum.id

    def seen_by(self, viewer: Viewer) -> Document:
        """Return what the viewer may know of it."""
        return _reduced(self.release.id, self.release.published_at, viewer)


def released(slug: str) -> Released | None:
    """Return a forum's current release with its document, None while nothing is published."""
    release = released_forum(slug)
    if release is None:
        return None
    return Released(release.forum, release, _document(release.id, release.published_at))


@lru_cache(maxsize=16)
def _document(release_id: int, _published_at: datetime) -> Document:
    """Return a release's document; releases never change, so a process keeps the latest it read."""
    return frozen.restore(document_of_release(release_id)[0])


@lru_cache(maxsize=32)
def _reduced(release_id: int, published_at: datetime, viewer: Viewer) -> Document:
    return visible(_document(release_id, published_at), viewer)


def released_forum(slug: str) -> Release | None:
    """Return the current release of a forum with the forum, None while nothing is published."""
    found = select(Release).join(Release.forum).where(Forum.slug == slug).options(joinedload(Release.forum))
    return db.session.scalar(found.order_by(Release.number.desc()).limit(1))


def current_release(forum: Forum) -> Release | None:
    """Return a forum's current release, without its document."""
    found = select(Release).where(Release.forum_id == forum.id).order_by(Release.number.desc()).limit(1)
    return db.session.scalar(found)


def current_release_id(slug: str) -> int | None:
    """Return the id of a forum's current release: the one tiny read of a hot request."""
    found = select(func.max(Release.id)).join(Forum, Forum.id == Release.forum_id).where(Forum.slug == slug)
    return db.session.scalar(found)


def document_of_release(release_id: int) -> tuple[bytes, dict[str, str]]:
    """Return a release's document as octets and its calendar UIDs by session key."""
    row = db.session.execute(select(Release.document, Release.uids).where(Release.id == release_id)).one()
    return row.document, row.uids


def forget() -> None:
    """Drop the documents that this process keeps; needed only where release ids come again, after a restore."""
    _document.cache_clear()
    _reduced.cache_clear()


def latest_with_document(forum: Forum) -> Release | None:
    """Return a forum's current release with its document and UIDs."""
    found = (
        select(Release).where(Release.forum_id == forum.id).options(undefer(Release.document), undefer(Release.uids))
    )
    return db.session.scalar(found.order_by(Release.number.desc()).limit(1))


def releases(forum: Forum, *, most: int = 100) -> Sequence[Release]:
    """Return a forum's releases with their changes, newest first."""
    found = select(Release).where(Release.forum_id == forum.id).options(undefer(Release.changes))
    return db.session.scalars(found.order_by(Release.number.desc()).limit(most)).all()


def release_with_document(forum: Forum, number: int) -> Release | None:
    """Return one of a forum's releases with its document and UIDs."""
    found = select(Release).where(Release.forum_id == forum.id, Release.number == number)
    return db.session.scalar(found.options(undefer(Release.document), undefer(Release.uids)))


def latest_revisions(forum_id: int, language: str, *, with_octets: bool = False) -> Sequence[EventRevision]:
    """Return the newest revision of each of a forum's events in one language."""
    newest = (
        select(func.max(EventRevision.id))
        .where(EventRevision.forum_id == forum_id, EventRevision.language == language)
        .group_by(EventRevision.uid)
    )
    found = select(EventRevision).where(EventRevision.id.in_(newest))
    return db.session.scalars(found.options(undefer(EventRevision.octets)) if with_octets else found).all()


def published_forums() -> Sequence[Release]:
    """Return the current release of every forum that has one, with document and forum, by first day."""
    later = aliased(Release)
    is_current = ~select(later.id).where(later.forum_id == Release.forum_id, later.number > Release.number).exists()
    found = select(Release).join(Release.forum).where(is_current)
    found = found.options(joinedload(Release.forum), undefer(Release.document)).order_by(Forum.starts_on, Forum.slug)
    return db.session.scalars(found).all()


def published_photos() -> frozenset[str]:
    """Return the names of the photos that the current releases of all forums show."""
    documents = (_document(release.id, release.published_at) for release in published_forums())
    return frozenset(person.photo for document in documents for person in document.people if person.photo)


def published_among(slugs: Collection[str]) -> frozenset[str]:
    """Return those of these slugs whose forum is published."""
    found = select(Forum.slug).join(Release, Release.forum_id == Forum.id).where(Forum.slug.in_(slugs))
    return frozenset(db.session.scalars(found.distinct()))


def published_stamp() -> tuple[int, int]:
    """Return what changes whenever any forum is published: the newest release id and the number of releases."""
    row = db.session.execute(select(func.coalesce(func.max(Release.id), 0), func.count(Release.id))).one()
    return row[0], row[1]


def seen_by_public(release: Release) -> Document:
    """Return what everybody may know of a release."""
    return _reduced(release.id, release.published_at, PUBLIC)
