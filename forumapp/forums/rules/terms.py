"""When registration is open. Its times are wall time in the forum's zone."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from forumapp.exchange.document import Attendance

HOLD_HOURS = 24
"""How long a place is held for who has yet to confirm the address, where a forum says nothing else."""


class Terms(StrEnum):
    """How registration stands."""

    NONE = "none"
    """The forum takes no registrations here."""
    NOT_YET = "not yet"
    OPEN = "open"
    CLOSED = "closed"


class HasTerms(Protocol):
    """What says when registration is open: a forum."""

    has_registration: bool
    registration_opens_at: datetime | None
    registration_closes_at: datetime | None
    timezone: str
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class Window:
    """How registration stands now, when it opens and when it closes (wall time in the forum's zone)."""

    terms: Terms
    opens_at: datetime | None
    closes_at: datetime

    @property
    def is_open(self) -> bool:
        """Say whether somebody may register now."""
        return self.terms is Terms.OPEN


def terms_of(forum: HasTerms, *, now: datetime) -> Window:
    """Say how a forum's registration stands; without a closing time it closes when the last day ends."""
    wall = wall_time(now, forum.timezone)
    closes_at = forum.registration_closes_at or end_of(forum)
    return Window(
        terms=_terms(forum, wall=wall, closes_at=closes_at),
        opens_at=forum.registration_opens_at,
        closes_at=closes_at,
    )


def kept_in(attendance: Attendance) -> Attendance:
    """Return the way of taking part in which places are kept for countries: on site, where a forum has that."""
    return Attendance.ONLINE if attendance is Attendance.ONLINE else Attendance.ONSITE


def is_over(forum: HasTerms, *, now: datetime) -> bool:
    """Say whether the forum's last day is past."""
    return wall_time(now, forum.timezone) >= end_of(forum)


def end_of(forum: HasTerms) -> datetime:
    """Return the midnight that ends the last day, as wall time."""
    return datetime.combine(forum.ends_on + timedelta(days=1), time())


def wall_time(instant: datetime, timezone: str) -> datetime:
    """Return what the clock of a zone shows at an instant."""
    return instant.astimezone(ZoneInfo(timezone)).replace(tzinfo=None)


def _terms(forum: HasTerms, *, wall: datetime, closes_at: datetime) -> Terms:
    if not forum.has_registration:
        return Terms.NONE
    if wall >= closes_at:
        return Terms.CLOSED
    if forum.registration_opens_at is not None and wall < forum.registration_opens_at:
        return Terms.NOT_YET
    return Terms.OPEN
