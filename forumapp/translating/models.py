"""What somebody said of a translation, beside the texts and never in them."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forumapp.db import Model
from forumapp.translating.rules.states import State


class TranslationMark(Model):
    """The mark on one text in one language; it counts as long as the fingerprints are those of the texts that stand."""

    __tablename__ = "translation_marks"
    __table_args__ = (UniqueConstraint("forum_id", "kind", "key", "field", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(24))
    key: Mapped[str] = mapped_column(String(170))
    """A report has the keys of its session and its own: "opening/first"."""
    field: Mapped[str] = mapped_column(String(24))
    language: Mapped[str] = mapped_column(String(35))
    state: Mapped[State]
    source: Mapped[str] = mapped_column(String(35))
    """The language that it was compared with or translated from."""
    source_print: Mapped[str] = mapped_column(String(16))
    text_print: Mapped[str] = mapped_column(String(16))
    marked_at: Mapped[datetime]
    marked_by: Mapped[str] = mapped_column(String(254))
    """As the audit trail names who acted."""
