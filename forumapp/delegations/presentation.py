"""Delegations and their members as pages, lists and files show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forumapp.audit import AuditEntry
from forumapp.delegations.models import Delegation, Member
from forumapp.delegations.queries import CHANGELESS, HEAD, Counts
from forumapp.delegations.words import DEED_WORDS, STATE_KINDS, STATES
from forumapp.i18n import date_words, localized
from forumapp.i18n import gettext as _
from forumapp.registration.models import Registration, RegistrationStatus
from forumapp.registration.presentation import category_word, library_of, name_of
from forumapp.registration.rules.sheets import Row
from forumapp.registration.rules.statuses import ENDED
from forumapp.registration.words import ATTENDANCE_WORDS, FIELD_WORDS, STATUS_WORDS

COLUMNS = (
    *("number", "family_name", "given_name", "patronymic", "latin_name", "post", "institution", "country"),
    *("email", "category", "attendance", "status"),
)
"""What the head's file holds, in order."""


@dataclass(frozen=True, kw_only=True)
class DelegationLine:
    """A delegation in the registrars' list."""

    uid: str
    title: str
    head: str
    email: str
    quota: int
    counts: Counts
    state: str
    state_kind: str
    deadline: str
    news: int


@dataclass(frozen=True, kw_only=True)
class MemberLine:
    """A member on the list; ``number`` is theirs on it, from 1."""

    uid: str
    number: int
    name: str
    latin_name: str | None
    about: str
    country: str
    email: str | None
    attendance: str
    category: str
    status: str
    status_kind: str
    is_first: bool
    is_last: bool
    is_ended: bool
    signs: bool
    """Whether the consent is to be signed on paper, for want of an address."""


@dataclass(frozen=True, kw_only=True)
class Deed:
    """Who did what with a delegation, when; ``is_new`` where no registrar has looked through it yet."""

    number: int
    """In the audit trail."""
    at: datetime
    is_head: bool
    actor: str
    words: str
    member: str
    changes: tuple[tuple[str, str, str], ...]
    is_new: bool


def title_of(delegation: Delegation, countries: Mapping[str, str], languages: Sequence[str] = ()) -> str:
    """Return what a delegation is called in the current language; ``countries`` are names by code."""
    if delegation.name:
        return localized(delegation.name, languages)
    if delegation.institution is not None:
        return localized(delegation.institution.name, languages)
    return countries.get(delegation.country, delegation.country)


def lines(
    delegations: Iterable[Delegation],
    *,
    counts: Mapping[int, Counts],
    news: Mapping[str, int],
    countries: Mapping[str, str],
    languages: Sequence[str],
) -> list[DelegationLine]:
    """Return delegations in protocol order, the order of ``countries``; those of one country as they were made."""
    order = {code: number for number, code in enumerate(countries)}
    ordered = sorted(delegations, key=lambda each: (order.get(each.country, len(order)), each.id))
    return [
        DelegationLine(
            uid=str(each.uid),
            title=title_of(each, countries, languages),
            head=each.head_name,
            email=each.head_email,
            quota=each.quota,
            counts=counts.get(each.id, Counts()),
            state=str(STATES[each.state]),
            state_kind=STATE_KINDS[each.state],
            deadline=date_words(each.deadline) if each.deadline else "",
            news=news.get(f"delegation:{each.uid}", 0),
        )
        for each in ordered
    ]


def member_lines(
    members: Sequence[Member], *, countries: Mapping[str, str], categories: Mapping[str, str]
) -> list[MemberLine]:
    """Return the members of a delegation in the head's order; ``categories`` are names by key."""
    rows = [each.registration for each in members]
    return [_member_line(each, rows, countries, categories) for each in rows]


def export_rows(members: Sequence[Member], *, countries: Mapping[str, str], categories: Mapping[str, str]) -> list[Row]:
    """Return the list as a file holds it, in words."""
    return [
        {
            "number": number,
            "family_name": each.family_name,
            "given_name": each.given_name,
            "patronymic": each.patronymic,
            "latin_name": each.latin_name,
            "post": each.post,
            "institution": library_of(each),
            "country": countries.get(each.country, each.country),
            "email": each.email,
            "category": category_word(each.category, categories),
            "attendance": str(ATTENDANCE_WORDS[each.attendance]),
            "status": _status(each),
        }
        for number, each in enumerate((member.registration for member in members), start=1)
    ]


def headings() -> dict[str, str]:
    """Return the headings of the head's file by column."""
    return {column: "№" if column == "number" else str(FIELD_WORDS[column]) for column in COLUMNS}


def deeds(entries: Sequence[AuditEntry], *, since: datetime | None, categories: Mapping[str, str]) -> list[Deed]:
    """Return what was done with a delegation in words; what its head did after ``since`` is new."""
    return [
        Deed(
            number=entry.id,
            at=entry.at,
            is_head=entry.actor == HEAD,
            actor=entry.actor,
            words=str(DEED_WORDS.get(entry.action, entry.action)),
            member=str((entry.after or {}).get("member") or (entry.before or {}).get("member") or ""),
            changes=tuple(_changes(entry.action, entry.before or {}, entry.after or {}, categories)),
            is_new=since is not None and entry.actor == HEAD and entry.action not in CHANGELESS and entry.at > since,
        )
        for entry in entries
    ]


def _member_line(
    each: Registration, rows: Sequence[Registration], countries: Mapping[str, str], categories: Mapping[str, str]
) -> MemberLine:
    number = rows.index(each) + 1
    return MemberLine(
        uid=str(each.uid),
        number=number,
        name=name_of(each),
        latin_name=each.latin_name,
        about=", ".join(words for words in (each.post, library_of(each)) if words),
        country=countries.get(each.country, each.country),
        email=each.email,
        attendance=str(ATTENDANCE_WORDS[each.attendance]),
        category=category_word(each.category, categories),
        status=_status(each),
        status_kind=_status_kind(each),
        is_first=number == 1,
        is_last=number == len(rows),
        is_ended=each.seen_status in ENDED,
        signs=each.email is None and each.seen_status not in ENDED,
    )


def _status(each: Registration) -> str:
    if each.is_unsent:
        return _("On the list, not sent yet")
    if each.seen_status is RegistrationStatus.UNVERIFIED:
        return _("Has a place, has not answered yet") if each.hold_until else _("Did not answer in time")
    if each.seen_status is RegistrationStatus.CONFIRMED:
        return _("Has a place")
    return str(STATUS_WORDS[each.seen_status])


def _status_kind(each: Registration) -> str:
    if each.is_unsent:
        return ""
    if each.seen_status in ENDED:
        return "cancelled"
    return "confirmed" if each.seen_status is RegistrationStatus.CONFIRMED else "tentative"


def _changes(
    action: str, before: Mapping[str, Any], after: Mapping[str, Any], categories: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    if action == "delegation:substitute":
        return [(_("Member"), str(before.get("member", "")), str(after.get("member", "")))]
    if action != "delegation:revise-member":
        return []
    names = [name for name in FIELD_WORDS if name in before]
    return [
        (str(FIELD_WORDS[name]), _said(name, before[name], categories), _said(name, after.get(name), categories))
        for name in names
    ]


def _said(name: str, value: Any, categories: Mapping[str, str]) -> str:
    if value is None:
        return ""
    if name == "institution_id":
        return _("chosen from the list")
    if name == "attendance":
        return str(next((word for mode, word in ATTENDANCE_WORDS.items() if mode == value), value))
    return category_word(str(value), categories) if name == "category" else str(value)
