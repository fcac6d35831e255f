"""What people answer to a forum's questions. Everything here needs the forum's lock: options may have places."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from forumapp.db import db
from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import localized
from forumapp.questions import queries as questions
from forumapp.questions.models import Question
from forumapp.questions.rules.answers import Replies, chosen_in, options_of
from forumapp.questions.rules.asking import applying
from forumapp.questions.rules.parts import CHOOSING, OptionPart, field_name
from forumapp.questions.service import sheet_of
from forumapp.registration import queries
from forumapp.registration.models import Answer, ChosenOption, Registration
from forumapp.registration.rules.statuses import takes_options
from forumapp.registration.service.hooks import announce
from forumapp.registration.service.released import note


def refuse_full(forum: Forum, replies: Replies, *, holder: Registration | None = None) -> None:
    """Raise RuleBroken for an option without a place left, and for what is not asked any more.

    ``holder`` is who answers, where they are known: what they have already they may keep.
    """
    if not replies.values:
        return
    known = {row.key: row for row in questions.questions_by_id(forum).values()}
    chosen = {(each.question_id, each.option_key): each for each in queries.chosen_rows(holder)} if holder else {}
    taken = queries.options_taken(forum)
    for key, value in replies.values.items():
        question = known.get(key)
        if question is None or question.retired_at is not None:
            raise RuleBroken(
                _("The organizers changed the form meanwhile. Look through your answers and send it again.")
            )
        for option in _options(question, value):
            own = chosen.get((question.id, option.key))
            is_full = option.places is not None and taken.get((key, option.key), 0) >= option.places
            if own is not None and (own.holds_place or not is_full):
                continue
            name = localized(option.label, forum.languages)
            if is_full:
                raise RuleBroken(_("“%(option)s” is full. Choose something else.", option=name), field=field_name(key))
            if not option.is_offered:
                raise RuleBroken(
                    _("“%(option)s” is offered no longer. Choose something else.", option=name), field=field_name(key)
                )


def full_options(forum: Forum, wanted: Mapping[tuple[str, str], int]) -> list[tuple[str, int]]:
    """Return the options of which more are wanted than are left: what each is called, and how many are left."""
    known = {row.key: row for row in questions.questions_by_id(forum).values()} if wanted else {}
    taken = queries.options_taken(forum) if wanted else {}
    found = []
    for (key, option_key), number in wanted.items():
        for option in (known[key].options or ()) if key in known else ():
            left = None if option.places is None else max(option.places - taken.get((key, option.key), 0), 0)
            if option.key == option_key and left is not None and number > left:
                found.append((localized(option.label, forum.languages), left))
    return found


def put_replies(registration: Registration, replies: Replies, *, forum: Forum, now: datetime) -> list[str]:
    """Store what somebody answered, drop what they left open, and return the keys of the questions that changed.

    Ask ``refuse_full`` before.
    """
    known = {row.key: row for row in questions.questions_by_id(forum).values()}
    stored = {answer.question_id: answer for answer in queries.answer_rows(registration)}
    changed = []
    for key in sorted(replies.asked & set(known)):
        question, value = known[key], replies.values.get(key)
        answer = stored.get(question.id)
        if (answer.value if answer is not None else None) == value:
            continue
        changed.append(key)
        if answer is None:
            db.session.add(Answer(registration_id=registration.id, question_id=question.id, value=value))
        elif value is None:
            db.session.delete(answer)
        else:
            answer.value = value
        if question.kind in CHOOSING:
            _choose(registration, question, options_of(value or ()), now=now)
    db.session.flush()
    return changed


def forget_answers(registration: Registration, keys: Collection[str] | None = None, *, forum: Forum) -> list[str]:
    """Delete what somebody answered to some questions, or to all; return the keys of those that had answers."""
    known = questions.questions_by_id(forum)
    gone = []
    for answer in queries.answer_rows(registration):
        question = known.get(answer.question_id)
        if keys is None or (question is not None and question.key in keys):
            db.session.delete(answer)
            gone += [question.key] if question is not None else []
    for choice in queries.chosen_rows(registration):
        question = known.get(choice.question_id)
        if keys is None or (question is not None and question.key in keys):
            db.session.delete(choice)
    db.session.flush()
    return gone


def forget_special(registration: Registration, *, forum: Forum) -> list[str]:
    """Delete the answers about special needs; return the keys of their questions. They last as long as the consent to them."""
    special = {row.key for row in questions.questions_by_id(forum).values() if row.is_special}
    return forget_answers(registration, special, forum=forum) if special else []


def drop_unasked(registration: Registration, *, forum: Forum) -> list[str]:
    """Delete answers to questions that are not asked of somebody any more, once they take part in another way."""
    answers = queries.answers_of(registration)
    if not answers:
        return []
    every = sheet_of(forum).questions
    asked = applying(
        every,
        category=registration.category,
        attendance=registration.attendance,
        chosen=chosen_in(every, answers),
    )
    kept = {question.key for question in asked}
    return forget_answers(registration, {question.key for question in every if question.key not in kept}, forum=forum)


def settle_options(registration: Registration, *, forum: Forum, now: datetime) -> None:
    """Take the places of the options that somebody chose, or give them back, as their registration stands now.

    Who comes back when an option has become full loses it; the deed says so, and their page shows the question open.
    """
    announce(registration, forum=forum, now=now)
    chosen = queries.chosen_rows(registration)
    is_taking = _takes(registration, now=now)
    waiting = [each for each in chosen if each.holds_place is not is_taking]
    if not waiting:
        return
    known, taken = questions.questions_by_id(forum), queries.options_taken(forum)
    lost: dict[str, list[str]] = {}
    for each in waiting:
        question = known.get(each.question_id)
        places = _places_of(question, each.option_key)
        if (
            question is not None
            and is_taking
            and places is not None
            and taken.get((question.key, each.option_key), 0) >= places
        ):
            lost.setdefault(question.key, []).append(each.option_key)
            db.session.delete(each)
        else:
            each.holds_place = is_taking
    if lost:
        _take_out(registration, lost, known)
        note(registration, "lose-option", forum=forum, before={"answers": list(lost)}, now=now)
    db.session.flush()


def _takes(registration: Registration, *, now: datetime) -> bool:
    return takes_options(
        registration.status,
        is_verified=registration.verified_at is not None,
        hold_until=registration.hold_until,
        now=now,
    )


def _places_of(question: Question | None, key: str) -> int | None:
    """Return how many may choose an option; None is as many as like."""
    options = (question.options or ()) if question is not None else ()
    return next((option.places for option in options if option.key == key), None)


def _options(question: Question, value: Any) -> list[OptionPart]:
    """Return the options that an answer holds."""
    if question.kind not in CHOOSING:
        return []
    keys = options_of(value)
    return [option for option in question.options or () if option.key in keys]


def _choose(registration: Registration, question: Question, keys: frozenset[str], *, now: datetime) -> None:
    standing = {each.option_key: each for each in queries.chosen_rows(registration) if each.question_id == question.id}
    for key in standing.keys() - keys:
        db.session.delete(standing[key])
    for key in sorted(keys - standing.keys()):
        db.session.add(
            ChosenOption(
                registration_id=registration.id,
                question_id=question.id,
                option_key=key,
                holds_place=_takes(registration, now=now),
            )
        )


def _take_out(registration: Registration, lost: Mapping[str, Collection[str]], known: Mapping[int, Question]) -> None:
    """Take options out of the answers that held them."""
    for answer in queries.answer_rows(registration):
        question = known.get(answer.question_id)
        if question is None or question.key not in lost:
            continue
        left = [key for key in answer.value if key not in lost[question.key]] if isinstance(answer.value, list) else []
        if left:
            answer.value = left
        else:
            db.session.delete(answer)
