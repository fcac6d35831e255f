"""Coming in: registering, answering the letter, registering again, being entered by a registrar."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from forumapp import audit
from forumapp.db import db
from forumapp.errors import RuleBroken
from forumapp.exchange.document import Attendance, ForumPart
from forumapp.forums.models import Forum
from forumapp.forums.rules.terms import Terms, is_over, terms_of
from forumapp.i18n import gettext as _
from forumapp.questions.rules.answers import NO_REPLIES, Replies
from forumapp.registration import mails, queries
from forumapp.registration.models import Consent, Registration, RegistrationStatus, Star
from forumapp.registration.rules.addresses import Mailbox
from forumapp.registration.rules.names import search_text
from forumapp.registration.rules.places import Wanted, modes_of
from forumapp.registration.rules.statuses import ENDED, Arrival, after_answer, arrival, on_arrival, on_entry
from forumapp.registration.rules.tokens import fingerprint
from forumapp.registration.service.answers import forget_answers, put_replies, refuse_full, settle_options
from forumapp.registration.service.hooks import tell_choice
from forumapp.registration.service.places import hand_on, hold_of, holds_place, refuse_without_queue, settle
from forumapp.registration.service.released import face_of, note, token_of, write
from forumapp.registration.service.reminding import remind_of
from forumapp.registration.service.undoing import refuse_ended


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
    marked: tuple[str, ...] = (),
    now: datetime,
) -> Arrival:
    """Register a delegate and write to them; return what awaits somebody who registers so, whether or not they had before.

    ``sessions`` are what the form chose, ``marked`` what the browser had marked before.
    An address that is registered already gets a letter that says so, and nothing changes. Raises RuleBroken when registration
    is not open or no place is left.
    """
    face = face_of(forum)
    stand = settle(forum, now=now)
    refuse_closed(forum, now=now)
    refuse_strange_mode(forum, attendance)
    claim = Wanted(attendance=attendance, country=answers.country, category=answers.category)
    awaiting = arrival(
        has_room=stand.places.has_room(claim),
        needs_approval=forum.registration_approval,
        has_waitlist=forum.registration_waitlist,
    )
    if awaiting is Arrival.FULL:
        refuse_without_queue(stand.places, claim)
    known = queries.registration_by_email_key(forum, mailbox.key)
    if known is not None and submission_key is not None and known.submission_key == submission_key:
        return awaiting
    refuse_full(forum, replies)
    if known is not None and not may_come_anew(known):
        known.submission_key = submission_key
        remind_of(known, forum=forum, now=now)
        return awaiting
    registration = arrived(known, forum, mailbox, attendance, number=stand.last_arrived + 1, now=now)
    registration.submission_key = submission_key
    fill_in(registration, answers)
    _admit(registration, awaiting, now=now)
    store(
        registration,
        forum,
        deed="register",
        consents=consents,
        sessions=sessions,
        marked=marked,
        replies=replies,
        now=now,
    )
    place = stand.queue_length(attendance) + 1
    _ask_to_confirm(registration, awaiting, forum=forum, face=face, place=place, now=now)
    hand_on(forum, stand, now=now)
    return awaiting


def verify(registration: Registration, *, consents: tuple[ConsentGiven, ...] = (), now: datetime) -> None:
    """Take the answer to the letter: the place becomes the delegate's, or the organizers decide, or the queue goes on.

    ``consents`` are what somebody agrees to whom somebody else entered; they count also where the address is known to be theirs
    already. Raises RuleBroken when the hold ended and neither a place nor a waiting list is left.
    """
    stand = settle(registration.forum, now=now)
    registration = queries.reread(registration)
    forum = registration.forum
    if registration.seen_status in ENDED:
        return
    if registration.verified_at is not None:
        for given in _not_given(registration, consents):
            agree(registration, given, now=now)
            note(registration, "agree", forum=forum, after={"purpose": given.purpose}, now=now)
        db.session.flush()
        return
    refuse_ended(registration)
    if registration.status is RegistrationStatus.UNVERIFIED:
        status = after_answer(
            holds_place=holds_place(registration, now=now),
            has_room=stand.places.has_room(registration),
            awaits_decision=forum.registration_approval and registration.decided_at is None,
            has_waitlist=forum.registration_waitlist,
        )
        if status is None:
            raise RuleBroken(_("The time for confirming has ended, and all places are taken by now."))
        registration.status, registration.hold_until = status, None
    registration.verified_at = now
    before, after = audit.changes_of(registration)
    for given in _not_given(registration, consents):
        agree(registration, given, now=now)
    note(registration, "verify", forum=forum, before=before, after=after, now=now)
    db.session.flush()
    settle_options(registration, forum=forum, now=now)
    tell(registration, forum=forum, now=now)
    hand_on(forum, stand, now=now)


def register_again(registration: Registration, *, consents: tuple[ConsentGiven, ...], now: datetime) -> None:
    """Take a withdrawal back: a new arrival, with the place that is free or at the end of the queue.

    Who was entered by a head of delegation comes on their own from now on: the head's quota let them in, so the organizers decide anew.
    """
    stand = settle(registration.forum, now=now)
    registration = queries.reread(registration)
    forum = registration.forum
    if registration.status is not RegistrationStatus.WITHDRAWN:
        return
    refuse_closed(forum, now=now)
    if registration.party is not None:
        registration.party, registration.is_together, registration.decided_at = None, False, None
    awaiting = arrival(
        has_room=stand.places.has_room(registration),
        needs_approval=forum.registration_approval and registration.decided_at is None,
        has_waitlist=forum.registration_waitlist,
    )
    if awaiting is Arrival.FULL:
        refuse_without_queue(stand.places, registration)
    registration.arrived, registration.created_at, registration.withdrawn_at = stand.last_arrived + 1, now, None
    _admit(registration, awaiting, now=now)
    store(registration, forum, deed="return", consents=consents, sessions=(), replies=None, now=now)
    if registration.verified_at is not None:
        tell(registration, forum=forum, now=now)
    else:
        place = stand.queue_length(registration.attendance) + 1
        _ask_to_confirm(registration, awaiting, forum=forum, face=face_of(forum), place=place, now=now)
    hand_on(forum, stand, now=now)


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
    refuse_over(forum, now=now)
    refuse_strange_mode(forum, attendance)
    known = queries.registration_by_email_key(forum, mailbox.key)
    if known is not None and not may_come_anew(known):
        raise RuleBroken(_("This address is registered already."), field="email")
    refuse_full(forum, replies)
    claim = Wanted(attendance=attendance, country=answers.country, category=answers.category)
    if not forum.registration_waitlist:
        refuse_without_queue(stand.places, claim)
    registration = arrived(known, forum, mailbox, attendance, number=stand.last_arrived + 1, now=now)
    fill_in(registration, answers)
    registration.status = on_entry(has_room=stand.places.has_room(claim))
    registration.verified_at, registration.decided_at = now, now
    store(registration, forum, deed="enter", consents=consents, sessions=(), replies=replies, now=now)
    tell(registration, forum=forum, now=now)
    hand_on(forum, stand, now=now)
    return registration


def tell(registration: Registration, *, forum: Forum, now: datetime) -> None:
    """Write to a delegate with a confirmed address how their registration stands."""
    status = registration.seen_status
    if status is RegistrationStatus.CONFIRMED:
        write(registration, mails.CONFIRMED, forum=forum, now=now)
    elif status is RegistrationStatus.PENDING:
        write(registration, mails.PENDING, forum=forum, now=now)
    elif status is RegistrationStatus.WAITLISTED:
        wording = mails.WAITING if registration.verified_at else mails.WAITING_UNCONFIRMED
        write(registration, wording, forum=forum, now=now, place=queries.place_in_queue(registration))


def may_come_anew(known: Registration) -> bool:
    """Say whether the mailbox of a registration may register anew: it was withdrawn, or a head only listed it and did not send the list."""
    return known.status is RegistrationStatus.WITHDRAWN or (known.is_unsent and known.status not in ENDED)


def refuse_over(forum: Forum, *, now: datetime) -> None:
    """Raise RuleBroken once the forum is past."""
    if is_over(forum, now=now):
        raise RuleBroken(_("The forum is over."))


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
    """Return a new row, or the earlier one of the same mailbox made new: its old link is void, and it is nobody's party."""
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
    registration.hold_until = now + hold_of(registration.forum) if is_held else None


