"""Verbs of the lists that make up a form: categories, sections, questions. Each locks the forum first."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from forumapp import audit
from forumapp.db import db
from forumapp.db.changes import arrange, assign
from forumapp.directory.rules import free_key, is_key
from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.i18n import gettext as _
from forumapp.i18n import localized
from forumapp.merging import Basis, reconciled
from forumapp.questions import queries
from forumapp.questions.models import Category, Listed
from forumapp.questions.rules.asking import condition_of, dependents, leads_back
from forumapp.questions.rules.parts import CHOOSING, LONGEST_KEY, CategoryPart, QuestionPart, SectionPart, Stage
from forumapp.questions.service.standing import MODELS, AnyPart, Part, part_from, standing
from forumapp.questions.service.use import Use, use_of
from forumapp.questions.words import stock_categories

ACTIONS: Mapping[type, Mapping[str, str]] = {
    CategoryPart: {
        "add": "category:add",
        "revise": "category:revise",
        "retire": "category:retire",
        "delete": "category:delete",
        "bring-back": "category:bring-back",
        "order": "category:order",
    },
    SectionPart: {
        "add": "section:add",
        "revise": "section:revise",
        "delete": "section:delete",
        "bring-back": "section:bring-back",
        "order": "section:order",
    },
    QuestionPart: {
        "add": "question:add",
        "revise": "question:revise",
        "retire": "question:retire",
        "delete": "question:delete",
        "bring-back": "question:bring-back",
        "order": "question:order",
    },
}
SUBJECTS: Mapping[type, str] = {CategoryPart: "category", SectionPart: "section", QuestionPart: "question"}
RESERVED = frozenset({"new"})
"""Keys that pages of the desk need for themselves."""


class Removal(StrEnum):
    """What became of a thing that was taken off its list."""

    DELETED = "deleted"
    """Nobody used it."""
    RETIRED = "retired"
    """It stays with those who used it, and nobody else is asked."""


def new_key(kind: type[Part], forum: Forum, words: str) -> str:
    """Return a key for a new thing of this name that the forum's list never had; it stays free until the transaction ends."""
    forum = lock_forum(forum)
    taken = frozenset(row.key for row in queries.rows_of(MODELS[kind], forum))
    stock = frozenset(part.key for part in stock_categories()) if kind is CategoryPart else frozenset()
    return free_key(words[: LONGEST_KEY - 6], taken | stock | RESERVED)


def add(forum: Forum, part: Part, *, now: datetime) -> None:
    """Add a thing at the end of a forum's list; one that was deleted under its key comes back as ``part`` has it."""
    forum = lock_forum(forum)
    model = MODELS[type(part)]
    rows = {row.key: row for row in _rows(type(part), forum)}
    row = rows.get(part.key)
    if not is_key(part.key) or len(part.key) > LONGEST_KEY or (row is not None and row.deleted_at is None):
        raise RuleBroken(_("“%(key)s” is taken already. Choose a different key.", key=part.key))
    _check(part, forum, use=None)
    row = row or model(forum_id=forum.id, key=part.key)
    row.position, row.deleted_at, row.retired_at = queries.end_of(model, forum), None, None
    for name, value in _columns(part).items():
        setattr(row, name, value)
    db.session.add(row)
    _record(part, "add", forum, now=now, after=_said(part))


def revise(forum: Forum, part: Part, *, basis: Basis[Part] | None = None, now: datetime) -> Part:
    """Make a thing what ``part`` says and return it as it stands then. Raises Overtaken as ``merging.reconciled`` does."""
    forum = lock_forum(forum)
    row = _row(type(part), forum, part.key)
    if row.deleted_at is not None:
        raise RuleBroken(_("Somebody else took this off the list meanwhile."))
    was: Part = part_from(type(part), row)
    merged = reconciled(part, standing=was, basis=basis)
    use = use_of(forum)
    if isinstance(merged, QuestionPart) and isinstance(was, QuestionPart):
        _check_kind(was, merged, use)
    _check(merged, forum, use=use)
    before, after = assign(row, _columns(merged))
    if after:
        _record(merged, "revise", forum, now=now, before=before, after=after)
    return merged


