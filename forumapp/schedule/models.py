"""Releases and the calendar octets made with them. Rows are added, never changed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forumapp.db import Model
from forumapp.forums.models import Forum


class Release(Model):
    """The programme as the world saw it from ``published_at`` on."""

    __tablename__ = "releases"
    __table_args__ = (UniqueConstraint("forum_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id", ondelete="CASCADE"))
    number: Mapped[int]
    published_at: Mapped[datetime]
    published_by: Mapped[str] = mapped_column(String(254))
    note: Mapped[str] = mapped_column(Text, default="")
    document: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """The whole forum as a forum file, without join addresses."""
    uids: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    """Calendar UID by session key."""
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON, deferred=True)
    """Differences to the release before; see rules.differences."""

    forum: Mapped[Forum] = relationship(lazy="raise")


class EventRevision(Model):
    """A session as a calendar event, in one language, from a release on until a later revision replaces it."""

    __tablename__ = "event_revisions"
    __table_args__ = (
        UniqueConstraint("forum_id", "uid", "language", "sequence"),
        Index("ix_event_revisions_forum_id_language", "forum_id", "language"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id", ondelete="CASCADE"))
    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id", ondelete="CASCADE"), index=True)
    session_key: Mapped[str] = mapped_column(String(80))
    uid: Mapped[UUID]
    language: Mapped[str] = mapped_column(String(12))
    sequence: Mapped[int]
    last_modified: Mapped[datetime]
    body_hash: Mapped[str] = mapped_column(String(64))
    """sha256 of the octets without stamps, in hex: what decides whether there is a new revision."""
    octets: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """The complete VEVENT."""
    tombstone_until: Mapped[datetime | None]
    """Set when the session was taken out of the programme after the public knew it: until when feeds say so."""
