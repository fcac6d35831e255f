"""Reads of sign-ups: a delegate's own, the line of a session, how many stand where."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from forumapp.db import db
from forumapp.exchange.document import Signup
from forumapp.forums.models import Forum
from forumapp.programme.models import Session
from forumapp.registration.models import Registration, RegistrationStatus, Star
from forumapp.registration.rules.statuses import ENDED
from forumapp.signups.models import SessionSignup, SignupStatus
from forumapp.signups.rules.line import LIVE, Tally


def signup_of(registration: Registration, key: str) -> SessionSignup | None:
    """Return a delegate's sign-up for a session as it stands now."""
    found = _whole().where(SessionSignup.registration_id == registration.id, SessionSignup.session_key == key)
    return db.session.scalar(found.execution_options(populate_existing=True))


def signups_of(registration: Registration) -> Sequence[SessionSignup]:
    """Return all sign-ups of a delegate, in the order of time."""
    found = select(SessionSignup).where(SessionSignup.registration_id == registration.id)
    return db.session.scalars(found.order_by(SessionSignup.id)).all()


def signups_of_all(registrations: Iterable[Registration]) -> Sequence[SessionSignup]:
    """Return the sign-ups of several people."""
    found = select(SessionSignup).where(SessionSignup.registration_id.in_([each.id for each in registrations]))
    return db.session.scalars(found.order_by(SessionSignup.id)).all()


def signed_keys(registration: Registration) -> frozenset[str]:
    """Return the keys of the sessions in which a delegate holds a place."""
    found = select(SessionSignup.session_key).join(SessionSignup.registration)
    return frozenset(db.session.scalars(found.where(Registration.id == registration.id, _holds())))


def last_arrived(forum: Forum, key: str) -> int:
    """Return the number of the last one who signed up for a session, 0 for none; ask under the forum's lock."""
    found = select(func.max(SessionSignup.arrived)).where(*_among(forum, (key,)))
    return db.session.scalar(found) or 0


def tallies(forum: Forum, keys: Collection[str] | None = None) -> Mapping[str, Tally]:
    """Return how many stand where, by key of the session, in one read; all sessions without ``keys``."""
    confirmed = Registration.seen_status == RegistrationStatus.CONFIRMED
    waits, is_on = SessionSignup.status == SignupStatus.WAITING, SessionSignup.called_off_at.is_(None)
    is_live = SessionSignup.status.in_(LIVE)
    counted = select(
        SessionSignup.session_key,
        func.count().filter(_holds()),
        func.count().filter(waits, is_on, confirmed),
        func.count().filter(SessionSignup.status == SignupStatus.ASKED, is_on),
        func.count().filter(waits, is_on, ~confirmed),
        func.count().filter(is_live, is_on),
        func.count().filter(is_live, ~is_on),
    )
    names = ("taken", "waiting", "asked", "wishes", "live", "called_off")
    rows = db.session.execute(counted.where(*_among(forum, keys)).group_by(SessionSignup.session_key))
    return {row[0]: Tally(**dict(zip(names, row[1:], strict=True))) for row in rows}


def strays(forum: Forum) -> Sequence[SessionSignup]:
    """Return live sign-ups of registrations that have ended, and places held by those not confirmed, with their registrations."""
    found = _of_forum(forum).where(
        or_(
            and_(SessionSignup.status.in_(LIVE), Registration.seen_status.in_(ENDED)),
            and_(SessionSignup.status == SignupStatus.SIGNED, Registration.seen_status != RegistrationStatus.CONFIRMED),
        )
    )
    return _now(found.order_by(SessionSignup.id))


def line(forum: Forum, key: str, *, most: int | None) -> Sequence[SessionSignup]:
    """Return the first of those confirmed who wait for a place in a session, in order of arrival; None is all."""
    found = _of_forum(forum, (key,)).where(
        SessionSignup.status == SignupStatus.WAITING,
        SessionSignup.called_off_at.is_(None),
        Registration.seen_status == RegistrationStatus.CONFIRMED,
    )
    return _now(found.order_by(SessionSignup.arrived).limit(most))


def of_session(forum: Forum, key: str) -> Sequence[SessionSignup]:
    """Return everybody who signed up for a session, in order of arrival, with registrations and institutions."""
    return _now(_of_forum(forum, (key,)).order_by(SessionSignup.arrived))


