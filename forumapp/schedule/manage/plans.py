"""Planning a release for later."""

from flask import abort
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.audit import current_actor_name
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.schedule import queries, service
from forumapp.schedule.forms import ButtonForm, PlanForm
from forumapp.schedule.manage.base import back_to, blueprint, forum_of_desk
from forumapp.schedule.models import PlannedRelease
from forumapp.schedule.presentation.cards import zone_line
from forumapp.web.desk import attempt, render_desk
from forumapp.web.guards import guard


@blueprint.route("/forums/<slug>/manage/releases/plan", methods=["GET", "POST"])
@guard(Permission.RELEASE_PUBLISH, forum_of_desk)
def plan(forum: Forum) -> ResponseReturnValue:
    """Set the time at which what is ready then is published."""
    form = PlanForm()
    if form.validate_on_submit():
        answers = form.answers()
        try:
            with transaction():
                service.plan(
                    forum, answers["due_at"], note=answers["note"] or "", by=current_actor_name(), now=clock.now()
                )
        except RuleBroken as broken:
            form.reject(broken)
        else:
            return back_to("releases", forum)
    page = render_desk(
        "schedule/desk/plan.html",
        forum=forum,
        section="releases",
        form=form,
        zone=zone_line(forum.timezone, clock.now()),
    )
    return page, form.status


@blueprint.post("/forums/<slug>/manage/releases/plan/<int:plan_id>/cancel")
@guard(Permission.RELEASE_PUBLISH, forum_of_desk)
def cancel_plan(forum: Forum, plan_id: int) -> ResponseReturnValue:
    """Give a planned release up."""
    planned: PlannedRelease = queries.plan_of(forum, plan_id) or abort(404)
    if ButtonForm().validate_on_submit():
        attempt(
            lambda: service.cancel(planned, forum, by=current_actor_name(), now=clock.now()),
            words=_("The planned release is cancelled."),
        )
    return back_to("releases", forum)
