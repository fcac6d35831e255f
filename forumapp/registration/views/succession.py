"""Somebody else comes in a delegate's place: the form on the delegate's own page."""

from flask import flash, redirect, session, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.policy import Permission
from forumapp.registration import service
from forumapp.registration.forms import SuccessorForm
from forumapp.registration.rules.addresses import masked
from forumapp.registration.views.addresses import own_key
from forumapp.registration.views.base import SENT, Delegate, blueprint, delegate_by_token, render
from forumapp.web import limits
from forumapp.web.guards import guard
from forumapp.web.limits import limiter

TRIES = "10 per 15 minutes; 30 per day"
"""How often one delegate sends the form: it says whether an address is registered."""


@blueprint.route("/forums/<slug>/registration/<token>/substitute", methods=["GET", "POST"])
@guard(Permission.REGISTRATION_OWN, delegate_by_token)
@limiter.limit(limits.MAIL, methods=["POST"])
@limiter.limit(TRIES, key_func=own_key, methods=["POST"])
def substitute(delegate: Delegate) -> ResponseReturnValue:
    """Let somebody else have the delegate's place; the delegate's page ends with it."""
    registration, slug = delegate.registration, delegate.slug
    own = url_for(".delegate", slug=slug, token=delegate.token)
    if refusal := service.handing_refusal(registration, by_delegate=True, now=clock.now()):
        flash(refusal, "warn")
        return redirect(own, 303)
    form = SuccessorForm.of(registration, delegate.document)
    if not form.was_asked_to_spell() and form.validate_on_submit():
        answers = form.said(delegate.released.forum)
        try:
            with transaction():
                service.hand_over(registration, form.mailbox, answers, by_delegate=True, now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            session[SENT] = {"slug": slug, "address": masked(form.mailbox.address), "awaiting": "passed"}
            return redirect(url_for(".sent", slug=slug), 303)
    return render("registration/substitute.html", delegate.released, form=form, back=own), form.status
