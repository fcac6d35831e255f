"""What the pages behind an invitation's link share: whose link it is, which browsers are known, and the frame."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, current_app, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature

from forumapp import audit, clock
from forumapp.exchange.dated import event_name
from forumapp.forums.models import Forum
from forumapp.i18n import date_words
from forumapp.meetings import queries, service
from forumapp.meetings.forms import AnswerForm, CodeForm
from forumapp.meetings.models import Invitation, InvitationState
from forumapp.meetings.rules.states import SEEING, is_link_over
from forumapp.meetings.words import OWN_STATES, STATE_KINDS
from forumapp.registration.rules.addresses import masked
from forumapp.registration.service.released import face_of
from forumapp.registration.views import asker_of_request as known_delegate
from forumapp.registration.views import delegate_of_request
from forumapp.schedule.rules import Viewer
from forumapp.schedule.views.blueprint import Asker
from forumapp.web.signing import signer

blueprint = Blueprint("meetings", __name__)

PLACE = "/forums/<slug>/invitation/<token>"
COOKIE = "invitee"
PURPOSE = "meetings.invitee"
"""For which the cookie is signed."""
COOKIE_LIFE = 180 * 24 * 60 * 60
"""Seconds for which a browser remembers whose mailbox it proved."""


@dataclass(frozen=True)
class Invited:
    """Somebody on the page of their invitation, and the secret link's token."""

    invitation: Invitation
    token: str

    @property
    def forum_id(self) -> int:
        """The forum's id."""
        return self.invitation.forum_id

    @property
    def forum(self) -> Forum:
        """The forum as the organizers have it."""
        return self.invitation.forum


@blueprint.after_request
def keep_private(response: Response) -> Response:
    """Keep these pages out of search engines and caches."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def invited_by_token(slug: str, token: str) -> Invited | None:
    """Return whose secret link this is, and speak their language; answers 410 when it was taken back or the forum is long over."""
    invitation = queries.invitation_by_token(slug, token)
    if invitation is None:
        return None
    g.preferred_language = invitation.language
    g.content_languages = invitation.forum.languages
    forum = invitation.forum
    if invitation.revoked_at is not None:
        abort(make_response(render_template("meetings/gone.html", forum=face_of(forum)), 410))
    if is_link_over(last=forum.ends_on, zone=forum.timezone, now=clock.now()):
        abort(410)
    audit.act_as(service.INVITEE, request_id=g.request_id)
    return Invited(invitation, token)


def again(invited: Invited) -> Invited:
    """Return the invitation as it stands after a refusal; answers 410 when it was taken back meanwhile."""
    return invited_by_token(str((request.view_args or {})["slug"]), invited.token) or abort(404)


def asker_of_request(forum: Forum) -> Asker | None:
    """Return who asks for a public page, for the schedule: a known delegate, or somebody whose mailbox is invited."""
    known = known_delegate(forum)
    email_key = _proved(forum)
    invited = queries.names_seen(forum.id, [email_key]) if email_key is not None else frozenset()
    if not invited:
        return known
    if known is None:
        return Asker(viewer=Viewer(invited=invited))
    return replace(known, viewer=replace(known.viewer, invited=known.viewer.invited | invited))


def is_known(invited: Invited) -> bool:
    """Say whether this browser is known as the invited: by the delegate's own page, or by a code from the mailbox."""
    email_key = invited.invitation.email_key
    delegate = delegate_of_request(invited.forum)
    return (delegate is not None and delegate.email_key == email_key) or _proved(invited.forum) == email_key


def remember(response: Response, invited: Invited) -> None:
    """Let this browser be known on the forum's pages as the owner of the mailbox; the cookie opens no secret link."""
    invitation = invited.invitation
    response.set_cookie(
        COOKIE,
        str(signer(PURPOSE).dumps([str(invitation.uid), invitation.token_generation])),
        max_age=COOKIE_LIFE,
        path=f"/forums/{invited.forum.slug}/",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        httponly=True,
        samesite="Lax",
    )


def back(invited: Invited, anchor: str | None = None) -> ResponseReturnValue:
    """Go back to the invitation."""
    return redirect(url_for("meetings.invitation", slug=invited.forum.slug, token=invited.token, _anchor=anchor), 303)


def render(invited: Invited, template: str, **values: Any) -> str:
    """Return a page that names the forum as the letter did."""
    forum = face_of(invited.forum)
    return render_template(template, forum=forum, token=invited.token, invitation=invited.invitation, **values)


def invitation_page(invited: Invited, *, form: AnswerForm | None = None, code_form: CodeForm | None = None) -> str:
    """Return the page of an invitation; a form that was refused stands in it as it was sent."""
    invitation, terms = invited.invitation, service.terms(invited.invitation)
    found = service.published(invited.forum, invitation.meeting)
    told = found.told() if found is not None else None
    is_sent = invitation.code_expires_at is not None and clock.now() < invitation.code_expires_at
    deputies = [each for each in queries.deputies_of(invitation) if each.revoked_at is None]
    is_off = told is not None and told.is_cancelled
    return render(
        invited,
        "meetings/invitation.html",
        told=told,
        title=told.title if told is not None else invitation.told_title,
        state=invitation.state.value,
        state_words=str(OWN_STATES[invitation.state]),
        state_kind=STATE_KINDS[invitation.state] or "tentative",
        is_answered=invitation.answered_at is not None,
        deputy=deputies[0] if deputies else None,
        first=service.name_of_first(invitation),
        answer_by=date_words(terms.answer_by) if terms.answer_by is not None else "",
        is_open=service.is_open(invitation, terms, now=clock.now()) and not is_off,
        can_send_deputy=service.can_send_deputy(invitation, terms),
        form=form or AnswerForm.of(invitation),
        has_accepted=invitation.state is InvitationState.ACCEPTED,
        is_seen=invitation.state in SEEING and told is not None,
        is_known=is_known(invited),
        masked=masked(invitation.email),
        is_code_sent=is_sent,
        code_form=code_form or CodeForm(formdata=None),
        meeting_href=_meeting_href(invited),
    )


def _meeting_href(invited: Invited) -> str:
    """Return where a known browser finds the meeting on the forum's pages."""
    slug, name = invited.forum.slug, invited.invitation.meeting
    if name.startswith(event_name("")):
        return url_for("schedule.front", slug=slug, _anchor=f"event-{name.removeprefix(event_name(''))}")
    return url_for("schedule.session", slug=slug, code=name)


def _proved(forum: Forum) -> str | None:
    """Return the key of the mailbox that this browser proved by a code."""
    text = request.cookies.get(COOKIE)
    if not text or len(text) > 400:
        return None
    try:
        uid, generation = signer(PURPOSE).loads(text)
        return queries.mailbox_of_browser(forum.slug, UUID(uid), int(generation))
    except (BadSignature, TypeError, ValueError):
        return None
