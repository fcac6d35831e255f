"""Reads of planned releases."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forumapp.db import db
from forumapp.forums.models import Forum
from forumapp.schedule.models import PlannedRelease


def open_plan(forum: Forum) -> PlannedRelease | None:
    """Return the release that is planned for a forum."""
    found = select(PlannedRelease).where(PlannedRelease.forum_id == forum.id, PlannedRelease.ended_at.is_(None))
    return db.session.scalar(found.order_by(PlannedRelease.id.desc()).limit(1))


def latest_plan(forum: Forum) -> PlannedRelease | None:
    """Return what was planned last for a forum, whatever became of it."""
    found = select(PlannedRelease).where(PlannedRelease.forum_id == forum.id)
    return db.session.scalar(found.order_by(PlannedRelease.id.desc()).limit(1))


def plan_of(forum: Forum, plan_id: int) -> PlannedRelease | None:
    """Return one of a forum's planned releases."""
    found = select(PlannedRelease).where(PlannedRelease.forum_id == forum.id, PlannedRelease.id == plan_id)
    return db.session.scalar(found)


def due_plans(*, now: datetime) -> Sequence[PlannedRelease]:
    """Return the planned releases whose time has come, with their forums, the longest due first."""
    found = select(PlannedRelease).where(PlannedRelease.ended_at.is_(None), PlannedRelease.due_at <= now)
    return db.session.scalars(found.options(joinedload(PlannedRelease.forum)).order_by(PlannedRelease.due_at)).all()


def lock_plan(plan: PlannedRelease) -> PlannedRelease:
    """Return a planned release as it stands now with its forum, locked until the transaction ends."""
    found = select(PlannedRelease).where(PlannedRelease.id == plan.id)
    found = found.options(joinedload(PlannedRelease.forum, innerjoin=True)).with_for_update(of=PlannedRelease)
    return db.session.scalars(found.execution_options(populate_existing=True)).one()
