"""The tables of the working copy. Times are wall time in the forum's zone."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forumapp.db import Model, WallTime
from forumapp.directory.models import ForumPerson
from forumapp.exchange.document import Attendance, Kind, LanguageMap, Role, Signup, Status, Visibility
from forumapp.forums.models import Forum


class Room(Model):
    """A hall or a virtual room; its join address never leaves the desk but by /join/."""

    __tablename__ = "rooms"
    __table_args__ = (UniqueConstraint("forum_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(80))
    title: Mapped[LanguageMap]
    attendance: Mapped[Attendance]
    capacity: Mapped[int | None]
    join_url: Mapped[str | None] = mapped_column(Text)
    position: Mapped[int]


class Track(Model):
    """A thread of the programme."""

    __tablename__ = "tracks"
    __table_args__ = (UniqueConstraint("forum_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(80))
    title: Mapped[LanguageMap]
    color: Mapped[str] = mapped_column(String(7))
    position: Mapped[int]


class Session(Model):
    """A session of the working copy. ``key`` and ``uid`` never change; a deleted one can be brought back."""

    __tablename__ = "sessions"
    __table_args__ = (
        UniqueConstraint("forum_id", "key"),
        Index("ix_sessions_forum_id_starts_at", "forum_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(80))
    uid: Mapped[UUID] = mapped_column(default=uuid4)
    """The slot's identity in calendars (RFC 5545 3.8.4.7)."""
    origin: Mapped[dict[str, Any] | None]
    title: Mapped[LanguageMap]
    abstract: Mapped[LanguageMap | None]
    kind: Mapped[Kind]
    track_id: Mapped[int | None] = mapped_column(ForeignKey("tracks.id"))
    room_id: Mapped[int | None] = mapped_column(ForeignKey("rooms.id"))
    starts_at: Mapped[datetime | None] = mapped_column(WallTime())
    ends_at: Mapped[datetime | None] = mapped_column(WallTime())
    status: Mapped[Status]
    visibility: Mapped[Visibility]
    languages: Mapped[tuple[str, ...]]
    interpretation: Mapped[tuple[str, ...] | None]
    signup: Mapped[Signup]
    capacity: Mapped[int | None]
    join_url: Mapped[str | None] = mapped_column(Text)
    has_running_order: Mapped[bool] = mapped_column(default=False)
    """Whether there is a list of reports, be it an empty one."""
    position: Mapped[int]
    """Place in the forum file's list."""
    deleted_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    forum: Mapped[Forum] = relationship(lazy="raise")
    room: Mapped[Room | None] = relationship(lazy="raise")
    track: Mapped[Track | None] = relationship(lazy="raise")
    parts: Mapped[list["SessionPerson"]] = relationship(
        lazy="raise", order_by="SessionPerson.position", cascade="all, delete-orphan", passive_deletes=True
    )
    reports: Mapped[list["Report"]] = relationship(
        lazy="raise", order_by="Report.position", cascade="all, delete-orphan", passive_deletes=True
    )

    __mapper_args__: dict[str, Any] = {"version_id_col": version}  # noqa: RUF012


class SessionPerson(Model):
    """A person's role in a session."""

    __tablename__ = "session_people"
    __table_args__ = (UniqueConstraint("session_id", "forum_person_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))
    forum_person_id: Mapped[int] = mapped_column(ForeignKey("forum_people.id"), index=True)
    role: Mapped[Role]
    position: Mapped[int]

    forum_person: Mapped[ForumPerson] = relationship(lazy="raise")


class Report(Model):
    """A report inside a session; ``minutes`` is its length, its time follows from the running order."""

    __tablename__ = "reports"
    __table_args__ = (UniqueConstraint("session_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(80))
    title: Mapped[LanguageMap]
    abstract: Mapped[LanguageMap | None]
    minutes: Mapped[int]
    position: Mapped[int]

    people: Mapped[list["ReportPerson"]] = relationship(
        lazy="raise", order_by="ReportPerson.position", cascade="all, delete-orphan", passive_deletes=True
    )


class Overruling(Model):
    """That an error of the checks is to stand, and why; it holds for the finding of this fingerprint only."""

    __tablename__ = "overrulings"
    __table_args__ = (UniqueConstraint("forum_id", "fingerprint"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id", ondelete="CASCADE"))
    fingerprint: Mapped[str] = mapped_column(String(32))
    reason: Mapped[str] = mapped_column(Text)
    overruled_by: Mapped[str] = mapped_column(String(254))
    """E-mail address of the account, or "command line"."""
    overruled_at: Mapped[datetime]

    forum: Mapped[Forum] = relationship(lazy="raise")


class ReportPerson(Model):
    """Somebody who gives a report."""

    __tablename__ = "report_people"
    __table_args__ = (UniqueConstraint("report_id", "forum_person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"))
    forum_person_id: Mapped[int] = mapped_column(ForeignKey("forum_people.id"), index=True)
    position: Mapped[int]

    forum_person: Mapped[ForumPerson] = relationship(lazy="raise")


class Step(Model):
    """One deed at the desk, however many sessions it changed: what undoing takes back. Rows are added; only ``undone_at`` moves."""

    __tablename__ = "programme_steps"
    __table_args__ = (Index("ix_programme_steps_forum_id_actor", "forum_id", "actor", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id", ondelete="CASCADE"))
    actor: Mapped[str] = mapped_column(String(254))
    """As the audit trail names who acted."""
    at: Mapped[datetime]
    action: Mapped[str] = mapped_column(String(80))
    """``subject:verb`` as in the audit trail."""
    is_reversal: Mapped[bool] = mapped_column(default=False)
    """Whether it is an undoing or a redoing, which is itself never undone."""
    undone_at: Mapped[datetime | None]

    edits: Mapped[list["SessionEdit"]] = relationship(lazy="raise", order_by="SessionEdit.id", passive_deletes=True)


class SessionEdit(Model):
    """What a step made of one session; ``before`` and ``after`` are a SessionPart as the forum file has it, None where there is none."""

    __tablename__ = "session_edits"
    __table_args__ = (Index("ix_session_edits_session_id_version", "session_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("programme_steps.id", ondelete="CASCADE"), index=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))
    version: Mapped[int]
    """The version of the session that this edit replaced; 0 for a session that did not exist."""
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    step: Mapped[Step] = relationship(lazy="raise", back_populates="edits")
    session: Mapped[Session] = relationship(lazy="raise")
