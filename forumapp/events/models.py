"""Further events of the working copy. Days are the forum's, times wall time in its zone."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forumapp.db import Model, WallTime
from forumapp.exchange.document import Attendance, LanguageMap, Visibility
from forumapp.forums.models import Forum


class FurtherEvent(Model):
    """An event beside the programme. ``key`` and ``uid`` never change; a deleted one can be brought back."""

    __tablename__ = "further_events"
    __table_args__ = (UniqueConstraint("forum_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(80))
    uid: Mapped[UUID] = mapped_column(default=uuid4)
    """The event's identity in calendars (RFC 5545 3.8.4.7)."""
    title: Mapped[LanguageMap]
    description: Mapped[LanguageMap | None]
    """Markdown."""
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    starts_at: Mapped[datetime | None] = mapped_column(WallTime())
    ends_at: Mapped[datetime | None] = mapped_column(WallTime())
    attendance: Mapped[Attendance]
    place: Mapped[LanguageMap | None]
    link: Mapped[str | None] = mapped_column(Text)
    forum_slug: Mapped[str | None] = mapped_column(String(80))
    """Of the other forum that it is, if there is one of this slug or not yet."""
    audience: Mapped[Visibility]
    institutions: Mapped[tuple[str, ...] | None]
    """Keys of those who invite, in their order."""
    position: Mapped[int]
    deleted_at: Mapped[datetime | None]

    forum: Mapped[Forum] = relationship(lazy="raise")
