"""Settling: places that came free go to those who wait, and what a release called off ends. The only code that gives a place."""

from collections.abc import Collection
from datetime import datetime

from forumapp.db import db
from forumapp.exchange.document import SessionPart, Status, Visibility
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.forums.rules.terms import is_over, wall_time
from forumapp.registration.models import Registration
from forumapp.registration.rules.statuses import ENDED
from forumapp.registration.service.released import note, viewer_of
from forumapp.schedule.rules import may_see
from forumapp.signups import mails, queries
from forumapp.signups.models import SessionSignup, SignupStatus
from forumapp.signups.rules.line import LIVE, NOBODY, Tally, next_in_line
from forumapp.signups.rules.offers import Offer, offers
from forumapp.signups.service.letters import Published, published, write


def settle(forum: Forum, keys: Collection[str] | None = None, *, quiet: Collection[int] = (), now: datetime) -> None:
    """Bring a forum's sign-ups in order, or those of some sessions, and write to those who get a place by it.

    It rests on the rows alone, so that doing it late or twice gives the same. ``quiet`` are the ids of registrations
    that need no letter: they see it, or get another one.
    """
    forum = lock_forum(forum)
    _end_strays(forum, now=now)
    within = published(forum)
    if within is None or is_over(forum, now=now):
        return
    offered = offers(within.document)
    for key, tally in queries.tallies(forum, keys).items():
        is_changed = _call(within, key, tally, now=now)
        if key in offered:
            stands = queries.tallies(forum, (key,)).get(key, NOBODY) if is_changed else tally
            _give(within, offered[key], stands, quiet=quiet, now=now)


def settle_registration(registration: Registration, *, forum: Forum, now: datetime) -> None:
    """Bring the sign-ups of one registration in order, after its state changed. Needs the forum's lock."""
    keys = {each.session_key for each in queries.signups_of(registration)}
    if keys:
        settle(forum, keys, quiet={registration.id}, now=now)


def _end_strays(forum: Forum, *, now: datetime) -> None:
    """End the sign-ups of registrations that ended, and let those wait that hold a place without being confirmed any more.

    Who was turned down stays turned down, whatever becomes of the registration.
    """
    for signup in queries.strays(forum):
        if signup.registration.seen_status in ENDED:
            note(signup.registration, "sign-off", forum=forum, before={"session": signup.session_key}, now=now)
            db.session.delete(signup)
        else:
            _move(signup, SignupStatus.WAITING, now=now)
    db.session.flush()


def _call(within: Published, key: str, tally: Tally, *, now: datetime) -> bool:
    """Call sign-ups off whose session does not take place for them, and back those whose session does; say whether any was."""
    part = within.session(key)
    is_off = part is None or part.status is Status.CANCELLED
    is_closed = part is not None and part.visibility is Visibility.INVITED
    if not (tally.live if is_off else tally.called_off or (is_closed and tally.live)):
        return False
    changed = False
    for signup in queries.of_session(within.forum, key):
        is_gone = is_off or (part is not None and not _may_know(part, signup.registration))
        if signup.status in LIVE and is_gone is (signup.called_off_at is None):
            changed = True
            _call_one(signup, is_gone=is_gone, within=within, now=now)
    db.session.flush()
    return changed


def _call_one(signup: SessionSignup, *, is_gone: bool, within: Published, now: datetime) -> None:
    """Call one sign-up off with a letter, or back into the line."""
    key = {"session": signup.session_key}
    if is_gone:
        signup.called_off_at = now
        note(signup.registration, "call-off", forum=within.forum, before=key, now=now)
        write(signup, mails.CALLED_OFF, within=within, now=now)
        return
    signup.called_off_at = None
    if signup.status is SignupStatus.SIGNED:
        _move(signup, SignupStatus.WAITING, now=now)
    note(signup.registration, "call-back", forum=within.forum, after=key, now=now)


def _may_know(part: SessionPart, registration: Registration) -> bool:
    """Say whether a session is still there for somebody: one for delegates is, though they may not be confirmed yet."""
    return part.visibility is not Visibility.INVITED or may_see(part, viewer_of(registration))


def _give(within: Published, offer: Offer, tally: Tally, *, quiet: Collection[int], now: datetime) -> None:
    """Give the free places of a session to the first in line, while it has not begun."""
    forum, key = within.forum, offer.session.key
    if not offer.is_open(wall=wall_time(now, within.document.forum.timezone)):
        return
    has_asked = tally.asked and not offer.needs_approval
    if has_asked:
        _let_line_up(forum, key, now=now)
    free = tally.left(offer.places)
    if free == 0 or not (tally.waiting or has_asked):
        return
    for signup in next_in_line(queries.line(forum, key, most=free), free=free):
        _move(signup, SignupStatus.SIGNED, now=now)
        if signup.created_at != now:
            note(signup.registration, "seat", forum=forum, after={"session": key}, now=now)
        if signup.registration_id not in quiet:
            write(signup, mails.SEATED, within=within, now=now)
    db.session.flush()


def _let_line_up(forum: Forum, key: str, *, now: datetime) -> None:
    """Let those wait in line who asked while the organizers still decided on each."""
    for signup in queries.of_session(forum, key):
        if signup.status is SignupStatus.ASKED:
            _move(signup, SignupStatus.WAITING, now=now)
    db.session.flush()


def _move(signup: SessionSignup, status: SignupStatus, *, now: datetime) -> None:
    signup.status, signup.settled_at = status, now
