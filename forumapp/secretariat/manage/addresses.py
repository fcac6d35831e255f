"""Correcting a delegate's address."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.registration import service
from forumapp.registration.forms import MailboxForm
from forumapp.registration.models import Registration
from forumapp.registration.presentation import name_of
from forumapp.secretariat.manage.frame import blueprint, registration_by_uid
from forumapp.web import limits
from forumapp.web.desk import render_desk, tell
from forumapp.web.guards import guard
from forumapp.web.limits import limiter


@blueprint.route("/forums/<slug>/manage/registrations/<uuid:uid>/email", methods=["GET", "POST"])
@guard(Permission.REGISTRATION_EDIT, registration_by_uid)
@limiter.limit(limits.MAIL, methods=["POST"])
def correct_email(registration: Registration) -> ResponseReturnValue:
    """Correct a delegate's address on their word; a letter asks the new one for its answer."""
    forum, uid, name = registration.forum, registration.uid, name_of(registration)
    is_unsent = registration.is_unsent
    form = MailboxForm(email=registration.email)
    if form.validate_on_submit():
        slug = forum.slug
        try:
            with transaction():
                service.correct_email(registration, form.mailbox, now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            words = _("The address is %(email)s now; a letter is on its way there.", email=form.mailbox.address)
            unsent = _(
                "The address is %(email)s now. No letter goes there before the head sends the list.",
                email=form.mailbox.address,
            )
            tell(unsent if is_unsent else words)
            return redirect(url_for(".registration", slug=slug, uid=uid), 303)
    page = render_desk("secretariat/email.html", forum=forum, section="registrations", form=form, uid=uid, name=name)
    return page, form.status