def remove(forum: Forum, kind: type[Part], key: str, *, now: datetime) -> Removal:
    """Take a thing off its list: what nobody used is deleted, such that it can be brought back; the rest is retired."""
    forum = lock_forum(forum)
    row = _row(kind, forum, key)
    _check_leaving(forum, kind, key)
    use = use_of(forum)
    used: Mapping[type, Mapping[str, int]] = {CategoryPart: use.categories, QuestionPart: use.questions}
    is_used = bool(used.get(kind, {}).get(key))
    part: Part = part_from(kind, row)
    if is_used:
        row.retired_at = row.retired_at or now
    else:
        row.deleted_at = now
    _record(part, "retire" if is_used else "delete", forum, now=now, before=_said(part))
    return Removal.RETIRED if is_used else Removal.DELETED


def bring_back(forum: Forum, kind: type[Part], key: str, *, now: datetime) -> None:
    """Put a retired or deleted thing back where it was; a question's deleted section comes with it.

    Raises RuleBroken where it would depend on what is not asked any more.
    """
    forum = lock_forum(forum)
    row = _row(kind, forum, key)
    if row.retired_at is None and row.deleted_at is None:
        return
    row.retired_at = row.deleted_at = None
    part: Part = part_from(kind, row)
    if isinstance(part, QuestionPart) and part.section is not None:
        bring_back(forum, SectionPart, part.section, now=now)
    _check(part, forum, use=use_of(forum))
    _record(part, "bring-back", forum, now=now, after=_said(part))


def order(forum: Forum, kind: type[Part], keys: Sequence[str], *, now: datetime) -> bool:
    """Put what stands in a list in the order of ``keys``; says whether that changed anything."""
    forum = lock_forum(forum)
    rows = {row.key: row for row in _rows(kind, forum) if row.deleted_at is None and row.retired_at is None}
    known = [key for key in keys if key in rows]
    was = list(rows)
    is_changed = arrange([rows[key] for key in (*known, *(key for key in was if key not in known))])
    if is_changed:
        audit.record(
            ACTIONS[kind]["order"],
            subject=f"forum:{forum.slug}",
            forum=forum.slug,
            before={"order": was},
            after={"order": known},
            now=now,
        )
        db.session.flush()
    return is_changed


def _rows(kind: type[Part], forum: Forum) -> Sequence[Listed]:
    """Return the rows of a list; the stock of categories becomes rows with the first change."""
    rows = queries.rows_of(MODELS[kind], forum)
    if rows or kind is not CategoryPart:
        return rows
    for position, part in enumerate(stock_categories()):
        db.session.add(Category(forum_id=forum.id, position=position, **vars(part)))
    db.session.flush()
    return queries.rows_of(MODELS[kind], forum)


def _row(kind: type[Part], forum: Forum, key: str) -> Listed:
    found = next((row for row in _rows(kind, forum) if row.key == key), None)
    if found is None:
        raise RuleBroken(_("Somebody else took this off the list meanwhile."))
    return found


def _check(part: AnyPart, forum: Forum, *, use: Use | None) -> None:
    if isinstance(part, QuestionPart):
        _check_question(part, forum, use or Use())
        return
    if not part.title:
        raise RuleBroken(_("Give it a title, in one language at least."), field="title")
    if isinstance(part, CategoryPart) and not part.is_offered:
        _check_offered(forum, without=part.key)


