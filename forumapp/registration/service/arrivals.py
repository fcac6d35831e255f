"""Coming in: registering, answering the letter, registering again, being entered by a registrar."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from forumapp import audit
from forumapp.db import db
from forumapp.errors import RuleBroken
from forumapp.exchange.document import Attendance, ForumPart
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.forums.rules.terms import Terms, is_over, terms_of
from forumapp.i18n import gettext as _
from forumapp.questions.rules.answers import NO_REPLIES, Replies
from forumapp.registration import mails, queries
from forumapp.registration.models import Consent, Registration, RegistrationStatus, Star
from forumapp.registration.rules.addresses import Mailbox
from forumapp.registration.rules.names import search_text
from forumapp.registration.rules.places import modes_of
from forumapp.registration.rules.statuses import ENDED, HOLD, Arrival, after_answer, after_approval, arrival, on_arrival
from forumapp.registration.rules.tokens import fingerprint
from forumapp.registration.service.answers import forget_answers, put_replies, refuse_full, settle_options
from forumapp.registration.service.places import holds_place, settle
from forumapp.registration.service.released import face_of, note, token_of, write, write_nothing
from forumapp.registration.service.undoing import refuse_ended

REMINDER_PAUSE = timedelta(minutes=10)
"""How long nobody is reminded of the same registration again."""


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What a person says of themselves."""

    given_name: str
    family_name: str
    patronymic: str | None = None
    latin_name: str | None = None
    phone: str | None = None
    country: str
    institution_id: int | None = None
    institution_name: str | None = None
    post: str | None = None
    category: str = "delegate"
    language: str
    interpretation: str | None = None


@dataclass(frozen=True, kw_only=True)
class ConsentGiven:
    """What somebody agreed to: the purpose, and the words on the screen with their language."""

    purpose: str
    language: str
    words: str
    version: int | None = None
    """Version of the forum's text; None where it is none of the forum's."""


def register(
    forum: Forum,
    mailbox: Mailbox,
    answers: Answers,
    *,
    attendance: Attendance,
    consents: tuple[ConsentGiven, ...],
    sessions: tuple[str, ...] = (),
    submission_key: str | None = None,
    replies: Replies = NO_REPLIES,
    now: datetime,
) -> Arrival:
    """Register a delegate and write to them; return what awaits somebody who registers so, whether or not they had before.

    An address that is registered already gets a letter that says so, and nothing changes. Raises RuleBroken when registration
    is not open or no place is left.
    """
    face = face_of(forum)
    stand = settle(forum, now=now)
    refuse_closed(forum, now=now)
    refuse_strange_mode(forum, attendance)
    awaiting = arrival(
        has_room=stand.places.has_room(attendance, answers.country),
        needs_approval=forum.registration_approval,
        has_waitlist=forum.registration_waitlist,
    )
    if awaiting is Arrival.FULL:
        raise RuleBroken(_("All places are taken, and there is no waiting list."), field="attendance")
    known = queries.registration_by_email_key(forum, mailbox.key)
    if known is not None and submission_key is not None and known.submission_key == submission_key:
        return awaiting
    refuse_full(forum, replies)
    if known is not None and known.status is not RegistrationStatus.WITHDRAWN:
        known.submission_key = submission_key
        remind_of(known, forum=forum, now=now)
        return awaiting
    registration = arrived(known, forum, mailbox, attendance, number=stand.last_arrived + 1, now=now)
    registration.submission_key = submission_key
    fill_in(registration, answers)
    _admit(registration, awaiting, now=now)
    store(registration, forum, deed="register", consents=consents, sessions=sessions, replies=replies, now=now)
    place = stand.queue_length(attendance) + 1
    _ask_to_confirm(registration, awaiting, forum=forum, face=face, place=place, now=now)
    return awaiting


def remind(forum: Forum, mailbox: Mailbox, *, now: datetime) -> None:
    """Send the link to somebody who lost it; an address that is not registered gets nothing, after the same work."""
    lock_forum(forum)
    known = queries.registration_by_email_key(forum, mailbox.key)
    if known is None:
        write_nothing(mailbox.address, forum=forum, now=now)
    else:
        remind_of(known, forum=forum, now=now)


