"""A delegate's own data: what is held, taking it along, having it erased. Behind the secret link; never kept."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.i18n import gettext as _
from forumapp.i18n import localized
from forumapp.policy import Permission
from forumapp.privacy import queries, service
from forumapp.privacy.presentation import export_file, kept_words
from forumapp.privacy.rules.keeping import REQUEST_WAITS
from forumapp.privacy.words import GOES, STAYS
from forumapp.registration.presentation import name_of
from forumapp.registration.rules.statuses import ENDED
from forumapp.registration.views.base import Delegate, delegate_by_token, keep_private, render
from forumapp.storage.sending import send_archive
from forumapp.web import limits
from forumapp.web.guards import guard
from forumapp.web.limits import limiter

blueprint = Blueprint("privacy", __name__)
blueprint.after_request(keep_private)


@blueprint.get("/forums/<slug>/registration/<token>/data/")
@guard(Permission.REGISTRATION_OWN, delegate_by_token)
def own(delegate: Delegate) -> ResponseReturnValue:
    """Show a delegate what is held about them and until when."""
    registration = delegate.registration
    holdings = service.personal_data(registration, with_special=True)
    request = queries.request_of(registration)
    return render(
        "privacy/own.html",
        delegate.released,
        token=delegate.token,
        zone=registration.forum.timezone,
        kept=kept_words(registration.forum.kept_until),
        held=[(holding.title, len(holding.rows)) for holding in holdings if holding.rows],
        looks=service.looks(registration),
        has_ended=registration.seen_status in ENDED,
        erased_at=None if request is None else request.asked_at + REQUEST_WAITS,
        days=REQUEST_WAITS.days,
        goes=GOES,
        stays=STAYS,
    )


@blueprint.post("/forums/<slug>/registration/<token>/data/file")
@guard(Permission.REGISTRATION_OWN, delegate_by_token)
@limiter.limit(limits.UPLOADS, methods=["POST"])
def file(delegate: Delegate) -> ResponseReturnValue:
    """Give a delegate everything that is held about them."""
    registration = delegate.registration
    holdings = service.personal_data(registration, with_special=True)
    title = localized(delegate.released.document.forum.title, delegate.released.document.forum.languages)
    octets = export_file(holdings, title=title, name=name_of(registration))
    with transaction():
        service.take_along(registration, with_special=True, now=clock.now())
    return send_archive(octets, name=f"{delegate.slug}-{registration.arrived}.zip")


@blueprint.post("/forums/<slug>/registration/<token>/data/erase")
@guard(Permission.REGISTRATION_OWN, delegate_by_token)
def ask(delegate: Delegate) -> ResponseReturnValue:
    """Withdraw, and ask for all data to be erased."""
    try:
        with transaction():
            service.ask(delegate.registration, now=clock.now())
    except RuleBroken as broken:
        flash(broken.sentence, "warn")
    else:
        flash(_("Your registration is withdrawn, and your data will be erased. A letter says until when."))
    return _back(delegate)


@blueprint.post("/forums/<slug>/registration/<token>/data/keep")
@guard(Permission.REGISTRATION_OWN, delegate_by_token)
def keep(delegate: Delegate) -> ResponseReturnValue:
    """Take the wish to be erased back."""
    with transaction():
        service.take_back(delegate.registration, now=clock.now())
    flash(_("Your data are not erased. Your registration stays withdrawn."))
    return _back(delegate)


def _back(delegate: Delegate) -> ResponseReturnValue:
    return redirect(url_for(".own", slug=delegate.slug, token=delegate.token), 303)
