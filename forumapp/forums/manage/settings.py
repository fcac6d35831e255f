"""Making a forum, its overview and its settings."""

from dataclasses import dataclass

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.accounts.views import sessions
from forumapp.db import db, transaction
from forumapp.errors import Overtaken, RuleBroken
from forumapp.exchange.document import ForumPart
from forumapp.exchange.zones import zone_names
from forumapp.forums import presentation, queries, service
from forumapp.forums.forms import ForumForm
from forumapp.forums.manage.base import blueprint, forum_of_desk
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.web.actors import current_actor, may
from forumapp.web.desk import render_desk
from forumapp.web.guards import guard


@dataclass(frozen=True, kw_only=True)
class Step:
    """Something to do for a forum; ``is_done`` is None where that cannot be said here."""

    words: str
    href: str
    is_done: bool | None = None


@blueprint.get("/forums/mine")
@guard(Permission.ACCOUNT_OWN)
def mine() -> ResponseReturnValue:
    """List the forums of one's own; administrators see all."""
    actor = current_actor()
    forums = queries.all_forums() if actor.is_admin else queries.forums_of(sessions.account().id)
    return render_template("forums/mine.html", forums=forums, roles=actor.roles)


@blueprint.route("/forums/new", methods=["GET", "POST"])
@guard(Permission.FORUM_CREATE)
def create() -> ResponseReturnValue:
    """Make a forum and become its owner."""
    form = ForumForm()
    if form.validate_on_submit():
        try:
            with transaction():
                now = clock.now()
                forum = service.create(form.part(), accent=form.accent.data or None, owner=sessions.account(), now=now)
                service.set_hours(forum, form.hours_start.data, form.hours_end.data, now=now)
        except RuleBroken as broken:
            form.reject(broken)
        else:
            _say_accent(form, forum)
            return redirect(url_for(".overview", slug=forum.slug), 303)
    return render_template("forums/create.html", form=form, zones=sorted(zone_names())), form.status


@blueprint.get("/forums/<slug>/manage/")
@guard(Permission.FORUM_READ, forum_of_desk)
def overview(forum: Forum) -> ResponseReturnValue:
    """Say what a forum is and what to do next."""
    return render_desk(
        "forums/overview.html",
        forum=forum,
        section="overview",
        steps=_steps(forum),
        checks=current_app.extensions["forumapp.checks_summary"](forum),
        keeping=current_app.extensions["forumapp.keeping_note"](forum),
    )


@blueprint.route("/forums/<slug>/manage/settings/", methods=["GET", "POST"])
@guard(Permission.FORUM_EDIT, forum_of_desk)
def edit(forum: Forum) -> ResponseReturnValue:
    """Change a forum's settings."""
    institutions = tuple(_names(forum)["institution"].items())
    form = ForumForm(
        part=service.part_of(forum),
        version=forum.version,
        accent=forum.accent,
        institutions=institutions,
        hours=(forum.hours_start, forum.hours_end),
    )
    theirs: list[presentation.Change] = []
    if form.validate_on_submit():
        try:
            _revise(forum, form)
        except Overtaken as overtaken:
            form.reject(overtaken)
            theirs = _go_on_from(forum, form)
        except RuleBroken as broken:
            form.reject(broken)
        else:
            _say_accent(form, forum)
            flash(_("Saved."), "good")
            return redirect(url_for(".overview", slug=forum.slug), 303)
    page = render_desk(
        "forums/edit.html", forum=forum, section="overview", form=form, theirs=theirs, zones=sorted(zone_names())
    )
    return page, form.status


def _names(forum: Forum) -> dict[str, dict[str, str]]:
    """Return the names of a forum's institutions, in its order, and of countries, by key."""
    names: dict[str, dict[str, str]] = current_app.extensions["forumapp.names"](forum)
    return names


def _revise(forum: Forum, form: ForumForm) -> None:
    version = form.version.data or ""
    now = clock.now()
    with transaction():
        service.revise(forum, form.part(), version=int(version) if version.isdecimal() else 0, now=now)
        if (form.accent.data or None) != forum.accent:
            service.paint(forum, form.accent.data or None, now=now)
        service.set_hours(forum, form.hours_start.data, form.hours_end.data, now=now)


def _go_on_from(forum: Forum, form: ForumForm) -> list[presentation.Change]:
    """Return what stands now beside what was typed, and let the form be sent again over it."""
    db.session.refresh(forum)
    form.version.data = str(forum.version)
    known = presentation.Known(zone=forum.timezone, languages=forum.languages, names=_names(forum))
    return presentation.differences(service.part_of(forum), form.part(), known)


def _say_accent(form: ForumForm, forum: Forum) -> None:
    """Say when the color was moved to one that can be read."""
    asked = (form.accent.data or "").lower()
    if asked and forum.accent != asked:
        words = _(
            "The color %(asked)s is too pale to read on paper. The forum uses %(used)s, the nearest that can be read.",
            asked=asked,
            used=forum.accent,
        )
        flash(words, "warn")


def _steps(forum: Forum) -> list[Step]:
    """Return what there is to do, as far as the asker may and this instance can."""
    part: ForumPart = service.part_of(forum)
    done: dict[str, bool] = current_app.extensions["forumapp.progress"](forum)
    planned = (
        (Permission.FORUM_EDIT, "forums_desk.edit", _("Describe the forum"), part.description is not None),
        (Permission.PROGRAMME_EDIT, "programme_desk.rooms", _("Name the rooms"), done.get("programme_desk.rooms")),
        (
            Permission.PROGRAMME_EDIT,
            "programme_desk.sessions",
            _("Write the programme"),
            done.get("programme_desk.sessions"),
        ),
        (Permission.FORUM_EDIT, "forums_desk.edit", _("Open registration"), part.registration is not None),
        (Permission.TEAM_EDIT, "forums_desk.team", _("Invite the team"), len(queries.members(forum)) > 1),
        (
            Permission.RELEASE_PUBLISH,
            "schedule_desk.releases",
            _("Publish the programme"),
            done.get("schedule_desk.releases"),
        ),
    )
    return [
        Step(words=words, href=url_for(endpoint, slug=forum.slug), is_done=is_done)
        for permission, endpoint, words, is_done in planned
        if endpoint in current_app.view_functions and may(permission, forum)
    ]
