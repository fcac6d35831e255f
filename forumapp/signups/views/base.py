"""What the pages of a delegate's own programme share. All of it is private: never kept, never indexed."""

from flask import Blueprint, Response, abort, redirect, url_for
from flask.typing import ResponseReturnValue

from forumapp.exchange.document import Document, SessionPart
from forumapp.i18n import gettext as _
from forumapp.i18n import localized
from forumapp.registration.models import Registration
from forumapp.registration.views.base import Delegate, render
from forumapp.schedule.queries import Released
from forumapp.signups import service
from forumapp.signups.models import SessionSignup, SignupStatus
from forumapp.signups.words import span_words

blueprint = Blueprint("signups", __name__)


@blueprint.after_request
def keep_private(response: Response) -> Response:
    """Keep these pages out of search engines and caches."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def session_or_404(document: Document, code: str) -> SessionPart:
    """Return a session of what the asker may see, or answer that there is none."""
    return next((each for each in document.sessions if each.key == code), None) or abort(404)


def back(delegate: Delegate, fragment: str | None = None) -> ResponseReturnValue:
    """Go back to the delegate's programme."""
    return redirect(url_for("signups.programme", slug=delegate.slug, token=delegate.token, _anchor=fragment), 303)


def clash_page(
    released: Released, registration: Registration, document: Document, part: SessionPart, *, action: str, leave: str
) -> str | None:
    """Return the page that asks before somebody signs up for two sessions at once, None where nothing overlaps.

    ``action`` is where the answer goes, ``leave`` the way back.
    """
    found = service.clashes(registration, part.key, document=document)
    if not found:
        return None
    languages = document.forum.languages
    return render(
        "signups/clash.html",
        released,
        title=localized(part.title, languages),
        span=span_words(part),
        others=[(localized(each.title, languages), span_words(each)) for each in found],
        action=action,
        leave=leave,
    )


def outcome_words(signup: SessionSignup, *, is_confirmed: bool) -> str:
    """Say what came of signing up."""
    if signup.status is SignupStatus.SIGNED:
        return _("You are signed up: a place is yours.")
    if signup.status is SignupStatus.ASKED:
        return _("The organizers decide on it and write to you.")
    if is_confirmed:
        return _("All places are taken. You are in the waiting list, and we write to you when a place is yours.")
    return _("Your wish is taken down. It counts in the order of arrival once your registration is confirmed.")
