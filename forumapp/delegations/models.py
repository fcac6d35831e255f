"""Delegations, the secret links of their heads, and their members in the head's order."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forumapp.db import Model
from forumapp.delegations.rules.states import DelegationState, WaitingMode, state_of
from forumapp.directory.models import Institution
from forumapp.exchange.document import LanguageMap
from forumapp.forums.models import Forum
from forumapp.registration.models import Registration

__all__ = ["Delegation", "DelegationLink", "DelegationState", "Member", "WaitingMode"]


class Delegation(Model):
    """People of one country or institution whom a head enters, up to a quota."""

    __tablename__ = "delegations"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(default=uuid4, unique=True)
    """Stable name in tokens, addresses of the desk and the audit trail; also the key of its party of registrations."""
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id", ondelete="CASCADE"), index=True)
    name: Mapped[LanguageMap | None]
    """Without one it is called after its institution, else its country."""
    country: Mapped[str] = mapped_column(String(2))
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institutions.id"))
    quota: Mapped[int]
    """How many members it can have."""
    head_name: Mapped[str] = mapped_column(String(200))
    head_email: Mapped[str] = mapped_column(String(254))
    head_language: Mapped[str] = mapped_column(String(12))
    """Language of letters to the head and of the head's page."""
    deadline: Mapped[date | None]
    """The last day, on the forum's clock, on which the head changes anything; without one the forum's last."""
    waiting_mode: Mapped[WaitingMode]
    created_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    """When the head first got a letter with the link."""
    submitted_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    """When a registrar last looked through what was changed since the list was sent."""

    forum: Mapped[Forum] = relationship(lazy="raise")
    institution: Mapped[Institution | None] = relationship(lazy="raise")

    @property
    def state(self) -> DelegationState:
        """Where the delegation stands."""
        return state_of(opened_at=self.opened_at, submitted_at=self.submitted_at)

    @property
    def party_key(self) -> str:
        """The key by which its members' registrations belong together."""
        return str(self.uid)


class DelegationLink(Model):
    """The secret link to the head's page, hashed; a revoked one is answered with 410."""

    __tablename__ = "delegation_links"
    __table_args__ = (UniqueConstraint("delegation_id", "generation"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegations.id", ondelete="CASCADE"))
    generation: Mapped[int]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    delegation: Mapped[Delegation] = relationship(lazy="raise")


class Member(Model):
    """A registration's place in the head's order."""

    __tablename__ = "delegation_members"

    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegations.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    """From 1, the head of the list first."""
    removed_at: Mapped[datetime | None]
    """When the head took this member out; the row waits for an undo."""

    registration: Mapped[Registration] = relationship(lazy="raise")
