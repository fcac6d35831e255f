"""What registrars decide: letting in and declining, about one or many at once, with a time for undoing; letting in by hand.

A decision counts at once; its letter leaves, and the delegate's page tells it, when it can no longer be undone
(docs/decisions/0024).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from forumapp import audit
from forumapp.db import db
from forumapp.errors import RuleBroken
from forumapp.exchange.document import ForumPart
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.i18n import gettext as _
from forumapp.mail import Letter, Wording
from forumapp.registration import mails, queries
from forumapp.registration.models import Decision, DecisionDeed, DecisionState, Registration, RegistrationStatus
from forumapp.registration.rules import decisions as rules
from forumapp.registration.rules.decisions import POSSIBLE, Outcome
from forumapp.registration.rules.statuses import ENDED
from forumapp.registration.service.answers import settle_options
from forumapp.registration.service.arrivals import tell
from forumapp.registration.service.places import hand_on, holds_place, promote, settle
from forumapp.registration.service.released import face_of, note, write
from forumapp.registration.service.undoing import end_undoing, former_of, give_back, hold_back, overtake

STATUSES = {
    Outcome.PLACE: RegistrationStatus.CONFIRMED,
    Outcome.QUEUE: RegistrationStatus.WAITLISTED,
    Outcome.DECLINED: RegistrationStatus.DECLINED,
}


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What registrars decide: the deed, the reason of those who are declined, and the name of what is decided at one go."""

    deed: DecisionDeed
    batch: UUID
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Undone:
    """What became of an undoing: how many stand as before, and the registrations to which something else happened meanwhile."""

    number: int
    left: Sequence[Registration]


def foresee(forum: Forum, ids: Collection[int], deed: DecisionDeed, *, now: datetime) -> dict[int, Outcome]:
    """Return what a decision about these registrations does to each, in order of arrival. Nothing changes."""
    rows = queries.rows_in_order(forum, ids)
    places = queries.places(forum, now=now)
    return rules.foresee(deed, rows, places, has_waitlist=forum.registration_waitlist)


def decide(forum: Forum, ids: Collection[int], verdict: Verdict, *, now: datetime) -> dict[int, Outcome]:
    """Decide about registrations in order of arrival, and return what became of each. Nobody is told before the time for undoing ends.

    Those about whom it cannot be decided so stay as they are.
    """
    stand = settle(forum, now=now)
    rows = queries.rows_in_order(forum, ids)
    found = rules.foresee(verdict.deed, rows, stand.places, has_waitlist=forum.registration_waitlist)
    for registration in rows:
        if found[registration.id] in POSSIBLE:
            _decide(registration, STATUSES[found[registration.id]], verdict, forum=forum, now=now)
    db.session.flush()
    hand_on(forum, stand, now=now)
    return found


def undo(forum: Forum, batch: UUID, *, uid: UUID | None = None, now: datetime) -> Undone:
    """Let those about whom was decided at one go, or one of them, stand as before; nobody hears of it.

    Raises RuleBroken once the letters are due. What frees places gives them to the queue.
    """
    settle(forum, now=now)
    decisions = queries.decisions_of_batch(forum, batch, uid=uid)
    waiting = [each for each in decisions if each.state is not DecisionState.UNDONE]
    if not waiting:
        raise RuleBroken(_("This is undone already."))
    if any(each.tell_at <= now for each in waiting):
        raise RuleBroken(_("The time for undoing has ended: the letters are on their way."))
    later = queries.later_open_ids(waiting)
    left = [each for each in waiting if each.state is not DecisionState.OPEN or each.id in later]
    for decision in waiting:
        if decision not in left:
            _take_back(decision, forum=forum, now=now)
    db.session.flush()
    promote(forum, now=now)
    return Undone(number=len(waiting) - len(left), left=[each.registration for each in left])


