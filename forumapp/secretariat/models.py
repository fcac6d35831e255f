"""What registrars keep beside registrations: views of the list, notes about people, letters to many."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forumapp.db import Model
from forumapp.exchange.document import LanguageMap
from forumapp.forums.models import Forum
from forumapp.registration.models import Registration


class MailingState(StrEnum):
    """Where a letter to many stands."""

    DRAFT = "draft"
    SENDING = "sending"
    """Its letters are put into the outbox from ``due_at`` on."""
    STOPPED = "stopped"
    DONE = "done"


class SavedView(Model):
    """A filter of the list under a name, of one registrar or of the whole team."""

    __tablename__ = "saved_views"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(default=uuid4, unique=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    is_shared: Mapped[bool]
    name: Mapped[str] = mapped_column(String(80))
    asked: Mapped[dict[str, Any]]
    """The filter as the parts of an address."""
    created_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]

    forum: Mapped[Forum] = relationship(lazy="raise")


class Note(Model):
    """What a registrar wrote about a delegate for the team; it stands on none of the delegate's pages."""

    __tablename__ = "registration_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(default=uuid4, unique=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), index=True)
    author: Mapped[str] = mapped_column(String(254))
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]

    registration: Mapped[Registration] = relationship(lazy="raise")


class Mailing(Model):
    """A letter to many: its words in each language, to whom it goes, and how far it is."""

    __tablename__ = "mailings"
    __table_args__ = (Index("ix_mailings_state_due_at", "state", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(default=uuid4, unique=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id", ondelete="CASCADE"), index=True)
    subject: Mapped[LanguageMap | None]
    body: Mapped[LanguageMap | None]
    asked: Mapped[dict[str, Any]]
    """Whom it is for: the filter of the list as the parts of an address, or ``registration``, the names of single ones."""
    with_ended: Mapped[bool] = mapped_column(default=False)
    """Whether it goes to those too who take no part any more."""
    state: Mapped[MailingState] = mapped_column(default=MailingState.DRAFT)
    written_by: Mapped[str] = mapped_column(String(254))
    written_at: Mapped[datetime]
    due_at: Mapped[datetime | None]

    forum: Mapped[Forum] = relationship(lazy="raise")


class MailingRecipient(Model):
    """Somebody to whom a letter to many goes, once; ``done_at`` says when its letter was put into the outbox or found needless."""

    __tablename__ = "mailing_recipients"
    __table_args__ = (
        UniqueConstraint("mailing_id", "registration_id"),
        Index("ix_mailing_recipients_mailing_id_done_at", "mailing_id", "done_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mailing_id: Mapped[int] = mapped_column(ForeignKey("mailings.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), index=True)
    letter_id: Mapped[UUID | None]
    done_at: Mapped[datetime | None]
