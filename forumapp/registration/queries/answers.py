"""Reads of what people answered to the questions of a forum, and of how often the parts of its form were used."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, func, select

from forumapp.db import db
from forumapp.forums.models import Forum
from forumapp.questions.models import Question
from forumapp.questions.service import Use
from forumapp.registration.models import Answer, ChosenOption, Consent, Registration

Answers = Mapping[str, Any]
"""Values by key of the question."""


def answer_rows(registration: Registration) -> Sequence[Answer]:
    """Return the answers of a registration as they stand now."""
    found = select(Answer).where(Answer.registration_id == registration.id).order_by(Answer.id)
    return db.session.scalars(found.execution_options(populate_existing=True)).all()


def answers_of(registration: Registration) -> Answers:
    """Return what somebody answered, those questions too that nobody is asked any more."""
    found = (
        select(Question.key, Answer.value)
        .join(Answer, Answer.question_id == Question.id)
        .where(Answer.registration_id == registration.id)
    )
    rows = db.session.execute(found.order_by(Question.position))
    return {key: value for key, value in rows}  # noqa: C416 - rows are no pairs


def answers_by_registration(forum: Forum) -> dict[int, dict[str, Any]]:
    """Return all answers in a forum, by id of the registration, in one read."""
    found = select(Answer.registration_id, Question.key, Answer.value).join(Question, Question.id == Answer.question_id)
    answers: dict[int, dict[str, Any]] = {}
    for registration_id, key, value in db.session.execute(found.where(Question.forum_id == forum.id)):
        answers.setdefault(registration_id, {})[key] = value
    return answers


def choosing_among(ids: Iterable[int]) -> frozenset[int]:
    """Return those of some registrations whose answers hold options."""
    found = select(ChosenOption.registration_id).where(ChosenOption.registration_id.in_(list(ids)))
    return frozenset(db.session.scalars(found))


def chosen_rows(registration: Registration) -> Sequence[ChosenOption]:
    """Return the options that a registration holds, as they stand now."""
    found = select(ChosenOption).where(ChosenOption.registration_id == registration.id).order_by(ChosenOption.id)
    return db.session.scalars(found.execution_options(populate_existing=True)).all()


def options_taken(forum: Forum) -> dict[tuple[str, str], int]:
    """Return how many places of each option are taken, by key of the question and of the option. One read."""
    counted = (
        select(Question.key, ChosenOption.option_key, func.count())
        .join(Question, Question.id == ChosenOption.question_id)
        .where(Question.forum_id == forum.id, ChosenOption.holds_place)
        .group_by(Question.key, ChosenOption.option_key)
    )
    return {(question, option): number for question, option, number in db.session.execute(counted)}


def use_of_form(forum: Forum) -> Use:
    """Count how often the categories, questions, options and consents of a forum were used."""
    categories = select(Registration.category, func.count()).where(Registration.forum_id == forum.id)
    answered = select(Question.key, func.count()).join(Answer, Answer.question_id == Question.id)
    chosen = (
        select(Question.key, ChosenOption.option_key, func.count(), func.count().filter(ChosenOption.holds_place))
        .join(ChosenOption, ChosenOption.question_id == Question.id)
        .where(Question.forum_id == forum.id)
        .group_by(Question.key, ChosenOption.option_key)
    )
    agreed = (
        select(Consent.purpose, Consent.version, func.count())
        .join(Registration, Registration.id == Consent.registration_id)
        .where(Registration.forum_id == forum.id, Consent.withdrawn_at.is_(None))
        .group_by(Consent.purpose, Consent.version)
    )
    options = db.session.execute(chosen).all()
    return Use(
        categories=_numbers(categories.group_by(Registration.category)),
        questions=_numbers(answered.where(Question.forum_id == forum.id).group_by(Question.key)),
        options={(key, option): number for key, option, number, _taken in options},
        taken={(key, option): taken for key, option, _number, taken in options},
        consents={(purpose, version): number for purpose, version, number in db.session.execute(agreed)},
    )


def stored_answer_files() -> set[str]:
    """Return the names of all files that answers hold."""
    found = select(Answer.value).join(Question, Question.id == Answer.question_id).where(Question.kind == "file")
    return {str(value["file"]) for value in db.session.scalars(found)}


def _numbers(counted: Select[str, int]) -> dict[str, int]:
    return {key: number for key, number in db.session.execute(counted)}  # noqa: C416 - rows are no pairs
