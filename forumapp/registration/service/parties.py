"""Parties: people whom somebody else enters, in an order, and who can be made to get places together or not at all.

A member who is only listed holds no place and was written to by nobody; ``admit`` lets all of them arrive at one moment.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from forumapp import audit
from forumapp.db import db
from forumapp.errors import RuleBroken
from forumapp.exchange.document import Attendance, ForumPart, LanguageMap
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import localized_in, ngettext
from forumapp.questions.rules.answers import NO_REPLIES
from forumapp.registration import mails, queries
from forumapp.registration.models import Registration, RegistrationStatus
from forumapp.registration.rules import places as rules
from forumapp.registration.rules.addresses import Mailbox
from forumapp.registration.rules.statuses import ENDED
from forumapp.registration.rules.tokens import fingerprint
from forumapp.registration.service.answers import settle_options
from forumapp.registration.service.arrivals import (
    Answers,
    arrived,
    fill_in,
    refuse_over,
    refuse_strange_mode,
    store,
    tell,
)
from forumapp.registration.service.places import hand_on, promote, seat, settle
from forumapp.registration.service.released import face_of, note, token_of, write


@dataclass(frozen=True, kw_only=True)
class Party:
    """What holds some registrations together: its key, its name for letters, and whether it gets places all at once."""

    key: str
    name: LanguageMap
    is_together: bool


@dataclass(frozen=True, kw_only=True)
class Nominee:
    """What somebody says of a person whom they enter; without a mailbox they have no page of their own."""

    mailbox: Mailbox | None
    answers: Answers
    attendance: Attendance
    is_other: bool = False
    """Whether who enters them says that they are not the one of the same name whom they entered already."""


def claim_of(nominee: Nominee) -> rules.Wanted:
    """Return what a place is asked for."""
    answers = nominee.answers
    return rules.Wanted(attendance=nominee.attendance, country=answers.country, category=answers.category)


def nominate(forum: Forum, party: Party, nominees: Sequence[Nominee], *, now: datetime) -> list[Registration]:
    """List people with a party: they hold no place and nobody writes to them before the party is admitted.

    Raises RuleBroken when an address is registered already or the forum is over.
    """
    stand = settle(forum, now=now)
    refuse_over(forum, now=now)
    known = queries.registrations_by_email_keys(forum, [each.mailbox.key for each in nominees if each.mailbox])
    found = []
    for number, nominee in enumerate(nominees, start=stand.last_arrived + 1):
        former = known.get(nominee.mailbox.key) if nominee.mailbox else None
        registration = listed(forum, party, nominee, former, number=number, now=now)
        if nominee.mailbox:
            known[nominee.mailbox.key] = registration
        found.append(registration)
    _store_all(found, forum, now=now)
    return found


def admit(forum: Forum, party: Party, members: Iterable[Registration], *, now: datetime) -> None:
    """Let those of a party's members who are only listed arrive now, in this order, and write to them.

    A party that stays together gets places for all who wait or for none. Raises RuleBroken when not all fit and the forum has
    no waiting list. ``members`` are as they stand under the forum's lock.
    """
    stand = settle(forum, now=now)
    refuse_over(forum, now=now)
    new = [each for each in members if each.is_unsent and each.status not in ENDED]
    queue = [*queries.waiting_of_party(forum, party.key), *new]
    seated = {each.id for each in rules.next_in_queue(queue, stand.places)}
    _refuse_overflow(forum, new, seated)
    for number, registration in enumerate(new, start=stand.last_arrived + 1):
        registration.arrived, registration.created_at, registration.decided_at = number, now, now
        if registration.id in seated:
            seat(registration, now=now)
        else:
            registration.status = RegistrationStatus.WAITLISTED
        before, after = audit.changes_of(registration)
        note(registration, "admit", forum=forum, before=before, after=after, now=now)
    db.session.flush()
    choosing = queries.choosing_among(each.id for each in new)
    face, ahead = face_of(forum), {mode: stand.queue_length(mode) for mode in Attendance}
    for registration in new:
        if registration.id in choosing:
            settle_options(registration, forum=forum, now=now)
        is_waiting = registration.status is RegistrationStatus.WAITLISTED
        ahead[registration.attendance] += is_waiting
        place = ahead[registration.attendance] if is_waiting else None
        welcome(registration, party, forum=forum, face=face, place=place, now=now)
    hand_on(forum, stand, now=now)


def put_back(registration: Registration, party: Party, *, now: datetime) -> None:
    """Take back that a member was taken out: listed as before, or arriving anew with a place that is free, else waiting.

    Consents ended with the registration, so that the member is asked again.
    """
    forum = registration.forum
    settle(forum, now=now)
    refuse_over(forum, now=now)
    if registration.status is not RegistrationStatus.WITHDRAWN:
        return
    was_admitted = not registration.is_unsent
    registration.status, registration.withdrawn_at = RegistrationStatus.PENDING, None
    registration.decided_at = registration.verified_at = None
    registration.is_together = party.is_together
    before, after = audit.changes_of(registration)
    note(registration, "return", forum=forum, before=before, after=after, now=now)
    db.session.flush()
    if was_admitted:
        admit(forum, party, [registration], now=now)


def forget_unsent(members: Iterable[Registration]) -> None:
    """Delete members who were taken out before anybody wrote to them. Needs the forum's lock.

    Who agreed to something with an earlier registration stays withdrawn, on their own: consents are proof.
    """
    gone = [each for each in members if each.is_unsent and each.status is RegistrationStatus.WITHDRAWN]
    proven = queries.ever_consented(each.id for each in gone)
    audit.forget_values([f"registration:{each.uid}" for each in gone if each.id not in proven])
    for registration in gone:
        if registration.id in proven:
            registration.party, registration.is_together = None, False
        else:
            db.session.delete(registration)
    db.session.flush()


def reorder(members: Sequence[Registration]) -> None:
    """Give the waiting ones of a party their turns in this order; nobody else's turn changes. Needs the forum's lock."""
    waiting = [each for each in members if each.status is RegistrationStatus.WAITLISTED]
    numbers = sorted(each.arrived for each in waiting)
    for number, registration in zip(numbers, waiting, strict=True):
        registration.arrived = number
    db.session.flush()


def set_together(forum: Forum, members: Iterable[Registration], *, is_together: bool, now: datetime) -> None:
    """Say whether a party gets places all at once; those who fit now get theirs. Needs the forum's lock."""
    for registration in members:
        registration.is_together = is_together
    db.session.flush()
    promote(forum, now=now)


