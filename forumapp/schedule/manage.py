"""The desk's releases: what is published, what is not yet, and publishing it."""

from flask import Blueprint, Response, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.audit import current_actor_name
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.forums.queries import forum_by_slug
from forumapp.i18n import gettext as _
from forumapp.i18n import instant_words, ngettext
from forumapp.policy import Permission
from forumapp.programme import queries as programme_queries
from forumapp.programme import service as programme
from forumapp.schedule import queries, rules, service
from forumapp.schedule.forms import PublishForm
from forumapp.schedule.presentation import ChangeView, Presenter, change_views
from forumapp.schedule.presentation.colors import stylesheet
from forumapp.schedule.presentation.papers import paper_links
from forumapp.web.actors import may
from forumapp.web.desk import Publication, render_desk
from forumapp.web.guards import guard

blueprint = Blueprint("schedule_desk", __name__)

TEAM = rules.Viewer(is_team=True)


@blueprint.get("/forums/<slug>/manage/releases/")
@guard(Permission.PROGRAMME_READ, forum_by_slug)
def releases(forum: Forum) -> ResponseReturnValue:
    """Show what publishing would change, and the releases so far."""
    current = queries.current_release(forum)
    number = current.number + 1 if current else 1
    g.content_languages = forum.languages
    return _page(forum, PublishForm(number=number), number)


@blueprint.post("/forums/<slug>/manage/releases/publish")
@guard(Permission.RELEASE_PUBLISH, forum_by_slug)
def publish(forum: Forum) -> ResponseReturnValue:
    """Publish the working copy as the next release."""
    form = PublishForm()
    current = queries.current_release(forum)
    number = current.number + 1 if current else 1
    if form.validate_on_submit():
        try:
            with transaction():
                release = service.publish(
                    forum,
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
            return redirect(url_for(".releases", slug=forum.slug), 303)
    g.content_languages = forum.languages
    return _page(forum, form, number), form.status


@blueprint.get("/forums/<slug>/manage/colors.css")
@guard(Permission.PROGRAMME_READ, forum_by_slug)
def colors(forum: Forum) -> ResponseReturnValue:
    """Give the desk the forum's accent and the colors of all tracks."""
    tracks = {track.key: track.color for track in programme_queries.tracks(forum)}
    return Response(stylesheet(forum.accent, tracks), content_type="text/css; charset=utf-8")


def publication(forum: Forum) -> Publication:
    """Return the state of publication in words, as every page of the desk shows it."""
    current = queries.current_release(forum)
    pending = service.count_pending(forum)
    href = url_for("schedule_desk.releases", slug=forum.slug) if may(Permission.PROGRAMME_READ, forum) else None
    if current is None:
        return Publication(words=_("Nothing is published yet."), href=href)
    moment = instant_words(current.published_at, forum.timezone)
    words = _("Release %(number)d, published %(moment)s.", number=current.number, moment=moment)
    if not pending:
        return Publication(words=words)
    return Publication(
        words=words,
        pending=ngettext("%(num)d change is not published.", "%(num)d changes are not published.", pending),
        href=href,
    )


def progress(forum: Forum) -> dict[str, bool]:
    """Return which steps towards a programme are done, by the endpoint of each; the desk's overview lists them."""
    return {
        "programme_desk.rooms": bool(programme_queries.rooms(forum)),
        "programme_desk.sessions": bool(programme_queries.uids(forum)),
        "schedule_desk.releases": queries.current_release(forum) is not None,
    }


def _page(forum: Forum, form: PublishForm, number: int) -> str:
    pending = service.pending_changes(forum)
    presenter = Presenter(service.working_copy(forum))
    sessions = change_views(pending, presenter, TEAM)
    return render_desk(
        "schedule/desk/releases.html",
        forum=forum,
        section="releases",
        form=form,
        number=number,
        is_first=number == 1,
        changes=sessions,
        others_words=_others(len(pending) - len(sessions)),
        has_changes=bool(pending),
        papers=paper_links(forum.slug),
        drafts_href=url_for("documents_desk.documents", slug=forum.slug),
        standing=len(programme.standing_errors(forum, programme.checked(forum))),
        releases=[
            {
                "number": release.number,
                "published_words": instant_words(release.published_at, forum.timezone),
                "by": release.published_by,
                "note": release.note,
                "changes": _past(release.changes, presenter) if release.number > 1 else [],
            }
            for release in queries.releases(forum)
        ],
    )


def _past(changes: list[dict[str, object]], presenter: Presenter) -> list[ChangeView]:
    return change_views(tuple(rules.change_from(change) for change in changes), presenter, TEAM)


def _others(number: int) -> str | None:
    if not number:
        return None
    return ngettext(
        "%(num)d change in names, rooms, tracks, people or the forum itself",
        "%(num)d changes in names, rooms, tracks, people or the forum itself",
        number,
    )
