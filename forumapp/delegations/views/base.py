"""What the pages behind a head's secret link share. All of it is private: never kept, never indexed."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forumapp import audit, clock
from forumapp.delegations import queries, service
from forumapp.delegations.models import Delegation, Member
from forumapp.delegations.presentation import title_of
from forumapp.delegations.rules.states import is_link_over
from forumapp.directory import queries as directory
from forumapp.exchange.document import ForumPart
from forumapp.forums.models import Forum
from forumapp.i18n import current_language
from forumapp.registration.rules.tokens import fingerprint
from forumapp.registration.service import face_of

blueprint = Blueprint("delegations", __name__)

PLACE = "/forums/<slug>/delegation/<token>"


@dataclass(frozen=True)
class Own:
    """A head on the delegation's page: the delegation and the secret link's token."""

    delegation: Delegation
    token: str

    @property
    def forum(self) -> Forum:
        """The forum as the organizers have it."""
        return self.delegation.forum

    @property
    def forum_id(self) -> int:
        """The forum's id."""
        return self.delegation.forum_id

    @property
    def is_over(self) -> bool:
        """Whether the head only reads."""
        return service.is_over(self.delegation, now=clock.now())


@dataclass(frozen=True)
class OwnMember:
    """One member of the delegation whose head asks."""

    own: Own
    member: Member

    @property
    def forum_id(self) -> int:
        """The forum's id."""
        return self.own.forum_id


@blueprint.after_request
def keep_private(response: Response) -> Response:
    """Keep these pages out of search engines and caches."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def own_by_token(slug: str, token: str) -> Own | None:
    """Return whose secret link this is, and speak the head's language; answers 410 when it is closed or the forum long over."""
    link = queries.link_by_hash(slug, fingerprint(token))
    if link is None:
        return None
    delegation = link.delegation
    forum = delegation.forum
    if link.revoked_at is not None or is_link_over(last=forum.ends_on, zone=forum.timezone, now=clock.now()):
        abort(410)
    audit.act_as(queries.HEAD, request_id=g.request_id)
    g.preferred_language = delegation.head_language
    g.content_languages = forum.languages
    return Own(delegation, token)


def back(own: Own, anchor: str | None = None) -> ResponseReturnValue:
    """Go back to the delegation's page."""
    return redirect(address(own, "own", _anchor=anchor), 303)


def address(own: Own, endpoint: str, **parts: Any) -> str:
    """Return the address of one of these pages."""
    return url_for(f"delegations.{endpoint}", slug=own.delegation.forum.slug, token=own.token, **parts)


def render(own: Own, template: str, **values: Any) -> str:
    """Return a page that names the forum as it is published, or as the organizers have it while nothing is."""
    names = directory.country_names(current_language())
    face: ForumPart = face_of(own.forum)
    title = title_of(own.delegation, names, own.forum.languages)
    return render_template(template, forum=face, token=own.token, title=title, is_over=own.is_over, **values)
