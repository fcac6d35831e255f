"""Going back to an earlier release."""

from flask import abort, flash
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.audit import current_actor_name
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.exchange import frozen
from forumapp.exchange.document import Document
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import instant_words, ngettext
from forumapp.policy import Permission
from forumapp.schedule import queries, rules, service
from forumapp.schedule.forms import WithdrawForm
from forumapp.schedule.manage.base import back_to, blueprint, forum_of_desk
from forumapp.schedule.models import Release
from forumapp.schedule.presentation import Presenter, by_day, change_views
from forumapp.web.desk import render_desk
from forumapp.web.guards import guard


@blueprint.route("/forums/<slug>/manage/releases/<int:number>/withdraw", methods=["GET", "POST"])
@guard(Permission.RELEASE_PUBLISH, forum_of_desk)
def withdraw(forum: Forum, number: int) -> ResponseReturnValue:
    """Say what the public would see change, and go back."""
    former: Release = queries.release_with_document(forum, number) or abort(404)
    current = queries.latest_with_document(forum)
    form = WithdrawForm(number=current.number + 1 if current else None)
    if form.validate_on_submit():
        try:
            with transaction():
                release = service.withdraw(
                    forum,
                    number,
                    note=form.note.data or "",
                    expected=form.number.data,
                    by=current_actor_name(),
                    now=clock.now(),
                )
        except RuleBroken as broken:
            form.reject(broken)
        else:
            words = _(
                "Release %(number)d is published; it is that of release %(former)d again. The working copy is as it was.",
                number=release.number,
                former=number,
            )
            flash(words)
            return back_to("releases", forum)
    before = frozen.restore(current.document) if current else None
    return _page(forum, form, former, before), form.status


def _page(forum: Forum, form: WithdrawForm, former: Release, before: Document | None) -> str:
    document = frozen.restore(former.document)
    changes = rules.differences(before, document)
    views = change_views(changes, Presenter(rules.visible(document, rules.PUBLIC)), rules.PUBLIC)
    hidden = len(changes) - len(views)
    planned = queries.open_plan(forum)
    return render_desk(
        "schedule/desk/withdraw.html",
        forum=forum,
        section="releases",
        form=form,
        former=former.number,
        planned_words=instant_words(planned.due_at, forum.timezone) if planned else None,
        published_words=instant_words(former.published_at, forum.timezone),
        groups=by_day(views),
        others_words=ngettext(
            "Beside that, %(num)d change in closed sessions, rooms, names or the forum itself.",
            "Beside that, %(num)d changes in closed sessions, rooms, names or the forum itself.",
            hidden,
        )
        if hidden
        else None,
        has_changes=bool(changes),
    )
