"""Registrations as lists, exports and histories show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forumapp.audit import AuditEntry
from forumapp.i18n import gettext as _
from forumapp.i18n import instant_words, language_name, localized
from forumapp.questions.models import Question
from forumapp.questions.presentation import answer_words
from forumapp.questions.rules.parts import QuestionPart, field_name
from forumapp.questions.service.standing import part_from
from forumapp.questions.words import purpose_title
from forumapp.registration.models import Registration
from forumapp.registration.rules.names import full_name
from forumapp.registration.rules.sheets import Row
from forumapp.registration.words import ATTENDANCE_WORDS, DEED_WORDS, ERASE_REASONS, FIELD_WORDS, STATUS_WORDS

COLUMNS = (
    "arrived",
    "status",
    "family_name",
    "given_name",
    "patronymic",
    "latin_name",
    "email",
    "phone",
    "country",
    "institution",
    "post",
    "category",
    "attendance",
    "language",
    "interpretation",
    "created_at",
    "verified_at",
    "in_list",
)
"""What an export holds, in order; the keys of JSON, the columns of the sheets."""

Names = Mapping[str, Mapping[str, str]]
"""What categories and questions are called, by kind and key."""

MOVES = frozenset({"registration:correct-email", "registration:change-email", "registration:revise"})
"""Deeds after which letters go to another address."""


@dataclass(frozen=True, kw_only=True)
class RegistrationLine:
    """A registration in the registrars' list."""

    uid: str
    arrived: int
    name: str
    latin_name: str | None
    email: str | None
    library: str | None
    country: str
    status: str
    status_words: str
    attendance: str
    category: str
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class Answered:
    """The questions of a forum in the order of columns, and all answers by id of the registration."""

    questions: Sequence[Question]
    answers: Mapping[int, Mapping[str, Any]]
    languages: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Deed:
    """Who did what with a registration, when, and what changed: label, before, after."""

    at: datetime
    actor: str
    words: str
    changes: tuple[tuple[str, str, str], ...]


def lines(
    registrations: Sequence[Registration], *, countries: Mapping[str, str], categories: Mapping[str, str]
) -> list[RegistrationLine]:
    """Return registrations as the list shows them; ``countries`` are names by code, ``categories`` by key."""
    return [
        RegistrationLine(
            uid=str(each.uid),
            arrived=each.arrived,
            name=name_of(each),
            latin_name=each.latin_name,
            email=each.email,
            library=library_of(each),
            country=countries.get(each.country, each.country),
            status=each.status.value,
            status_words=str(STATUS_WORDS[each.status]),
            attendance=str(ATTENDANCE_WORDS[each.attendance]),
            category=category_word(each.category, categories),
            created_at=each.created_at,
        )
        for each in registrations
    ]


def export_rows(
    registrations: Sequence[Registration], *, listed: frozenset[int], answered: Answered | None = None
) -> list[Row]:
    """Return registrations as machines read them; ``listed`` are the ids of those who agreed to the list of participants.

    With ``answered`` each has a column for each question, ``q_<key>``.
    """
    return [
        {
            "arrived": each.arrived,
            "status": each.status.value,
            "family_name": each.family_name,
            "given_name": each.given_name,
            "patronymic": each.patronymic,
            "latin_name": each.latin_name,
            "email": each.email,
            "phone": each.phone,
            "country": each.country,
            "institution": library_of(each),
            "post": each.post,
            "category": each.category,
            "attendance": each.attendance.value,
            "language": each.language,
            "interpretation": each.interpretation,
            "created_at": _stamp(each.created_at),
            "verified_at": _stamp(each.verified_at),
            "in_list": "yes" if each.id in listed else "no",
            **_answers_of(each, answered),
        }
        for each in registrations
    ]


def headings(answered: Answered | None = None) -> dict[str, str]:
    """Return the headings of a sheet by column, in the current language; questions come last, retired ones at the end."""
    own = {column: str(FIELD_WORDS[column]) for column in COLUMNS}
    if answered is None:
        return own
    labels = {field_name(row.key): localized(row.label, answered.languages) for row in answered.questions}
    return own | labels


