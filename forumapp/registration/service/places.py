"""Giving places, taking them back and handing them on to the queue."""

from datetime import datetime

from forumapp import audit
from forumapp.db import db
from forumapp.errors import RuleBroken
from forumapp.exchange.document import Attendance
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.forums.rules.terms import is_over
from forumapp.i18n import gettext as _
from forumapp.registration import mails, queries
from forumapp.registration.models import Registration, RegistrationStatus
from forumapp.registration.queries import Stand
from forumapp.registration.rules import places as rules
from forumapp.registration.rules.statuses import ENDED, HOLD, HOLDING, PARTY_HOLD, after_promotion
from forumapp.registration.service.answers import drop_unasked, forget_special, settle_options
from forumapp.registration.service.released import note, write
from forumapp.registration.service.undoing import overtake, refuse_ended


def settle(forum: Forum, *, now: datetime) -> Stand:
    """Give back the places of ended holds, give free places to the queue, and return how the places then stand."""
    locked = lock_forum(forum)
    stand = queries.stand(locked, now=now)
    if stand.has_ended_holds:
        expire_holds(locked, now=now)
    return promote(locked, stand, now=now)


def expire_holds(forum: Forum, *, now: datetime) -> None:
    """Take down that holds ended; their registrations can still be confirmed while there is room. Needs the forum's lock."""
    for registration in queries.ended_holds(forum, now=now):
        before = registration.hold_until
        registration.hold_until = None
        note(registration, "expire", forum=forum, before={"hold_until": before}, after={"hold_until": None}, now=now)
        settle_options(registration, forum=forum, now=now)
    db.session.flush()


def promote(forum: Forum, stand: Stand | None = None, *, now: datetime) -> Stand:
    """Give free places to the first in the queue, and return how the places then stand. Needs the forum's lock.

    ``stand`` is how they stood, where it was counted already and nothing changed since.
    """
    stand = stand or queries.stand(forum, now=now)
    if is_over(forum, now=now):
        return stand
    while stand.has_next():
        chosen = rules.next_in_queue(queries.first_waiting(forum, stand.places), stand.places)
        if not chosen:
            break
        for registration in chosen:
            _give_place(registration, forum=forum, now=now)
        db.session.flush()
        stand = queries.stand(forum, now=now)
    return stand


def holds_place(registration: Registration, *, now: datetime) -> bool:
    """Say whether a registration counts among the taken places."""
    if registration.status in HOLDING or registration.keeps_place:
        return True
    return (
        registration.status is RegistrationStatus.UNVERIFIED
        and registration.hold_until is not None
        and registration.hold_until > now
    )


def change_attendance(registration: Registration, attendance: Attendance, *, now: datetime) -> None:
    """Let a delegate take part in another way, if there is a place for it; raises RuleBroken when there is none."""
    places = settle(registration.forum, now=now).places
    registration = queries.reread(registration)
    forum = registration.forum
    if registration.attendance is attendance:
        return
    refuse_ended(registration)
    if attendance not in rules.modes_of(forum.attendance):
        raise RuleBroken(_("The forum does not offer this way of taking part."), field="attendance")
    if holds_place(registration, now=now):
        freed = places.without_one(registration.attendance, registration.country)
        if not freed.has_room(attendance, registration.country):
            raise RuleBroken(_no_room(attendance), field="attendance")
    registration.attendance = attendance
    before, after = audit.changes_of(registration)
    db.session.flush()
    if dropped := drop_unasked(registration, forum=forum):
        before = {**before, "answers": dropped}
    note(registration, "switch", forum=forum, before=before, after=after, now=now)
    db.session.flush()
    promote(forum, now=now)


def withdraw(registration: Registration, *, now: datetime) -> None:
    """End a registration, with all that was agreed to and the answers about special needs; its place goes to the first in the queue.

    A member of a party whom nobody wrote to yet gets no letter about it either.
    """
    settle(registration.forum, now=now)
    registration = queries.reread(registration)
    if registration.seen_status in ENDED:
        return
    overtake(registration)
    registration.status, registration.withdrawn_at, registration.hold_until = RegistrationStatus.WITHDRAWN, now, None
    before, after = audit.changes_of(registration)
    for consent in queries.active_consents(registration):
        consent.withdrawn_at = now
    if gone := forget_special(registration, forum=registration.forum):
        before = {**before, "answers": gone}
    note(registration, "withdraw", forum=registration.forum, before=before, after=after, now=now)
    db.session.flush()
    settle_options(registration, forum=registration.forum, now=now)
    if not registration.is_unsent:
        write(registration, mails.WITHDRAWN, forum=registration.forum, now=now)
    promote(registration.forum, now=now)


def seat(registration: Registration, *, now: datetime) -> None:
    """Give somebody a place: theirs, or held until they answer the letter."""
    registration.status = after_promotion(is_verified=not registration.awaits_answer)
    hold = HOLD if registration.party is None else PARTY_HOLD
    registration.hold_until = now + hold if registration.awaits_answer else None


def _give_place(registration: Registration, *, forum: Forum, now: datetime) -> None:
    overtake(registration)
    seat(registration, now=now)
    before, after = audit.changes_of(registration)
    note(registration, "promote", forum=forum, before=before, after=after, now=now)
    settle_options(registration, forum=forum, now=now)
    write(registration, mails.PLACE_HELD if registration.awaits_answer else mails.PLACE_FREE, forum=forum, now=now)


def _no_room(attendance: Attendance) -> str:
    if attendance is Attendance.ONSITE:
        return _("No place on site is free at the moment. Your place online stays yours.")
    return _("No place online is free at the moment. Your place on site stays yours.")
