"""What delegates do: sign up, take back, and what their registration form chose."""

from collections.abc import Collection, Sequence
from datetime import datetime

from forumapp.db import db
from forumapp.errors import RuleBroken
from forumapp.exchange.document import Document, SessionPart
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.forums.rules.terms import is_over, wall_time
from forumapp.i18n import gettext as _
from forumapp.registration import queries as registrations
from forumapp.registration.models import Registration
from forumapp.registration.service.released import document_of, note, viewer_of
from forumapp.registration.service.undoing import refuse_ended
from forumapp.schedule.rules import visible
from forumapp.signups import queries
from forumapp.signups.models import SessionSignup, SignupStatus
from forumapp.signups.rules.line import LIVE
from forumapp.signups.rules.offers import Offer, clashing, offers
from forumapp.signups.service.settling import settle


def sign_up(registration: Registration, key: str, *, now: datetime) -> SessionSignup:
    """Sign a delegate up for a session: with a place, in line for one, or for the organizers to decide. Twice is once.

    Raises RuleBroken when the session takes no sign-ups from them now.
    """
    forum = lock_forum(registration.forum)
    registration = registrations.reread(registration)
    offer = _offer(registration, forum, key, now=now)
    known = queries.signup_of(registration, key)
    if known is not None:
        if known.status is SignupStatus.DECLINED:
            raise RuleBroken(_("The organizers could not give you a place in this session."))
        settle(forum, (key,), quiet={registration.id}, now=now)
        return known
    status = SignupStatus.ASKED if offer.needs_approval else SignupStatus.WAITING
    signup = enroll(registration, offer.session, status, forum=forum, now=now)
    settle(forum, (key,), quiet={registration.id}, now=now)
    _note(signup, forum=forum, now=now)
    return signup


def take_back(registration: Registration, key: str, *, now: datetime) -> None:
    """Take a sign-up back; the place goes to the first in line. What the organizers declined stays declined."""
    forum = lock_forum(registration.forum)
    registration = registrations.reread(registration)
    signup = queries.signup_of(registration, key)
    if signup is None or signup.status not in LIVE:
        return
    db.session.delete(signup)
    note(registration, "sign-off", forum=forum, before={"session": key}, now=now)
    db.session.flush()
    settle(forum, (key,), now=now)


def choose(registration: Registration, keys: Collection[str], *, forum: Forum, now: datetime) -> None:
    """Sign somebody up for what their registration form chose, as far as it takes sign-ups. Needs the forum's lock."""
    document = document_of(forum)
    if document is None:
        return
    offered = offers(visible(document, viewer_of(registration)))
    wall = wall_time(now, document.forum.timezone)
    chosen = [key for key in dict.fromkeys(keys) if key in offered and offered[key].is_open(wall=wall)]
    known = {each.session_key for each in queries.signups_of(registration)}
    for key in chosen:
        if key not in known:
            status = SignupStatus.ASKED if offered[key].needs_approval else SignupStatus.WAITING
            _note(enroll(registration, offered[key].session, status, forum=forum, now=now), forum=forum, now=now)
    if chosen:
        settle(forum, chosen, quiet={registration.id}, now=now)


def clashes(registration: Registration, key: str, *, document: Document) -> Sequence[SessionPart]:
    """Return what a delegate signed up for at the time of a session, of what they may see (``document``)."""
    parts = {part.key: part for part in document.sessions}
    own = [each.session_key for each in queries.signups_of(registration) if each.status in LIVE]
    session = parts.get(key)
    return [] if session is None else clashing(session, [parts[each] for each in own if each in parts])


def enroll(
    registration: Registration, part: SessionPart, status: SignupStatus, *, forum: Forum, now: datetime
) -> SessionSignup:
    """Put a sign-up at the end of a session's line. Needs the forum's lock."""
    signup = SessionSignup(
        registration_id=registration.id,
        registration=registration,
        session_key=part.key,
        title=part.title,
        status=status,
        arrived=queries.last_arrived(forum, part.key) + 1,
        created_at=now,
    )
    db.session.add(signup)
    db.session.flush()
    return signup


def _note(signup: SessionSignup, *, forum: Forum, now: datetime) -> None:
    """Note what came of signing up."""
    after = {"session": signup.session_key}
    if signup.status is SignupStatus.SIGNED:
        note(signup.registration, "sign-up", forum=forum, after=after, now=now)
    elif signup.status is SignupStatus.ASKED:
        note(signup.registration, "ask-place", forum=forum, after=after, now=now)
    else:
        note(signup.registration, "line-up", forum=forum, after=after, now=now)
    db.session.flush()


def _offer(registration: Registration, forum: Forum, key: str, *, now: datetime) -> Offer:
    """Return what a delegate chooses, as it is published now and as they may see it."""
    refuse_ended(registration)
    if is_over(forum, now=now):
        raise RuleBroken(_("The forum is over."))
    document = document_of(forum)
    offer = None if document is None else offers(visible(document, viewer_of(registration))).get(key)
    if offer is None or document is None:
        raise RuleBroken(_("This session takes no sign-ups any more. Look at your programme again."))
    if not offer.is_open(wall=wall_time(now, document.forum.timezone)):
        raise RuleBroken(_("This session has begun, so nobody can sign up any more."))
    return offer
