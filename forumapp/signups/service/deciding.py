"""What the organizers do at the desk: decide on requests, sign somebody up, take somebody out."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from forumapp.db import db
from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.forums.rules.terms import is_over, wall_time
from forumapp.i18n import gettext as _
from forumapp.registration import queries as registrations
from forumapp.registration.models import Registration, RegistrationStatus
from forumapp.registration.service.released import note, viewer_of
from forumapp.schedule.rules import visible
from forumapp.signups import mails, queries
from forumapp.signups.models import SessionSignup, SignupStatus
from forumapp.signups.rules.line import LIVE, NOBODY
from forumapp.signups.rules.offers import offers
from forumapp.signups.service.choosing import enroll
from forumapp.signups.service.letters import Published, published, write
from forumapp.signups.service.settling import settle


def decide(forum: Forum, key: str, uids: Collection[UUID], *, is_agreed: bool, now: datetime) -> int:
    """Let people in who asked for a place, or turn them down, in the order in which they asked; return how many.

    Who is let in gets a place while one is free, else stands in line. Somebody who was turned down can be let in later.
    """
    forum = lock_forum(forum)
    within = _published(forum)
    settle(forum, (key,), now=now)
    open_states = {SignupStatus.ASKED, SignupStatus.DECLINED} if is_agreed else {SignupStatus.ASKED}
    found = queries.by_uids(forum, key, uids)
    signups = [each for each in found if each.status in open_states and each.called_off_at is None]
    for signup in signups:
        _decide(signup, is_agreed=is_agreed, forum=forum, now=now)
    db.session.flush()
    if is_agreed:
        settle(forum, (key,), quiet={each.registration_id for each in signups}, now=now)
    for signup in signups:
        _tell(signup, within=within, now=now)
    return len(signups)


def take_out(forum: Forum, key: str, uids: Collection[UUID], *, now: datetime) -> int:
    """Take people out of a session with a letter; their places go to the first in line. Returns how many."""
    forum = lock_forum(forum)
    within = _published(forum)
    signups = queries.by_uids(forum, key, uids)
    for signup in signups:
        note(signup.registration, "take-out", forum=forum, before={"session": key}, now=now)
        if signup.status in LIVE and signup.called_off_at is None:
            write(signup, mails.TAKEN_OUT, within=within, now=now)
        db.session.delete(signup)
    db.session.flush()
    settle(forum, (key,), now=now)
    return len(signups)


def add(registration: Registration, key: str, *, now: datetime) -> SessionSignup:
    """Sign a confirmed delegate up for a session at the desk, with a free place that nobody waits for.

    Raises RuleBroken when there is none: places are never given twice.
    """
    forum = lock_forum(registration.forum)
    registration = registrations.reread(registration)
    within = _published(forum)
    if is_over(forum, now=now):
        raise RuleBroken(_("The forum is over."))
    settle(forum, (key,), now=now)
    if registration.seen_status is not RegistrationStatus.CONFIRMED:
        raise RuleBroken(_("Only confirmed delegates get places in sessions."), field="who")
    offer = offers(visible(within.document, viewer_of(registration))).get(key)
    if offer is None:
        raise RuleBroken(_("This session takes no sign-ups, or this delegate may not know of it."), field="who")
    if not offer.is_open(wall=wall_time(now, within.document.forum.timezone)):
        raise RuleBroken(_("This session has begun, so nobody can sign up any more."), field="who")
    if queries.signup_of(registration, key) is not None:
        raise RuleBroken(_("This delegate stands in the list already."), field="who")
    if queries.tallies(forum, (key,)).get(key, NOBODY).left(offer.places) == 0:
        words = _("No place is free. Take somebody out, or raise the number of places and publish the programme.")
        raise RuleBroken(words, field="who")
    signup = enroll(registration, offer.session, SignupStatus.SIGNED, forum=forum, now=now)
    note(registration, "put-in", forum=forum, after={"session": key}, now=now)
    write(signup, mails.PUT_IN, within=within, now=now)
    return signup


def _decide(signup: SessionSignup, *, is_agreed: bool, forum: Forum, now: datetime) -> None:
    after = {"session": signup.session_key}
    signup.settled_at = now
    if is_agreed:
        signup.status = SignupStatus.WAITING
        note(signup.registration, "let-in", forum=forum, after=after, now=now)
    else:
        signup.status = SignupStatus.DECLINED
        note(signup.registration, "turn-away", forum=forum, after=after, now=now)


def _tell(signup: SessionSignup, *, within: Published, now: datetime) -> None:
    if signup.status is SignupStatus.DECLINED:
        write(signup, mails.TURNED_AWAY, within=within, now=now)
    else:
        has_place = signup.status is SignupStatus.SIGNED
        write(signup, mails.LET_IN if has_place else mails.LET_IN_WAITING, within=within, now=now)


def _published(forum: Forum) -> Published:
    within = published(forum)
    if within is None:
        raise RuleBroken(_("Nothing is published yet."))
    return within
