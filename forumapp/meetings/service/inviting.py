"""What the desk does with invitations: inviting, taking back, renewing, noting answers, and what holds for all of them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from forumapp import audit
from forumapp.db import db
from forumapp.db.changes import assign
from forumapp.errors import RuleBroken
from forumapp.exchange.document import LanguageMap
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.i18n import gettext as _
from forumapp.meetings import queries
from forumapp.meetings.models import Invitation, InvitationState, Meeting
from forumapp.meetings.rules.lists import Entry
from forumapp.meetings.service.base import (
    INVITEE,
    give_link,
    held,
    locked,
    new_invitation,
    note,
    renamed,
    spoken,
    subject_of,
    was_deputy,
)
from forumapp.meetings.service.faces import face_of_desk
from forumapp.meetings.service.letters import desk_of, write


@dataclass(frozen=True, kw_only=True)
class Sorted:
    """A list compared with who is invited already."""

    new: tuple[Entry, ...]
    known: tuple[Entry, ...]
    """Those whose mailbox is invited."""
    revoked: tuple[Entry, ...]
    """Those whose invitation was taken back; it can be given again on the list."""


def sort_out(forum: Forum, name: str, entries: Iterable[Entry]) -> Sorted:
    """Tell whom of a list one would invite newly."""
    invited = queries.invitations_to(forum, name)
    standing = {each.email_key: each.revoked_at is not None for each in invited if not was_deputy(each)}
    listed = list(entries)
    return Sorted(
        new=tuple(each for each in listed if each.mailbox.key not in standing),
        known=tuple(each for each in listed if standing.get(each.mailbox.key) is False),
        revoked=tuple(each for each in listed if standing.get(each.mailbox.key) is True),
    )


def invite(forum: Forum, name: str, entries: Collection[Entry], *, language: str | None, now: datetime) -> int:
    """Put people on the list of a meeting; no letter is written yet. Returns how many were not on it before.

    Who was somebody's deputy and is no longer is invited anew, in their own right and with a link of their own.
    ``language`` is that of the letters to those who bring none of their own.
    """
    forum = lock_forum(forum)
    if face_of_desk(forum, name) is None:
        raise RuleBroken(_("This session is not in the programme any more."))
    new = sort_out(forum, name, entries).new
    former = {each.email_key: each for each in queries.invitations_to(forum, name) if was_deputy(each)}
    for entry in new:
        spoken_there = spoken(entry.language or language, forum)
        invitation = former.get(entry.mailbox.key)
        if invitation is not None:
            _invite_anew(invitation, entry, language=spoken_there)
        else:
            invitation = new_invitation(forum, name, entry, language=spoken_there, now=now)
            db.session.add(invitation)
        note("invitation:invite", invitation, now=now)
    db.session.flush()
    return len(new)


def set_terms(
    forum: Forum, name: str, *, answer_by: date | None, has_deputies: bool, words: LanguageMap | None, now: datetime
) -> None:
    """Say what holds for all invitations to a meeting: until when they are answered, deputies, words of the letters."""
    forum = lock_forum(forum)
    if answer_by is not None and answer_by > forum.ends_on:
        raise RuleBroken(_("This day is after the forum. Choose an earlier one."), field="answer_by")
    meeting = queries.meeting_of(forum, name)
    if meeting is None:
        meeting = Meeting(forum_id=forum.id, name=name, has_deputies=False)
        db.session.add(meeting)
    before, after = assign(meeting, {"answer_by": answer_by, "has_deputies": has_deputies, "words": words})
    if after:
        audit.record("invitation:set", subject=subject_of(name), forum=forum.slug, before=before, after=after, now=now)
    db.session.flush()


def revoke(forum: Forum, name: str, uids: Collection[UUID], *, now: datetime) -> int:
    """Take invitations back, and with each the one of its deputy; page, feed and join know it at the next request.

    Returns how many of those named were taken back.
    """
    forum = lock_forum(forum)
    chosen = [each for each in queries.invitations_by_uid(forum, name, uids) if each.revoked_at is None]
    deputies = queries.deputies_by_first(chosen)
    for invitation in chosen:
        for each in (invitation, *deputies.get(invitation.id, ())):
            if each.revoked_at is None:
                each.revoked_at, each.revoked_by = now, audit.current_actor_name()
                note("invitation:revoke", each, now=now)
    db.session.flush()
    return len(chosen)


def restore(forum: Forum, name: str, *, revoked_at: datetime, now: datetime) -> int:
    """Give invitations again that were taken back at one instant; their links open as before. Returns how many."""
    forum = lock_forum(forum)
    found = [each for each in queries.invitations_to(forum, name) if each.revoked_at == revoked_at]
    return _restore(found, now=now)


def restore_one(invitation: Invitation, *, now: datetime) -> None:
    """Give one invitation again that was taken back, with its deputy's that was taken back together with it."""
    invitation = locked(invitation)
    deputies = [each for each in queries.deputies_of(invitation) if each.revoked_at == invitation.revoked_at]
    if _restore([invitation, *deputies], now=now) == 0:
        raise RuleBroken(_("Only who named this deputy can name them again, as long as they send nobody else."))


