"""What registrars decide about one delegate, or about several at once."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import ngettext
from forumapp.policy import Permission
from forumapp.registration import queries, service
from forumapp.registration.forms import DeclineForm
from forumapp.registration.models import Registration, RegistrationStatus
from forumapp.registration.presentation import name_of
from forumapp.secretariat.manage.frame import asked_filter, asked_for, blueprint, forum_by_slug, registration_by_uid
from forumapp.web.desk import attempt, render_desk, tell, warn
from forumapp.web.guards import guard

MOST_AT_ONCE = 500


@blueprint.post("/forums/<slug>/manage/registrations/<uuid:uid>/approve")
@guard(Permission.REGISTRATION_EDIT, registration_by_uid)
def approve(registration: Registration) -> ResponseReturnValue:
    """Let a delegate in."""
    return _done(registration, service.approve, _("%(name)s is approved.", name=name_of(registration)))


@blueprint.post("/forums/<slug>/manage/registrations/<uuid:uid>/confirm")
@guard(Permission.REGISTRATION_EDIT, registration_by_uid)
def confirm(registration: Registration) -> ResponseReturnValue:
    """Give a delegate a place by hand."""
    return _done(registration, service.confirm, _("%(name)s has a place.", name=name_of(registration)))


@blueprint.post("/forums/<slug>/manage/registrations/<uuid:uid>/withdraw")
@guard(Permission.REGISTRATION_EDIT, registration_by_uid)
def withdraw(registration: Registration) -> ResponseReturnValue:
    """Withdraw for a delegate who asked for it."""
    return _done(registration, service.withdraw, _("%(name)s is withdrawn.", name=name_of(registration)))


@blueprint.route("/forums/<slug>/manage/registrations/<uuid:uid>/decline", methods=["GET", "POST"])
@guard(Permission.REGISTRATION_EDIT, registration_by_uid)
def decline(registration: Registration) -> ResponseReturnValue:
    """Turn a delegate down, with a reason that they read."""
    form = DeclineForm()
    if form.validate_on_submit():
        deed = partial(service.decline, reason=form.reason.data or "")
        return _done(registration, deed, _("%(name)s is declined.", name=name_of(registration)))
    page = render_desk(
        "secretariat/decline.html",
        forum=registration.forum,
        section="registrations",
        registration=registration,
        name=name_of(registration),
        form=form,
    )
    return page, form.status


@blueprint.post("/forums/<slug>/manage/registrations/approve")
@guard(Permission.REGISTRATION_EDIT, forum_by_slug)
def approve_several(forum: Forum) -> ResponseReturnValue:
    """Let in those who are selected and wait for approval, in order of arrival."""
    slug = forum.slug
    asked: dict[str, Any] = asked_for(asked_filter())
    chosen = _chosen(slug, request.form.getlist("registration")[:MOST_AT_ONCE])
    number = 0
    try:
        with transaction():
            for registration in chosen:
                service.approve(registration, now=clock.now())
                number += 1
    except RuleBroken as broken:
        warn(_("Nothing was changed: %(sentence)s", sentence=broken.sentence))
    else:
        tell(ngettext("%(num)d registration is approved.", "%(num)d registrations are approved.", number))
    return redirect(url_for(".registrations", slug=slug, **asked), 303)


def _chosen(slug: str, uids: list[str]) -> list[Registration]:
    found = [queries.registration_by_uid(slug, uid) for uid in (_uuid(text) for text in uids) if uid is not None]
    pending = [
        each for each in found if each is not None and each.status is RegistrationStatus.PENDING and not each.is_unsent
    ]
    return sorted(pending, key=lambda each: each.arrived)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _done(registration: Registration, deed: Callable[..., None], words: str) -> ResponseReturnValue:
    slug, uid = registration.forum.slug, registration.uid
    attempt(lambda: deed(registration, now=clock.now()), words=words)
    return redirect(url_for(".registration", slug=slug, uid=uid), 303)
