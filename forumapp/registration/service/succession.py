"""Somebody else has a person's place or turn from now on: what that person's registration opened, held and agreed to ends.

Heads of delegations substitute members; registrars and delegates themselves pass on what belongs to no delegation.
"""

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
from forumapp.registration.queries import Stand
from forumapp.registration.rules.addresses import Mailbox
from forumapp.registration.rules.names import full_name
from forumapp.registration.rules.places import Places, Wanted
from forumapp.registration.rules.statuses import ENDED, PARTY_HOLD
from forumapp.registration.rules.tokens import fingerprint
from forumapp.registration.service.answers import forget_special, settle_options
from forumapp.registration.service.arrivals import Answers, arrived, fill_in, may_come_anew, refuse_over, store
from forumapp.registration.service.own import revoke_feed
from forumapp.registration.service.parties import Nominee, Party, admit, claim_of, listed, name_for, nominate, welcome
from forumapp.registration.service.places import holds_place, promote, refuse_short, seat, settle, withdraw
from forumapp.registration.service.released import note, token_of, write
from forumapp.registration.service.undoing import overtake, refuse_ended


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
        refuse_no_room(former, nominee, stand.places)
    known = queries.registration_by_email_key(forum, nominee.mailbox.key) if nominee.mailbox else None
    new = listed(forum, party, nominee, known, number=former.arrived, now=now)
    new.decided_at, new.status = now, RegistrationStatus.WAITLISTED
    if is_holding:
        seat(new, now=now)
    _end(former, stand, deed="substitute", now=now)
    store(new, forum, deed="nominate", consents=(), sessions=(), replies=NO_REPLIES, now=now)
    write(former, mails.SUBSTITUTED, forum=forum, now=now, party=name_for(party, former, forum))
    welcome(new, party, forum=forum, now=now)
    promote(forum, now=now)
    return new


def hand_over(
    registration: Registration, mailbox: Mailbox, answers: Answers, *, by_delegate: bool = False, now: datetime
) -> Registration:
    """Let another person have the place or turn of somebody who belongs to no delegation, as what and in the way that they had it.

    The new one is written to and confirms and consents on their own page; a place is held for them until then. Raises RuleBroken
    for an address that is registered, a country without a place left, and as ``refuse_handing_over`` does.
    """
    stand = settle(registration.forum, now=now)
    former = queries.reread(registration)
    forum = former.forum
    refuse_handing_over(former, by_delegate=by_delegate, now=now)
    known = queries.registration_by_email_key(forum, mailbox.key)
    if known is not None and not may_come_anew(known):
        raise RuleBroken(_("This address is registered already."), field="email")
    nominee = Nominee(mailbox=mailbox, answers=replace(answers, category=former.category), attendance=former.attendance)
    is_holding = holds_place(former, now=now)
    if is_holding:
        refuse_no_room(former, nominee, stand.places)
    new = arrived(known, forum, mailbox, former.attendance, number=former.arrived, now=now)
    fill_in(new, nominee.answers)
    new.decided_at = now if is_holding or former.decided_at is not None else None
    new.status = _turn_of(former)
    if is_holding:
        seat(new, hold=PARTY_HOLD, now=now)
    _end(former, stand, deed="hand-over", now=now)
    store(new, forum, deed="succeed", consents=(), sessions=(), replies=NO_REPLIES, now=now)
    write(former, mails.HANDED_OVER, forum=forum, now=now)
    _welcome_successor(new, former, forum, now=now)
    promote(forum, now=now)
    return new


def refuse_handing_over(registration: Registration, *, by_delegate: bool, now: datetime) -> None:
    """Raise RuleBroken where nobody can have somebody's place, or not by their own hand: where the organizers decide on everybody."""
    refuse_ended(registration)
    refuse_over(registration.forum, now=now)
    if registration.party is not None:
        yours = _("You belong to a delegation: its head enters who comes in your place.")
        raise RuleBroken(
            yours if by_delegate else _("This person belongs to a delegation, whose head enters who comes instead.")
        )
    if by_delegate and registration.forum.registration_approval:
        raise RuleBroken(
            _("The organizers decide on each participant of this forum. Write to them who is to come in your place.")
        )
    if by_delegate and registration.verified_at is None:
        raise RuleBroken(_("Confirm your own address first; then somebody else can come in your place."))


def handing_refusal(registration: Registration, *, by_delegate: bool, now: datetime) -> str:
    """Return the sentence with which handing over is refused, for a page; nothing where it is possible.

    Nor where the organizers have decided and nobody was told yet: the page tells nothing of that.
    """
    if registration.told_status is not None:
        return ""
    try:
        refuse_handing_over(registration, by_delegate=by_delegate, now=now)
    except RuleBroken as broken:
        return broken.sentence
    return ""


def refuse_no_room(registration: Registration, nominee: Nominee, places: Places) -> None:
    """Raise RuleBroken unless who holds a place can take part as the nominee does, once that place is free."""
    wanted = claim_of(nominee)
    held = Wanted(attendance=registration.attendance, country=registration.country, category=registration.category)
    if wanted != held:
        refuse_short(places.without_one(registration), wanted)


def void_links(registration: Registration) -> None:
    """Let no letter that was sent open a page any more."""
    registration.token_generation += 1
    registration.token_hash = fingerprint(token_of(registration))


def _turn_of(former: Registration) -> RegistrationStatus:
    """Return where somebody begins who has a turn but no place: in the queue, or with the letter after which the organizers decide."""
    is_waiting = former.status is RegistrationStatus.WAITLISTED
    return RegistrationStatus.WAITLISTED if is_waiting else RegistrationStatus.UNVERIFIED


def _end(former: Registration, stand: Stand, *, deed: str, now: datetime) -> None:
    """End a registration whose place somebody else has now: nothing that was sent opens its page any more.

    Its number of arrival is the last one then; its successor, stored next, has the former one.
    """
    forum, number = former.forum, former.arrived
    overtake(former)
    former.arrived, former.status = stand.last_arrived + 1, RegistrationStatus.WITHDRAWN
    former.withdrawn_at, former.hold_until = now, None
    void_links(former)
    before, after = audit.changes_of(former)
    for consent in queries.active_consents(former):
        consent.withdrawn_at = now
    revoke_feed(former, now=now)
    if gone := forget_special(former, forum=forum):
        before = {**before, "answers": gone}
    note(former, deed, forum=forum, before=before, after={**after, "successor": number}, now=now)
    db.session.flush()
    settle_options(former, forum=forum, now=now)


def _welcome_successor(new: Registration, former: Registration, forum: Forum, *, now: datetime) -> None:
    """Ask the person who was named for their own answer, and say what they get by it."""
    if new.status is RegistrationStatus.WAITLISTED:
        wording, place = mails.SUCCEEDED_WAITING, queries.place_in_queue(new)
    else:
        wording, place = mails.SUCCEEDED if new.hold_until is not None else mails.SUCCEEDED_LATE, None
    write(new, wording, forum=forum, now=now, place=place, former=_name(former))


def _name(registration: Registration) -> str:
    return full_name(
        family_name=registration.family_name,
        given_name=registration.given_name,
        patronymic=registration.patronymic,
    )
