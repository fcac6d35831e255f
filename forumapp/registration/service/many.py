"""Bringing in many people at once: one lock, one count of places, rows written together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from forumapp import audit
from forumapp.db import db
from forumapp.errors import RuleBroken
from forumapp.exchange.document import Attendance
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.i18n import gettext as _
from forumapp.i18n import ngettext
from forumapp.mail import Wording
from forumapp.mail.models import LetterStatus
from forumapp.questions import queries as questions
from forumapp.questions.rules.answers import Replies, options_of
from forumapp.questions.rules.parts import CHOOSING
from forumapp.registration import mails, queries
from forumapp.registration.models import Answer, ChosenOption, Consent, Registration, RegistrationStatus
from forumapp.registration.rules import places as rules
from forumapp.registration.rules.addresses import Mailbox
from forumapp.registration.rules.statuses import PARTY_HOLD, ComingIn, takes_options
from forumapp.registration.rules.tokens import fingerprint
from forumapp.registration.service.answers import full_options
from forumapp.registration.service.arrivals import (
    Answers,
    ConsentGiven,
    arrived,
    fill_in,
    refuse_over,
    refuse_strange_mode,
)
from forumapp.registration.service.places import hand_on, promote, settle
from forumapp.registration.service.released import (
    InvitedLoader,
    face_of,
    invitations_to,
    note,
    token_of,
    write,
)


@dataclass(frozen=True, kw_only=True)
class Entrant:
    """Somebody of a list that a registrar brings in."""

    mailbox: Mailbox
    answers: Answers
    attendance: Attendance
    replies: Replies


def bring_in(
    forum: Forum,
    entrants: Sequence[Entrant],
    *,
    coming: ComingIn,
    consents: tuple[ConsentGiven, ...],
    with_letters: bool,
    batch: str = "",
    now: datetime,
) -> list[Registration]:
    """Enter people in this order, at any time before the forum's end; return those who are new.

    Whoever has or had a registration with the same mailbox is left as they are, so bringing in a list again changes nothing.
    Those who confirm themselves get their letters in any case. ``batch`` names the list, so that all of it can be taken back. Raises RuleBroken when not all fit and the forum has no waiting
    list, and for options without enough places.
    """
    stand = settle(forum, now=now)
    refuse_over(forum, now=now)
    new = _unknown(forum, entrants)
    _refuse_full(forum, new)
    rows = [
        _row(forum, entrant, batch=batch, number=number, now=now)
        for number, entrant in enumerate(new, start=stand.last_arrived + 1)
    ]
    seated = [] if coming is ComingIn.PENDING else rules.next_in_queue(rows, stand.places)
    _refuse_overflow(forum, rows, seated, coming)
    _admit(rows, seated, coming, now=now)
    _store(forum, list(zip(rows, new, strict=True)), consents, now=now)
    if with_letters or coming is ComingIn.ASKED:
        waiting = {mode: stand.queue_length(mode) for mode in Attendance}
        _write(forum, rows, waiting, now=now)
    if rows:
        done = {"rows": len(rows), "coming": coming.value, "with_letters": with_letters}
        subject = f"forum:{forum.slug}"
        audit.record("registration:import-list", subject=subject, forum=forum.slug, after=done, now=now)
    hand_on(forum, stand, now=now)
    return rows


def take_back(forum: Forum, batch: str, *, now: datetime) -> int:
    """Delete everybody who came with a list, with the letters that have not left, and return how many they were.

    Raises RuleBroken once a letter has left or something happened to one of them.
    """
    forum = lock_forum(forum)
    rows = queries.brought_in(forum, batch)
    if not rows:
        return 0
    addresses = [each.email for each in rows if each.email]
    letters = queries.letters_to_many(forum, addresses, since=min(each.created_at for each in rows))
    if queries.deeds_since_import(forum, batch) or any(each.status is not LetterStatus.QUEUED for each in letters):
        raise RuleBroken(
            _("The list cannot be taken back as a whole any more: letters have left, or something happened since.")
        )
    audit.forget_values([f"registration:{each.uid}" for each in rows])
    for row in (*letters, *rows):
        db.session.delete(row)
    subject = f"forum:{forum.slug}"
    audit.record("registration:undo-import", subject=subject, forum=forum.slug, after={"rows": len(rows)}, now=now)
    db.session.flush()
    promote(forum, now=now)
    return len(rows)


def _unknown(forum: Forum, entrants: Iterable[Entrant]) -> list[Entrant]:
    """Return those without any registration, the first of each mailbox."""
    by_key: dict[str, Entrant] = {}
    for entrant in entrants:
        refuse_strange_mode(forum, entrant.attendance)
        by_key.setdefault(entrant.mailbox.key, entrant)
    known = queries.standing_by_key(forum, by_key)
    return [entrant for key, entrant in by_key.items() if key not in known]


def _refuse_full(forum: Forum, new: Iterable[Entrant]) -> None:
    wanted: dict[tuple[str, str], int] = {}
    choosing = {row.key for row in questions.questions_by_id(forum).values() if row.kind in CHOOSING}
    for entrant in new:
        for key, value in entrant.replies.values.items():
            for option in options_of(value) if key in choosing else ():
                wanted[key, option] = wanted.get((key, option), 0) + 1
    for name, left in full_options(forum, wanted):
        sentence = ngettext(
            "“%(option)s” has %(num)d place left; the list takes more. Change some rows or leave them out.",
            "“%(option)s” has %(num)d places left; the list takes more. Change some rows or leave them out.",
            left,
            option=name,
        )
        raise RuleBroken(sentence)


def _row(forum: Forum, entrant: Entrant, *, batch: str, number: int, now: datetime) -> Registration:
    registration = arrived(None, forum, entrant.mailbox, entrant.attendance, number=number, now=now)
    fill_in(registration, entrant.answers)
    registration.submission_key = batch or None
    registration.token_hash = fingerprint(token_of(registration))
    return registration


def _refuse_overflow(
    forum: Forum, rows: Sequence[Registration], seated: Sequence[Registration], coming: ComingIn
) -> None:
    if coming is ComingIn.PENDING or forum.registration_waitlist or len(seated) == len(rows):
        return
    sentence = ngettext(
        "There is no waiting list, and %(num)d of them fits at the moment. Leave out the others, or let them wait for approval.",
        "There is no waiting list, and %(num)d of them fit at the moment. Leave out the others, or let them wait for approval.",
        len(seated),
    )
    raise RuleBroken(sentence)


def _admit(rows: Iterable[Registration], seated: Iterable[Registration], coming: ComingIn, *, now: datetime) -> None:
    """Say how each comes in: the registrar vouches for addresses, unless people confirm themselves."""
    with_place = {id(each) for each in seated}
    for each in rows:
        if coming is ComingIn.PENDING:
            each.status, each.verified_at = RegistrationStatus.PENDING, now
            continue
        each.decided_at = now
        each.verified_at = None if coming is ComingIn.ASKED else now
        if id(each) not in with_place:
            each.status = RegistrationStatus.WAITLISTED
        elif coming is ComingIn.ASKED:
            each.status, each.hold_until = RegistrationStatus.UNVERIFIED, now + PARTY_HOLD
        else:
            each.status = RegistrationStatus.CONFIRMED


def _store(
    forum: Forum,
    pairs: Sequence[tuple[Registration, Entrant]],
    consents: tuple[ConsentGiven, ...],
    *,
    now: datetime,
) -> None:
    known = {row.key: row for row in questions.questions_by_id(forum).values()}
    changes = [audit.changes_of(registration) for registration, _entrant in pairs]
    db.session.add_all(registration for registration, _entrant in pairs)
    db.session.flush()
    for (registration, entrant), (before, after) in zip(pairs, changes, strict=True):
        db.session.add_all(_consent(registration, given, now=now) for given in consents)
        for key, value in entrant.replies.values.items():
            question = known[key]
            db.session.add(Answer(registration_id=registration.id, question_id=question.id, value=value))
            for option in sorted(options_of(value)) if question.kind in CHOOSING else ():
                db.session.add(_chosen(registration, question.id, option, now=now))
        note(registration, "import", forum=forum, before=before, after=after, now=now)
    db.session.flush()


def _consent(registration: Registration, given: ConsentGiven, *, now: datetime) -> Consent:
    return Consent(
        registration_id=registration.id,
        purpose=given.purpose,
        language=given.language,
        text_hash=fingerprint(given.words),
        version=given.version,
        given_at=now,
    )


def _chosen(registration: Registration, question_id: int, option: str, *, now: datetime) -> ChosenOption:
    is_taking = takes_options(
        registration.status,
        is_verified=registration.verified_at is not None,
        hold_until=registration.hold_until,
        now=now,
    )
    return ChosenOption(
        registration_id=registration.id, question_id=question_id, option_key=option, holds_place=is_taking
    )


def _write(forum: Forum, rows: Sequence[Registration], waiting: dict[Attendance, int], *, now: datetime) -> None:
    """Write to all how they stand; what further events a letter names is asked once, where nobody is invited to a closed meeting."""
    face = face_of(forum)
    load: InvitedLoader | None = current_app.extensions.get("forumapp.invited_sessions")
    is_alike = load is None or not load(forum.id, [each.email_key for each in rows if each.email_key])
    first = next((each for each in rows if each.status is RegistrationStatus.CONFIRMED), None)
    events = invitations_to(first, forum, now=now) if first is not None and is_alike else None
    for each in rows:
        if each.status is RegistrationStatus.WAITLISTED:
            waiting[each.attendance] += 1
        place = waiting[each.attendance] if each.status is RegistrationStatus.WAITLISTED else None
        write(each, _wording_for(each), forum=forum, face=face, events=events, place=place, now=now)


def _wording_for(registration: Registration) -> Wording:
    if registration.status is RegistrationStatus.CONFIRMED:
        return mails.CONFIRMED
    if registration.status is RegistrationStatus.PENDING:
        return mails.ENTERED_PENDING
    if registration.status is RegistrationStatus.UNVERIFIED:
        return mails.ENTERED
    return mails.WAITING if registration.verified_at else mails.ENTERED_WAITING
