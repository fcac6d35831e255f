"""Registrations as lists, exports and histories show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forumapp.audit import AuditEntry
from forumapp.i18n import gettext as _
from forumapp.i18n import instant_words, language_name, localized
from forumapp.registration.models import Registration
from forumapp.registration.rules.names import full_name
from forumapp.registration.rules.sheets import Row
from forumapp.registration.words import ATTENDANCE_WORDS, CATEGORY_WORDS, DEED_WORDS, FIELD_WORDS, STATUS_WORDS

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

MOVES = frozenset({"registration:correct-email", "registration:change-email"})
"""Deeds after which letters go to another address."""


@dataclass(frozen=True, kw_only=True)
class RegistrationLine:
    """A registration in the registrars' list."""

    uid: str
    arrived: int
    name: str
    latin_name: str | None
    email: str
    library: str | None
    country: str
    status: str
    status_words: str
    attendance: str
    category: str
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class Deed:
    """Who did what with a registration, when, and what changed: label, before, after."""

    at: datetime
    actor: str
    words: str
    changes: tuple[tuple[str, str, str], ...]


def lines(registrations: Sequence[Registration], *, countries: Mapping[str, str]) -> list[RegistrationLine]:
    """Return registrations as the list shows them; ``countries`` are names by code."""
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
            category=category_word(each.category),
            created_at=each.created_at,
        )
        for each in registrations
    ]


def export_rows(registrations: Sequence[Registration], *, listed: frozenset[int]) -> list[Row]:
    """Return registrations as machines read them; ``listed`` are the ids of those who agreed to the list of participants."""
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
        }
        for each in registrations
    ]


def headings() -> dict[str, str]:
    """Return the headings of a sheet by column, in the current language."""
    return {column: str(FIELD_WORDS[column]) for column in COLUMNS}


def deeds(entries: Sequence[AuditEntry], *, zone: str) -> list[Deed]:
    """Return entries of the audit trail in words, with times on the clock of ``zone``."""
    return [
        Deed(
            at=entry.at,
            actor=entry.actor,
            words=str(DEED_WORDS.get(entry.action.partition(":")[2], entry.action)),
            changes=tuple(_changes(entry.before or {}, entry.after or {}, zone=zone)),
        )
        for entry in entries
    ]


def former_emails(entries: Sequence[AuditEntry]) -> list[tuple[str, datetime]]:
    """Return the addresses that a registration had before, and when each ended, from its audit trail."""
    return [
        (entry.before["email"], entry.at)
        for entry in entries
        if entry.action in MOVES and entry.before is not None and "email" in entry.before
    ]


def name_of(registration: Registration) -> str:
    """Return a delegate's name as lists have it."""
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


def category_word(category: str) -> str:
    """Return as what somebody takes part."""
    word = CATEGORY_WORDS.get(category)
    return category if word is None else str(word)


def _stamp(instant: datetime | None) -> str | None:
    return None if instant is None else instant.isoformat(timespec="seconds")


def _changes(before: dict[str, Any], after: dict[str, Any], *, zone: str) -> list[tuple[str, str, str]]:
    names = [name for name in FIELD_WORDS if name in before or name in after]
    return [
        (str(FIELD_WORDS[name]), _said(name, before.get(name), zone=zone), _said(name, after.get(name), zone=zone))
        for name in names
    ]


def _said(name: str, value: Any, *, zone: str) -> str:
    """Return a stored value in words."""
    if value is None:
        return ""
    if name.endswith(("_at", "_until")):
        return instant_words(datetime.fromisoformat(value), zone)
    if name == "institution_id":
        return _("chosen from the list")
    if name in {"language", "interpretation"}:
        return language_name(value)
    words: dict[str, Mapping[Any, object]] = {
        "status": STATUS_WORDS,
        "attendance": ATTENDANCE_WORDS,
        "category": CATEGORY_WORDS,
    }
    return str(words.get(name, {}).get(value, value))