def _answers_of(registration: Registration, answered: Answered | None) -> dict[str, str | None]:
    if answered is None:
        return {}
    answers, languages = answered.answers.get(registration.id, {}), answered.languages
    return {
        field_name(row.key): answer_words(part_from(QuestionPart, row), answers.get(row.key), languages) or None
        for row in answered.questions
    }


def deeds(entries: Sequence[AuditEntry], *, zone: str, names: Names) -> list[Deed]:
    """Return entries of the audit trail in words, with times on the clock of ``zone``; ``names`` by kind and key."""
    return [
        Deed(
            at=entry.at,
            actor=entry.actor,
            words=str(DEED_WORDS.get(entry.action.partition(":")[2], entry.action)),
            changes=tuple(_changes(entry.before or {}, entry.after or {}, zone=zone, names=names)),
        )
        for entry in entries
    ]


def former_emails(entries: Sequence[AuditEntry]) -> list[tuple[str, datetime]]:
    """Return the addresses that a registration had before, and when each ended, from its audit trail."""
    return [
        (entry.before["email"], entry.at)
        for entry in entries
        if entry.action in MOVES and entry.before is not None and entry.before.get("email")
    ]


def name_of(registration: Registration) -> str:
    """Return a delegate's name as lists have it."""
    if registration.anonymized_at is not None:
        return _("Anonymized")
    return full_name(
        family_name=registration.family_name,
        given_name=registration.given_name,
        patronymic=registration.patronymic,
    )


def library_of(registration: Registration) -> str | None:
    """Return where a delegate comes from: what they wrote, else the name of the institution they chose."""
    if registration.institution_name or registration.institution is None:
        return registration.institution_name
    return localized(registration.institution.name)


def answer_rows(
    rows: Iterable[Question], answers: Mapping[str, Any], languages: tuple[str, ...], *, is_special: bool | None = None
) -> list[tuple[str, str]]:
    """Return what somebody answered, label and words; of one sort only where ``is_special`` says which."""
    return [
        (localized(row.label, languages), answer_words(part_from(QuestionPart, row), answers[row.key], languages))
        for row in rows
        if row.key in answers and is_special in (None, row.is_special)
    ]


def category_word(category: str, categories: Mapping[str, str]) -> str:
    """Return as what somebody takes part; ``categories`` are names by key."""
    return categories.get(category, category)


def _stamp(instant: datetime | None) -> str | None:
    return None if instant is None else instant.isoformat(timespec="seconds")


def _changes(before: dict[str, Any], after: dict[str, Any], *, zone: str, names: Names) -> list[tuple[str, str, str]]:
    told = [name for name in FIELD_WORDS if name in before or name in after]
    return [
        (
            str(FIELD_WORDS[name]),
            _said(name, before.get(name), zone=zone, names=names),
            _said(name, after.get(name), zone=zone, names=names),
        )
        for name in told
    ]


def _said(name: str, value: Any, *, zone: str, names: Names) -> str:
    """Return a stored value in words."""
    if value is None:
        return ""
    if name == "answers":
        return ", ".join(names["question"].get(key, key) for key in value)
    if name == "purpose":
        return purpose_title(value, None, ())
    if name == "category":
        return names["category"].get(value, value)
    if name.endswith(("_at", "_until")):
        return instant_words(datetime.fromisoformat(value), zone)
    if name == "institution_id":
        return _("chosen from the list")
    if name in {"language", "interpretation"}:
        return language_name(value)
    words: dict[str, Mapping[Any, object]] = {
        "status": STATUS_WORDS,
        "attendance": ATTENDANCE_WORDS,
        "erase_reason": ERASE_REASONS,
    }
    if name == "with_special":
        return _("yes")
    return str(words.get(name, {}).get(value, value))
