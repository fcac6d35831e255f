"""What the list is asked for: a filter as the parts of an address and back, and the registrations that are meant by it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from werkzeug.datastructures import MultiDict

from forumapp.exchange.document import Attendance
from forumapp.forums.models import Forum
from forumapp.questions.rules.parts import LONGEST_KEY
from forumapp.registration import queries as registrations
from forumapp.registration.models import Registration, RegistrationStatus
from forumapp.registration.queries import Filter, Sort, Waiting

MOST_WORDS = 200
"""Characters of a search."""
MOST_VALUES = 50
"""Values of one kind that a filter may have."""
LONGEST_WAIT = 999
"""Days."""
MOST_AT_ONCE = 1000
"""Registrations about which is decided at one go."""

Parts = dict[str, Any]
"""Parts of an address by name: a text, or a list where there are several."""

Member = TypeVar("Member", bound=StrEnum)


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """Those whom a registrar means: named ones, or all that fit a filter."""

    wanted: Filter
    uids: tuple[UUID, ...] | None = None


def filter_from(asked: MultiDict[str, str], *, now: datetime) -> Filter:
    """Return what the parts of an address ask for; what is no value of a filter asks for nothing."""
    return Filter(
        words=asked.get("q", "")[:MOST_WORDS].strip(),
        statuses=_members(RegistrationStatus, asked.getlist("status")),
        countries=tuple(each.upper() for each in _texts(asked, "country", longest=2)),
        modes=_members(Attendance, asked.getlist("attendance")),
        categories=_texts(asked, "category", longest=LONGEST_KEY),
        parties=_texts(asked, "delegation", longest=40),
        options=tuple(_pairs(asked)),
        is_unconfirmed=asked.get("address") == "unconfirmed",
        is_listed={"yes": True, "no": False}.get(asked.get("list", "")),
        has_special=asked.get("needs") == "1",
        waiting=_waiting(asked.get("waits", ""), now=now),
        sort=_member(Sort, asked.get("sort", "")) or Sort.ARRIVAL,
    )


def filter_of(parts: Mapping[str, Any], *, now: datetime) -> Filter:
    """Return the filter that was kept as the parts of an address."""
    return filter_from(MultiDict(parts), now=now)


def parts_of(wanted: Filter) -> Parts:
    """Return a filter as the parts of an address, the default left out."""
    parts: Parts = {
        "q": wanted.words,
        "status": [each.value for each in wanted.statuses],
        "country": list(wanted.countries),
        "attendance": [each.value for each in wanted.modes],
        "category": list(wanted.categories),
        "delegation": list(wanted.parties),
        "option": [f"{question}:{option}" for question, option in wanted.options],
        "address": "unconfirmed" if wanted.is_unconfirmed else "",
        "list": {True: "yes", False: "no"}.get(wanted.is_listed, "") if wanted.is_listed is not None else "",
        "needs": "1" if wanted.has_special else "",
        "waits": str(wanted.waiting.days) if wanted.waiting else "",
        "sort": wanted.sort.value if wanted.sort is not Sort.ARRIVAL else "",
    }
    return {
        name: value[0] if isinstance(value, list) and len(value) == 1 else value
        for name, value in parts.items()
        if value
    }


def chosen_of(parts: Mapping[str, Any], *, now: datetime) -> Chosen:
    """Return those who were kept as the parts of an address."""
    kept = MultiDict(parts).getlist("registration") if "registration" in parts else None
    uids = None if kept is None else tuple(UUID(text) for text in kept)
    return Chosen(wanted=filter_of(parts, now=now), uids=uids)


def ids_of(forum: Forum, chosen: Chosen, *, most: int = MOST_AT_ONCE) -> list[int]:
    """Return the ids of those who are meant, as it stands now, in order of arrival."""
    if chosen.uids is not None:
        return registrations.ids_by_uid(forum, chosen.uids[:most])
    return registrations.ids_that_fit(forum, chosen.wanted, most=most)


def ids_concerned(forum: Forum, chosen: Chosen, only: Filter) -> list[int]:
    """Return the ids of those who are meant, before all else of those in a state of ``only``, or unconfirmed where it says so.

    Of all that fit, the limit leaves out nobody whom it concerns as long as it holds others; where it concerns nobody, all are meant.
    """
    wanted = chosen.wanted
    statuses = tuple(each for each in only.statuses if not wanted.statuses or each in wanted.statuses)
    if chosen.uids is not None or (only.statuses and not statuses):
        return ids_of(forum, chosen)
    is_unconfirmed = wanted.is_unconfirmed or only.is_unconfirmed
    narrowed = replace(wanted, statuses=statuses or wanted.statuses, is_unconfirmed=is_unconfirmed)
    return ids_of(forum, Chosen(wanted=narrowed)) or ids_of(forum, chosen)


def ids_still_meant(forum: Forum, chosen: Chosen, rows: Collection[Registration]) -> frozenset[int]:
    """Return the ids of those of some registrations that are meant still, in the state of which their people know."""
    if chosen.uids is not None:
        return frozenset(row.id for row in rows)
    statuses = chosen.wanted.statuses
    known = [row.id for row in rows if not statuses or row.seen_status in statuses]
    wanted = replace(chosen.wanted, statuses=())
    return frozenset(registrations.ids_that_fit(forum, wanted, most=len(rows), among=known))


def _texts(asked: MultiDict[str, str], name: str, *, longest: int) -> tuple[str, ...]:
    values = dict.fromkeys(value[:longest] for value in asked.getlist(name) if value)
    return tuple(values)[:MOST_VALUES]


def _pairs(asked: MultiDict[str, str]) -> list[tuple[str, str]]:
    split = (value.partition(":") for value in _texts(asked, "option", longest=2 * LONGEST_KEY + 1))
    return [(question, option) for question, colon, option in split if question and colon and option]


def _waiting(text: str, *, now: datetime) -> Waiting | None:
    if not (text.isascii() and text.isdecimal() and 0 < len(text) <= len(str(LONGEST_WAIT)) and int(text)):
        return None
    return Waiting(days=int(text), before=now - timedelta(days=int(text)))


def _member(kind: type[Member], value: str) -> Member | None:
    return next((member for member in kind if member.value == value), None)


def _members(kind: type[Member], values: list[str]) -> tuple[Member, ...]:
    found = (_member(kind, value) for value in values)
    return tuple(dict.fromkeys(member for member in found if member is not None))
