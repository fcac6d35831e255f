"""Reads that decide who gets a place. Ask them under the lock of the forum (``forums.queries.lock_forum``)."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_
from sqlalchemy.orm import joinedload

from forumapp.db import db
from forumapp.exchange.document import Attendance
from forumapp.forums.models import Forum
from forumapp.forums.rules.terms import kept_in, wall_time
from forumapp.questions.queries import category_places
from forumapp.registration.models import Registration, RegistrationStatus
from forumapp.registration.rules.places import CategoryMode, Places, Wanted
from forumapp.registration.rules.statuses import HOLDING_FOR_A_WHILE


@dataclass(frozen=True, kw_only=True)
class Stand:
    """How a forum's places stand, counted at one moment."""

    places: Places
    waiting: Mapping[Wanted, int]
    """How many wait, by what they wait for."""
    has_ended_holds: bool
    last_arrived: int

    def queue_length(self, attendance: Attendance) -> int:
        """Return how many wait for a way of taking part."""
        return sum(number for wanted, number in self.waiting.items() if wanted.attendance is attendance)

    def next_claims(self) -> list[Wanted]:
        """Return for what somebody waits for whom there is room."""
        return [wanted for wanted, number in self.waiting.items() if number and self.places.has_room(wanted)]


def stand(forum: Forum, *, now: datetime) -> Stand:
    """Count a forum's places: those taken, those who wait, holds that ended, the last one to arrive."""
    waits = Registration.status == RegistrationStatus.WAITLISTED
    claim = (Registration.attendance, Registration.country, Registration.category)
    counted = select(
        *claim,
        func.count().filter(holds(now)),
        func.count().filter(waits),
        func.count().filter(_hold_ended(now)),
        func.max(Registration.arrived),
    ).where(Registration.forum_id == forum.id)
    rows = db.session.execute(counted.group_by(*claim)).all()
    return Stand(
        places=_places_of(
            forum, Counter({Wanted(attendance=r[0], country=r[1], category=r[2]): r[3] for r in rows}), now
        ),
        waiting={Wanted(attendance=row[0], country=row[1], category=row[2]): row[4] for row in rows if row[4]},
        has_ended_holds=any(row[5] for row in rows),
        last_arrived=max((row[6] for row in rows), default=0),
    )


def _places_of(forum: Forum, holding: Mapping[Wanted, int], now: datetime) -> Places:
    """Return a forum's places by its terms; quotas last until the day on which what countries left is released."""
    today = wall_time(now, forum.timezone).date()
    released_on = forum.registration_quota_released_on
    is_released = released_on is not None and today >= released_on
    taken: Counter[str] = Counter()
    taken_by_country: Counter[str] = Counter()
    taken_by_category: Counter[CategoryMode] = Counter()
    for claim, number in holding.items():
        taken[claim.attendance] += number
        taken_by_country[claim.country] += number
        taken_by_category[claim.category, claim.attendance] += number
    return Places(
        capacity=forum.registration_capacity or {},
        quota={} if is_released else forum.registration_country_quota or {},
        categories=category_places(forum),
        kept_in=kept_in(forum.attendance) if released_on is not None and not is_released else None,
        taken=taken,
        taken_by_country=taken_by_country,
        taken_by_category=taken_by_category,
    )


def places(forum: Forum, *, now: datetime) -> Places:
    """Return a forum's places and how many of them are taken."""
    return stand(forum, now=now).places


def ended_holds(forum: Forum, *, now: datetime) -> Sequence[Registration]:
    """Return the registrations whose hold ended and is not taken down yet."""
    found = select(Registration).where(Registration.forum_id == forum.id, _hold_ended(now))
    found = found.options(joinedload(Registration.forum), joinedload(Registration.institution))
    return db.session.scalars(found.order_by(Registration.arrived).execution_options(populate_existing=True)).all()


def first_waiting(forum: Forum, claims: Collection[Wanted], *, most: int = 100) -> Sequence[Registration]:
    """Return the first of the queue who wait for one of these, for which places are free, in order of arrival.

    Of parties that stay together all who wait are among them, whatever they wait for.
    """
    claim = tuple_(Registration.attendance, Registration.country, Registration.category)
    wanted = claim.in_([(each.attendance, each.country, each.category) for each in claims])
    found = _waiting(forum).where(~Registration.is_together, wanted).limit(most)
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


def holds(now: datetime) -> ColumnElement[bool]:
    """Return the condition that a registration counts among the taken places (``rules.statuses.is_holding``)."""
    return or_(
        Registration.status == RegistrationStatus.CONFIRMED,
        Registration.keeps_place,
        and_(Registration.status.in_(HOLDING_FOR_A_WHILE), Registration.hold_until > now),
    )


def _hold_ended(now: datetime) -> ColumnElement[bool]:
    return and_(Registration.status.in_(HOLDING_FOR_A_WHILE), Registration.hold_until <= now)
