"""What registrars decide about one delegate: a decision can be undone for a while, before its letter leaves."""

from collections.abc import Callable
from uuid import uuid4

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.registration import queries, service
from forumapp.registration.forms import DeclineForm
from forumapp.registration.models import DecisionDeed, Registration
from forumapp.registration.presentation import name_of
from forumapp.registration.service import Verdict
from forumapp.secretariat.manage.frame import asked_here, blueprint, registration_by_uid
from forumapp.secretariat.service import deciding
from forumapp.web.desk import attempt, render_desk
from forumapp.web.guards import guard


@blueprint.post("/forums/<slug>/manage/registrations/<uuid:uid>/approve")
@guard(Permission.REGISTRATION_EDIT, registration_by_uid)
def approve(registration: Registration) -> ResponseReturnValue:
    """Let a delegate in."""
    return _decided(registration, DecisionDeed.APPROVE, _("%(name)s is approved.", name=name_of(registration)))


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
        words = _("%(name)s is declined.", name=name_of(registration))
        return _decided(registration, DecisionDeed.DECLINE, words, reason=form.reason.data or "")
    page = render_desk(
        "secretariat/decline.html",
        forum=registration.forum,
        section="registrations",
        registration=registration,
        name=name_of(registration),
        form=form,
        reasons=queries.last_reasons(registration.forum),
        asked=asked_here(),
    )
    return page, form.status


def _decided(registration: Registration, deed: DecisionDeed, words: str, *, reason: str = "") -> ResponseReturnValue:
    slug, uid = registration.forum.slug, registration.uid
    verdict = Verdict(deed=deed, batch=uuid4(), reason=reason)
    attempt(
        lambda: deciding.decide_one(registration, verdict, now=clock.now()),
        words=_("%(sentence)s The letter leaves in ten minutes.", sentence=words),
        undo=url_for(".undo", slug=slug, uid=verdict.batch, registration=uid, **asked_here()),
    )
    return redirect(url_for(".registration", slug=slug, uid=uid, **asked_here()), 303)


def _done(registration: Registration, deed: Callable[..., None], words: str) -> ResponseReturnValue:
    slug, uid = registration.forum.slug, registration.uid
    attempt(lambda: deed(registration, now=clock.now()), words=words)
    return redirect(url_for(".registration", slug=slug, uid=uid, **asked_here()), 303)
