"""Giving places, taking them back and handing them on to the queue."""

from datetime import datetime, timedelta

from forumapp import audit
from forumapp.db import db
from forumapp.errors import RuleBroken
from forumapp.exchange.document import Attendance
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.forums.rules.terms import HOLD_HOURS, is_over
from forumapp.i18n import gettext as _
from forumapp.mail import Wording
from forumapp.registration import mails, queries
from forumapp.registration.models import Registration, RegistrationStatus
from forumapp.registration.queries import Stand
from forumapp.registration.rules import places as rules
from forumapp.registration.rules.places import Places, Wanted
from forumapp.registration.rules.statuses import ENDED, PARTY_HOLD, after_promotion, is_holding
from forumapp.registration.service.answers import drop_unasked, forget_special, settle_options
from forumapp.registration.service.released import note, write
from forumapp.registration.service.undoing import overtake, refuse_ended
from forumapp.registration.words import SHORT_FIELDS, SHORTAGES

_PLACE_WORDINGS = {
    RegistrationStatus.CONFIRMED: mails.PLACE_FREE,
    RegistrationStatus.OFFERED: mails.PLACE_OFFERED,
    RegistrationStatus.UNVERIFIED: mails.PLACE_HELD,
}


def settle(forum: Forum, *, now: datetime) -> Stand:
    """Give back the places of ended holds, give free places to the queue, and return how the places then stand."""
    locked = lock_forum(forum)
    stand = queries.stand(locked, now=now)
    if stand.has_ended_holds:
        expire_holds(locked, now=now)
    return promote(locked, stand, now=now)


def expire_holds(forum: Forum, *, now: datetime) -> None:
    """Take down that holds ended. Needs the forum's lock.

    Who did not confirm the address can still do so while there is room; who did not take an offered place in time takes no part.
    """
    for registration in queries.ended_holds(forum, now=now):
        if registration.status is RegistrationStatus.OFFERED:
            end(registration, deed="lapse", wording=mails.OFFER_ENDED, now=now)
            continue
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
    while claims := stand.next_claims():
        chosen = rules.next_in_queue(queries.first_waiting(forum, claims), stand.places)
        if not chosen:
            break
        for registration in chosen:
            _give_place(registration, forum=forum, now=now)
        db.session.flush()
        stand = queries.stand(forum, now=now)
    return stand


def hand_on(forum: Forum, stand: Stand, *, now: datetime) -> None:
    """Give the queue what somebody's taking a place left: of the places kept for countries there are fewer then.

    ``stand`` is how the places stood before. Needs the forum's lock.
    """
    if stand.places.kept_in is not None and stand.waiting:
        promote(forum, now=now)


def holds_place(registration: Registration, *, now: datetime) -> bool:
    """Say whether a registration counts among the taken places."""
    return registration.keeps_place or is_holding(registration.status, hold_until=registration.hold_until, now=now)


def hold_of(forum: Forum) -> timedelta:
    """Return how long a place is held for who has yet to confirm the address."""
    return timedelta(hours=forum.registration_hold_hours or HOLD_HOURS)


def refuse_short(places: Places, claim: rules.Claim, *, more: str = "") -> None:
    """Raise RuleBroken where there is no place, with what it lacks and with ``more`` to say."""
    shortage = places.shortage(claim)
    if shortage is not None:
        raise RuleBroken(f"{SHORTAGES[shortage]} {more}".rstrip(), field=SHORT_FIELDS[shortage])


def refuse_without_queue(places: Places, claim: rules.Claim) -> None:
    """Raise RuleBroken where there is no place, for a forum that has no waiting list."""
    refuse_short(places, claim, more=_("There is no waiting list."))


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
        wanted = Wanted(attendance=attendance, country=registration.country, category=registration.category)
        if not places.without_one(registration).has_room(wanted):
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
    end(registration, deed="withdraw", wording=mails.WITHDRAWN, now=now)
    promote(registration.forum, now=now)


def take_offer(registration: Registration, *, now: datetime) -> None:
    """Take the place that was offered; the address is the delegate's, since the letter came there.

    Raises RuleBroken when the time for it has ended.
    """
    settle(registration.forum, now=now)
    registration = queries.reread(registration)
    if registration.status is RegistrationStatus.CONFIRMED:
        return
    if registration.told_status is not None:
        refuse_ended(registration)
    if registration.status is not RegistrationStatus.OFFERED:
        raise RuleBroken(_("The time for taking the place has ended, and it went to the next one."))
    registration.status, registration.hold_until = RegistrationStatus.CONFIRMED, None
    registration.verified_at = registration.verified_at or now
    before, after = audit.changes_of(registration)
    note(registration, "take", forum=registration.forum, before=before, after=after, now=now)
    db.session.flush()
    settle_options(registration, forum=registration.forum, now=now)
    write(registration, mails.CONFIRMED, forum=registration.forum, now=now)


def end(registration: Registration, *, deed: str, wording: Wording, now: datetime) -> None:
    """End a registration with all that was agreed to, and write to whom we wrote before. Needs the forum's lock."""
    forum = registration.forum
    overtake(registration)
    registration.status, registration.withdrawn_at, registration.hold_until = RegistrationStatus.WITHDRAWN, now, None
    before, after = audit.changes_of(registration)
    for consent in queries.active_consents(registration):
        consent.withdrawn_at = now
    if gone := forget_special(registration, forum=forum):
        before = {**before, "answers": gone}
    note(registration, deed, forum=forum, before=before, after=after, now=now)
    db.session.flush()
    settle_options(registration, forum=forum, now=now)
    if not registration.is_unsent:
        write(registration, wording, forum=forum, now=now)


def seat(registration: Registration, *, hold: timedelta | None = None, now: datetime) -> None:
    """Give somebody a place: theirs, or held until they answer the letter; members of parties have longer for it."""
    registration.status = after_promotion(is_verified=not registration.awaits_answer)
    hold = hold or (hold_of(registration.forum) if registration.party is None else PARTY_HOLD)
    registration.hold_until = now + hold if registration.awaits_answer else None


def _give_place(registration: Registration, *, forum: Forum, now: datetime) -> None:
    """Give or offer a place; members of a delegation have theirs at once, since their head answers for them."""
    overtake(registration)
    offer = forum.registration_offer_hours
    if offer is None or registration.party is not None or registration.awaits_answer:
        seat(registration, now=now)
    else:
        registration.status = after_promotion(is_verified=True, is_offered=True)
        registration.hold_until = now + timedelta(hours=offer)
    before, after = audit.changes_of(registration)
    note(registration, "promote", forum=forum, before=before, after=after, now=now)
    settle_options(registration, forum=forum, now=now)
    write(registration, _PLACE_WORDINGS[registration.status], forum=forum, now=now)


def _no_room(attendance: Attendance) -> str:
    if attendance is Attendance.ONSITE:
        return _("No place on site is free at the moment. Your place online stays yours.")
    return _("No place online is free at the moment. Your place on site stays yours.")
