"""Requests of delegates to have their data erased."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forumapp.db import Model
from forumapp.registration.models import Registration

__all__ = ["ErasureRequest"]


class ErasureRequest(Model):
    """A delegate asked for it, and it is not done yet; taking it back or doing it deletes the row."""

    __tablename__ = "erasure_requests"

    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    asked_at: Mapped[datetime]

    registration: Mapped[Registration] = relationship(lazy="raise")