def tell_decided(forum: Forum, *, most: int, now: datetime) -> int:
    """Write to those about whom was decided and for whom nothing can be undone any more, ``most`` at once; places kept for them go on.

    Returns how many there were.
    """
    locked = lock_forum(forum)
    due = queries.decisions_to_tell(locked, now=now, most=most)
    face = face_of(locked) if due else None
    for decision in due:
        registration = decision.registration
        end_undoing(registration)
        decision.state = DecisionState.TOLD
        if decision.deed is DecisionDeed.DECLINE:
            registration.hold_until = None
        db.session.flush()
        settle_options(registration, forum=locked, now=now)
        _tell(registration, wording_of(registration), forum=locked, face=face, now=now)
    if due:
        settle(locked, now=now)
    return len(due)


def sample_letter(registration: Registration, outcome: Outcome, *, forum: Forum, reason: str) -> Letter:
    """Return the letter that tells a decision, as it would be written now, with no secret link in it."""
    wording = {Outcome.PLACE: mails.APPROVED, Outcome.QUEUE: mails.WAITING}.get(outcome, mails.DECLINED)
    place = queries.place_in_queue(registration) if outcome is Outcome.QUEUE else None
    return mails.letter(registration, wording, face=face_of(forum), link="", place=place, reason=reason)


def wording_of(registration: Registration) -> Wording | None:
    """Return the words that tell a decision, None where the letter is that of the waiting list."""
    words = {RegistrationStatus.CONFIRMED: mails.APPROVED, RegistrationStatus.DECLINED: mails.DECLINED}
    return words.get(registration.status)


def confirm(registration: Registration, *, now: datetime) -> None:
    """Give a place by hand, vouching for the address; raises RuleBroken when no place is free or the party was not sent yet."""
    stand = settle(registration.forum, now=now)
    registration = queries.reread(registration)
    forum = registration.forum
    if registration.status in ENDED:
        raise RuleBroken(_("This registration has ended."))
    if registration.status is RegistrationStatus.CONFIRMED:
        return
    if registration.is_unsent:
        raise RuleBroken(_("This person stands on the list of a delegation that was not sent yet."))
    is_holding = holds_place(registration, now=now)
    if not is_holding and not stand.places.has_room(registration):
        raise RuleBroken(_("No place is free. Raise the number of places first, or free one."))
    overtake(registration)
    registration.status, registration.hold_until, registration.decided_at = RegistrationStatus.CONFIRMED, None, now
    registration.verified_at = registration.verified_at or now
    before, after = audit.changes_of(registration)
    note(registration, "confirm", forum=forum, before=before, after=after, now=now)
    db.session.flush()
    settle_options(registration, forum=forum, now=now)
    write(registration, mails.CONFIRMED, forum=forum, now=now)
    hand_on(forum, stand, now=now)


def _decide(
    registration: Registration, status: RegistrationStatus, verdict: Verdict, *, forum: Forum, now: datetime
) -> None:
    former, is_declined = former_of(registration), status is RegistrationStatus.DECLINED
    if is_declined:
        registration.keeps_place = holds_place(registration, now=now)
        registration.decision_reason = verdict.reason
    registration.status, registration.decided_at = status, now
    hold_back(registration, verdict.deed, former, batch=verdict.batch, now=now)
    before, after = audit.changes_of(registration)
    if is_declined:
        note(registration, "decline", forum=forum, before=before, after=after, now=now)
    else:
        note(registration, "approve", forum=forum, before=before, after=after, now=now)


def _take_back(decision: Decision, *, forum: Forum, now: datetime) -> None:
    registration = decision.registration
    give_back(registration, decision.former)
    if registration.hold_until is not None:
        registration.hold_until += now - decision.made_at
    decision.state = DecisionState.UNDONE
    before, after = audit.changes_of(registration)
    note(registration, "undo", forum=forum, before=before, after=after, now=now)


def _tell(
    registration: Registration, wording: Wording | None, *, forum: Forum, face: ForumPart | None, now: datetime
) -> None:
    if wording is None:
        tell(registration, forum=forum, now=now)
    else:
        write(registration, wording, forum=forum, face=face, now=now)