def by_uids(forum: Forum, key: str, uids: Collection[UUID]) -> Sequence[SessionSignup]:
    """Return the sign-ups for a session of these registrations, in order of arrival; ask under the forum's lock."""
    found = _of_forum(forum, (key,)).where(Registration.uid.in_(uids))
    return _now(found.order_by(SessionSignup.arrived))


def places_in_line(registration: Registration) -> Mapping[str, int]:
    """Return how far somebody stands in each line, from 1, by key of the session: of those confirmed before them."""
    own, other, theirs = SessionSignup, aliased(SessionSignup), aliased(Registration)
    ahead = (
        select(func.count())
        .select_from(other)
        .join(theirs, theirs.id == other.registration_id)
        .where(
            theirs.forum_id == registration.forum_id,
            theirs.seen_status == RegistrationStatus.CONFIRMED,
            other.session_key == own.session_key,
            other.status == SignupStatus.WAITING,
            other.called_off_at.is_(None),
            other.arrived < own.arrived,
        )
        .scalar_subquery()
    )
    found = select(own.session_key, ahead).where(
        own.registration_id == registration.id, own.status == SignupStatus.WAITING, own.called_off_at.is_(None)
    )
    return {key: number + 1 for key, number in db.session.execute(found)}


def registration_by_number(forum: Forum, number: int) -> Registration | None:
    """Return a forum's registration by its number of arrival, with its forum."""
    found = select(Registration).where(Registration.forum_id == forum.id, Registration.arrived == number)
    return db.session.scalar(found.options(joinedload(Registration.forum)))


def signups_by_session(forum: Forum) -> dict[str, int]:
    """Return how many hold a place in each session that takes sign-ups, by its key, for the checks of the programme."""
    found = (
        select(SessionSignup.session_key, func.count())
        .join(SessionSignup.registration)
        .join(Session, and_(Session.forum_id == Registration.forum_id, Session.key == SessionSignup.session_key))
        .where(Registration.forum_id == forum.id, _holds(), Session.deleted_at.is_(None), Session.signup != Signup.NONE)
        .group_by(SessionSignup.session_key)
    )
    return dict(db.session.execute(found).all())


def count_touched(forum: Forum, keys: Collection[str]) -> int:
    """Return how many confirmed delegates marked at least one of the sessions, or signed up for it."""
    marked = select(Star.registration_id).where(Star.session_key.in_(keys))
    chosen = select(SessionSignup.registration_id).where(
        SessionSignup.session_key.in_(keys), SessionSignup.status.in_(LIVE)
    )
    found = select(func.count()).where(
        Registration.forum_id == forum.id,
        Registration.seen_status == RegistrationStatus.CONFIRMED,
        or_(Registration.id.in_(marked), Registration.id.in_(chosen)),
    )
    return db.session.scalar(found.select_from(Registration)) or 0


def forums_to_settle(*, today: date) -> Sequence[Forum]:
    """Return the forums that are not past and have sign-ups."""
    signed = select(Registration.forum_id).join(SessionSignup, SessionSignup.registration_id == Registration.id)
    found = select(Forum).where(Forum.ends_on >= today, Forum.id.in_(signed))
    return db.session.scalars(found.order_by(Forum.id)).all()


def _whole() -> Select[SessionSignup]:
    """Load registrations as whole as registration does: its verbs go on with the same rows after a hook."""
    found = select(SessionSignup).join(SessionSignup.registration)
    whole = contains_eager(SessionSignup.registration)
    return found.options(whole.joinedload(Registration.forum), whole.joinedload(Registration.institution))


def _of_forum(forum: Forum, keys: Collection[str] | None = None) -> Select[SessionSignup]:
    return _whole().where(*_among(forum, keys))


def _among(forum: Forum, keys: Collection[str] | None = None) -> list[ColumnElement[bool]]:
    """Return what binds sign-ups to the registrations of a forum, and to some sessions."""
    conditions = [Registration.id == SessionSignup.registration_id, Registration.forum_id == forum.id]
    return conditions if keys is None else [*conditions, SessionSignup.session_key.in_(keys)]


def _holds() -> ColumnElement[bool]:
    """Say what holds a place: the one rule for it, beside ``Tally``."""
    return and_(
        SessionSignup.status == SignupStatus.SIGNED,
        SessionSignup.called_off_at.is_(None),
        Registration.seen_status == RegistrationStatus.CONFIRMED,
    )


def _now(found: Select[SessionSignup]) -> Sequence[SessionSignup]:
    return db.session.scalars(found.execution_options(populate_existing=True)).all()
