"""Reads of saved views."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from forumapp.db import db
from forumapp.forums.models import Forum
from forumapp.secretariat.models import SavedView


def views_for(forum: Forum, account_id: int | None) -> Sequence[SavedView]:
    """Return the views of the team and those of one registrar, as they stand now: the team's first, the oldest first."""
    found = select(SavedView).where(SavedView.forum_id == forum.id, SavedView.deleted_at.is_(None))
    found = found.where(or_(SavedView.is_shared, SavedView.account_id == account_id))
    found = found.options(joinedload(SavedView.forum)).order_by(SavedView.is_shared.desc(), SavedView.id)
    return db.session.scalars(found.execution_options(populate_existing=True)).all()


def view_by_uid(slug: str, uid: UUID) -> SavedView | None:
    """Return a forum's view, deleted or not, with its forum."""
    found = select(SavedView).where(SavedView.uid == uid, SavedView.forum.has(Forum.slug == slug))
    return db.session.scalar(found.options(joinedload(SavedView.forum)))


def reread_view(view: SavedView) -> SavedView:
    """Return a view as it stands now; ask under the forum's lock."""
    found = select(SavedView).where(SavedView.id == view.id).options(joinedload(SavedView.forum))
    return db.session.scalars(found.execution_options(populate_existing=True)).one()
