"""What the desk's pages about invitations have in common."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from forumapp.directory.manage.frame import forum_of_desk
from forumapp.forums.models import Forum
from forumapp.i18n import localized
from forumapp.meetings import queries, service
from forumapp.meetings.models import Invitation
from forumapp.meetings.presentation import when_words
from forumapp.meetings.service import Face
from forumapp.policy import Permission
from forumapp.registration.models import Registration
from forumapp.web import desk
from forumapp.web.actors import may

__all__ = [
    "PLACE",
    "Desk",
    "Row",
    "back",
    "blueprint",
    "forum_of_desk",
    "invited_with_registrations",
    "meeting_of_desk",
    "render",
    "row_of_desk",
    "uuids",
]

blueprint = Blueprint("meetings_desk", __name__)

PLACE = "/forums/<slug>/manage/invitations"


@dataclass(frozen=True)
class Desk:
    """A meeting of a forum at its desk."""

    forum: Forum
    face: Face

    @property
    def forum_id(self) -> int:
        """The forum's id."""
        return self.forum.id

    @property
    def name(self) -> str:
        """What tells the meeting from all others of the forum."""
        return self.face.name


@dataclass(frozen=True)
class Row:
    """One invitation to a meeting at the desk."""

    desk: Desk
    invitation: Invitation

    @property
    def forum_id(self) -> int:
        """The forum's id."""
        return self.desk.forum_id


def meeting_of_desk(slug: str, name: str) -> Desk | None:
    """Load a meeting of the forum, whose languages the page falls back on."""
    forum = forum_of_desk(slug)
    face = service.face_of_desk(forum, name) if forum is not None else None
    return None if forum is None or face is None else Desk(forum, face)


def row_of_desk(slug: str, name: str, uid: UUID) -> Row | None:
    """Load one invitation to a meeting."""
    meeting = meeting_of_desk(slug, name)
    invitation = queries.invitation_by_uid(slug, name, uid)
    return None if meeting is None or invitation is None else Row(meeting, invitation)


def invited_with_registrations(meeting: Desk) -> tuple[Sequence[Invitation], Mapping[str, Registration]]:
    """Return a meeting's invitations, and by mailbox the registrations of the same people where the asker may read them."""
    invitations = queries.invitations_to(meeting.forum, meeting.name)
    if not may(Permission.REGISTRATION_READ, meeting):
        return invitations, {}
    return invitations, queries.registered_among(meeting.forum, [each.email_key for each in invitations])


def render(meeting: Desk, template: str, **values: Any) -> str:
    """Return a page about a meeting."""
    return desk.render_desk(
        template,
        forum=meeting.forum,
        section="invitations",
        item={
            "name": meeting.name,
            "title": localized(meeting.face.title, meeting.forum.languages),
            "when": when_words(meeting.face),
            "is_closed": meeting.face.is_closed,
        },
        **values,
    )


def back(meeting: Desk, **parts: Any) -> ResponseReturnValue:
    """Go back to the list of a meeting."""
    return redirect(url_for("meetings_desk.meeting", slug=meeting.forum.slug, name=meeting.name, **parts), 303)


def uuids(texts: list[str]) -> list[UUID]:
    """Return what was chosen; what is no name of anything is left out."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
