"""The table of the audit trail; rows are added, never changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from forumapp.db import Model


class AuditEntry(Model):
    """One deed: ``action`` is ``subject:verb``; ``before`` and ``after`` hold only what changed."""

    __tablename__ = "audit_entries"
    __table_args__ = (Index("ix_audit_entries_forum_slug_id", "forum_slug", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(254))
    """E-mail address of the account, or the name of what acted by itself ("command line", "worker", "delegate")."""
    forum_slug: Mapped[str | None] = mapped_column(String(80))
    subject: Mapped[str] = mapped_column(String(200))
    action: Mapped[str] = mapped_column(String(80))
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    request_id: Mapped[str | None] = mapped_column(String(40))
