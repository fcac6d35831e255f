"""Reads of what was brought in."""

from sqlalchemy import select

from forumapp.db import db
from forumapp.forums.models import Forum
from forumapp.intake.models import BroughtSession
from forumapp.programme.models import Session


def brought_sessions(forum: Forum) -> dict[int, BroughtSession]:
    """Return what tables and calendars said of a forum's sessions when they were brought in, by the session's id."""
    found = select(BroughtSession).join(Session, Session.id == BroughtSession.session_id)
    rows = db.session.scalars(found.where(Session.forum_id == forum.id, Session.deleted_at.is_(None))).all()
    return {row.session_id: row for row in rows}
