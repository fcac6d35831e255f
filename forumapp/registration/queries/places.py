"""Reads that decide who gets a place. Ask them under the lock of the forum (``forums.queries.lock_forum``)."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload

from forumapp.db import db
from forumapp.forums.models import Forum
from forumapp.registration.models import Registration, RegistrationStatus
from forumapp.registration.rules.places import Places
from forumapp.registration.rules.statuses import HOLDING


def places(forum: Forum, *, now: datetime) -> Places:
    """Return a forum's places and how many of them are taken."""
    counted = (
        select(Registration.attendance, Registration.country, func.count())
        .where(Registration.forum_id == forum.id, _holds(now))
        .group_by(Registration.attendance, Registration.country)
    )
    taken: dict[str, int] = {}
    taken_by_country: dict[str, int] = {}
    for attendance, country, number in db.session.execute(counted):
        taken[attendance] = taken.get(attendance, 0) + number
        taken_by_country[country] = taken_by_country.get(country, 0) + number
    return Places(
        capacity=forum.registration_capacity or {},
        quota=forum.registration_country_quota or {},
        taken=taken,
        taken_by_country=taken_by_country,
    )


def next_arrived(forum: Forum) -> int:
    """Return the number of the next one to arrive."""
    last = db.session.scalar(select(func.max(Registration.arrived)).where(Registration.forum_id == forum.id))
    return (last or 0) + 1


def ended_holds(forum: Forum, *, now: datetime) -> Sequence[Registration]:
    """Return the unverified registrations whose hold ended and is not taken down yet."""
    found = select(Registration).where(Registration.forum_id == forum.id, _hold_ended(now))
    return db.session.scalars(found.order_by(Registration.arrived)).all()


def first_waiting(forum: Forum, places: Places, *, most: int = 100) -> Sequence[Registration]:
    """Return the first of the queue for whose way of taking part and country a place is free, in order of arrival."""
    found = select(Registration).where(
        Registration.forum_id == forum.id,
        Registration.status == RegistrationStatus.WAITLISTED,
        Registration.attendance.not_in(places.full_modes()),
        Registration.country.not_in(places.full_countries()),
    )
    found = found.options(joinedload(Registration.forum), joinedload(Registration.institution))
    return db.session.scalars(
        found.order_by(Registration.arrived).limit(most).execution_options(populate_existing=True)
    ).all()


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


def _holds(now: datetime) -> ColumnElement[bool]:
    return or_(
        Registration.status.in_(HOLDING),
        and_(Registration.status == RegistrationStatus.UNVERIFIED, Registration.hold_until > now),
    )


def _hold_ended(now: datetime) -> ColumnElement[bool]:
    return and_(Registration.status == RegistrationStatus.UNVERIFIED, Registration.hold_until <= now)
