"""Reads that decide who gets a place. Ask them under the lock of the forum (``forums.queries.lock_forum``)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from forumapp.db import db
from forumapp.exchange.document import Attendance
from forumapp.forums.models import Forum
from forumapp.registration.models import Registration, RegistrationStatus
from forumapp.registration.rules.places import Places
from forumapp.registration.rules.statuses import HOLDING


@dataclass(frozen=True, kw_only=True)
class Stand:
    """How a forum's places stand, counted in one read."""

    places: Places
    waiting: Mapping[tuple[Attendance, str], int]
    """How many wait, by way of taking part and country."""
    has_ended_holds: bool
    last_arrived: int

    def queue_length(self, attendance: Attendance) -> int:
        """Return how many wait for a way of taking part."""
        return sum(number for (mode, _country), number in self.waiting.items() if mode is attendance)

    def has_next(self) -> bool:
        """Say whether somebody waits for whom there is room."""
        return any(number and self.places.has_room(*who) for who, number in self.waiting.items())


def stand(forum: Forum, *, now: datetime) -> Stand:
    """Count a forum's places: those taken, those who wait, holds that ended, the last one to arrive."""
    waits = Registration.status == RegistrationStatus.WAITLISTED
    counted = (
        select(
            Registration.attendance,
            Registration.country,
            func.count().filter(_holds(now)),
            func.count().filter(waits),
            func.count().filter(_hold_ended(now)),
            func.max(Registration.arrived),
        )
        .where(Registration.forum_id == forum.id)
        .group_by(Registration.attendance, Registration.country)
    )
    rows = db.session.execute(counted).all()
    taken: dict[str, int] = {}
    taken_by_country: dict[str, int] = {}
    for attendance, country, holding, *_rest in rows:
        taken[attendance] = taken.get(attendance, 0) + holding
        taken_by_country[country] = taken_by_country.get(country, 0) + holding
    return Stand(
        places=Places(
            capacity=forum.registration_capacity or {},
            quota=forum.registration_country_quota or {},
            taken=taken,
            taken_by_country=taken_by_country,
        ),
        waiting={(row[0], row[1]): row[3] for row in rows if row[3]},
        has_ended_holds=any(row[4] for row in rows),
        last_arrived=max((row[5] for row in rows), default=0),
    )


def places(forum: Forum, *, now: datetime) -> Places:
    """Return a forum's places and how many of them are taken."""
    return stand(forum, now=now).places


def ended_holds(forum: Forum, *, now: datetime) -> Sequence[Registration]:
    """Return the unverified registrations whose hold ended and is not taken down yet."""
    found = select(Registration).where(Registration.forum_id == forum.id, _hold_ended(now))
    return db.session.scalars(found.order_by(Registration.arrived)).all()


def first_waiting(forum: Forum, places: Places, *, most: int = 100) -> Sequence[Registration]:
    """Return the first of the queue for whose way of taking part and country a place is free, in order of arrival.

    Of parties that stay together all who wait are among them, wherever a place is free.
    """
    free = Registration.attendance.not_in(places.full_modes()), Registration.country.not_in(places.full_countries())
    found = _waiting(forum).where(~Registration.is_together, *free).limit(most)
    alone = db.session.scalars(found.execution_options(populate_existing=True)).all()
    found = _waiting(forum).where(Registration.is_together)
    together = db.session.scalars(found.execution_options(populate_existing=True)).all()
    if len(alone) == most:
        before = {each.party for each in together if each.arrived < alone[-1].arrived}
        together = [each for each in together if each.party in before]
    return sorted([*alone, *together], key=lambda each: each.arrived)


def waiting_of_party(forum: Forum, party: str) -> Sequence[Registration]:
    """Return those of a party who wait for a place, in order of arrival, as they stand now."""
    found = _waiting(forum).where(Registration.party == party)
    return db.session.scalars(found.execution_options(populate_existing=True)).all()


def members_of_party(forum: Forum, party: str) -> Sequence[Registration]:
    """Return everybody who was entered with a party, in order of arrival, as they stand now."""
    found = select(Registration).where(Registration.forum_id == forum.id, Registration.party == party)
    found = found.options(joinedload(Registration.forum), joinedload(Registration.institution))
    return db.session.scalars(found.order_by(Registration.arrived).execution_options(populate_existing=True)).all()


def place_in_queue(registration: Registration) -> int:
    """Return how far a waiting registration stands in the queue for its way of taking part, from 1."""
    ahead = select(func.count()).where(
        Registration.forum_id == registration.forum_id,
        Registration.status == RegistrationStatus.WAITLISTED,
        Registration.attendance == registration.attendance,
        Registration.arrived < registration.arrived,
    )
    return (db.session.scalar(ahead) or 0) + 1


def forums_with_places_to_give(*, now: datetime, today: date) -> Sequence[Forum]:
    """Return the forums that are not past and where a hold ended or somebody waits."""
    due = select(Registration.forum_id).where(
        or_(Registration.status == RegistrationStatus.WAITLISTED, _hold_ended(now))
    )
    return db.session.scalars(select(Forum).where(Forum.ends_on >= today, Forum.id.in_(due)).order_by(Forum.id)).all()


def _waiting(forum: Forum) -> Select[Registration]:
    found = select(Registration).where(
        Registration.forum_id == forum.id, Registration.status == RegistrationStatus.WAITLISTED
    )
    found = found.options(joinedload(Registration.forum), joinedload(Registration.institution))
    return found.order_by(Registration.arrived)


def _holds(now: datetime) -> ColumnElement[bool]:
    return or_(
        Registration.status.in_(HOLDING),
        Registration.keeps_place,
        and_(Registration.status == RegistrationStatus.UNVERIFIED, Registration.hold_until > now),
    )


def _hold_ended(now: datetime) -> ColumnElement[bool]:
    return and_(Registration.status == RegistrationStatus.UNVERIFIED, Registration.hold_until <= now)
