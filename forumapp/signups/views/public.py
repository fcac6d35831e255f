"""Signing up from the public programme, for a browser that opened the delegate's own page before."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import audit, clock
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.i18n import localized
from forumapp.policy import Permission
from forumapp.registration.models import Registration, RegistrationStatus
from forumapp.registration.service import viewer_of
from forumapp.registration.views.base import delegate_of_request, render
from forumapp.schedule.presentation.sessions import languages_words
from forumapp.schedule.queries import Released, released
from forumapp.signups import queries, service
from forumapp.signups.presentation import state_words
from forumapp.signups.rules.line import LIVE, NOBODY
from forumapp.signups.rules.offers import Offer, offers
from forumapp.signups.views.base import blueprint, clash_page, outcome_words, session_or_404
from forumapp.signups.words import places_words, when_words
from forumapp.web.guards import guard


@blueprint.route("/forums/<slug>/programme/<code>/sign-up", methods=["GET", "POST"])
@guard(Permission.REGISTRATION_OWN, released)
def session_signup(released: Released, code: str) -> ResponseReturnValue:
    """Show how many places a session has left, and sign a known delegate up."""
    registration = delegate_of_request(released.forum)
    document = released.seen_by(viewer_of(registration))
    part = session_or_404(document, code)
    offer = offers(document).get(code)
    if request.method == "GET" or registration is None or offer is None:
        status = 200 if request.method == "GET" else 403
        return _page(released, registration, offer, part.key), status
    here = url_for(".session_signup", slug=released.forum.slug, code=code)
    if request.form.get("anyway") != "1":
        question = clash_page(released, registration, document, part, action=here, leave=here)
        if question is not None:
            return question
    audit.act_as("delegate")
    try:
        with transaction():
            signup = service.sign_up(registration, code, now=clock.now())
    except RuleBroken as broken:
        flash(broken.sentence, "warn")
    else:
        flash(outcome_words(signup, is_confirmed=registration.seen_status is RegistrationStatus.CONFIRMED))
    return redirect(here, 303)


def _page(released: Released, registration: Registration | None, offer: Offer | None, key: str) -> str:
    document = released.seen_by(viewer_of(registration))
    part, face = session_or_404(document, key), document.forum
    signup = queries.signup_of(registration, key) if registration is not None else None
    tally = queries.tallies(released.forum, (key,)).get(key, NOBODY)
    is_live = signup is not None and signup.status in LIVE and signup.called_off_at is None
    turns = queries.places_in_line(registration) if registration is not None and is_live else {}
    is_confirmed = registration is not None and registration.seen_status is RegistrationStatus.CONFIRMED
    return render(
        "signups/session.html",
        released,
        title=localized(part.title, face.languages),
        when=when_words(part, face.timezone),
        languages_words=languages_words(part),
        places=places_words(offer, tally) if offer is not None else None,
        state=state_words(signup, turn=turns.get(key), is_confirmed=is_confirmed) if signup is not None else None,
        can_sign_up=offer is not None and signup is None,
        is_full=offer is not None and tally.left(offer.places) == 0,
        needs_approval=offer is not None and offer.needs_approval,
        is_known=registration is not None,
        action=url_for(".session_signup", slug=face.slug, code=key),
        session_href=url_for("schedule.session", slug=face.slug, code=key),
    )
