"""Who signed up for which session."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forumapp.db import Model
from forumapp.exchange.document import LanguageMap
from forumapp.registration.models import Registration, RegistrationStatus
from forumapp.signups.rules.line import SignupStatus

__all__ = ["SessionSignup", "SignupStatus"]


class SessionSignup(Model):
    """One registration's sign-up for one session; it ends with the registration."""

    __tablename__ = "session_signups"
    __table_args__ = (
        UniqueConstraint("registration_id", "session_key"),
        Index("ix_session_signups_session_key_status", "session_key", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"))
    session_key: Mapped[str] = mapped_column(String(80))
    title: Mapped[LanguageMap]
    """What the session was called when it was chosen: letters name it once it is gone from the programme."""
    status: Mapped[SignupStatus]
    arrived: Mapped[int]
    """Order of arrival at the session, from 1; given under the forum's lock, so it is the order of the line."""
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    """When it came to stand where it stands, if it was not at once."""
    called_off_at: Mapped[datetime | None]
    """When the session was cancelled, removed or closed to this delegate; such a sign-up holds no place."""

    registration: Mapped[Registration] = relationship(lazy="raise")

    @property
    def is_confirmed(self) -> bool:
        """Whether the registration is confirmed."""
        return self.registration.seen_status is RegistrationStatus.CONFIRMED
