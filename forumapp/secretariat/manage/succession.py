"""Somebody else comes in a delegate's place: entered by a registrar."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.programme import service as programme
from forumapp.registration import service
from forumapp.registration.forms import SuccessorForm
from forumapp.registration.models import Registration
from forumapp.registration.presentation import name_of
from forumapp.secretariat.manage.frame import blueprint, registration_by_uid
from forumapp.web import limits
from forumapp.web.desk import render_desk, tell, warn
from forumapp.web.guards import guard
from forumapp.web.limits import limiter


@blueprint.route("/forums/<slug>/manage/registrations/<uuid:uid>/substitute", methods=["GET", "POST"])
@guard(Permission.REGISTRATION_EDIT, registration_by_uid)
@limiter.limit(limits.MAIL, methods=["POST"])
def substitute(registration: Registration) -> ResponseReturnValue:
    """Let another person have a delegate's place or turn."""
    forum, uid, former = registration.forum, registration.uid, name_of(registration)
    slug, refusal = forum.slug, service.handing_refusal(registration, by_delegate=False, now=clock.now())
    if refusal:
        warn(refusal)
        return redirect(url_for(".registration", slug=slug, uid=uid), 303)
    form = SuccessorForm.of(registration, service.document_of(forum) or programme.document_of(forum))
    if not form.was_asked_to_spell() and form.validate_on_submit():
        answers = form.said(forum)
        try:
            with transaction():
                new = service.hand_over(registration, form.mailbox, answers, now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            tell(_("%(name)s takes part instead of %(former)s.", name=name_of(new), former=former))
            return redirect(url_for(".registration", slug=slug, uid=new.uid), 303)
    page = render_desk(
        "secretariat/substitute.html", forum=forum, section="registrations", form=form, uid=uid, name=former
    )
    return page, form.status
