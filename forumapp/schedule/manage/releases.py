"""Review and publish; the releases so far."""

from flask import abort, flash, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.audit import current_actor_name
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.i18n import current_language, instant_words
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.programme import service as programme
from forumapp.schedule import queries, rules, service
from forumapp.schedule.forms import PublishForm
from forumapp.schedule.manage.base import TEAM, back_to, blueprint, forum_of_desk
from forumapp.schedule.manage.review import part_words, review
from forumapp.schedule.models import PlannedRelease, Release
from forumapp.schedule.presentation import Presenter, all_groups
from forumapp.schedule.presentation.papers import paper_links
from forumapp.web.desk import render_desk
from forumapp.web.guards import guard


@blueprint.get("/forums/<slug>/manage/releases/")
@guard(Permission.PROGRAMME_READ, forum_of_desk)
def releases(forum: Forum) -> ResponseReturnValue:
    """Show what publishing everything, a day or a track would change, and the releases so far."""
    stands = service.standing(forum)
    asked = {name: request.args.get(name, "") for name in ("day", "track")}
    part = stands.part(asked["day"], asked["track"])
    if part is None:
        abort(404)
    return _page(stands, PublishForm(number=stands.next_number, **asked), part)


@blueprint.post("/forums/<slug>/manage/releases/publish")
@guard(Permission.RELEASE_PUBLISH, forum_of_desk)
def publish(forum: Forum) -> ResponseReturnValue:
    """Publish the working copy, or the part that was reviewed, as the next release."""
    form = PublishForm()
    stands = service.standing(forum)
    part = stands.part(form.day.data or "", form.track.data or "")
    if part is None:
        abort(404)
    if form.validate_on_submit():
        try:
            with transaction():
                release = service.publish(
                    forum,
                    part=part,
                    note=form.note.data or "",
                    expected=form.number.data,
                    by=current_actor_name(),
                    now=clock.now(),
                )
        except RuleBroken as broken:
            form.reject(broken)
        else:
            said = _("Release %(number)d is published.", number=release.number) if release else _("Nothing to publish.")
            flash(said)
            return back_to("releases", forum)
    return _page(service.standing(forum), form, part), form.status


def _page(stands: service.Standing, form: PublishForm, part: rules.Selection) -> str:
    forum = stands.forum
    presenter = Presenter(stands.working)
    plan = queries.latest_plan(forum)
    return render_desk(
        "schedule/desk/releases.html",
        forum=forum,
        section="releases",
        form=form,
        number=stands.next_number,
        is_first=stands.before is None,
        session_count=len(stands.working.sessions),
        review=review(stands, part),
        standing=len(programme.standing_errors(forum, programme.checked(forum))),
        papers=paper_links(forum.slug),
        drafts_href=url_for("documents_desk.documents", slug=forum.slug),
        has_changes=bool(stands.changes),
        plan=_plan(plan, forum) if plan is not None else None,
        open_comments=sum(
            1 for answer in queries.answers(forum) if answer.kind is rules.Answer.COMMENT and answer.resolved_at is None
        ),
        releases=[_past(release, presenter, stands) for release in queries.releases(forum)],
    )


def _plan(plan: PlannedRelease, forum: Forum) -> dict[str, object] | None:
    """Return what is planned, or why the last plan came to nothing, as long as nothing was published after it."""
    moment = instant_words(plan.due_at, forum.timezone)
    if plan.ended_at is None:
        words = _("Release planned for %(moment)s by %(name)s.", moment=moment, name=plan.planned_by)
        action = url_for(".cancel_plan", slug=forum.slug, plan_id=plan.id)
        return {"words": words, "note": plan.note, "cancel": action, "kind": ""}
    current = queries.current_release(forum)
    if plan.failure is None or (current is not None and current.published_at > plan.ended_at):
        return None
    reason = plan.failure.get(current_language()) or next(iter(plan.failure.values()), "")
    words = _("The release planned for %(moment)s was not made. %(reason)s", moment=moment, reason=reason)
    return {"words": words, "note": "", "cancel": None, "kind": "bad"}


def _past(release: Release, presenter: Presenter, stands: service.Standing) -> dict[str, object]:
    forum = stands.forum
    is_current = stands.current is not None and release.id == stands.current.id
    changes = [rules.change_from(change) for change in release.changes] if release.number > 1 else []
    return {
        "number": release.number,
        "published_words": instant_words(release.published_at, forum.timezone),
        "by": release.published_by,
        "note": release.note,
        "restores": release.restores,
        "part_words": part_words(release.part_day, release.part_track, presenter.document),
        "groups": all_groups(changes, presenter, TEAM),
        "withdraw_href": None if is_current else url_for(".withdraw", slug=forum.slug, number=release.number),
    }
