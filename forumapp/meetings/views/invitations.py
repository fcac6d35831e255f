"""Answering an invitation. Opening the page changes nothing; its buttons do."""

from flask import flash
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.i18n import gettext as _
from forumapp.meetings import service
from forumapp.meetings.forms import AnswerForm, DeputyForm
from forumapp.meetings.models import InvitationState
from forumapp.meetings.views.base import (
    PLACE,
    Invited,
    again,
    back,
    blueprint,
    invitation_page,
    invited_by_token,
    render,
)
from forumapp.policy import Permission
from forumapp.web import limits
from forumapp.web.guards import guard
from forumapp.web.limits import limiter


@blueprint.get(f"{PLACE}/")
@guard(Permission.INVITATION_OWN, invited_by_token)
def invitation(invited: Invited) -> ResponseReturnValue:
    """Show somebody to what they are invited and what they answered."""
    return invitation_page(invited)


@blueprint.post(f"{PLACE}/answer")
@guard(Permission.INVITATION_OWN, invited_by_token)
@limiter.limit(limits.OWN_PAGE)
def answer(invited: Invited) -> ResponseReturnValue:
    """Accept or decline."""
    form = AnswerForm()
    if form.validate_on_submit():
        state = InvitationState(str(form.answer.data))
        try:
            with transaction():
                service.answer(
                    invited.invitation, state, note_text=form.note.data or "", version=form.seen, now=clock.now()
                )
        except RuleBroken as broken:
            form.reject(broken)
            invited = again(invited)
            form.version.data = str(invited.invitation.version)
        else:
            is_coming = state is InvitationState.ACCEPTED
            flash(_("Thank you, you accepted.") if is_coming else _("You declined. The organizers see it."))
            return back(invited)
    return invitation_page(invited, form=form), form.status


@blueprint.route(f"{PLACE}/deputy", methods=["GET", "POST"])
@guard(Permission.INVITATION_OWN, invited_by_token)
@limiter.limit(limits.MAIL, methods=["POST"])
def deputy(invited: Invited) -> ResponseReturnValue:
    """Send somebody else, where the organizers allow it."""
    terms = service.terms(invited.invitation)
    if not service.can_send_deputy(invited.invitation, terms):
        return back(invited)
    form = DeputyForm.of(invited.invitation)
    if form.validate_on_submit():
        try:
            with transaction():
                service.name_deputy(
                    invited.invitation,
                    name=form.name.data or "",
                    mailbox=form.mailbox,
                    language=form.language.data or "",
                    version=form.seen,
                    now=clock.now(),
                )
        except RuleBroken as broken:
            form.reject(broken)
            invited = again(invited)
            form.version.data = str(invited.invitation.version)
        else:
            flash(_("The letter to your deputy is on its way."))
            return back(invited)
    return render(invited, "meetings/deputy.html", form=form), form.status
