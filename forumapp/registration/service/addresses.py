"""Other addresses: corrected by a registrar, or asked for by the delegate and confirmed from there.

Whoever reads the former address gets in no more: every change makes the secret links of earlier letters void. Place, order of
arrival, marks and consents stay.
"""

import secrets
from datetime import datetime

from forumapp import audit
from forumapp.db import db
from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.i18n import gettext as _
from forumapp.mail import Wording
from forumapp.registration import mails, queries
from forumapp.registration.models import AddressChange, Registration, RegistrationStatus
from forumapp.registration.queries import Stand
from forumapp.registration.rules.addresses import Mailbox
from forumapp.registration.rules.statuses import ENDED, NEW_ADDRESS_LIFE
from forumapp.registration.rules.tokens import fingerprint
from forumapp.registration.service.answers import settle_options
from forumapp.registration.service.arrivals import searchable, verify
from forumapp.registration.service.own import revoke_feed
from forumapp.registration.service.places import hold_of, holds_place, settle
from forumapp.registration.service.released import note, token_of, write
from forumapp.registration.service.reminding import remind_of
from forumapp.registration.service.undoing import refuse_ended
from forumapp.web import addresses


def correct_email(registration: Registration, mailbox: Mailbox, *, now: datetime) -> None:
    """Change a delegate's address on their word, and ask the new one for its answer. Their calendar is closed too.

    A hold begins anew, since its letter went astray. Who stands on a list that was not sent yet gets no letter. Raises RuleBroken when the address is another registration's.
    """
    stand = settle(registration.forum, now=now)
    registration = queries.reread(registration)
    forum = registration.forum
    _refuse_same(registration, mailbox)
    other = queries.registration_by_email_key(forum, mailbox.key)
    if other is not None:
        words = _("Another registration of this forum has this address: number %(number)s.", number=other.arrived)
        raise RuleBroken(words, field="email")
    former = registration.email if registration.verified_at is not None else None
    _move(registration, mailbox)
    registration.verified_at = None
    _hold_anew(registration, stand, now=now)
    _store(registration, "correct-email", forum=forum, now=now)
    settle_options(registration, forum=forum, now=now)
    revoke_feed(registration, now=now)
    if former is not None:
        write(registration, mails.EMAIL_CHANGED, forum=forum, to=former, now=now)
    if registration.is_unsent:
        return
    is_waiting = registration.seen_status is RegistrationStatus.WAITLISTED
    place = queries.place_in_queue(registration) if is_waiting else None
    write(registration, _question(registration), forum=forum, place=place, now=now)


def ask_email(registration: Registration, mailbox: Mailbox, *, now: datetime) -> None:
    """Send a letter to the address that a delegate wants; an earlier wish is given up. Nothing else changes yet.

    Whether the address is another registration's is told to its owner only.
    """
    forum = lock_forum(registration.forum)
    registration = queries.reread(registration)
    _refuse_same(registration, mailbox)
    _give_up(registration, now=now)
    token = secrets.token_urlsafe(24)
    change = AddressChange(
        registration_id=registration.id,
        email=mailbox.address,
        email_key=mailbox.key,
        generation=registration.token_generation,
        token_hash=fingerprint(token),
        created_at=now,
        expires_at=now + NEW_ADDRESS_LIFE,
    )
    db.session.add(change)
    note(registration, "ask-email", forum=forum, after={"email": mailbox.address}, now=now)
    db.session.flush()
    other = queries.registration_by_email_key(forum, mailbox.key)
    if other is not None:
        remind_of(other, forum=forum, now=now)
        return
    link = addresses.absolute("registration.new_email", slug=forum.slug, token=token)
    write(registration, mails.NEW_EMAIL, forum=forum, to=change.email, link=link, until=change.expires_at, now=now)


def keep_email(registration: Registration, *, now: datetime) -> None:
    """Give up the wish for another address; the link that was sent there is void."""
    lock_forum(registration.forum)
    _give_up(queries.reread(registration), now=now)


def open_change(slug: str, token: str, *, now: datetime) -> AddressChange | None:
    """Return the new address that a letter's link confirms, while it can; looking spends nothing."""
    change = queries.address_change_by_hash(slug, fingerprint(token))
    return change if change is not None and is_open(change, change.registration, now=now) else None


