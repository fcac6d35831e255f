"""What invitations hold about people: told to a person, taken out for one or for a whole forum."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime

from forumapp.db import db
from forumapp.forums.models import Forum
from forumapp.forums.rules.terms import is_over
from forumapp.i18n import gettext as _
from forumapp.i18n import instant_words
from forumapp.meetings import queries
from forumapp.meetings.models import Invitation
from forumapp.meetings.rules.tokens import fingerprint
from forumapp.meetings.service.base import INVITEE
from forumapp.meetings.words import STATES
from forumapp.personal import Fact, Holding, fact
from forumapp.registration.models import Registration


def personal_data(registration: Registration) -> list[Holding]:
    """Return the invitations of somebody's mailbox."""
    found = queries.invitations_of(registration.forum, _keys([registration]))
    rows = [_row(each, zone=registration.forum.timezone) for each in found]
    return [Holding(key="invitations", title=_("Invitations"), rows=rows)]


def erase(registrations: Sequence[Registration], *, now: datetime) -> None:
    """Take people out of the invitations of their mailboxes, and take these back while the forum is not over."""
    for forum in {each.forum_id: each.forum for each in registrations}.values():
        _take_out(forum, _keys(registrations), now=now)


def erase_mailbox(forum: Forum, key: str, *, now: datetime) -> int:
    """Do the same for a mailbox that is not registered; returns how many invitations there were."""
    return _take_out(forum, [key], now=now)


def anonymize(forum: Forum) -> None:
    """Take everybody out of a forum's invitations; who answered what, without names, stays."""
    _blank(queries.invitations_in(forum))
    db.session.flush()


def _take_out(forum: Forum, keys: Sequence[str], *, now: datetime) -> int:
    found = queries.invitations_of(forum, keys)
    for invitation in found:
        if invitation.revoked_at is None and not is_over(forum, now=now):
            invitation.revoked_at, invitation.revoked_by = now, INVITEE
    _blank(found)
    db.session.flush()
    return len(found)


def _keys(registrations: Sequence[Registration]) -> list[str]:
    return [each.email_key for each in registrations if each.email_key]


def _blank(invitations: Iterable[Invitation]) -> None:
    for each in invitations:
        each.email = each.name = each.post = each.institution = each.note = ""
        each.email_key = f"anonymous:{each.uid}"
        each.code_hash = each.code_expires_at = None
        each.token_generation += 1
        each.token_hash = fingerprint(secrets.token_urlsafe(32))


def _row(each: Invitation, *, zone: str) -> list[Fact]:
    state = None if each.revoked_at is not None else each.state
    answered = each.answered_at
    return [
        fact("meeting", _("Meeting"), each.meeting, each.told_title or each.meeting),
        fact("name", _("Name"), each.name),
        fact("email", _("E-mail"), each.email),
        fact("post", _("Post"), each.post),
        fact("institution", _("Library or organization"), each.institution),
        fact("state", _("State"), None if state is None else state.value, STATES[state]),
        fact("note", _("Note"), each.note),
        fact(
            "answered_at",
            _("Answered at"),
            answered.isoformat(timespec="seconds") if answered else None,
            instant_words(answered, zone) if answered else None,
        ),
    ]
