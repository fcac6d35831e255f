"""Reads for the registrars' figures: registrations counted, whatever their number, in two reads."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from forumapp.db import db
from forumapp.exchange.document import Attendance
from forumapp.forums.models import Forum
from forumapp.registration.models import Registration, RegistrationStatus
from forumapp.registration.queries.places import holds


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How many registrations are alike: those with a place or a hold, and those whose letter is still to be answered."""

    country: str
    category: str
    attendance: Attendance
    status: RegistrationStatus
    number: int
    holding: int
    unanswered: int


def counted_registrations(forum: Forum, *, now: datetime) -> list[Counted]:
    """Count registrations by country, category, way of taking part and state."""
    alike = (Registration.country, Registration.category, Registration.attendance, Registration.status)
    awaits = Registration.verified_at.is_(None) & Registration.email.is_not(None)
    counted = select(*alike, func.count(), func.count().filter(holds(now)), func.count().filter(awaits))
    rows = db.session.execute(counted.where(Registration.forum_id == forum.id).group_by(*alike))
    return [
        Counted(
            country=country,
            category=category,
            attendance=attendance,
            status=status,
            number=number,
            holding=holding,
            unanswered=unanswered,
        )
        for country, category, attendance, status, number, holding, unanswered in rows
    ]


def registrations_by_day(forum: Forum) -> dict[date, int]:
    """Return how many registrations came on each day of the forum's clock, those too that ended since.

    No database knows all zones, so instants are read alone and folded here.
    """
    zone = ZoneInfo(forum.timezone)
    found = select(Registration.created_at).where(Registration.forum_id == forum.id)
    return dict(Counter(instant.astimezone(zone).date() for instant in db.session.scalars(found)))
