"""A forum made of another one takes its form along: categories, sections, questions and the newest texts of consents."""

from dataclasses import fields
from datetime import datetime

from forumapp.db import db
from forumapp.forums.models import Forum
from forumapp.questions import queries
from forumapp.questions.models import ConsentPurpose, ConsentVersion
from forumapp.questions.rules.parts import CategoryPart, QuestionPart, SectionPart
from forumapp.questions.service.standing import MODELS, AnyPart, consent_from, standing


def copy_form(forum: Forum, new: Forum, *, now: datetime) -> None:
    """Give a new forum what another one asks, without answers and what is retired; texts of consents begin at version 1."""
    kinds: tuple[type[AnyPart], ...] = (CategoryPart, SectionPart, QuestionPart)
    for kind in kinds:
        if not queries.rows_of(MODELS[kind], forum):
            continue
        for position, part in enumerate(standing(kind, forum)):
            columns = {each.name: getattr(part, each.name) for each in fields(part)}
            db.session.add(MODELS[kind](forum_id=new.id, position=position, **columns))
    for position, row in enumerate(queries.purposes_of(forum)):
        text = consent_from(row)
        copy = ConsentPurpose(forum_id=new.id, key=row.key, title=row.title, is_on=row.is_on, position=position)
        copy.versions = [ConsentVersion(version=1, text=text.text, created_at=now)]
        db.session.add(copy)
    db.session.flush()
