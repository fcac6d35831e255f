"""What changed from one state of a programme to the next."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

from forumapp.exchange.document import Document, EventPart, LanguageMap, SessionPart, Status, Visibility
from forumapp.schedule.rules.selection import day_of

_WHEN = frozenset({"starts_at", "ends_at"})
_APPOINTMENT = _WHEN | {"starts_on", "ends_on", "place"}
"""What says when and where a further event takes place."""


class Deed(StrEnum):
    """What was done to a part of the programme."""

    ADDED = "added"
    REMOVED = "removed"
    CANCELLED = "cancelled"
    RESTORED = "restored"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, kw_only=True)
class Detail:
    """One field, as it was and as it is: plain JSON values (text maps, ISO times, lists of text maps)."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, kw_only=True)
class Change:
    """One changed part: ``subject`` is "session", "event", "room", "track", "person", "institution" or "forum"."""

    subject: str
    key: str
    deed: Deed
    title: LanguageMap
    details: tuple[Detail, ...] = ()
    visibility_before: Visibility | None = None
    """Of a session or event in the state before; None where there was none."""
    visibility_after: Visibility | None = None
    day: str | None = None
    """The forum day (ISO) of a session where it has one, else the one it had; None elsewhere and in old releases."""


class Keyed(Protocol):
    """A part with a key."""

    @property
    def key(self) -> str:
        """The part's key."""


def differences(before: Document | None, after: Document) -> tuple[Change, ...]:
    """Return what changed, sessions first in the programme's order; everything is new when there was nothing before."""
    return (*_sessions(before, after), *_events(before, after), *_others(before, after))


def change_value(change: Change) -> dict[str, Any]:
    """Return a change as plain JSON; change_from is the inverse."""
    return asdict(change)


def change_from(value: Mapping[str, Any]) -> Change:
    """Return a change from plain JSON."""
    visibilities = {
        name: Visibility(value[name]) if value[name] else None for name in ("visibility_before", "visibility_after")
    }
    return Change(
        subject=value["subject"],
        key=value["key"],
        deed=Deed(value["deed"]),
        title=value["title"],
        details=tuple(Detail(**detail) for detail in value["details"]),
        day=value.get("day"),
        **visibilities,
    )


def _sessions(before: Document | None, after: Document) -> Iterable[Change]:
    old = {session.key: session for session in before.sessions} if before else {}
    new_keys = {session.key for session in after.sessions}
    names_after = Names(after)
    names_before = Names(before).as_called_in(names_after)
    for session in after.sessions:
        known = old.get(session.key)
        if known is None:
            yield Change(
                subject="session",
                key=session.key,
                deed=Deed.ADDED,
                title=session.title,
                details=_appointment(session, names_after),
                visibility_after=session.visibility,
                day=names_after.day_of(session),
            )
        elif known != session or readable(known, names_before) != readable(session, names_after):
            change = _session(known, session, names_before, names_after)
            if change is not None:
                yield change
    for key, session in old.items():
        if key not in new_keys:
            yield Change(
                subject="session",
                key=key,
                deed=Deed.REMOVED,
                title=session.title,
                visibility_before=session.visibility,
                day=names_before.day_of(session),
            )


def _session(known: SessionPart, session: SessionPart, before: "Names", after: "Names") -> Change | None:
    was, is_now = readable(known, before), readable(session, after)
    details = tuple(
        Detail(field=name, before=was[name], after=is_now[name]) for name in is_now if was[name] != is_now[name]
    )
    if not details:
        return None
    return Change(
        subject="session",
        key=session.key,
        deed=_deed(known, session, {detail.field for detail in details}),
        title=session.title,
        details=details,
        visibility_before=known.visibility,
        visibility_after=session.visibility,
        day=after.day_of(session) or before.day_of(known),
    )


def _deed(known: SessionPart, session: SessionPart, changed: set[str]) -> Deed:
    if session.status is Status.CANCELLED and known.status is not Status.CANCELLED:
        return Deed.CANCELLED
    if known.status is Status.CANCELLED and session.status is not Status.CANCELLED:
        return Deed.RESTORED
    moves = _WHEN & changed or known.room != session.room
    return Deed.MOVED if moves else Deed.CHANGED


def _events(before: Document | None, after: Document) -> Iterable[Change]:
    old = {event.key: event for event in (before.events if before else None) or ()}
    names_after = Names(after)
    names_before = Names(before).as_called_in(names_after)
    for event in after.events or ():
        known = old.pop(event.key, None)
        was, is_now = known and _read_event(known, names_before), _read_event(event, names_after)
        if was == is_now:
            continue
        details = [Detail(field=name, before=was and was[name], after=is_now[name]) for name in is_now]
        yield Change(
            subject="event",
            key=event.key,
            deed=_event_deed(details) if known else Deed.ADDED,
            title=event.title,
            details=tuple(
                detail
                for detail in details
                if detail.before != detail.after and (known or detail.field in _APPOINTMENT)
            ),
            visibility_before=known.audience if known else None,
            visibility_after=event.audience,
        )
    for key, event in old.items():
        yield Change(subject="event", key=key, deed=Deed.REMOVED, title=event.title, visibility_before=event.audience)


def _event_deed(details: Iterable[Detail]) -> Deed:
    changed = {detail.field for detail in details if detail.before != detail.after}
    return Deed.MOVED if changed & _APPOINTMENT else Deed.CHANGED


