"""What a head changes of one member of a party: the details, or who it is that has the place."""

from dataclasses import replace
from datetime import datetime

from forumapp import audit
from forumapp.db import db
from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.questions.rules.answers import NO_REPLIES
from forumapp.registration import mails, queries
from forumapp.registration.models import Registration, RegistrationStatus
from forumapp.registration.rules.addresses import Mailbox
from forumapp.registration.rules.places import Places
from forumapp.registration.rules.statuses import ENDED
from forumapp.registration.rules.tokens import fingerprint
from forumapp.registration.service.answers import drop_unasked, forget_special, settle_options
from forumapp.registration.service.arrivals import fill_in, refuse_strange_mode, store
from forumapp.registration.service.parties import Nominee, Party, admit, listed, name_for, nominate, welcome
from forumapp.registration.service.places import holds_place, promote, seat, settle, withdraw
from forumapp.registration.service.released import note, token_of, write
from forumapp.registration.service.undoing import overtake, refuse_ended


def revise_member(registration: Registration, party: Party, nominee: Nominee, *, now: datetime) -> None:
    """Change what is known of a member; another address voids the links of earlier letters and gets a letter of its own.

    Raises RuleBroken when no place is left for the new way of taking part or country, when the address is another
    registration's, and for another address of somebody who confirmed theirs: that one is theirs to change.
    """
    places = settle(registration.forum, now=now).places
    registration = queries.reread(registration)
    forum = registration.forum
    refuse_ended(registration)
    refuse_strange_mode(forum, nominee.attendance)
    is_holding = holds_place(registration, now=now)
    if is_holding:
        _refuse_full(registration, nominee, places)
    is_moving = (nominee.mailbox.key if nominee.mailbox else None) != registration.email_key
    if is_moving:
        _move(registration, nominee.mailbox, forum)
    registration.attendance = nominee.attendance
    kept = replace(nominee.answers, phone=registration.phone, interpretation=registration.interpretation)
    fill_in(registration, kept)
    if registration.status is RegistrationStatus.UNVERIFIED and not registration.awaits_answer:
        if is_holding or places.has_room(nominee.attendance, nominee.answers.country):
            seat(registration, now=now)
        else:
            _queue(registration, forum)
    before, after = audit.changes_of(registration)
    db.session.flush()
    if after and (dropped := drop_unasked(registration, forum=forum)):
        before = {**before, "answers": dropped}
    if after:
        note(registration, "revise", forum=forum, before=before, after=after, now=now)
    db.session.flush()
    settle_options(registration, forum=forum, now=now)
    if is_moving and not registration.is_unsent:
        welcome(registration, party, forum=forum, now=now)
    promote(forum, now=now)


def substitute(registration: Registration, party: Party, nominee: Nominee, *, now: datetime) -> Registration:
    """Let another person have a member's place or turn, and return theirs; the former one's links, page and consents end.

    Somebody whose registration has ended leaves no place: the other one arrives anew. Raises RuleBroken when no place is left for
    another way of taking part or country.
    """
    stand = settle(registration.forum, now=now)
    former = queries.reread(registration)
    forum = former.forum
    if former.told_status is not None:
        refuse_ended(former)
    if former.is_unsent or former.status in ENDED:
        was_sent = not former.is_unsent
        if former.status not in ENDED:
            withdraw(former, now=now)
        (new,) = nominate(forum, party, [nominee], now=now)
        if was_sent:
            admit(forum, party, [new], now=now)
        return new
    is_holding = holds_place(former, now=now)
    if is_holding:
        _refuse_full(former, nominee, stand.places)
    new = listed(forum, party, nominee, number=former.arrived, now=now)
    new.decided_at, new.status = now, RegistrationStatus.WAITLISTED
    if is_holding:
        seat(new, now=now)
    _end(former, number=stand.last_arrived + 1, forum=forum, now=now)
    store(new, forum, deed="nominate", consents=(), sessions=(), replies=NO_REPLIES, now=now)
    write(former, mails.SUBSTITUTED, forum=forum, now=now, party=name_for(party, former))
    welcome(new, party, forum=forum, now=now)
    promote(forum, now=now)
    return new


def _end(former: Registration, *, number: int, forum: Forum, now: datetime) -> None:
    """End a registration whose place somebody else has now: nothing that was sent opens its page any more."""
    overtake(former)
    former.arrived, former.status = number, RegistrationStatus.WITHDRAWN
    former.withdrawn_at, former.hold_until = now, None
    _void_links(former)
    before, after = audit.changes_of(former)
    for consent in queries.active_consents(former):
        consent.withdrawn_at = now
    if gone := forget_special(former, forum=forum):
        before = {**before, "answers": gone}
    note(former, "substitute", forum=forum, before=before, after=after, now=now)
    db.session.flush()
    settle_options(former, forum=forum, now=now)


def _move(registration: Registration, mailbox: Mailbox | None, forum: Forum) -> None:
    if registration.verified_at is not None:
        sentence = _("This person has confirmed the address, so only they or the organizers change it.")
        raise RuleBroken(sentence, field="email")
    if mailbox is not None and queries.registration_by_email_key(forum, mailbox.key) is not None:
        raise RuleBroken(_("This address is registered already."), field="email")
    registration.email = mailbox.address if mailbox else None
    registration.email_key = mailbox.key if mailbox else None
    _void_links(registration)


def _void_links(registration: Registration) -> None:
    registration.token_generation += 1
    registration.token_hash = fingerprint(token_of(registration))


def _queue(registration: Registration, forum: Forum) -> None:
    """Let a member wait whose held place went to somebody else; their turn is the one they had."""
    if not forum.registration_waitlist:
        raise RuleBroken(_("The place held for this person is gone, and no other is free."), field="email")
    registration.status = RegistrationStatus.WAITLISTED


def _refuse_full(registration: Registration, nominee: Nominee, places: Places) -> None:
    """Raise RuleBroken unless who holds a place can take part as the nominee does, once that place is free."""
    if registration.attendance is nominee.attendance and registration.country == nominee.answers.country:
        return
    freed = places.without_one(registration.attendance, registration.country)
    if not freed.has_room(nominee.attendance, nominee.answers.country):
        raise RuleBroken(_("No place is free for this way of taking part and this country."), field="attendance")
