"""Entering delegates on their behalf, and changing their details."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.exchange.document import Document
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.programme import service as programme
from forumapp.questions.rules.parts import Stage
from forumapp.registration import service
from forumapp.registration.forms import EntryForm, RevisionForm
from forumapp.registration.models import Registration
from forumapp.registration.presentation import name_of
from forumapp.secretariat.manage.frame import asked_of, blueprint, forum_by_slug, registration_by_uid
from forumapp.web.desk import render_desk, tell
from forumapp.web.guards import guard


@blueprint.route("/forums/<slug>/manage/registrations/new", methods=["GET", "POST"])
@guard(Permission.REGISTRATION_EDIT, forum_by_slug)
def enter(forum: Forum) -> ResponseReturnValue:
    """Enter a delegate on their behalf."""
    form = EntryForm.of(forum, _document(forum))
    if not form.was_asked_to_spell() and form.validate_on_submit():
        slug, answers = forum.slug, form.said(forum)
        try:
            with transaction():
                registration = service.enter(
                    forum,
                    form.mailbox,
                    answers,
                    attendance=form.mode,
                    consents=form.consents(),
                    replies=form.replies(),
                    now=clock.now(),
                )
        except RuleBroken as broken:
            form.reject(broken)
        else:
            tell(_("%(name)s is entered.", name=name_of(registration)))
            return redirect(url_for(".registration", slug=slug, uid=registration.uid), 303)
    page = render_desk("secretariat/enter.html", forum=forum, section="registrations", form=form, asked=asked_of(form))
    return page, form.status


@blueprint.route("/forums/<slug>/manage/registrations/<uuid:uid>/edit", methods=["GET", "POST"])
@guard(Permission.REGISTRATION_EDIT, registration_by_uid)
def edit(registration: Registration) -> ResponseReturnValue:
    """Change a delegate's details."""
    forum, uid, name = registration.forum, registration.uid, name_of(registration)
    form = RevisionForm.of(registration, _document(forum), stages=tuple(Stage), by_desk=True)
    if not form.was_asked_to_spell() and form.validate_on_submit():
        slug, answers = forum.slug, form.said(forum)
        try:
            with transaction():
                service.revise(registration, answers, replies=form.replies(), now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            tell(_("The details are saved."))
            return redirect(url_for(".registration", slug=slug, uid=uid), 303)
    page = render_desk(
        "secretariat/edit.html",
        forum=forum,
        section="registrations",
        form=form,
        uid=uid,
        name=name,
        asked=asked_of(form),
    )
    return page, form.status


def _document(forum: Forum) -> Document:
    """Return what can be chosen from: the released forum, or the working copy while nothing is published."""
    return service.document_of(forum) or programme.document_of(forum)
