"""The buttons of a delegate's own programme: sign up, take back."""

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.registration.models import RegistrationStatus
from forumapp.registration.views.base import Delegate, delegate_by_token
from forumapp.signups import service
from forumapp.signups.views.base import back, blueprint, clash_page, outcome_words, session_or_404
from forumapp.web.guards import guard


@blueprint.post("/forums/<slug>/registration/<token>/programme/<code>/sign-up")
@guard(Permission.REGISTRATION_OWN, delegate_by_token)
def sign_up(delegate: Delegate, code: str) -> ResponseReturnValue:
    """Sign up for a session; asks first where it overlaps another one."""
    part = session_or_404(delegate.document, code)
    registration = delegate.registration
    slug, token = delegate.slug, delegate.token
    if request.form.get("anyway") != "1":
        question = clash_page(
            delegate.released,
            registration,
            delegate.document,
            part,
            action=url_for(".sign_up", slug=slug, token=token, code=code),
            leave=url_for(".programme", slug=slug, token=token),
        )
        if question is not None:
            return question
    try:
        with transaction():
            signup = service.sign_up(registration, code, now=clock.now())
    except RuleBroken as broken:
        flash(broken.sentence, "warn")
    else:
        flash(outcome_words(signup, is_confirmed=registration.seen_status is RegistrationStatus.CONFIRMED))
    return back(delegate, f"session-{code}")


@blueprint.post("/forums/<slug>/registration/<token>/programme/<code>/take-back")
@guard(Permission.REGISTRATION_OWN, delegate_by_token)
def take_back(delegate: Delegate, code: str) -> ResponseReturnValue:
    """Take a sign-up back, also for a session that is no longer in the programme."""
    with transaction():
        service.take_back(delegate.registration, code, now=clock.now())
    flash(_("Your sign-up is taken back."))
    return back(delegate)
