"""Delegates, what they consented to and which sessions they marked."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, String, Text, UniqueConstraint, and_, false, func
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from forumapp.db import Model
from forumapp.directory.models import Institution
from forumapp.exchange.document import Attendance
from forumapp.forums.models import Forum
from forumapp.registration.rules.decisions import DecisionDeed, DecisionState
from forumapp.registration.rules.names import phone_digits
from forumapp.registration.rules.statuses import ConsentPurpose, RegistrationStatus

__all__ = [
    "AddressChange",
    "Answer",
    "ChosenOption",
    "Consent",
    "ConsentPurpose",
    "Decision",
    "DecisionDeed",
    "DecisionState",
    "FeedToken",
    "Registration",
    "RegistrationStatus",
    "Star",
    "ToldApart",
]


class Registration(Model):
    """One delegate of one forum."""

    __tablename__ = "registrations"
    __table_args__ = (
        UniqueConstraint("forum_id", "email_key"),
        Index("ix_registrations_forum_id_status_arrived", "forum_id", "status", "arrived"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(default=uuid4, unique=True)
    """Stable name of the registration in tokens and calendars; tells nothing about the person."""
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id", ondelete="CASCADE"))
    arrived: Mapped[int]
    """Order of arrival in the forum, from 1; given under the lock, so it is the order of the queue."""
    status: Mapped[RegistrationStatus]
    email: Mapped[str | None] = mapped_column(String(254))
    """None for a member of a party who has no address: such a member has no page of their own."""
    email_key: Mapped[str | None] = mapped_column(String(254))
    given_name: Mapped[str] = mapped_column(String(120))
    family_name: Mapped[str] = mapped_column(String(120))
    patronymic: Mapped[str | None] = mapped_column(String(120))
    latin_name: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(40))
    phone_digits: Mapped[str | None] = mapped_column(String(40))
    """What a search looks through; follows ``phone``."""
    country: Mapped[str] = mapped_column(String(2))
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institutions.id"))
    institution_name: Mapped[str | None] = mapped_column(String(300))
    post: Mapped[str | None] = mapped_column(String(300))
    category: Mapped[str] = mapped_column(String(40), default="delegate")
    attendance: Mapped[Attendance]
    language: Mapped[str] = mapped_column(String(12))
    """Language of letters and of the delegate's own page."""
    interpretation: Mapped[str | None] = mapped_column(String(12))
    answers: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime]
    verified_at: Mapped[datetime | None]
    hold_until: Mapped[datetime | None]
    """Until when an unverified registration holds its place."""
    decided_at: Mapped[datetime | None]
    decision_reason: Mapped[str | None] = mapped_column(Text)
    """Why the organizers declined, in the words that the delegate reads."""
    withdrawn_at: Mapped[datetime | None]
    search_text: Mapped[str] = mapped_column(Text, default="")
    token_generation: Mapped[int] = mapped_column(default=1)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """sha256 of the secret link's token."""
    submission_key: Mapped[str | None] = mapped_column(String(64))
    """Key of the form that was sent, so that sending it twice has one result."""
    party: Mapped[str | None] = mapped_column(String(40), index=True)
    """What holds those together whom somebody else enters, a delegation; None for who comes alone."""
    is_together: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether the waiting ones of the party get places all at once or not at all."""
    anonymized_at: Mapped[datetime | None]
    """Since when nothing of this row tells who it was; what is counted stays."""
    told_status: Mapped[RegistrationStatus | None]
    """What the delegate goes on being told while a decision can be undone; None while no decision is held back."""
    keeps_place: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether the place that a decision took from them is kept for them, since the decision can be undone."""

    forum: Mapped[Forum] = relationship(lazy="raise")
    institution: Mapped[Institution | None] = relationship(lazy="raise")

    @validates("phone")
    def _keep_digits(self, _name: str, phone: str | None) -> str | None:
        self.phone_digits = phone_digits(phone)
        return phone

    @property
    def awaits_answer(self) -> bool:
        """Whether a letter is still to be answered; who has no address answers nothing."""
        return self.email is not None and self.verified_at is None

    @hybrid_property
    def seen_status(self) -> RegistrationStatus:
        """Where the registration stands as far as the delegate knows."""
        return self.told_status or self.status

    @seen_status.inplace.expression
    @classmethod
    def _seen_status(cls) -> ColumnElement[RegistrationStatus]:
        return func.coalesce(cls.told_status, cls.status)

    @hybrid_property
    def is_unsent(self) -> bool:
        """Whether this member stands on the list of a party that was not sent yet: nothing is decided or written."""
        return self.party is not None and self.decided_at is None

    @is_unsent.inplace.expression
    @classmethod
    def _is_unsent(cls) -> ColumnElement[bool]:
        return and_(cls.party.is_not(None), cls.decided_at.is_(None))


