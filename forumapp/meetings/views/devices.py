"""Making a browser known as the invited: a code goes to the mailbox that is invited, and is typed on the page."""

from flask import flash, make_response, request
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.i18n import gettext as _
from forumapp.meetings import service
from forumapp.meetings.forms import CodeForm
from forumapp.meetings.rules.tokens import fingerprint
from forumapp.meetings.views.base import (
    PLACE,
    Invited,
    again,
    back,
    blueprint,
    invitation_page,
    invited_by_token,
    remember,
)
from forumapp.policy import Permission
from forumapp.registration.rules.addresses import masked
from forumapp.web import limits
from forumapp.web.guards import guard
from forumapp.web.limits import limiter

CODES = "4 per 15 minutes; 12 per day"
"""Codes that one invitation has sent to its mailbox, whoever asks."""


def _invitation() -> str:
    """Return what stands for an invitation where codes are counted."""
    return f"invitation:{fingerprint(str((request.view_args or {}).get('token', '')))}"


@blueprint.post(f"{PLACE}/device")
@guard(Permission.INVITATION_OWN, invited_by_token)
@limiter.limit(CODES, key_func=_invitation)
@limiter.limit(limits.MAIL)
def ask_code(invited: Invited) -> ResponseReturnValue:
    """Send a code to the mailbox that is invited."""
    try:
        with transaction():
            service.ask_code(invited.invitation, now=clock.now())
    except RuleBroken as broken:
        flash(broken.sentence, "warn")
    else:
        flash(_("A code is on its way to %(email)s. Type it here.", email=masked(invited.invitation.email)))
    return back(invited, "device")


@blueprint.post(f"{PLACE}/code")
@guard(Permission.INVITATION_OWN, invited_by_token)
@limiter.limit(limits.SIGN_IN)
def code(invited: Invited) -> ResponseReturnValue:
    """Take a code: this browser is known from now on, until the link is renewed."""
    form = CodeForm()
    if form.validate_on_submit():
        try:
            with transaction():
                is_right = service.try_code(invited.invitation, form.code.data or "", now=clock.now())
            if not is_right:
                raise RuleBroken(_("This code does not fit, or holds no more. Ask for a new one."), field="code")
        except RuleBroken as broken:
            form.reject(broken)
            invited = again(invited)
        else:
            flash(_("This device shows the closed meetings to which you are invited."))
            response = make_response(back(invited))
            remember(response, invited)
            return response
    return invitation_page(invited, code_form=form), form.status