def verify(registration: Registration, *, consents: tuple[ConsentGiven, ...] = (), now: datetime) -> None:
    """Take the answer to the letter: the place becomes the delegate's, or the organizers decide, or the queue goes on.

    ``consents`` are what somebody agrees to whom somebody else entered. Raises RuleBroken when the hold ended and neither a place nor a waiting list is left.
    """
    places = settle(registration.forum, now=now).places
    registration = queries.reread(registration)
    forum = registration.forum
    if registration.verified_at is not None or registration.seen_status in ENDED:
        return
    refuse_ended(registration)
    if registration.status is RegistrationStatus.UNVERIFIED:
        status = after_answer(
            holds_place=holds_place(registration, now=now),
            has_room=places.has_room(registration.attendance, registration.country),
            awaits_decision=forum.registration_approval and registration.decided_at is None,
            has_waitlist=forum.registration_waitlist,
        )
        if status is None:
            raise RuleBroken(_("The time for confirming has ended, and all places are taken by now."))
        registration.status = status
    registration.verified_at, registration.hold_until = now, None
    before, after = audit.changes_of(registration)
    for given in consents:
        agree(registration, given, now=now)
    note(registration, "verify", forum=forum, before=before, after=after, now=now)
    db.session.flush()
    settle_options(registration, forum=forum, now=now)
    tell(registration, forum=forum, now=now)


def register_again(registration: Registration, *, consents: tuple[ConsentGiven, ...], now: datetime) -> None:
    """Take a withdrawal back: a new arrival, with the place that is free or at the end of the queue."""
    stand = settle(registration.forum, now=now)
    registration = queries.reread(registration)
    forum = registration.forum
    if registration.status is not RegistrationStatus.WITHDRAWN:
        return
    refuse_closed(forum, now=now)
    awaiting = arrival(
        has_room=stand.places.has_room(registration.attendance, registration.country),
        needs_approval=forum.registration_approval and registration.decided_at is None,
        has_waitlist=forum.registration_waitlist,
    )
    if awaiting is Arrival.FULL:
        raise RuleBroken(_("All places are taken, and there is no waiting list."))
    registration.arrived, registration.created_at, registration.withdrawn_at = stand.last_arrived + 1, now, None
    _admit(registration, awaiting, now=now)
    store(registration, forum, deed="return", consents=consents, sessions=(), replies=None, now=now)
    if registration.verified_at is not None:
        tell(registration, forum=forum, now=now)
    else:
        place = stand.queue_length(registration.attendance) + 1
        _ask_to_confirm(registration, awaiting, forum=forum, face=face_of(forum), place=place, now=now)


def enter(
    forum: Forum,
    mailbox: Mailbox,
    answers: Answers,
    *,
    attendance: Attendance,
    consents: tuple[ConsentGiven, ...],
    replies: Replies = NO_REPLIES,
    now: datetime,
) -> Registration:
    """Enter a delegate on their behalf, at any time before the forum's end; a registrar vouches for the address."""
    stand = settle(forum, now=now)
    if is_over(forum, now=now):
        raise RuleBroken(_("The forum is over."))
    refuse_strange_mode(forum, attendance)
    known = queries.registration_by_email_key(forum, mailbox.key)
    if known is not None and known.status is not RegistrationStatus.WITHDRAWN:
        raise RuleBroken(_("This address is registered already."), field="email")
    refuse_full(forum, replies)
    has_room = stand.places.has_room(attendance, answers.country)
    status = after_approval(has_room=has_room, has_waitlist=forum.registration_waitlist)
    if status is None:
        raise RuleBroken(_("All places are taken, and there is no waiting list."), field="attendance")
    registration = arrived(known, forum, mailbox, attendance, number=stand.last_arrived + 1, now=now)
    fill_in(registration, answers)
    registration.status, registration.verified_at, registration.decided_at = status, now, now
    store(registration, forum, deed="enter", consents=consents, sessions=(), replies=replies, now=now)
    tell(registration, forum=forum, now=now)
    return registration


def tell(registration: Registration, *, forum: Forum, now: datetime) -> None:
    """Write to a delegate with a confirmed address how their registration stands."""
    if registration.status is RegistrationStatus.CONFIRMED:
        write(registration, mails.CONFIRMED, forum=forum, now=now)
    elif registration.status is RegistrationStatus.PENDING:
        write(registration, mails.PENDING, forum=forum, now=now)
    elif registration.status is RegistrationStatus.WAITLISTED:
        wording = mails.WAITING if registration.verified_at else mails.WAITING_UNCONFIRMED
        write(registration, wording, forum=forum, now=now, place=queries.place_in_queue(registration))


def remind_of(registration: Registration, *, forum: Forum, now: datetime) -> None:
    """Send somebody the link to the registration that there is, unless that was just done. Needs the forum's lock."""
    since = now - REMINDER_PAUSE
    kind = mails.ALREADY_REGISTERED.kind
    if queries.was_written_since(registration, slug=forum.slug, kind=kind, since=since):
        write_nothing(registration.email or "", forum=forum, now=now)
        return
    is_open = registration.verified_at is None and registration.seen_status not in ENDED
    wording = mails.ALREADY_UNCONFIRMED if is_open else mails.ALREADY_REGISTERED
    write(registration, wording, forum=forum, now=now)


