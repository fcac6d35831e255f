"""What was brought in."""

from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forumapp.db import Model
from forumapp.programme.models import Session


class BroughtSession(Model):
    """What a table or calendar said of a session when it was brought in last: a repeated import knows it again by this."""

    __tablename__ = "brought_sessions"

    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    mark: Mapped[str] = mapped_column(String(255))
    """What the source calls the session in each of its editions; empty for tables, which call it nothing."""
    said: Mapped[dict[str, Any]]

    session: Mapped[Session] = relationship(lazy="raise")
