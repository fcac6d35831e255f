"""What registrars do with one button: the head's link, opening the list again, having seen the changes."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.delegations import service
from forumapp.delegations.manage.frame import PLACE, blueprint, delegation_of_desk
from forumapp.delegations.models import Delegation
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.web import limits
from forumapp.web.desk import attempt
from forumapp.web.guards import guard
from forumapp.web.limits import limiter

MOST_DIGITS = 10
"""Digits that the number of a deed cannot have."""


@blueprint.post(f"{PLACE}/<uuid:uid>/send-link")
@guard(Permission.REGISTRATION_EDIT, delegation_of_desk)
@limiter.limit(limits.MAIL)
def send_link(delegation: Delegation) -> ResponseReturnValue:
    """Write to the head with the link."""
    return _done(delegation, service.send_link, _("The letter to %(name)s is on its way.", name=delegation.head_name))


@blueprint.post(f"{PLACE}/<uuid:uid>/renew-link")
@guard(Permission.REGISTRATION_EDIT, delegation_of_desk)
@limiter.limit(limits.MAIL)
def renew_link(delegation: Delegation) -> ResponseReturnValue:
    """Write to the head with a new link; earlier ones open no more."""
    words = _(
        "A letter with a new link is on its way to %(name)s. Earlier links open no more.", name=delegation.head_name
    )
    return _done(delegation, service.renew_link, words)


@blueprint.post(f"{PLACE}/<uuid:uid>/revoke-link")
@guard(Permission.REGISTRATION_EDIT, delegation_of_desk)
def revoke_link(delegation: Delegation) -> ResponseReturnValue:
    """Close the head's page."""
    return _done(delegation, service.revoke_link, _("The link opens no more."))


@blueprint.post(f"{PLACE}/<uuid:uid>/reopen")
@guard(Permission.REGISTRATION_EDIT, delegation_of_desk)
@limiter.limit(limits.MAIL)
def reopen(delegation: Delegation) -> ResponseReturnValue:
    """Let the head send the list once more."""
    return _done(delegation, service.reopen, _("The list is open again. Members who were sent keep their places."))


@blueprint.post(f"{PLACE}/<uuid:uid>/seen")
@guard(Permission.REGISTRATION_EDIT, delegation_of_desk)
def seen(delegation: Delegation) -> ResponseReturnValue:
    """Take down that the changes which the page showed were looked through."""
    newest = request.form.get("newest", "")
    if not (newest.isascii() and newest.isdecimal() and len(newest) < MOST_DIGITS):
        abort(400)
    deed = partial(service.mark_seen, newest=int(newest))
    return _done(delegation, deed, _("The changes are marked as seen."))


def _done(delegation: Delegation, deed: Callable[..., Any], words: str) -> ResponseReturnValue:
    slug, uid = delegation.forum.slug, delegation.uid
    attempt(lambda: deed(delegation, now=clock.now()), words=words)
    return redirect(url_for(".delegation", slug=slug, uid=uid), 303)