class Decision(Model):
    """What a registrar decided about somebody, who is told at ``tell_at``; until then it can be undone (docs/decisions/0024)."""

    __tablename__ = "decisions"
    __table_args__ = (Index("ix_decisions_state_tell_at", "state", "tell_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    batch: Mapped[UUID] = mapped_column(index=True)
    """What was decided at one go has one."""
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), index=True)
    deed: Mapped[DecisionDeed]
    state: Mapped[DecisionState] = mapped_column(default=DecisionState.OPEN)
    former: Mapped[dict[str, Any]]
    """How the registration stood before, by column; instants as ISO 8601."""
    made_by: Mapped[str] = mapped_column(String(254))
    made_at: Mapped[datetime]
    tell_at: Mapped[datetime]

    registration: Mapped[Registration] = relationship(lazy="raise")


class AddressChange(Model):
    """An address that a delegate asked for; it counts once the letter sent there is answered. The last one asked for is kept."""

    __tablename__ = "address_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), unique=True)
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254))
    generation: Mapped[int]
    """The registration's ``token_generation`` at that time: once it is another one, the change is void."""
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]

    registration: Mapped[Registration] = relationship(lazy="raise")


class Consent(Model):
    """What a delegate agreed to, in which words, and when it was given and taken back."""

    __tablename__ = "consents"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(String(24))
    language: Mapped[str] = mapped_column(String(12))
    text_hash: Mapped[str] = mapped_column(String(64))
    """sha256 of the words that stood on the screen."""
    version: Mapped[int | None]
    """Version of the forum's text; None for consents from before texts had versions and those held in writing."""
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class Star(Model):
    """A session that a delegate marked for their own programme."""

    __tablename__ = "stars"
    __table_args__ = (UniqueConstraint("registration_id", "session_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"))
    session_key: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime]


class FeedToken(Model):
    """The address of a personal calendar, hashed; a revoked one is answered with 410."""

    __tablename__ = "feed_tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    fetched_at: Mapped[datetime | None]
    fetched_by: Mapped[str | None] = mapped_column(String(60))

    registration: Mapped[Registration] = relationship(lazy="raise")


class ToldApart(Model):
    """Two registrations that look like one person's and are not, as a registrar said; the smaller id stands first."""

    __tablename__ = "registrations_told_apart"

    one_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[int] = mapped_column(
        ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Answer(Model):
    """What somebody answered to one question of the forum's form; ``questions.rules.answers`` says how it is stored."""

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("registration_id", "question_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"))
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id", ondelete="CASCADE"), index=True)
    value: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=False)


class ChosenOption(Model):
    """An option that an answer holds, so that the places of options are counted in one read."""

    __tablename__ = "chosen_options"
    __table_args__ = (
        UniqueConstraint("registration_id", "question_id", "option_key"),
        Index("ix_chosen_options_question_id_option_key", "question_id", "option_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"))
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id", ondelete="CASCADE"))
    option_key: Mapped[str] = mapped_column(String(80))
    holds_place: Mapped[bool]
    """Whether it counts among the places taken: not where the registration has ended or its hold has."""
