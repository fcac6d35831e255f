"""What the invited do: accept, decline, send a deputy, and make a browser known by a code from their mailbox."""

import hmac
import secrets
from datetime import datetime

from flask import current_app

from forumapp.db import db
from forumapp.errors import Overtaken, RuleBroken
from forumapp.i18n import gettext as _
from forumapp.i18n import in_language
from forumapp.mail import put
from forumapp.meetings import mails, queries
from forumapp.meetings.models import Invitation, InvitationState
from forumapp.meetings.rules.lists import Entry
from forumapp.meetings.rules.states import SEEING, takes_answers
from forumapp.meetings.rules.tokens import CODE_DIGITS, CODE_LIFE, MOST_TRIES, code_fingerprint
from forumapp.meetings.service.base import INVITEE, held, new_invitation, note, renamed, spoken
from forumapp.meetings.service.faces import Terms, face_of_desk, terms_of
from forumapp.meetings.service.letters import addressee_of, desk_of, name_of_first, write
from forumapp.registration.rules.addresses import Mailbox
from forumapp.registration.service.released import face_of
from forumapp.text import clean

MOST_NOTE = 2000


def answer(invitation: Invitation, state: InvitationState, *, note_text: str, version: int, now: datetime) -> None:
    """Accept or decline. ``version`` is that of the page: an answer given elsewhere meanwhile is not overwritten (Overtaken).

    A deputy who was named is told that they are needed no more.
    """
    invitation = _answerable(invitation, now=now)
    said = clean(note_text)
    if len(said) > MOST_NOTE:
        raise RuleBroken(_("Use at most %(max)d characters.", max=MOST_NOTE), field="note")
    if invitation.version != version:
        if (invitation.state, invitation.note) == (state, said):
            return
        raise _overtaken()
    _end_deputies(invitation, but=None, now=now)
    action = "invitation:accept" if state is InvitationState.ACCEPTED else "invitation:decline"
    _store(invitation, state, said, now=now)
    note(action, invitation, after={"note": said or None}, now=now)
    db.session.flush()


def name_deputy(
    invitation: Invitation, *, name: str, mailbox: Mailbox, language: str, version: int, now: datetime
) -> None:
    """Send somebody else, who gets a letter and a link of their own; who was named before is told."""
    invitation = _answerable(invitation, now=now)
    if not can_send_deputy(invitation, terms(invitation)):
        raise RuleBroken(_("No deputy can be sent to this meeting."))
    if mailbox.key == invitation.email_key:
        raise RuleBroken(_("This is your own address. Give that of your deputy."), field="email")
    known = queries.invitation_of(invitation.forum, invitation.meeting, mailbox.key)
    is_named = known is not None and known.deputy_of_id == invitation.id
    if invitation.version != version:
        if is_named and known is not None and known.revoked_at is None:
            return
        raise _overtaken()
    if known is not None and not (is_named and (known.revoked_at is None or known.revoked_by == INVITEE)):
        raise RuleBroken(
            _("This address cannot be named. Name somebody else, or write to the organizers."), field="email"
        )
    _end_deputies(invitation, but=known, now=now)
    _store(invitation, InvitationState.DEPUTY, invitation.note, now=now)
    note("invitation:name-deputy", invitation, after={"deputy": f"{name} <{mailbox.address}>"}, now=now)
    _invite_deputy(invitation, known, Entry(mailbox=mailbox, name=name), language=language, now=now)
    db.session.flush()


def terms(invitation: Invitation) -> Terms:
    """Return what holds for the invitation as for all to its meeting."""
    return terms_of(queries.meeting_of(invitation.forum, invitation.meeting))


def is_open(invitation: Invitation, found: Terms, *, now: datetime) -> bool:
    """Say whether the invitation can still be answered."""
    forum = invitation.forum
    return takes_answers(answer_by=found.answer_by, last=forum.ends_on, zone=forum.timezone, now=now)


def can_send_deputy(invitation: Invitation, found: Terms) -> bool:
    """Say whether the invited may send somebody else; a deputy cannot."""
    return found.has_deputies and invitation.deputy_of_id is None


def ask_code(invitation: Invitation, *, now: datetime) -> None:
    """Send a code to the mailbox that is invited; typed on the page, it makes the browser known."""
    invitation = held(invitation)
    if invitation.state not in SEEING:
        raise RuleBroken(_("Accept the invitation first."))
    digits = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
    invitation.code_hash = _code_hash(invitation, digits)
    invitation.code_expires_at, invitation.code_tries = now + CODE_LIFE, 0
    with in_language(invitation.language):
        letter = mails.code(addressee_of(invitation), f"{digits[:4]} {digits[4:]}", face=face_of(invitation.forum))
        put(letter, now=now)
    note("invitation:ask-code", invitation, now=now)
    db.session.flush()


def try_code(invitation: Invitation, code: str, *, now: datetime) -> bool:
    """Say whether a code is the one that was sent; each try counts, and the right one is used up."""
    invitation = held(invitation)
    expires = invitation.code_expires_at
    if invitation.code_hash is None or expires is None or now >= expires or invitation.code_tries >= MOST_TRIES:
        return False
    invitation.code_tries += 1
    is_right = hmac.compare_digest(invitation.code_hash, _code_hash(invitation, code))
    if is_right:
        invitation.code_hash, invitation.code_expires_at = None, None
        note("invitation:know-browser", invitation, now=now)
    db.session.flush()
    return is_right


def _answerable(invitation: Invitation, *, now: datetime) -> Invitation:
    invitation = held(invitation)
    if not is_open(invitation, terms(invitation), now=now):
        raise RuleBroken(_("The time to answer has passed. Write to the organizers."))
    return invitation


def _overtaken() -> Overtaken:
    return Overtaken(_("The invitation was answered in another window meanwhile. Look at the answer, then change it."))


def _store(invitation: Invitation, state: InvitationState, said: str, *, now: datetime) -> None:
    invitation.state, invitation.note, invitation.version = state, said, invitation.version + 1
    invitation.answered_at, invitation.answered_by = now, INVITEE


def _end_deputies(invitation: Invitation, *, but: Invitation | None, now: datetime) -> None:
    """Take back the seat from whoever was named, and tell them; ``but`` stays."""
    for deputy in queries.deputies_of(invitation):
        if deputy.revoked_at is not None or deputy is but:
            continue
        deputy.revoked_at, deputy.revoked_by = now, INVITEE
        with in_language(deputy.language):
            contents = mails.Contents(title=deputy.told_title, told=None, stands_in_for=name_of_first(deputy))
            put(mails.deputy_ended(addressee_of(deputy), contents, face=face_of(deputy.forum)), now=now)
        note("invitation:end-deputy", deputy, now=now)


def _invite_deputy(first: Invitation, known: Invitation | None, entry: Entry, *, language: str, now: datetime) -> None:
    forum = first.forum
    face = face_of_desk(forum, first.meeting)
    if face is None:
        raise RuleBroken(_("This session is not in the programme any more."))
    deputy = known
    if deputy is None:
        deputy = new_invitation(forum, first.meeting, entry, language=spoken(language, forum), now=now)
        deputy.deputy_of = first
        db.session.add(deputy)
    elif deputy.revoked_at is None:
        deputy.name = entry.name  # Named already: the letter and what they answered stay.
        return
    else:
        deputy.revoked_at, deputy.revoked_by = None, None
        renamed(deputy, entry)
    db.session.flush()
    write(desk_of(forum, face), deputy, now=now)


def _code_hash(invitation: Invitation, code: str) -> str:
    return code_fingerprint(str(current_app.config["SECRET_KEY"]), uid=invitation.uid, code=code)
