"""What the verbs share: one lock, secret links, notes in the audit trail."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from flask import current_app

from forumapp import audit
from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.i18n import LANGUAGE_NAMES
from forumapp.i18n import gettext as _
from forumapp.meetings import queries
from forumapp.meetings.models import Invitation, InvitationState
from forumapp.meetings.rules.lists import Entry
from forumapp.meetings.rules.tokens import fingerprint, invitation_token
from forumapp.web import addresses

INVITEE = "invitee"
"""Who acts by a secret link, in the audit trail and beside answers."""


def locked(invitation: Invitation) -> Invitation:
    """Return the invitation as it stands now; nobody else changes one of its forum until the transaction ends."""
    lock_forum(invitation.forum)
    return queries.reread(invitation)


def held(invitation: Invitation) -> Invitation:
    """Return the invitation locked; raises RuleBroken when it was taken back."""
    invitation = locked(invitation)
    if invitation.revoked_at is not None:
        raise RuleBroken(_("The organizers have taken this invitation back."))
    return invitation


def link_to(invitation: Invitation, *, slug: str) -> str:
    """Return the address of an invitation's page."""
    return addresses.absolute("meetings.invitation", slug=slug, token=_token(invitation))


def give_link(invitation: Invitation) -> None:
    """Store what the table holds of the link of the invitation's generation."""
    invitation.token_hash = fingerprint(_token(invitation))


def new_invitation(forum: Forum, meeting: str, entry: Entry, *, language: str, now: datetime) -> Invitation:
    """Return a new invitation, with a link that no letter carries yet."""
    invitation = Invitation(
        uid=uuid4(),
        forum_id=forum.id,
        forum=forum,
        meeting=meeting,
        email=entry.mailbox.address,
        email_key=entry.mailbox.key,
        name=entry.name,
        post=entry.post,
        institution=entry.institution,
        language=language,
        token_generation=1,
        created_at=now,
    )
    give_link(invitation)
    return invitation


def was_deputy(invitation: Invitation) -> bool:
    """Say whether somebody had a seat as a deputy until who named them took it back; such a row is nobody's invitation."""
    return invitation.revoked_at is not None and invitation.revoked_by == INVITEE


def renamed(invitation: Invitation, entry: Entry) -> None:
    """Make an invitation one that nobody has answered or been written to about, with a new link; codes of the earlier one are void."""
    invitation.token_generation += 1
    give_link(invitation)
    invitation.code_hash, invitation.code_expires_at = None, None
    invitation.name = entry.name or invitation.name
    invitation.post, invitation.institution = entry.post or invitation.post, entry.institution or invitation.institution
    invitation.state, invitation.note = InvitationState.PREPARED, ""
    invitation.answered_at, invitation.answered_by, invitation.version = None, None, invitation.version + 1


def spoken(language: str | None, forum: Forum) -> str:
    """Return the language of letters: the wanted one where we speak it, else the forum's first that we do."""
    return next((code for code in (language, *forum.languages) if code in LANGUAGE_NAMES), "en")


def note(
    action: str,
    invitation: Invitation,
    *,
    now: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Add a deed about an invitation to the history of the forum; the meeting is what it is about."""
    who = {"name": invitation.name or None, "email": invitation.email}
    audit.record(
        action,
        subject=subject_of(invitation.meeting),
        forum=invitation.forum.slug,
        before=dict(before) if before else None,
        after={**who, **(after or {})},
        now=now,
    )


def subject_of(meeting: str) -> str:
    """Return what the audit trail calls a meeting: "session:opening", "event:exhibition"."""
    return meeting if ":" in meeting else f"session:{meeting}"


def _token(invitation: Invitation) -> str:
    secret_key = str(current_app.config["SECRET_KEY"])
    return invitation_token(secret_key, uid=invitation.uid, generation=invitation.token_generation)
