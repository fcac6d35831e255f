"""Reads of the marks on translations."""

from sqlalchemy import select

from forumapp.db import db
from forumapp.forums.models import Forum
from forumapp.forums.rules.translations import Place
from forumapp.translating.models import TranslationMark
from forumapp.translating.rules.states import Mark


def mark_rows(forum: Forum) -> dict[tuple[Place, str], TranslationMark]:
    """Return a forum's marks by place and language."""
    rows = db.session.scalars(select(TranslationMark).where(TranslationMark.forum_id == forum.id))
    return {(Place(row.kind, row.key, row.field), row.language): row for row in rows}


def marks(forum: Forum) -> dict[tuple[Place, str], Mark]:
    """Return what is said of a forum's translations, by place and language."""
    return {
        where: Mark(state=row.state, source=row.source, source_print=row.source_print, text_print=row.text_print)
        for where, row in mark_rows(forum).items()
    }