def _read_event(event: EventPart, names: "Names") -> dict[str, Any]:
    """Return what a reader can notice of a further event, by field, as plain JSON."""
    return {
        "starts_on": _plain(event.starts_on),
        "ends_on": _plain(event.ends_on or event.starts_on),
        "starts_at": _plain(event.starts_at),
        "ends_at": _plain(event.ends_at),
        "place": event.place,
        "title": event.title,
        "attendance": event.attendance.value,
        "link": event.link,
        "forum": event.forum,
        "institutions": [names.institutions.get(key, {}) for key in event.institutions or ()],
        "description": event.description,
        "visibility": event.audience.value,
    }


class Names:
    """Names of rooms, tracks, people and institutions by key, and the forum's days, in one state."""

    def __init__(self, document: Document | None) -> None:
        self.forum = document.forum if document else None
        self.rooms = {room.key: room.title for room in document.rooms} if document else {}
        self.tracks = {track.key: track.title for track in document.tracks} if document else {}
        self.institutions = {each.key: each.name for each in document.institutions} if document else {}
        self.people = {person.key: _full_name(person) for person in document.people} if document else {}

    def as_called_in(self, later: "Names") -> "Names":
        """Return the names of this state with those that ``later`` has for the same keys: a new name is no other room."""
        called = copy(self)
        for kind in ("rooms", "tracks", "institutions"):
            newer = getattr(later, kind)
            setattr(called, kind, {key: newer.get(key, name) for key, name in getattr(self, kind).items()})
        return called

    def in_one_language(self, languages: Sequence[str]) -> "Names":
        """Return the names in the first of these languages in which each is written: a translation is no other name."""
        called = copy(self)
        for kind in ("rooms", "tracks", "institutions", "people"):
            setattr(called, kind, {key: _in_one(name, languages) for key, name in getattr(self, kind).items()})
        return called

    def day_of(self, session: SessionPart) -> str | None:
        """Return the forum day of a session, as the calendar of ISO 8601 has it."""
        day = day_of(session, self.forum) if self.forum else None
        return day.isoformat() if day else None


def _in_one(name: LanguageMap, languages: Sequence[str]) -> LanguageMap:
    code = next((code for code in (*languages, *name) if name.get(code)), None)
    return {} if code is None else {code: name[code]}


def _full_name(person: Any) -> LanguageMap:
    codes = dict.fromkeys([*person.given_name, *person.family_name])
    return {code: f"{person.given_name.get(code, '')} {person.family_name.get(code, '')}".strip() for code in codes}


def readable(session: SessionPart, names: Names) -> dict[str, Any]:
    """Return what a reader of the programme can notice of a session, by field, as plain JSON.

    People are role, name and key; reports are title, minutes, names of people and key.
    """
    return {
        "starts_at": _plain(session.starts_at),
        "ends_at": _plain(session.ends_at),
        "room": names.rooms.get(session.room or ""),
        "title": session.title,
        "status": session.status.value,
        "people": [[part.role.value, names.people.get(part.person, {}), part.person] for part in session.people],
        "reports": [
            [report.title, report.minutes, [names.people.get(key, {}) for key in report.people], report.key]
            for report in session.reports or ()
        ],
        "kind": session.kind.value,
        "track": names.tracks.get(session.track or ""),
        "languages": list(session.languages),
        "interpretation": list(session.interpretation or ()),
        "abstract": session.abstract,
        "report_abstracts": [report.abstract for report in session.reports or ()],
        "visibility": session.visibility.value,
        "signup": session.signup.value,
        "capacity": session.capacity,
    }


def _appointment(session: SessionPart, names: Names) -> tuple[Detail, ...]:
    """Return when and where a new session takes place."""
    read = readable(session, names)
    return tuple(
        Detail(field=name, before=None, after=read[name])
        for name in ("starts_at", "ends_at", "room")
        if read[name] is not None
    )


def _others(before: Document | None, after: Document) -> Iterable[Change]:
    yield from _keyed("room", before.rooms if before else (), after.rooms, "title")
    yield from _keyed("track", before.tracks if before else (), after.tracks, "title")
    yield from _keyed("person", before.people if before else (), after.people, "family_name")
    yield from _keyed("institution", before.institutions if before else (), after.institutions, "name")
    if before is not None and before.forum != after.forum:
        yield Change(
            subject="forum",
            key=after.forum.slug,
            deed=Deed.CHANGED,
            title=after.forum.title,
            details=_changed_fields(before.forum, after.forum),
        )


def _keyed(subject: str, before: Iterable[Keyed], after: Iterable[Keyed], title: str) -> Iterable[Change]:
    old = {part.key: part for part in before}
    for part in after:
        known = old.pop(part.key, None)
        if known is None or known != part:
            yield Change(
                subject=subject,
                key=part.key,
                deed=Deed.ADDED if known is None else Deed.CHANGED,
                title=getattr(part, title),
                details=() if known is None else _changed_fields(known, part),
            )
    for key, part in old.items():
        yield Change(subject=subject, key=key, deed=Deed.REMOVED, title=getattr(part, title))


def _changed_fields(before: Any, after: Any) -> tuple[Detail, ...]:
    pairs = ((each.name, getattr(before, each.name), getattr(after, each.name)) for each in fields(after))
    return tuple(Detail(field=name, before=_plain(old), after=_plain(new)) for name, old, new in pairs if old != new)


def _plain(value: Any) -> Any:
    """Return a value as plain JSON."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    if hasattr(value, "__dataclass_fields__"):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    return value