def remind_unconfirmed(registration: Registration, *, forum: Forum, now: datetime) -> None:
    """Send somebody whose address is not confirmed the link to do so."""
    write(registration, mails.ALREADY_UNCONFIRMED, forum=forum, now=now)


def refuse_closed(forum: Forum, *, now: datetime) -> None:
    """Raise RuleBroken unless somebody may register now."""
    window = terms_of(forum, now=now)
    if window.terms is Terms.NOT_YET:
        raise RuleBroken(_("Registration is not open yet."))
    if not window.is_open:
        raise RuleBroken(_("Registration is closed."))


def fields_of(answers: Answers) -> dict[str, Any]:
    """Return what a person said, by column."""
    return asdict(answers)


def refuse_strange_mode(forum: Forum, attendance: Attendance) -> None:
    """Raise RuleBroken for a way of taking part that the forum does not have."""
    if attendance not in modes_of(forum.attendance):
        raise RuleBroken(_("The forum does not offer this way of taking part."), field="attendance")


def arrived(
    known: Registration | None,
    forum: Forum,
    mailbox: Mailbox | None,
    attendance: Attendance,
    *,
    number: int,
    now: datetime,
) -> Registration:
    """Return a new row, or the withdrawn one of the same mailbox made new: its old link is void."""
    registration = known or Registration(uid=uuid4(), forum=forum, forum_id=forum.id, token_generation=0)
    registration.email = mailbox.address if mailbox else None
    registration.email_key = mailbox.key if mailbox else None
    registration.party, registration.is_together = None, False
    registration.attendance, registration.submission_key = attendance, None
    registration.arrived, registration.created_at = number, now
    registration.verified_at = registration.decided_at = registration.withdrawn_at = registration.hold_until = None
    registration.decision_reason = None
    registration.token_generation += 1
    return registration


def fill_in(registration: Registration, answers: Answers) -> None:
    """Take over what somebody says of a person."""
    for name, value in fields_of(answers).items():
        setattr(registration, name, value)
    registration.search_text = searchable(registration)


def searchable(registration: Registration) -> str:
    """Return what the registrars' search looks through."""
    return search_text(
        registration.family_name,
        registration.given_name,
        registration.patronymic,
        registration.latin_name,
        registration.email,
        registration.institution_name,
        registration.post,
    )


def _admit(registration: Registration, awaiting: Arrival, *, now: datetime) -> None:
    registration.status = on_arrival(awaiting, is_verified=registration.verified_at is not None)
    is_held = awaiting is Arrival.HELD and registration.verified_at is None
    registration.hold_until = now + HOLD if is_held else None


def store(
    registration: Registration,
    forum: Forum,
    *,
    deed: str,
    consents: tuple[ConsentGiven, ...],
    sessions: tuple[str, ...],
    replies: Replies | None,
    now: datetime,
) -> None:
    """Store a row with what was agreed to, marked and answered, and note the deed; without replies earlier answers stay."""
    registration.token_hash = fingerprint(token_of(registration))
    before, after = audit.changes_of(registration)
    db.session.add(registration)
    db.session.flush()
    for given in consents:
        agree(registration, given, now=now)
    kept = set(queries.starred_keys(registration)) if sessions else set()
    for key in dict.fromkeys(sessions):
        if key not in kept:
            db.session.add(Star(registration_id=registration.id, session_key=key, created_at=now))
    if replies is not None:
        forget_answers(registration, forum=forum)
        put_replies(registration, replies, forum=forum, now=now)
    settle_options(registration, forum=forum, now=now)
    note(registration, deed, forum=forum, before=before, after=after, now=now)


def agree(registration: Registration, given: ConsentGiven, *, now: datetime) -> None:
    """Take down what a delegate agreed to, and in which words."""
    db.session.add(
        Consent(
            registration_id=registration.id,
            purpose=given.purpose,
            language=given.language,
            text_hash=fingerprint(given.words),
            version=given.version,
            given_at=now,
        )
    )


def _ask_to_confirm(
    registration: Registration, awaiting: Arrival, *, forum: Forum, face: ForumPart, place: int, now: datetime
) -> None:
    if awaiting is Arrival.QUEUED:
        write(registration, mails.WAITING_UNCONFIRMED, forum=forum, face=face, now=now, place=place)
    elif awaiting is Arrival.ASKING:
        write(registration, mails.CONFIRM_REQUEST, forum=forum, face=face, now=now)
    else:
        write(registration, mails.CONFIRM_ADDRESS, forum=forum, face=face, now=now)
