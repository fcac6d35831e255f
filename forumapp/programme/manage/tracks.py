"""Tracks of a forum."""

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.db.changes import differing
from forumapp.directory.rules import free_key
from forumapp.errors import Overtaken, RuleBroken
from forumapp.exchange.document import TrackPart
from forumapp.forums.models import Forum
from forumapp.forums.rules import DARK_PAPER, PAPER, contrast
from forumapp.i18n import gettext as _
from forumapp.i18n import localized
from forumapp.policy import Permission
from forumapp.programme import queries, service
from forumapp.programme.forms import TrackForm
from forumapp.programme.manage.frame import blueprint, forum_of_desk, track_of, track_or_404
from forumapp.programme.manage.places import count_by
from forumapp.web import desk
from forumapp.web.guards import guard
from forumapp.web.lists import key_words, moves_of, shifted
from forumapp.web.revising import Differences, compared, with_others

LEAST_CONTRAST = 3
"""Of a line that means something (WCAG 2.2, 1.4.11)."""


@blueprint.get("/tracks/")
@guard(Permission.PROGRAMME_READ, forum_of_desk)
def tracks(forum: Forum) -> ResponseReturnValue:
    """List the tracks in their order."""
    found = queries.tracks(forum)
    counts = count_by(session.track for session in queries.sessions(forum))
    rows = [
        {
            "title": localized(track.title, forum.languages),
            "cells": [],
            "track_class": f"track-{track.key}",
            "href": url_for(".track", slug=forum.slug, key=track.key),
            "sessions_href": url_for(".sessions", slug=forum.slug, track=track.key),
            "count": counts[track.key],
            "moves": moves_of(".shift_track", slug=forum.slug, key=track.key, place=place, count=len(found)),
            "remove_href": url_for(".remove_track", slug=forum.slug, key=track.key),
        }
        for place, track in enumerate(found)
    ]
    return desk.render_desk(
        "programme/pieces.html",
        forum=forum,
        section="tracks",
        heading=_("Tracks"),
        add_label=_("Add a track"),
        add_href=url_for(".add_track", slug=forum.slug),
        columns=[(_("Track"), ""), (_("Used by"), "")],
        rows=rows,
        empty_words=_("No tracks yet. A track is a thread of the programme; a forum can do without."),
    )


@blueprint.route("/add-track/", methods=["GET", "POST"])
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def add_track(forum: Forum) -> ResponseReturnValue:
    """Add a track."""
    form = TrackForm.of(forum.languages, None)
    if form.validate_on_submit():
        name = form.former_key(TrackPart) or key_words(form.title.data)
        key = free_key(name, frozenset(track.key for track in queries.tracks(forum)))
        try:
            with transaction():
                service.add_track(forum, form.part(key), now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            _tell(_("The track is on the list."), form)
            return redirect(url_for(".tracks", slug=forum.slug), 303)
    return _page(forum, form, heading=_("New track"), button=_("Add the track")), form.status


@blueprint.route("/tracks/<key>/", methods=["GET", "POST"])
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def track(forum: Forum, key: str) -> ResponseReturnValue:
    """Change a track."""
    standing = track_of(forum, key)
    if standing is None:
        return _put_back(forum, key)
    form = TrackForm.of(forum.languages, service.track_part(standing))
    found = None
    if form.validate_on_submit():
        typed = form.part(key)
        try:
            with transaction():
                service.revise_track(standing, typed, basis=form.basis(TrackPart), now=clock.now())
        except Overtaken as overtaken:
            part = service.track_part(standing)
            found = compared(form, TrackForm.of(forum.languages, part, is_stored=True), part, overtaken)
        except RuleBroken as broken:
            form.reject(broken)
        else:
            _tell(with_others(_("Saved."), form, differing(typed, service.track_part(standing))[1]), form)
            return redirect(url_for(".tracks", slug=forum.slug), 303)
    heading = localized(standing.title, forum.languages)
    return _page(forum, form, heading=heading, button=_("Save the track"), found=found), form.status


@blueprint.post("/tracks/<key>/remove")
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def remove_track(forum: Forum, key: str) -> ResponseReturnValue:
    """Take a track off the list."""
    standing = track_or_404(forum, key)
    words = _("%(name)s is off the list.", name=localized(standing.title, forum.languages))
    desk.attempt(lambda: service.remove_track(standing, now=clock.now()), words=words)
    return redirect(url_for(".tracks", slug=forum.slug), 303)


@blueprint.post("/tracks/<key>/<any(earlier, later):direction>")
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def shift_track(forum: Forum, key: str, direction: str) -> ResponseReturnValue:
    """Let a track change places with its neighbor."""
    track_or_404(forum, key)
    keys = shifted([each.key for each in queries.tracks(forum)], key, is_earlier=direction == "earlier")
    desk.attempt(lambda: service.order_tracks(forum, keys, now=clock.now()), words=_("The order is changed."))
    return redirect(url_for(".tracks", slug=forum.slug), 303)


def _tell(words: str, form: TrackForm) -> None:
    """Say what was done, and that a color which can hardly be seen is shown in another tone."""
    desk.tell(words)
    color = str(form.color.data)
    if any(contrast(color, paper) < LEAST_CONTRAST for paper in (PAPER, DARK_PAPER)):
        desk.warn(_("On some screens the color can hardly be seen. Pages show it in the nearest tone that can."))


def _put_back(forum: Forum, key: str) -> ResponseReturnValue:
    """Keep what was typed on a track that somebody else took off the list; saving adds it anew."""
    form = TrackForm.of(forum.languages, None)
    if form.former_key(TrackPart) != key:
        abort(404)
    form.offer_to_put_back()
    heading, action = localized(form.title.data or {}, forum.languages), url_for(".add_track", slug=forum.slug)
    return _page(forum, form, heading=heading, button=_("Put it back"), action=action), form.status


def _page(
    forum: Forum,
    form: TrackForm,
    *,
    heading: str,
    button: str,
    found: Differences | None = None,
    action: str | None = None,
) -> str:
    return desk.render_desk(
        "programme/track.html",
        forum=forum,
        section="tracks",
        form=form,
        heading=heading,
        button=button,
        differences=found,
        action=action,
    )
