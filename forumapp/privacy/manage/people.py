"""One person's data at the desk: all of it as a file, and erasing it after a preview."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.forums.manage.base import forum_of_desk
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import localized
from forumapp.policy import Permission
from forumapp.privacy import service
from forumapp.privacy.forms import EraseForm
from forumapp.privacy.manage.frame import blueprint, known_registration
from forumapp.privacy.presentation import export_file
from forumapp.privacy.service import Reason
from forumapp.privacy.words import GOES, STAYS
from forumapp.registration.forms import MailboxForm
from forumapp.registration.models import Registration
from forumapp.registration.presentation import name_of
from forumapp.registration.rules.statuses import ENDED
from forumapp.storage.sending import send_archive
from forumapp.web.actors import may
from forumapp.web.desk import render_desk, tell
from forumapp.web.guards import guard


@blueprint.post("/forums/<slug>/manage/registrations/<uuid:uid>/data")
@guard(Permission.REGISTRATION_EXPORT, known_registration)
def file(registration: Registration) -> ResponseReturnValue:
    """Give everything that is held about a delegate, to be handed to them."""
    forum = registration.forum
    with_special = may(Permission.REGISTRATION_SPECIAL, forum)
    holdings = service.personal_data(registration, with_special=with_special)
    octets = export_file(holdings, title=localized(forum.title, forum.languages), name=name_of(registration))
    name = f"{forum.slug}-{registration.arrived}.zip"
    has_special = any(each.is_special and each.rows for each in holdings)
    with transaction():
        service.take_along(registration, with_special=has_special, now=clock.now())
    return send_archive(octets, name=name)


@blueprint.route("/forums/<slug>/manage/registrations/<uuid:uid>/erase", methods=["GET", "POST"])
@guard(Permission.REGISTRATION_EDIT, known_registration)
def erase(registration: Registration) -> ResponseReturnValue:
    """Show what would go and what would stay, and erase once the number is typed."""
    forum, uid, name = registration.forum, registration.uid, name_of(registration)
    form = EraseForm(arrived=registration.arrived)
    if form.validate_on_submit():
        try:
            with transaction():
                service.erase(registration, reason=Reason(form.reason.data), now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            tell(_("Registration %(number)d is erased.", number=registration.arrived))
            return redirect(url_for("secretariat.registration", slug=forum.slug, uid=uid), 303)
    held = service.personal_data(registration, with_special=False)
    page = render_desk(
        "privacy/desk/erase.html",
        forum=forum,
        section="registrations",
        form=form,
        uid=uid,
        name=name,
        number=registration.arrived,
        held=[(holding.title, len(holding.rows)) for holding in held if holding.rows],
        has_place=registration.seen_status not in ENDED,
        has_address=registration.email is not None,
        goes=GOES,
        stays=STAYS,
    )
    return page, form.status


@blueprint.route("/forums/<slug>/manage/privacy/mailbox", methods=["GET", "POST"])
@guard(Permission.REGISTRATION_EDIT, forum_of_desk)
def mailbox(forum: Forum) -> ResponseReturnValue:
    """Erase somebody who never registered, by the address that is typed."""
    form = MailboxForm()
    if form.validate_on_submit():
        slug = forum.slug
        try:
            with transaction():
                service.erase_mailbox(forum, form.mailbox, now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            tell(_("What this forum held under the address is erased."))
            return redirect(url_for(".privacy", slug=slug), 303)
    return render_desk("privacy/desk/mailbox.html", forum=forum, section="privacy", form=form), form.status