def store(
    registration: Registration,
    forum: Forum,
    *,
    deed: str,
    consents: tuple[ConsentGiven, ...],
    sessions: tuple[str, ...],
    replies: Replies | None,
    marked: tuple[str, ...] = (),
    now: datetime,
) -> None:
    """Store a row with what was agreed to, marked and answered, and note the deed; without replies earlier answers stay."""
    registration.token_hash = fingerprint(token_of(registration))
    is_new = registration not in db.session
    before, after = audit.changes_of(registration)
    db.session.add(registration)
    db.session.flush()
    for given in consents:
        agree(registration, given, now=now)
    starred = (*sessions, *marked)
    kept = set(queries.starred_keys(registration)) if starred and not is_new else set()
    for key in dict.fromkeys(starred):
        if key not in kept:
            db.session.add(Star(registration_id=registration.id, session_key=key, created_at=now))
    tell_choice(registration, sessions, forum=forum, now=now)
    if replies is not None:
        if not is_new:
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


def _not_given(registration: Registration, consents: tuple[ConsentGiven, ...]) -> list[ConsentGiven]:
    """Return the consents that somebody has not given yet; what they agreed to before stays as it was given."""
    if not consents:
        return []
    given = {each.purpose for each in queries.active_consents(registration)}
    return [each for each in consents if each.purpose not in given]


def _ask_to_confirm(
    registration: Registration, awaiting: Arrival, *, forum: Forum, face: ForumPart, place: int, now: datetime
) -> None:
    if awaiting is Arrival.QUEUED:
        write(registration, mails.WAITING_UNCONFIRMED, forum=forum, face=face, now=now, place=place)
    elif awaiting is Arrival.ASKING:
        write(registration, mails.CONFIRM_REQUEST, forum=forum, face=face, now=now)
    else:
        write(registration, mails.CONFIRM_ADDRESS, forum=forum, face=face, now=now)