def renew(invitation: Invitation, *, now: datetime) -> None:
    """Make a new link and send it; the earlier one opens nothing, and browsers that knew its owner forget them."""
    invitation = held(invitation)
    face = face_of_desk(invitation.forum, invitation.meeting)
    if face is None:
        raise RuleBroken(_("This session is not in the programme any more."))
    invitation.token_generation += 1
    invitation.code_hash, invitation.code_expires_at = None, None
    give_link(invitation)
    note("invitation:renew", invitation, now=now)
    write(desk_of(invitation.forum, face), invitation, now=now)
    db.session.flush()


def note_answer(invitation: Invitation, state: InvitationState, *, now: datetime) -> None:
    """Note what somebody answered by telephone or letter, also after the day by which people answer."""
    invitation = held(invitation)
    if state not in {InvitationState.ACCEPTED, InvitationState.DECLINED}:
        raise RuleBroken(_("Choose an answer."))
    if any(each.revoked_at is None for each in queries.deputies_of(invitation)):
        raise RuleBroken(_("A deputy was named. Take the deputy’s invitation back first."))
    before = {"state": invitation.state}
    invitation.state, invitation.version = state, invitation.version + 1
    invitation.answered_at, invitation.answered_by = now, audit.current_actor_name()
    note("invitation:note-answer", invitation, before=before, after={"state": state}, now=now)
    db.session.flush()


def _invite_anew(invitation: Invitation, entry: Entry, *, language: str) -> None:
    """Let a former deputy be invited as everybody is: nothing of the seat they had is left, its link least of all."""
    invitation.deputy_of, invitation.revoked_at, invitation.revoked_by = None, None, None
    renamed(invitation, entry)
    invitation.language, invitation.written_at, invitation.told_title = language, None, ""


def _restore(found: Iterable[Invitation], *, now: datetime) -> int:
    """Let invitations hold again, the first ones before their deputies; a deputy's only while nobody else has the seat."""
    given = 0
    for invitation in sorted(found, key=lambda each: each.deputy_of_id is not None):
        if invitation.revoked_at is None or invitation.revoked_by == INVITEE or _is_seat_taken(invitation):
            continue
        invitation.revoked_at, invitation.revoked_by = None, None
        note("invitation:restore", invitation, now=now)
        given += 1
    db.session.flush()
    return given


def _is_seat_taken(deputy: Invitation) -> bool:
    """Say whether the first one wants no deputy any more, or sends another."""
    first = deputy.deputy_of
    if first is None:
        return False
    if first.revoked_at is not None or first.state is not InvitationState.DEPUTY:
        return True
    return any(each.revoked_at is None for each in queries.deputies_of(first))
