"""What a head changes of one member of a party."""

from dataclasses import replace
from datetime import datetime

from forumapp import audit
from forumapp.db import db
from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.registration import queries
from forumapp.registration.models import Registration, RegistrationStatus
from forumapp.registration.rules.addresses import Mailbox
from forumapp.registration.service.answers import drop_unasked, settle_options
from forumapp.registration.service.arrivals import fill_in, refuse_strange_mode
from forumapp.registration.service.parties import Nominee, Party, claim_of, welcome
from forumapp.registration.service.places import holds_place, promote, seat, settle
from forumapp.registration.service.released import note
from forumapp.registration.service.succession import refuse_no_room, void_links
from forumapp.registration.service.undoing import refuse_ended


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
        refuse_no_room(registration, nominee, places)
    is_moving = (nominee.mailbox.key if nominee.mailbox else None) != registration.email_key
    if is_moving:
        _move(registration, nominee.mailbox, forum)
    registration.attendance = nominee.attendance
    kept = replace(nominee.answers, phone=registration.phone, interpretation=registration.interpretation)
    fill_in(registration, kept)
    if registration.status is RegistrationStatus.UNVERIFIED and not registration.awaits_answer:
        if is_holding or places.has_room(claim_of(nominee)):
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


def _move(registration: Registration, mailbox: Mailbox | None, forum: Forum) -> None:
    if registration.verified_at is not None:
        sentence = _("This person has confirmed the address, so only they or the organizers change it.")
        raise RuleBroken(sentence, field="email")
    if mailbox is not None and queries.registration_by_email_key(forum, mailbox.key) is not None:
        raise RuleBroken(_("This address is registered already."), field="email")
    registration.email = mailbox.address if mailbox else None
    registration.email_key = mailbox.key if mailbox else None
    void_links(registration)


def _queue(registration: Registration, forum: Forum) -> None:
    """Let a member wait whose held place went to somebody else; their turn is the one they had."""
    if not forum.registration_waitlist:
        raise RuleBroken(_("The place held for this person is gone, and no other is free."), field="email")
    registration.status = RegistrationStatus.WAITLISTED
