"""What can be chosen of a programme: sessions that take sign-ups, their places, and what overlaps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from forumapp.exchange.dated import order_in_time, span_of
from forumapp.exchange.document import Document, Kind, SessionPart, Signup, Status
from forumapp.programme.rules.capacity import places_of

CHOSEN = frozenset({Signup.OPEN, Signup.APPROVAL})
"""Kinds of sign-up that delegates do themselves."""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A session that takes sign-ups: its places, None without a limit."""

    session: SessionPart
    places: int | None

    @property
    def needs_approval(self) -> bool:
        """Whether the organizers decide on each sign-up."""
        return self.session.signup is Signup.APPROVAL

    def is_open(self, *, wall: datetime) -> bool:
        """Say whether one can still sign up: until the session begins on the forum's clock (``wall``)."""
        return self.session.starts_at is None or wall < self.session.starts_at


def offers(document: Document) -> Mapping[str, Offer]:
    """Return what takes sign-ups in a programme and takes place, by key, in the order of time."""
    rooms = {room.key: room for room in document.rooms}
    return {
        session.key: Offer(session=session, places=places_of(session, rooms.get(session.room or "")))
        for session in sorted(document.sessions, key=order_in_time)
        if takes_signups(session) and session.status is not Status.CANCELLED
    }


def takes_signups(session: SessionPart) -> bool:
    """Say whether delegates sign up for a session themselves."""
    return session.signup in CHOSEN and session.kind is not Kind.BREAK


def clashing(session: SessionPart, others: Iterable[SessionPart]) -> list[SessionPart]:
    """Return those of the others that take place at the same time, in the order of time; touching is no clash."""
    own = span_of(session)
    if own is None:
        return []
    found = [
        other
        for other in others
        if other.key != session.key
        and other.status is not Status.CANCELLED
        and (span := span_of(other)) is not None
        and own[0] < span[1]
        and span[0] < own[1]
    ]
    return sorted(found, key=order_in_time)
