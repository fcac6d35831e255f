"""Releases and the calendar octets made with them (rows are added, never changed); what is planned; drafts and their approvers."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forumapp.db import Model
from forumapp.exchange.document import LanguageMap
from forumapp.forums.models import Forum
from forumapp.schedule.rules import Answer


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
    """Calendar UID by session key; by ``event:`` and key for further events."""
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON, deferred=True)
    """Differences to the release before; see rules.differences."""
    part_day: Mapped[date | None]
    """The one day that was published, where it was not the whole."""
    part_track: Mapped[str | None] = mapped_column(String(80))
    """The one track that was published, by key."""
    restores: Mapped[int | None]
    """The number of the release to which this one went back."""

    forum: Mapped[Forum] = relationship(lazy="raise")


class EventRevision(Model):
    """A session or further event as a calendar event, in one language, from a release on until a later revision replaces it."""

    __tablename__ = "event_revisions"
    __table_args__ = (
        UniqueConstraint("forum_id", "uid", "language", "sequence"),
        Index("ix_event_revisions_forum_id_language", "forum_id", "language"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id", ondelete="CASCADE"))
    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id", ondelete="CASCADE"), index=True)
    subject: Mapped[str] = mapped_column(String(24), default="session", server_default="session")
    """What it is: "session" or "event"."""
    session_key: Mapped[str] = mapped_column(String(80))
    """Key of the session or further event."""
    uid: Mapped[UUID]
    language: Mapped[str] = mapped_column(String(12))
    sequence: Mapped[int]
    last_modified: Mapped[datetime]
    body_hash: Mapped[str] = mapped_column(String(64))
    """sha256 of the octets without stamps, in hex: what decides whether there is a new revision."""
    octets: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """The complete VEVENT."""
    tombstone_until: Mapped[datetime | None]
    """Set when it was taken out of the programme after the public knew it: until when feeds say so."""


class PlannedRelease(Model):
    """An instant at which the worker publishes what is ready then; it ends once, by a release, a refusal or a cancellation."""

    __tablename__ = "planned_releases"
    __table_args__ = (Index("ix_planned_releases_ended_at_due_at", "ended_at", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id", ondelete="CASCADE"), index=True)
    due_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(Text, default="")
    planned_by: Mapped[str] = mapped_column(String(254))
    planned_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    """How often a worker began; a fault of ours is not tried for ever."""
    ended_at: Mapped[datetime | None]
    number: Mapped[int | None]
    """The release that came of it."""
    failure: Mapped[LanguageMap | None]
    """Why none came of it, in the languages of the interface."""
    cancelled_by: Mapped[str | None] = mapped_column(String(254))

    forum: Mapped[Forum] = relationship(lazy="raise")


class Approver(Model):
    """Somebody who reads the draft by a secret link, without an account, and approves or comments on it."""

    __tablename__ = "approvers"

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(12))
    sees_closed: Mapped[bool]
    """Whether the draft shows what only delegates or invited people may know of."""
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    sent_by: Mapped[str] = mapped_column(String(254))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    """When the link was taken back; what was approved by it counts no more."""

    forum: Mapped[Forum] = relationship(lazy="raise")


class DraftAnswer(Model):
    """What an approver said of a session: an approval of exactly what stood there, or a comment."""

    __tablename__ = "draft_answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    approver_id: Mapped[int] = mapped_column(ForeignKey("approvers.id", ondelete="CASCADE"), index=True)
    kind: Mapped[Answer]
    session_key: Mapped[str] = mapped_column(String(80))
    session_title: Mapped[LanguageMap]
    fingerprint: Mapped[str] = mapped_column(String(64))
    """Of the session as it was read; see rules.approvals."""
    draft: Mapped[str] = mapped_column(String(64))
    """Of the whole working copy as it was read."""
    text: Mapped[str] = mapped_column(Text, default="")
    given_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[str | None] = mapped_column(String(254))

    approver: Mapped[Approver] = relationship(lazy="raise")
