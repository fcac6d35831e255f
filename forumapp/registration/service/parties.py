"""Parties: people whom somebody else enters, in an order, and who can be made to get places together or not at all.

A member who is only listed holds no place and was written to by nobody; ``admit`` lets all of them arrive at one moment.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from forumapp import audit
from forumapp.db import db
from forumapp.errors import RuleBroken
from forumapp.exchange.document import Attendance, LanguageMap
from forumapp.forums.models import Forum
from forumapp.forums.rules.terms import is_over
from forumapp.i18n import gettext as _
from forumapp.i18n import localized_in, ngettext
from forumapp.questions.rules.answers import NO_REPLIES
from forumapp.registration import mails, queries
from forumapp.registration.models import Registration, RegistrationStatus
from forumapp.registration.rules import places as rules
from forumapp.registration.rules.addresses import Mailbox
from forumapp.registration.rules.statuses import ENDED
from forumapp.registration.service.answers import settle_options
from forumapp.registration.service.arrivals import Answers, arrived, fill_in, refuse_strange_mode, store, tell
from forumapp.registration.service.places import hand_on, promote, seat, settle
from forumapp.registration.service.released import note, write


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
    found = []
    for number, nominee in enumerate(nominees, start=stand.last_arrived + 1):
        registration = listed(forum, party, nominee, number=number, now=now)
        store(registration, forum, deed="nominate", consents=(), sessions=(), replies=NO_REPLIES, now=now)
        found.append(registration)
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
    for registration in new:
        settle_options(registration, forum=forum, now=now)
        welcome(registration, party, forum=forum, now=now)
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
    before, after = audit.changes_of(registration)
    note(registration, "return", forum=forum, before=before, after=after, now=now)
    db.session.flush()
    if was_admitted:
        admit(forum, party, [registration], now=now)


def forget_unsent(members: Iterable[Registration]) -> None:
    """Delete members who were taken out before anybody wrote to them. Needs the forum's lock."""
    for registration in members:
        if registration.is_unsent and registration.status is RegistrationStatus.WITHDRAWN:
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


def listed(forum: Forum, party: Party, nominee: Nominee, *, number: int, now: datetime) -> Registration:
    """Return a row for a new member who is only listed; whoever asks stores it. Needs the forum's lock."""
    refuse_strange_mode(forum, nominee.attendance)
    known = _own_row(forum, nominee.mailbox)
    registration = arrived(known, forum, nominee.mailbox, nominee.attendance, number=number, now=now)
    fill_in(registration, nominee.answers)
    registration.party, registration.is_together = party.key, party.is_together
    registration.status = RegistrationStatus.PENDING
    return registration


def welcome(registration: Registration, party: Party, *, forum: Forum, now: datetime) -> None:
    """Write to a member how their registration stands, and ask for their own consent."""
    if not registration.awaits_answer:
        tell(registration, forum=forum, now=now)
        return
    is_waiting = registration.status is RegistrationStatus.WAITLISTED
    place = queries.place_in_queue(registration) if is_waiting else None
    wording = mails.NOMINATED_WAITING if is_waiting else mails.NOMINATED
    write(registration, wording, forum=forum, now=now, place=place, party=name_for(party, registration))


def name_for(party: Party, registration: Registration) -> str:
    """Return the party's name in a member's language."""
    return localized_in(party.name, registration.language, ("ru", "en"))


def refuse_over(forum: Forum, *, now: datetime) -> None:
    """Raise RuleBroken once the forum is past."""
    if is_over(forum, now=now):
        raise RuleBroken(_("The forum is over."))


def _own_row(forum: Forum, mailbox: Mailbox | None) -> Registration | None:
    """Return the row that a mailbox has of an earlier registration; raises RuleBroken while that one lasts."""
    known = queries.registration_by_email_key(forum, mailbox.key) if mailbox else None
    if known is not None and known.status is not RegistrationStatus.WITHDRAWN:
        raise RuleBroken(_("This address is registered already."), field="email")
    return known


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
