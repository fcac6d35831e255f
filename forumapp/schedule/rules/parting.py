"""A part of the working copy on its way out: one day or one track over what is published, and nothing else with it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol, TypeVar

from forumapp.exchange.document import Document, SessionPart
from forumapp.schedule.rules.selection import Selection, day_of, days_of, selected
from forumapp.schedule.rules.visibility import people_of


class Hindrance(StrEnum):
    """Why a part cannot go out by itself."""

    FIRST = "first"
    """Nothing is published yet that it could stand in."""
    ZONE = "zone"
    """The forum's time zone changes, and with it the time of every session."""
    DAYS = "days"
    """It holds a session on a day that the published forum does not have."""


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


Keyed = TypeVar("Keyed", bound=_Keyed)


@dataclass
class _References:
    """What sessions refer to, by key."""

    rooms: set[str] = field(default_factory=set)
    tracks: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    institutions: set[str] = field(default_factory=set)


def keys_in_part(current: Document, working: Document, part: Selection) -> frozenset[str]:
    """Return the keys of the sessions that belong to a part, as they are published or as they stand in the working copy."""
    return frozenset(session.key for document in (current, working) for session in selected(document, part).sessions)


def hindrance(current: Document | None, working: Document, part: Selection) -> Hindrance | None:
    """Say why a part cannot be published by itself; None when it can."""
    if part.is_everything:
        return None
    if current is None:
        return Hindrance.FIRST
    if current.forum.timezone != working.forum.timezone:
        return Hindrance.ZONE
    days = set(days_of(current.forum))
    chosen = keys_in_part(current, working, part)
    found = [day_of(session, working.forum) for session in working.sessions if session.key in chosen]
    return Hindrance.DAYS if any(day is not None and day not in days for day in found) else None


def with_part(current: Document, working: Document, part: Selection) -> Document:
    """Return what is published with the sessions of a part as they stand in the working copy.

    What those sessions refer to comes with them in its present form; all else, the forum itself too, stays as published.
    A session that moved from one day or track to another belongs to both, so it is moved once, with the first of them.
    """
    chosen = keys_in_part(current, working, part)
    needed = _references(working, [session for session in working.sessions if session.key in chosen])
    return replace(
        current,
        institutions=_merged(current.institutions, working.institutions, needed.institutions),
        people=_merged(current.people, working.people, needed.people),
        tracks=_merged(current.tracks, working.tracks, needed.tracks),
        rooms=_merged(current.rooms, working.rooms, needed.rooms),
        sessions=_merged(current.sessions, working.sessions, chosen),
    )


def _references(document: Document, sessions: Sequence[SessionPart]) -> _References:
    people = people_of(tuple(sessions))
    return _References(
        rooms={session.room for session in sessions if session.room},
        tracks={session.track for session in sessions if session.track},
        people=people,
        institutions={person.institution for person in document.people if person.key in people and person.institution},
    )


def _merged(old: Sequence[Keyed], new: Sequence[Keyed], chosen: Collection[str]) -> tuple[Keyed, ...]:
    """Return the old parts with the chosen ones as they are in the new; chosen ones that the new has not are gone."""
    before, after = {part.key: part for part in old}, {part.key: part for part in new}
    found = (after.get(key) if key in chosen else before.get(key) for key in _order(list(after), list(before)))
    return tuple(part for part in found if part is not None)


def _order(first: list[str], second: list[str]) -> list[str]:
    """Return all keys in the order of ``first``; those of ``second`` alone follow whom they followed there."""
    known, order = set(first), list(first)
    for place, key in enumerate(second):
        if key not in known:
            order.insert(order.index(second[place - 1]) + 1 if place else 0, key)
    return order
