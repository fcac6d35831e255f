"""What is agreed with the people of a forum's programme, beside what the programme says of them. The team's and their own alone."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forumapp.db import Model
from forumapp.directory.models import ForumPerson
from forumapp.programme.models import Session
from forumapp.speakers.rules.answers import AnswerState
from forumapp.storage import SlidesKind

__all__ = ["Answer", "AnswerState", "Slides", "Speaker", "SpeakerLink"]


class Speaker(Model):
    """How a person of a forum is reached and what they speak; never public, in no export."""

    __tablename__ = "speakers"

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_person_id: Mapped[int] = mapped_column(ForeignKey("forum_people.id", ondelete="CASCADE"), unique=True)
    email: Mapped[str | None] = mapped_column(String(254))
    language: Mapped[str | None] = mapped_column(String(12))
    """Language of letters and of the own page; without it, the forum's first that the interface speaks."""
    languages: Mapped[tuple[str, ...] | None]
    """Languages that the person speaks."""
    written_at: Mapped[datetime | None]
    """When the last letter was put into the outbox."""


class SpeakerLink(Model):
    """The secret link to somebody's own page, hashed; a revoked one is answered with 410."""

    __tablename__ = "speaker_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(default=uuid4)
    forum_person_id: Mapped[int] = mapped_column(ForeignKey("forum_people.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    forum_person: Mapped[ForumPerson] = relationship(lazy="raise")


class Answer(Model):
    """Whether somebody comes to one session."""

    __tablename__ = "speaker_answers"
    __table_args__ = (UniqueConstraint("forum_person_id", "session_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_person_id: Mapped[int] = mapped_column(ForeignKey("forum_people.id", ondelete="CASCADE"))
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), index=True)
    state: Mapped[AnswerState]
    note: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]

    session: Mapped[Session] = relationship(lazy="raise")
    forum_person: Mapped[ForumPerson] = relationship(lazy="raise")


class Slides(Model):
    """Slides for a session or for one of its reports; the team alone downloads them. ``name`` is for show only."""

    __tablename__ = "slides"

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_person_id: Mapped[int] = mapped_column(ForeignKey("forum_people.id", ondelete="CASCADE"), index=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), index=True)
    report_key: Mapped[str] = mapped_column(String(80), default="")
    """Empty for slides of the session as a whole."""
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[SlidesKind]
    size: Mapped[int]
    """Octets."""
    file: Mapped[str] = mapped_column(String(32))
    """Name under which they are stored."""
    uploaded_at: Mapped[datetime]

    session: Mapped[Session] = relationship(lazy="raise")
