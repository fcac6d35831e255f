"""Smaller things of the delegate's own page: language, consents."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.i18n import LANGUAGE_NAMES
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.questions import service as questions
from forumapp.registration import service
from forumapp.registration.forms import consent_given
from forumapp.registration.rules.statuses import ENDED
from forumapp.registration.views.base import Delegate, blueprint, delegate_by_token
from forumapp.web.guards import guard


@blueprint.post("/forums/<slug>/registration/<token>/language")
@guard(Permission.REGISTRATION_OWN, delegate_by_token)
def language(delegate: Delegate) -> ResponseReturnValue:
    """Change the language of letters and page."""
    chosen = request.form.get("language", "")
    if chosen in LANGUAGE_NAMES:
        with transaction():
            service.change_language(delegate.registration, chosen, now=clock.now())
    return redirect(url_for(".delegate", slug=delegate.slug, token=delegate.token, lang=None), 303)


@blueprint.post("/forums/<slug>/registration/<token>/consents/<purpose>")
@guard(Permission.REGISTRATION_OWN, delegate_by_token)
def consent(delegate: Delegate, purpose: str) -> ResponseReturnValue:
    """Agree to one purpose, such as the list of participants, or take the consent back."""
    sheet = questions.sheet_of(delegate.released.forum)
    asked = sheet.consent(purpose)
    try:
        with transaction():
            if request.form.get("given") != "1":
                service.take_back_consent(delegate.registration, purpose, now=clock.now())
            elif asked is not None and delegate.registration.seen_status not in ENDED:
                service.give_consent(delegate.registration, consent_given(asked, sheet), now=clock.now())
    except RuleBroken as broken:
        flash(broken.sentence, "warn")
    else:
        flash(_("Your choice is saved."))
    return _back(delegate, "consents")


def _back(delegate: Delegate, fragment: str) -> ResponseReturnValue:
    return redirect(url_for(".delegate", slug=delegate.slug, token=delegate.token, _anchor=fragment), 303)
