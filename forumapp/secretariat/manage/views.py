"""Saved views of the list: kept, renamed, deleted and brought back."""

from uuid import UUID

from flask import abort, g, redirect, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.questions import service as questions
from forumapp.secretariat import queries
from forumapp.secretariat.forms import ViewForm
from forumapp.secretariat.manage.frame import asked_filter, asked_for, blueprint, forum_by_slug
from forumapp.secretariat.models import SavedView
from forumapp.secretariat.presentation import gone_parts, known_parts
from forumapp.secretariat.service import views as service
from forumapp.web.actors import current_actor, may
from forumapp.web.desk import attempt, render_desk, tell, warn
from forumapp.web.guards import guard


def view_by_uid(slug: str, uid: UUID) -> SavedView | None:
    """Return a view that the asker may know: the team's, or their own."""
    view = queries.view_by_uid(slug, uid)
    if view is None or not (view.is_shared or view.account_id == current_actor().account_id):
        return None
    g.content_languages = view.forum.languages
    return view


@blueprint.route("/forums/<slug>/manage/registrations/views/", methods=["GET", "POST"])
@guard(Permission.REGISTRATION_READ, forum_by_slug)
def views(forum: Forum) -> ResponseReturnValue:
    """Show the saved views; keep the filter of the address under a name."""
    form, wanted = ViewForm(), asked_filter()
    if form.validate_on_submit():
        try:
            with transaction():
                is_shared = form.is_shared.data and may(Permission.REGISTRATION_EDIT, forum)
                account_id, name = current_actor().account_id, form.name.data or ""
                service.save(
                    forum, asked_for(wanted), name=name, is_shared=is_shared, account_id=account_id, now=clock.now()
                )
        except RuleBroken as broken:
            form.reject(broken)
        else:
            tell(_("The view “%(name)s” is saved.", name=name))
            return redirect(url_for(".registrations", slug=forum.slug, **asked_for(wanted)), 303)
    known = known_parts(questions.sheet_of(forum), questions.names_of(forum))
    rows = [
        (view, gone_parts(view.asked, known), may_change(view))
        for view in queries.views_for(forum, current_actor().account_id)
    ]
    page = render_desk(
        "secretariat/views.html", forum=forum, section="registrations", rows=rows, form=form, asked=asked_for(wanted)
    )
    return page, form.status


@blueprint.post("/forums/<slug>/manage/registrations/views/<uuid:uid>/rename")
@guard(Permission.REGISTRATION_READ, view_by_uid)
def rename_view(view: SavedView) -> ResponseReturnValue:
    """Give a view another name."""
    _check(view)
    form = ViewForm()
    if form.validate():
        name, account_id = form.name.data or "", current_actor().account_id
        attempt(
            lambda: service.rename(view, name, account_id=account_id, now=clock.now()),
            words=_("The view is called “%(name)s” now.", name=name),
        )
    else:
        warn(str((form.name.errors or [""])[0]))
    return redirect(url_for(".views", slug=view.forum.slug), 303)


@blueprint.post("/forums/<slug>/manage/registrations/views/<uuid:uid>/delete")
@guard(Permission.REGISTRATION_READ, view_by_uid)
def delete_view(view: SavedView) -> ResponseReturnValue:
    """Delete a view; a button takes that back."""
    _check(view)
    slug = view.forum.slug
    attempt(
        lambda: service.remove(view, now=clock.now()),
        words=_("The view “%(name)s” is deleted.", name=view.name),
        undo=url_for(".return_view", slug=slug, uid=view.uid),
    )
    return redirect(url_for(".views", slug=slug), 303)


@blueprint.post("/forums/<slug>/manage/registrations/views/<uuid:uid>/return")
@guard(Permission.REGISTRATION_READ, view_by_uid)
def return_view(view: SavedView) -> ResponseReturnValue:
    """Take the deletion of a view back."""
    _check(view)
    attempt(
        lambda: service.bring_back(view, now=clock.now()),
        words=_("The view “%(name)s” is there again.", name=view.name),
    )
    return redirect(url_for(".views", slug=view.forum.slug), 303)


def may_change(view: SavedView) -> bool:
    """Say whether the asker may change a view: their own, or the team's where they may change registrations."""
    return may(Permission.REGISTRATION_EDIT, view) if view.is_shared else True


def _check(view: SavedView) -> None:
    if not may_change(view):
        abort(403)
