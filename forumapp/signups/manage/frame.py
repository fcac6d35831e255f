"""What the desk's pages about sign-ups have in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from forumapp.directory.manage.frame import forum_of_desk
from forumapp.exchange.document import Document, SessionPart
from forumapp.forums.models import Forum
from forumapp.registration.service import document_of
from forumapp.signups.rules.offers import Offer, offers, takes_signups

__all__ = ["PLACE", "Desk", "back", "blueprint", "chosen_uids", "forum_of_desk", "session_of_desk"]

blueprint = Blueprint("signups_desk", __name__)

PLACE = "/forums/<slug>/manage/signups"


@dataclass(frozen=True)
class Desk:
    """A session that takes sign-ups, as it is published, at the desk of its forum."""

    forum: Forum
    document: Document
    part: SessionPart

    @property
    def forum_id(self) -> int:
        """The forum's id."""
        return self.forum.id

    @property
    def offer(self) -> Offer | None:
        """The session with its places, None while it is cancelled."""
        return offers(self.document).get(self.part.key)


def session_of_desk(slug: str, key: str) -> Desk | None:
    """Load a published session of the forum that takes sign-ups."""
    forum = forum_of_desk(slug)
    document = document_of(forum) if forum is not None else None
    if forum is None or document is None:
        return None
    part = next((each for each in document.sessions if each.key == key and takes_signups(each)), None)
    return None if part is None else Desk(forum, document, part)


def back(desk: Desk) -> ResponseReturnValue:
    """Go back to the list of a session."""
    return redirect(url_for("signups_desk.session", slug=desk.forum.slug, key=desk.part.key), 303)


def chosen_uids() -> Sequence[UUID]:
    """Return the registrations that were selected; what is no name of anything is left out."""
    found = []
    for text in request.form.getlist("registration"):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
