"""What the pages of registration share: who asks, and the frame. All of it is private: never kept, never indexed."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from flask import Blueprint, Response, current_app, g, render_template, request
from itsdangerous import BadSignature

from forumapp import audit
from forumapp.exchange.document import Document
from forumapp.forums.models import Forum
from forumapp.registration import queries
from forumapp.registration.models import Registration
from forumapp.registration.rules.addresses import mailbox
from forumapp.registration.rules.statuses import ENDED
from forumapp.registration.service import viewer_of
from forumapp.schedule import queries as schedule_queries
from forumapp.schedule.presentation import Presenter
from forumapp.schedule.queries import Released
from forumapp.schedule.views.blueprint import Asker
from forumapp.text import clean
from forumapp.web.signing import signer

blueprint = Blueprint("registration", __name__)

COOKIE = "delegate"
PURPOSE = "registration.delegate"
"""For which the cookie is signed."""
COOKIE_LIFE = 180 * 24 * 60 * 60
"""Seconds for which a browser remembers whose page it opened."""
SENT = "registration_sent"
"""Where the browser's session keeps what the page after a form says."""
LETTERS = "4 per 15 minutes; 12 per day"
"""Letters that strangers make the application write to one address."""


@dataclass
class Delegate:
    """Somebody on their own page: the registration, the secret link's token, and the forum as it is published."""

    registration: Registration
    token: str
    released: Released

    @property
    def forum_id(self) -> int:
        """The forum's id."""
        return self.released.forum_id

    @property
    def slug(self) -> str:
        """The forum's slug."""
        return self.released.forum.slug

    @cached_property
    def document(self) -> Document:
        """What of the forum this delegate may know."""
        return self.released.seen_by(viewer_of(self.registration))


@blueprint.after_request
def keep_private(response: Response) -> Response:
    """Keep these pages out of search engines and caches."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def delegate_by_token(slug: str, token: str) -> Delegate | None:
    """Return whose secret link this is, and speak their language; nobody outside knows of an unpublished forum."""
    registration = queries.registration_by_token(slug, token)
    released = schedule_queries.released(slug) if registration is not None else None
    if registration is None or released is None:
        return None
    audit.act_as("delegate", request_id=g.request_id)
    g.preferred_language = registration.language
    return Delegate(registration, token, released)


def render(template: str, released: Released, **values: object) -> str:
    """Return a page that names the forum as it is published."""
    g.content_languages = released.document.forum.languages
    return render_template(template, forum=released.document.forum, **values)


def presenter_of(delegate: Delegate, starred: frozenset[str]) -> Presenter:
    """Return what turns the delegate's programme into views."""
    return Presenter(delegate.document, starred=starred)


def delegate_of_request(forum: Forum) -> Registration | None:
    """Return the delegate whose own page this browser opened before, while the registration lasts."""
    text = request.cookies.get(COOKIE)
    if not text or len(text) > 400:
        return None
    try:
        uid, generation = signer(PURPOSE).loads(text)
        registration = queries.registration_by_uid(forum.slug, UUID(uid))
    except (BadSignature, TypeError, ValueError):
        return None
    if registration is None or registration.seen_status in ENDED or registration.token_generation != generation:
        return None
    return registration


def asker_of_request(forum: Forum) -> Asker | None:
    """Return who asks for a public page, for the schedule: a known delegate with what they see and marked."""
    registration = delegate_of_request(forum)
    if registration is None:
        return None
    return Asker(viewer=viewer_of(registration), starred=frozenset(queries.starred_keys(registration)))


def remember(response: Response, delegate: Delegate) -> None:
    """Let this browser be known on the forum's pages as the delegate's; the cookie opens no secret link."""
    registration = delegate.registration
    response.set_cookie(
        COOKIE,
        str(signer(PURPOSE).dumps([str(registration.uid), registration.token_generation])),
        max_age=COOKIE_LIFE,
        path=f"/forums/{delegate.slug}/",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        httponly=True,
        samesite="Lax",
    )


def typed_address() -> str:
    """Return what stands for the address of a form where letters to it are counted."""
    found = mailbox(clean(request.form.get("email", "")[:400], keep_lines=False))
    key = found.key if found else ""
    return f"registration:{hashlib.sha256(key.encode()).hexdigest()}"
