"""Another address: asked for on the delegate's own page, and confirmed by the link of the letter that went there."""

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug import Response

from forumapp import audit, clock
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.registration import service
from forumapp.registration.forms import MailboxForm
from forumapp.registration.models import AddressChange
from forumapp.registration.presentation import name_of
from forumapp.registration.rules.statuses import ENDED
from forumapp.registration.views.base import LETTERS, Delegate, blueprint, delegate_by_token, render, typed_address
from forumapp.schedule.queries import Released, released
from forumapp.web import limits
from forumapp.web.forms import Form
from forumapp.web.guards import guard
from forumapp.web.limits import limiter


def own_key() -> str:
    """Return what stands for the delegate who asks where letters are counted."""
    delegate: Delegate = g.subject
    return f"registration:{delegate.registration.uid}"


def has_written(response: Response) -> bool:
    """Say whether an answer means that a letter was written."""
    return response.status_code == 303


@blueprint.route("/forums/<slug>/registration/<token>/email", methods=["GET", "POST"])
@guard(Permission.REGISTRATION_OWN, delegate_by_token)
@limiter.limit(limits.MAIL, methods=["POST"])
@limiter.limit(LETTERS, key_func=own_key, methods=["POST"], deduct_when=has_written)
@limiter.limit(LETTERS, key_func=typed_address, methods=["POST"], deduct_when=has_written)
def change_email(delegate: Delegate) -> ResponseReturnValue:
    """Ask for another address; it counts once its letter is answered."""
    if delegate.registration.seen_status in ENDED:
        return _back(delegate)
    form = MailboxForm()
    if form.validate_on_submit():
        try:
            with transaction():
                service.ask_email(delegate.registration, form.mailbox, now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            flash(_("Open the letter at %(email)s to confirm the new address.", email=form.mailbox.address))
            return _back(delegate)
    address = delegate.registration.email
    page = render("registration/change_email.html", delegate.released, form=form, address=address, back=_own(delegate))
    return page, form.status


@blueprint.post("/forums/<slug>/registration/<token>/email/keep")
@guard(Permission.REGISTRATION_OWN, delegate_by_token)
def keep_email(delegate: Delegate) -> ResponseReturnValue:
    """Give up the wish for another address."""
    with transaction():
        service.keep_email(delegate.registration, now=clock.now())
    flash(_("Your address stays as it is."))
    return _back(delegate)


@blueprint.route("/forums/<slug>/address/<token>/", methods=["GET", "POST"])
@guard(Permission.REGISTRATION_OWN, released)
def new_email(released: Released, token: str) -> ResponseReturnValue:
    """Open the link of a letter to a new address: a page with a button."""
    change = service.open_change(released.forum.slug, token, now=clock.now())
    if change is None:
        return render("registration/email_gone.html", released), 410
    g.preferred_language = change.registration.language
    form = Form()
    if form.validate_on_submit():
        try:
            return _answer(change)
        except RuleBroken as broken:
            form.reject(broken)
    page = render(
        "registration/new_email.html",
        released,
        form=form,
        name=name_of(change.registration),
        address=change.email,
        former=change.registration.email,
    )
    return page, form.status


def _answer(change: AddressChange) -> ResponseReturnValue:
    audit.act_as("delegate", request_id=g.request_id)
    with transaction():
        registration = service.answer_email(change, now=clock.now())
    flash(_("Your address is %(email)s now.", email=registration.email))
    token = service.token_of(registration)
    return redirect(url_for(".delegate", slug=registration.forum.slug, token=token), 303)


def _own(delegate: Delegate) -> str:
    return url_for(".delegate", slug=delegate.slug, token=delegate.token)


def _back(delegate: Delegate) -> ResponseReturnValue:
    return redirect(_own(delegate), 303)
