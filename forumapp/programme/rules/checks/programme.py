"""A programme as the checks look at it."""

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import NamedTuple
from zoneinfo import ZoneInfo

from forumapp.exchange.countryzones import zone_of
from forumapp.exchange.document import Attendance, Document, Kind, SessionPart, Status, Visibility
from forumapp.programme.rules.checks.values import Context
from forumapp.programme.rules.clashes import Clash, Slot, clashes, slots_of


class Presence(NamedTuple):
    """A person's time in a session."""

    person: str
    starts_at: datetime
    ends_at: datetime


class Programme:
    """A document with its context, each thing found by its key, each answer worked out once."""

    def __init__(self, document: Document, context: Context) -> None:
        self.document, self.context, self.forum = document, context, document.forum
        self.zone = ZoneInfo(document.forum.timezone)
        self.sessions = {session.key: session for session in document.sessions}
        self.rooms = {room.key: room for room in document.rooms}
        self.taking_place = [session for session in document.sessions if session.status is not Status.CANCELLED]
        self._institutions = {institution.key: institution for institution in document.institutions}
        self._institution_of = {person.key: person.institution for person in document.people}
        self._presences: dict[str, tuple[Presence, ...]] = {}
        self._zones: dict[str, str | None] = {}

    @cached_property
    def slots(self) -> dict[str, list[Slot]]:
        """What each session needs and when, by its key."""
        return {session.key: slots_of(session) for session in self.document.sessions}

    @cached_property
    def clashes(self) -> list[Clash]:
        """What needs one room or person at the same time."""
        return clashes([slot for slots in self.slots.values() for slot in slots])

    def scheduled(self) -> Iterator[tuple[SessionPart, datetime, datetime]]:
        """Yield the sessions that take place at a time, with it."""
        for session in self.taking_place:
            if session.starts_at is not None and session.ends_at is not None:
                yield session, session.starts_at, session.ends_at

    def attendance_of(self, session: SessionPart) -> Attendance:
        """Return how people take part in a session: as its room allows, else as the forum does."""
        room = self.rooms.get(session.room or "")
        if room is None:
            return Attendance.ONLINE if session.join_url and not session.room else self.forum.attendance
        is_joined = session.join_url is not None and room.attendance is Attendance.ONSITE
        return Attendance.HYBRID if is_joined else room.attendance

    def zone_of_person(self, key: str) -> str | None:
        """Return the zone in which a person's institution stands; None where that is not known."""
        if key not in self._zones:
            institution = self._institutions.get(self._institution_of.get(key) or "")
            self._zones[key] = zone_of(institution.country, institution.city) if institution is not None else None
        return self._zones[key]

    def presences(self, session: SessionPart) -> tuple[Presence, ...]:
        """Return who has to be there and when: for the whole session, or only for a report."""
        known = self._presences.get(session.key)
        if known is None:
            known = self._presences[session.key] = tuple(
                Presence(need.key, slot.starts_at, slot.ends_at)
                for slot in self.slots[session.key]
                for need in sorted(slot.needs)
                if need.kind == "person"
            )
        return known

    def delegates_online(self) -> dict[str, int]:
        """Return how many delegates take part online, by zone."""
        numbers: dict[str, int] = {}
        for delegates in self.context.delegates:
            zone = zone_of(delegates.country, delegates.city)
            if zone is not None and delegates.attendance is not Attendance.ONSITE:
                numbers[zone] = numbers.get(zone, 0) + delegates.number
        return numbers


def is_break(session: SessionPart) -> bool:
    """Say whether a session is a pause that nobody holds."""
    return session.kind is Kind.BREAK


def is_closed(session: SessionPart) -> bool:
    """Say whether only those invited come."""
    return session.visibility is Visibility.INVITED
