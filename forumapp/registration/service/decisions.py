"""What registrars decide: letting in, letting in by hand, declining."""

from datetime import datetime

from forumapp import audit
from forumapp.db import db
from forumapp.errors import RuleBroken
from forumapp.i18n import gettext as _
from forumapp.registration import mails, queries
from forumapp.registration.models import Registration, RegistrationStatus
from forumapp.registration.rules.statuses import ENDED, after_approval
from forumapp.registration.service.answers import settle_options
from forumapp.registration.service.arrivals import tell
from forumapp.registration.service.places import hand_on, holds_place, promote, settle
from forumapp.registration.service.released import note, write


def approve(registration: Registration, *, now: datetime) -> None:
    """Let somebody in who waits for approval: with a place where one is free, else into the waiting list.

    Raises RuleBroken when neither is left.
    """
    stand = settle(registration.forum, now=now)
    registration = queries.reread(registration)
    forum = registration.forum
    if registration.status is not RegistrationStatus.PENDING:
        raise RuleBroken(_("This registration does not wait for approval."))
    _refuse_unsent(registration)
    status = after_approval(has_room=stand.places.has_room(registration), has_waitlist=forum.registration_waitlist)
    if status is None:
        raise RuleBroken(_("All places are taken, and there is no waiting list."))
    registration.status, registration.decided_at = status, now
    before, after = audit.changes_of(registration)
    note(registration, "approve", forum=forum, before=before, after=after, now=now)
    db.session.flush()
    settle_options(registration, forum=forum, now=now)
    if status is RegistrationStatus.CONFIRMED:
        write(registration, mails.APPROVED, forum=forum, now=now)
    else:
        tell(registration, forum=forum, now=now)
    hand_on(forum, stand, now=now)


def confirm(registration: Registration, *, now: datetime) -> None:
    """Give a place by hand, vouching for the address; raises RuleBroken when no place is free or the party was not sent yet."""
    stand = settle(registration.forum, now=now)
    registration = queries.reread(registration)
    forum = registration.forum
    if registration.status in ENDED:
        raise RuleBroken(_("This registration has ended."))
    if registration.status is RegistrationStatus.CONFIRMED:
        return
    _refuse_unsent(registration)
    is_holding = holds_place(registration, now=now)
    if not is_holding and not stand.places.has_room(registration):
        raise RuleBroken(_("No place is free. Raise the number of places first, or free one."))
    registration.status, registration.hold_until, registration.decided_at = RegistrationStatus.CONFIRMED, None, now
    registration.verified_at = registration.verified_at or now
    before, after = audit.changes_of(registration)
    note(registration, "confirm", forum=forum, before=before, after=after, now=now)
    db.session.flush()
    settle_options(registration, forum=forum, now=now)
    write(registration, mails.CONFIRMED, forum=forum, now=now)
    hand_on(forum, stand, now=now)


def decline(registration: Registration, *, reason: str, now: datetime) -> None:
    """Turn somebody down with a reason; the place they may have held goes to the first in the queue."""
    settle(registration.forum, now=now)
    registration = queries.reread(registration)
    forum = registration.forum
    if registration.status in ENDED:
        raise RuleBroken(_("This registration has ended."))
    was_written = not registration.is_unsent
    registration.status, registration.decided_at, registration.hold_until = RegistrationStatus.DECLINED, now, None
    registration.decision_reason = reason
    before, after = audit.changes_of(registration)
    note(registration, "decline", forum=forum, before=before, after=after, now=now)
    db.session.flush()
    settle_options(registration, forum=forum, now=now)
    if was_written:
        write(registration, mails.DECLINED, forum=forum, now=now)
    promote(forum, now=now)


def _refuse_unsent(registration: Registration) -> None:
    if registration.is_unsent:
        raise RuleBroken(_("This person stands on the list of a delegation that was not sent yet."))
