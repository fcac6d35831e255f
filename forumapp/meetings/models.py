"""Invitations to closed sessions and further events, and what holds for all invitations to one of them."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forumapp.db import Model
from forumapp.exchange.document import LanguageMap
from forumapp.forums.models import Forum
from forumapp.meetings.rules.states import InvitationState

__all__ = ["Invitation", "InvitationState", "Meeting"]


class Meeting(Model):
    """What holds for all invitations to one session or event; there is no row while nothing was said."""

    __tablename__ = "meetings"
    __table_args__ = (UniqueConstraint("forum_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(90))
    """What tells it from all others of its forum (``dated.name_of``): a session's key, "event:" and an event's."""
    answer_by: Mapped[date | None]
    """Last day on which invitations are answered, on the forum's clock."""
    has_deputies: Mapped[bool] = mapped_column(default=False)
    """Whether who is invited may send a deputy."""
    words: Mapped[LanguageMap | None]
    """What the organizers say in the letters, by language."""


class Invitation(Model):
    """One mailbox invited to one meeting. The secret link shows and answers it; it proves nothing about a browser."""

    __tablename__ = "invitations"
    __table_args__ = (
        UniqueConstraint("forum_id", "email_key", "meeting"),
        Index("ix_invitations_forum_id_meeting", "forum_id", "meeting"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(default=uuid4, unique=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id", ondelete="CASCADE"))
    meeting: Mapped[str] = mapped_column(String(90))
    """The name of the session or event, as in ``Meeting.name``."""
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(240), default="")
    post: Mapped[str] = mapped_column(String(300), default="")
    institution: Mapped[str] = mapped_column(String(300), default="")
    language: Mapped[str] = mapped_column(String(12))
    """Language of the letters and of the page."""
    state: Mapped[InvitationState] = mapped_column(default=InvitationState.PREPARED)
    version: Mapped[int] = mapped_column(default=1)
    """Counts answers; a page that was opened before the last one does not overwrite it."""
    note: Mapped[str] = mapped_column(Text, default="")
    """What was said with the answer."""
    answered_by: Mapped[str | None] = mapped_column(String(254))
    """Who gave the answer: "invitee", or the address of the organizer who noted it."""
    answered_at: Mapped[datetime | None]
    told_title: Mapped[str] = mapped_column(String(300), default="")
    """What the last letter called the meeting; the page says no more while the meeting is not published."""
    deputy_of_id: Mapped[int | None] = mapped_column(ForeignKey("invitations.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    written_at: Mapped[datetime | None]
    """When the last letter was put into the outbox."""
    letters: Mapped[int] = mapped_column(default=0)
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[str | None] = mapped_column(String(254))
    """Who took it back: an organizer's address, or "invitee" for a deputy whose seat was taken back."""
    token_generation: Mapped[int] = mapped_column(default=1)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    code_hash: Mapped[str | None] = mapped_column(String(64))
    """Of the code that was sent to the address to make a browser known."""
    code_expires_at: Mapped[datetime | None]
    code_tries: Mapped[int] = mapped_column(default=0)

    forum: Mapped[Forum] = relationship(lazy="raise")
    deputy_of: Mapped["Invitation | None"] = relationship(lazy="raise", remote_side="Invitation.id")
