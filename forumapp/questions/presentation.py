"""Questions as pages show them: in sections, in groups that say of whom they are asked; answers in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from forumapp.directory import queries as directory
from forumapp.i18n import current_language, date_words, localized
from forumapp.i18n import gettext as _
from forumapp.questions.rules.asking import condition_of
from forumapp.questions.rules.parts import QuestionKind, QuestionPart, Sheet, consent_name, field_name
from forumapp.questions.words import WAY_CONDITIONS, consequence_of, purpose_title


@dataclass(frozen=True, kw_only=True)
class AskedGroup:
    """Questions that are asked of the same people: in words, and as a script reads it."""

    words: str
    """Empty where they are asked of everybody."""
    categories: str
    """Keys, blank between them."""
    attendance: str
    question: str
    """Name of the field on which they depend."""
    option: str
    fields: tuple[tuple[str, str], ...]
    """Kind of each question and name of its field."""


@dataclass(frozen=True, kw_only=True)
class AskedSection:
    """A heading with its groups."""

    key: str
    title: str
    groups: tuple[AskedGroup, ...]


def sections_of(sheet: Sheet, questions: Sequence[QuestionPart]) -> list[AskedSection]:
    """Return questions under their headings, neighbors that are asked of the same people together."""
    titles = {section.key: localized(section.title, sheet.languages) for section in sheet.sections}
    named: dict[str, list[QuestionPart]] = {}
    for question in questions:
        named.setdefault(question.section or "", []).append(question)
    return [
        AskedSection(
            key=f"section-{key}" if key else "questions",
            title=titles.get(key) or _("Questions of the organizers"),
            groups=tuple(_groups(sheet, members)),
        )
        for key, members in named.items()
    ]


def category_names(sheet: Sheet, others: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return what categories are called, by key."""
    names = {category.key: localized(category.title, sheet.languages) for category in sheet.categories}
    return {**(others or {}), **names}


def answer_words(question: QuestionPart, answer: Any, languages: tuple[str, ...]) -> str:
    """Return a stored answer as a person reads it; a file by its name."""
    if answer in (None, "", []):
        return ""
    if question.kind in (QuestionKind.CHOICE, QuestionKind.SEVERAL):
        labels = {option.key: localized(option.label, languages) for option in question.options or ()}
        keys = [answer] if isinstance(answer, str) else answer
        return "; ".join(labels.get(key, key) for key in keys)
    if question.kind is QuestionKind.FILE:
        return str(answer["name"])
    if question.kind is QuestionKind.DATE:
        return date_words(date.fromisoformat(answer))
    if question.kind is QuestionKind.COUNTRY:
        return directory.country_name(answer, current_language())
    return str(answer)


def condition_words(sheet: Sheet, question: QuestionPart) -> str:
    """Return of whom a question is asked, as the form says it; nothing where it is asked of everybody."""
    said = []
    if question.categories is not None:
        names = category_names(sheet)
        listed = ", ".join(names.get(key, key) for key in question.categories)
        said.append(_("If you take part as: %(categories)s", categories=listed))
    condition = condition_of(question.condition)
    if condition is not None and condition.attendance is not None:
        said.append(str(WAY_CONDITIONS[condition.attendance]))
    if condition is not None and condition.question is not None:
        other = next((each for each in sheet.questions if each.key == condition.question), None)
        if other is not None:
            option = answer_words(other, condition.option, sheet.languages)
            label = localized(other.label, sheet.languages)
            said.append(_("If you chose “%(option)s” for “%(question)s”", option=option, question=label))
    return "; ".join(said)


def consent_rows(sheet: Sheet, given: Mapping[str, Any]) -> list[tuple[str, str, str, str, bool, bool]]:
    """Return consents for a delegate's page: key, title, words, what follows when it is taken back, is given, is required.

    What was agreed to stands there too when nobody is asked any more.
    """
    rows = [
        (
            consent.key,
            purpose_title(consent.key, consent.title, sheet.languages),
            localized(consent.text, sheet.languages),
            consequence_of(consent.key),
            consent.key in given,
            consent.is_required,
        )
        for consent in sheet.consents
    ]
    known = {row[0] for row in rows}
    gone = [key for key in given if key not in known]
    return rows + [
        (key, purpose_title(key, None, sheet.languages), "", consequence_of(key), True, False) for key in gone
    ]


def _groups(sheet: Sheet, questions: Sequence[QuestionPart]) -> list[AskedGroup]:
    groups: list[AskedGroup] = []
    last: tuple[object, ...] | None = None
    for question in questions:
        asked_of = (question.categories, question.condition)
        named = (question.kind.value, field_name(question.key))
        if asked_of == last:
            group = groups.pop()
            fields = (*group.fields, named)
        else:
            fields = (named,)
        condition = condition_of(question.condition)
        groups.append(
            AskedGroup(
                words=condition_words(sheet, question),
                categories=" ".join(question.categories or ()),
                attendance=condition.attendance.value if condition and condition.attendance else "",
                question=field_name(condition.question) if condition and condition.question else "",
                option=condition.option or "" if condition else "",
                fields=fields,
            )
        )
        last = asked_of
    return groups


def consent_fields(sheet: Sheet) -> list[tuple[str, bool]]:
    """Return the consents of a form: the name of the field, whether it is required."""
    return [(consent_name(consent.key), consent.is_required) for consent in sheet.consents]