def is_open(change: AddressChange, registration: Registration, *, now: datetime) -> bool:
    """Say whether a new address can still be confirmed."""
    is_current = change.generation == registration.token_generation and registration.seen_status not in ENDED
    return is_current and now < change.expires_at


def answer_email(change: AddressChange, *, now: datetime) -> Registration:
    """Take the answer from a new address: it is the delegate's from now on, and the former one is told.

    Raises RuleBroken when the link was used or the address became another registration's meanwhile.
    """
    slug, token_hash = change.registration.forum.slug, change.token_hash
    settle(change.registration.forum, now=now)
    known = queries.address_change_by_hash(slug, token_hash)
    if known is None or not is_open(known, known.registration, now=now):
        raise RuleBroken(_("This link was used already, or a later letter has replaced it."))
    registration = known.registration
    refuse_ended(registration)
    forum, former = registration.forum, registration.email
    if queries.registration_by_email_key(forum, known.email_key) is not None:
        raise RuleBroken(_("Meanwhile another registration of this forum has this address. Nothing was changed."))
    _move(registration, Mailbox(address=known.email, key=known.email_key))
    db.session.delete(known)
    is_new = registration.status is RegistrationStatus.UNVERIFIED
    if not is_new:
        registration.verified_at = now
    _store(registration, "change-email", forum=forum, now=now)
    if former is not None:
        write(registration, mails.EMAIL_CHANGED, forum=forum, to=former, now=now)
    if is_new:
        verify(registration, now=now)
    else:
        write(registration, mails.EMAIL_CONFIRMED, forum=forum, now=now)
    return registration


def forget_new_emails(*, most: int, now: datetime) -> int:
    """Delete new addresses that nobody confirmed in time, ``most`` at once, and return how many there were."""
    ended = queries.ended_address_changes(now=now, most=most)
    for change in ended:
        db.session.delete(change)
    db.session.flush()
    return len(ended)


def _give_up(registration: Registration, *, now: datetime) -> None:
    change = queries.address_change_of(registration)
    if change is None:
        return
    if is_open(change, registration, now=now):
        note(registration, "keep-email", forum=registration.forum, before={"email": change.email}, now=now)
    db.session.delete(change)
    db.session.flush()


def _refuse_same(registration: Registration, mailbox: Mailbox) -> None:
    refuse_ended(registration)
    if registration.email_key == mailbox.key:
        raise RuleBroken(_("This is the address of the registration already."), field="email")


def _move(registration: Registration, mailbox: Mailbox) -> None:
    """Give a registration another address; its secret links are new."""
    registration.email, registration.email_key = mailbox.address, mailbox.key
    registration.search_text = searchable(registration)
    registration.token_generation += 1
    registration.token_hash = fingerprint(token_of(registration))


def _hold_anew(registration: Registration, stand: Stand, *, now: datetime) -> None:
    """Give somebody whose letter went astray the whole time for an answer, while their place or another one is free."""
    if registration.status is not RegistrationStatus.UNVERIFIED or _awaits_decision(registration):
        return
    if holds_place(registration, now=now) or stand.places.has_room(registration):
        registration.hold_until = now + hold_of(registration.forum)


def _store(registration: Registration, deed: str, *, forum: Forum, now: datetime) -> None:
    before, after = audit.changes_of(registration)
    note(registration, deed, forum=forum, before=before, after=after, now=now)
    db.session.flush()


def _question(registration: Registration) -> Wording:
    """Return the words that ask a corrected address for its answer."""
    status = registration.seen_status
    if status is RegistrationStatus.WAITLISTED:
        return mails.WAITING_UNCONFIRMED
    if status is RegistrationStatus.OFFERED:
        return mails.PLACE_OFFERED
    if status is not RegistrationStatus.UNVERIFIED:
        return mails.EMAIL_CORRECTED
    if registration.hold_until is not None:
        return mails.CONFIRM_ADDRESS
    return mails.CONFIRM_REQUEST if _awaits_decision(registration) else mails.CONFIRM_LATE


def _awaits_decision(registration: Registration) -> bool:
    return registration.forum.registration_approval and registration.decided_at is None
