"""Reads of the audit trail."""

from sqlalchemy import func, select

from forumapp.audit.models import AuditEntry
from forumapp.db import db


def newest_deed(forum_slug: str) -> int:
    """Return a number that rises with every deed in a forum; 0 before the first."""
    found = select(func.max(AuditEntry.id)).where(AuditEntry.forum_slug == forum_slug)
    return db.session.scalar(found) or 0