def _check_question(part: QuestionPart, forum: Forum, use: Use) -> None:
    others = {each.key: each for each in standing(QuestionPart, forum) if each.key != part.key}
    if not part.label:
        raise RuleBroken(_("Give the question its words, in one language at least."), field="label")
    if part.kind in CHOOSING and not any(option.is_offered for option in part.options or ()):
        raise RuleBroken(_("Give at least one option that can be chosen."), field="options")
    kept = {option.key for option in part.options or ()}
    if any(key == part.key and option not in kept for (key, option), number in use.options.items() if number):
        raise RuleBroken(
            _("Somebody chose an option that you take out. Say that it is offered no longer instead."), field="options"
        )
    if part.section is not None and part.section not in {each.key for each in standing(SectionPart, forum)}:
        raise RuleBroken(_("Choose a section from the list."), field="section")
    _check_condition(part, others)
    _check_dependents(part, others)


def _check_condition(part: QuestionPart, others: Mapping[str, QuestionPart]) -> None:
    condition = condition_of(part.condition)
    if condition is None or condition.question is None:
        return
    if leads_back(others, part):
        raise RuleBroken(_("The question would depend on itself. Choose another condition."), field="condition")
    needed = others.get(condition.question)
    if needed is None or condition.option not in {option.key for option in needed.options or ()}:
        raise RuleBroken(_("The question on which this one depends is not asked any more."), field="condition")
    if part.stage is Stage.APPLY and needed.stage is Stage.DETAILS:
        raise RuleBroken(
            _("The question on which this one depends is asked later. Ask this one later too."), field="stage"
        )


def _check_dependents(part: QuestionPart, others: Mapping[str, QuestionPart]) -> None:
    kept = {option.key for option in part.options or ()}
    found = dependents(list(others.values()), part.key)
    needed = [condition_of(each.condition) for each in found]
    if any(each is not None and each.option not in kept for each in needed):
        raise RuleBroken(_("Another question depends on an option that you take out."), field="options")
    if part.stage is Stage.DETAILS and any(each.stage is Stage.APPLY for each in found):
        raise RuleBroken(
            _("Another question depends on this one and is asked with the registration. Ask that one later first."),
            field="stage",
        )


def _check_kind(was: QuestionPart, part: QuestionPart, use: Use) -> None:
    """Refuse another kind once there are answers: nobody could read them any more."""
    if was.kind is not part.kind and use.questions.get(part.key):
        raise RuleBroken(
            _("There are answers already, so the kind stays. Retire this question and ask a new one."), field="kind"
        )


def _check_leaving(forum: Forum, kind: type[Part], key: str) -> None:
    questions = standing(QuestionPart, forum)
    if kind is SectionPart and any(question.section == key for question in questions):
        raise RuleBroken(_("Questions stand in this section. Move them elsewhere first."))
    if kind is QuestionPart and (found := dependents(questions, key)):
        name = localized(found[0].label, forum.languages)
        raise RuleBroken(_("“%(question)s” is asked only with an answer to it. Change that first.", question=name))
    if kind is CategoryPart:
        _check_offered(forum, without=key)


def _check_offered(forum: Forum, *, without: str) -> None:
    if not any(part.is_offered for part in standing(CategoryPart, forum) if part.key != without):
        raise RuleBroken(
            _("People must be able to choose one category at least. Offer another one first."), field="is_offered"
        )


def _columns(part: AnyPart) -> dict[str, Any]:
    return {each.name: getattr(part, each.name) for each in fields(part)}


def _said(part: AnyPart) -> dict[str, Any]:
    return {name: value for name, value in _columns(part).items() if value not in (None, False)}


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as the audit trail holds them: options as their labels by key."""
    return {
        name: [{"key": option.key, "label": option.label, "places": option.places} for option in value]
        if name == "options" and value
        else value
        for name, value in values.items()
    }


def _record(
    part: AnyPart,
    verb: str,
    forum: Forum,
    *,
    now: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    audit.record(
        ACTIONS[type(part)][verb],
        subject=f"{SUBJECTS[type(part)]}:{part.key}",
        forum=forum.slug,
        before=before and _told(before),
        after=after and _told(after),
        now=now,
    )
    db.session.flush()
