"""The outbox."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forumapp.db import Model


class LetterStatus(StrEnum):
    """Where a letter stands."""

    QUEUED = "queued"
    SENT = "sent"
    DEAD = "dead"


class OutboxLetter(Model):
    """A rendered letter. Its id is the Message-ID of every attempt, so that a second copy can be told."""

    __tablename__ = "outbox_letters"
    __table_args__ = (
        Index("ix_outbox_letters_status_due_at", "status", "due_at"),
        Index("ix_outbox_letters_emptied_at_due_at", "emptied_at", "due_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    created_at: Mapped[datetime]
    forum_slug: Mapped[str | None] = mapped_column(String(80), index=True)
    kind: Mapped[str] = mapped_column(String(60))
    recipient: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(12))
    subject: Mapped[str] = mapped_column(String(400))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    status: Mapped[LetterStatus] = mapped_column(default=LetterStatus.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(Text)
    emptied_at: Mapped[datetime | None]
    """Since when ``text`` and ``html`` are no longer kept (``rules.KEPT``)."""
