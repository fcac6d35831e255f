"""Reads of what forums ask."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from forumapp.db import db
from forumapp.forums.models import Forum
from forumapp.questions.models import Category, ConsentPurpose, Listed, Question

Row = TypeVar("Row", bound=Listed)


def rows_of(model: type[Row], forum: Forum) -> Sequence[Row]:
    """Return a forum's list in its order, with what is retired and deleted, as it stands now."""
    found = select(model).where(model.forum_id == forum.id).order_by(model.position, model.id)
    return db.session.scalars(found.execution_options(populate_existing=True)).all()


def end_of(model: type[Row], forum: Forum) -> int:
    """Return the position behind the last of a list."""
    found = select(func.coalesce(func.max(model.position), -1)).where(model.forum_id == forum.id)
    return int(db.session.scalars(found).one()) + 1


def questions_by_id(forum: Forum) -> dict[int, Question]:
    """Return all questions that a forum ever asked, but for deleted ones, in the order of its list."""
    found = select(Question).where(Question.forum_id == forum.id, Question.deleted_at.is_(None))
    return {row.id: row for row in db.session.scalars(found.order_by(Question.position, Question.id))}


def purposes_of(forum: Forum) -> Sequence[ConsentPurpose]:
    """Return the purposes of consent of a forum in their order, each with all its texts."""
    found = select(ConsentPurpose).where(ConsentPurpose.forum_id == forum.id)
    found = found.options(selectinload(ConsentPurpose.versions)).order_by(ConsentPurpose.position, ConsentPurpose.id)
    return db.session.scalars(found.execution_options(populate_existing=True)).all()


def category_places(forum: Forum) -> dict[tuple[str, str], int]:
    """Return the places that categories have of their own, by category and way of taking part, retired ones included."""
    found = select(Category.key, Category.capacity).where(Category.forum_id == forum.id, Category.capacity.is_not(None))
    return {(key, way): number for key, places in db.session.execute(found) for way, number in (places or {}).items()}
