"""Writing to the invited: one letter each, in their language, once a day at most."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from forumapp.errors import RuleBroken
from forumapp.exchange.document import ForumPart
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.i18n import gettext as _
from forumapp.i18n import in_language, localized_in
from forumapp.mail import Letter, put
from forumapp.meetings import mails, queries
from forumapp.meetings.models import Invitation, InvitationState
from forumapp.meetings.rules.states import may_write, takes_answers
from forumapp.meetings.service.base import link_to, note
from forumapp.meetings.service.faces import Face, Published, Terms, face_of_desk, published, terms_of, title_of
from forumapp.meetings.words import Told
from forumapp.registration.service.released import face_of

NO_LINK = "https://…"
"""What stands for the link in a preview: only a letter that is sent opens the page."""


@dataclass(frozen=True)
class Desk:
    """All that letters about a meeting say, but for their readers; read once for all of them."""

    forum: Forum
    face: Face
    terms: Terms
    published: Published | None
    forum_face: ForumPart
    """The forum as letters name it."""
    told_in: dict[str, Told] = field(default_factory=dict)
    """The meeting in words, by language, once somebody was written to in it."""

    def told(self, language: str) -> Told | None:
        """Return the published meeting in words of a language, which is the current one."""
        if self.published is None:
            return None
        if language not in self.told_in:
            self.told_in[language] = self.published.told()
        return self.told_in[language]


def desk_of(forum: Forum, face: Face) -> Desk:
    """Return what letters about a meeting are made of."""
    terms = terms_of(queries.meeting_of(forum, face.name))
    return Desk(forum, face, terms, published(forum, face.name), face_of(forum))


def is_waiting(invitation: Invitation, forum: Forum, *, now: datetime) -> bool:
    """Say whether somebody is to be written to: on the list or without an answer, and not written to today."""
    is_open = (
        bool(invitation.email)
        and invitation.revoked_at is None
        and invitation.state in {InvitationState.PREPARED, InvitationState.WRITTEN}
    )
    return is_open and may_write(written_at=invitation.written_at, zone=forum.timezone, now=now)


def preview(desk: Desk, invitation: Invitation) -> Letter:
    """Return the letter to somebody as it would be sent, without the link."""
    return _letter(desk, invitation, link=NO_LINK)


def write_to(forum: Forum, name: str, uids: Collection[UUID], *, now: datetime) -> int:
    """Invite those of the list with these names, and remind who has not answered; nobody twice a day. Returns how many letters left.

    Raises RuleBroken when nobody is left to write to, or the time to answer has passed.
    """
    forum = lock_forum(forum)
    face = face_of_desk(forum, name)
    if face is None:
        raise RuleBroken(_("This session is not in the programme any more."))
    desk = desk_of(forum, face)
    if not takes_answers(answer_by=desk.terms.answer_by, last=forum.ends_on, zone=forum.timezone, now=now):
        raise RuleBroken(_("The day by which people answer has passed. Set a later one before you write."))
    chosen = [each for each in queries.invitations_by_uid(forum, name, uids) if is_waiting(each, forum, now=now)]
    if not chosen:
        raise RuleBroken(_("Nobody of those chosen can be written to today."))
    for invitation in chosen:
        write(desk, invitation, now=now)
    return len(chosen)


def write(desk: Desk, invitation: Invitation, *, now: datetime) -> None:
    """Put the letter to one invitation into the outbox; call it under the forum's lock."""
    is_reminder = invitation.state is InvitationState.WRITTEN
    letter = _letter(desk, invitation, link=link_to(invitation, slug=desk.forum.slug))
    put(letter, now=now)
    if invitation.state is InvitationState.PREPARED:
        invitation.state = InvitationState.WRITTEN
    invitation.written_at, invitation.letters = now, (invitation.letters or 0) + 1
    invitation.told_title = title_in(desk, invitation.language)[:300]
    note("invitation:remind" if is_reminder else "invitation:write", invitation, now=now)


def title_in(desk: Desk, language: str) -> str:
    """Return what a letter calls the meeting: as published, else as the desk has it."""
    if desk.published is None:
        return title_of(desk.face, desk.forum, language)
    return localized_in(desk.published.part.title, language, desk.forum.languages)


def _letter(desk: Desk, invitation: Invitation, *, link: str) -> Letter:
    with in_language(invitation.language):
        contents = mails.Contents(
            title=title_in(desk, invitation.language),
            told=desk.told(invitation.language),
            words=localized_in(desk.terms.words, invitation.language, desk.forum.languages),
            answer_by=desk.terms.answer_by,
            has_deputies=desk.terms.has_deputies,
            stands_in_for=name_of_first(invitation),
        )
        addressee = addressee_of(invitation)
        is_reminder = invitation.state is InvitationState.WRITTEN
        return mails.invitation(addressee, contents, face=desk.forum_face, link=link, is_reminder=is_reminder)


def addressee_of(invitation: Invitation) -> mails.Addressee:
    """Return whom a letter about an invitation is to."""
    return mails.Addressee(email=invitation.email, language=invitation.language, name=invitation.name)


def name_of_first(invitation: Invitation) -> str:
    """Return who named the invited one as deputy, nothing for who is invited in their own right."""
    first = invitation.deputy_of
    return "" if first is None else first.name or first.email