def listed(
    forum: Forum, party: Party, nominee: Nominee, known: Registration | None, *, number: int, now: datetime
) -> Registration:
    """Return a row for a new member who is only listed; whoever asks stores it. Needs the forum's lock.

    ``known`` is the row that the mailbox has of an earlier registration; raises RuleBroken while that one lasts.
    """
    refuse_strange_mode(forum, nominee.attendance)
    refuse_registered(known)
    registration = arrived(known, forum, nominee.mailbox, nominee.attendance, number=number, now=now)
    fill_in(registration, nominee.answers)
    registration.party, registration.is_together = party.key, party.is_together
    registration.status = RegistrationStatus.PENDING
    return registration


def welcome(
    registration: Registration,
    party: Party,
    *,
    forum: Forum,
    now: datetime,
    face: ForumPart | None = None,
    place: int | None = None,
) -> None:
    """Write to a member how their registration stands, and ask for their own consent; who has no address gets no letter.

    ``face`` and ``place`` (in the queue) are given where they are known.
    """
    if registration.email is None:
        return
    if not registration.awaits_answer:
        tell(registration, forum=forum, now=now)
        return
    is_waiting = registration.status is RegistrationStatus.WAITLISTED
    if is_waiting and place is None:
        place = queries.place_in_queue(registration)
    wording = mails.NOMINATED_WAITING if is_waiting else mails.NOMINATED
    name = name_for(party, registration, forum)
    write(registration, wording, forum=forum, face=face, now=now, place=place, party=name)


def name_for(party: Party, registration: Registration, forum: Forum) -> str:
    """Return the party's name in a member's language, else in the forum's."""
    return localized_in(party.name, registration.language, forum.languages)


def refuse_registered(known: Registration | None) -> None:
    """Raise RuleBroken while the registration that a mailbox has lasts."""
    if known is not None and known.status is not RegistrationStatus.WITHDRAWN:
        raise RuleBroken(_("This address is registered already."), field="email")


def _store_all(members: Sequence[Registration], forum: Forum, *, now: datetime) -> None:
    """Store new members together; what is kept of an earlier registration of theirs is read for those who had one."""
    new = [each for each in members if each not in db.session]
    for each in new:
        each.token_hash = fingerprint(token_of(each))
    told = [(each, audit.changes_of(each)) for each in new]
    db.session.add_all(new)
    db.session.flush()
    for each, (before, after) in told:
        note(each, "nominate", forum=forum, before=before, after=after, now=now)
    for each in members:
        if each not in new:
            store(each, forum, deed="nominate", consents=(), sessions=(), replies=NO_REPLIES, now=now)


def _refuse_overflow(forum: Forum, new: Sequence[Registration], seated: set[int]) -> None:
    number = sum(each.id in seated for each in new)
    if forum.registration_waitlist or number == len(new):
        return
    if not number:
        raise RuleBroken(_("There are not enough free places for all of you, and there is no waiting list."))
    sentence = ngettext(
        "There is no waiting list, and %(num)d of you fits at the moment.",
        "There is no waiting list, and %(num)d of you fit at the moment.",
        number,
    )
    raise RuleBroken(sentence)
