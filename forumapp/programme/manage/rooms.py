"""Rooms of a forum."""

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.db.changes import differing
from forumapp.directory.rules import free_key
from forumapp.errors import Overtaken, RuleBroken
from forumapp.exchange.document import RoomPart
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import localized, ngettext
from forumapp.policy import Permission
from forumapp.programme import queries, service
from forumapp.programme.forms import RoomForm
from forumapp.programme.manage.frame import blueprint, forum_of_desk, room_of, room_or_404
from forumapp.programme.manage.places import count_by
from forumapp.programme.words import ATTENDANCES
from forumapp.web import desk
from forumapp.web.guards import guard
from forumapp.web.lists import key_words, moves_of, shifted
from forumapp.web.revising import Differences, compared, with_others


@blueprint.get("/rooms/")
@guard(Permission.PROGRAMME_READ, forum_of_desk)
def rooms(forum: Forum) -> ResponseReturnValue:
    """List the rooms in their order."""
    found = queries.rooms(forum)
    counts = count_by(session.room for session in queries.sessions(forum))
    rows = [
        {
            "title": localized(room.title, forum.languages),
            "cells": [ATTENDANCES[room.attendance], _places(room.capacity)],
            "track_class": None,
            "href": url_for(".room", slug=forum.slug, key=room.key),
            "sessions_href": url_for(".sessions", slug=forum.slug, room=room.key),
            "count": counts[room.key],
            "moves": moves_of(".shift_room", slug=forum.slug, key=room.key, place=place, count=len(found)),
            "remove_href": url_for(".remove_room", slug=forum.slug, key=room.key),
        }
        for place, room in enumerate(found)
    ]
    return desk.render_desk(
        "programme/pieces.html",
        forum=forum,
        section="rooms",
        heading=_("Rooms"),
        add_label=_("Add a room"),
        add_href=url_for(".add_room", slug=forum.slug),
        columns=[(_("Room"), ""), (_("Attendance"), ""), (_("Places"), ""), (_("Used by"), "")],
        rows=rows,
        empty_words=_("No rooms yet. Halls and virtual rooms stand here; the programme shows them in this order."),
    )


@blueprint.route("/add-room/", methods=["GET", "POST"])
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def add_room(forum: Forum) -> ResponseReturnValue:
    """Add a room."""
    form = RoomForm.of(forum.languages, None)
    if form.validate_on_submit():
        name = form.former_key(RoomPart) or key_words(form.title.data)
        key = free_key(name, frozenset(room.key for room in queries.rooms(forum)))
        try:
            with transaction():
                service.add_room(forum, form.part(key), now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            desk.tell(_("The room is on the list."))
            return redirect(url_for(".rooms", slug=forum.slug), 303)
    return _page(forum, form, heading=_("New room"), button=_("Add the room")), form.status


@blueprint.route("/rooms/<key>/", methods=["GET", "POST"])
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def room(forum: Forum, key: str) -> ResponseReturnValue:
    """Change a room."""
    standing = room_of(forum, key)
    if standing is None:
        return _put_back(forum, key)
    form = RoomForm.of(forum.languages, service.room_part(standing))
    found = None
    if form.validate_on_submit():
        typed = form.part(key)
        try:
            with transaction():
                service.revise_room(standing, typed, basis=form.basis(RoomPart), now=clock.now())
        except Overtaken as overtaken:
            part = service.room_part(standing)
            found = compared(form, RoomForm.of(forum.languages, part, is_stored=True), part, overtaken)
        except RuleBroken as broken:
            form.reject(broken)
        else:
            desk.tell(with_others(_("Saved."), form, differing(typed, service.room_part(standing))[1]))
            return redirect(url_for(".rooms", slug=forum.slug), 303)
    heading = localized(standing.title, forum.languages)
    return _page(forum, form, heading=heading, button=_("Save the room"), found=found), form.status


@blueprint.post("/rooms/<key>/remove")
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def remove_room(forum: Forum, key: str) -> ResponseReturnValue:
    """Take a room off the list."""
    standing = room_or_404(forum, key)
    words = _("%(name)s is off the list.", name=localized(standing.title, forum.languages))
    desk.attempt(lambda: service.remove_room(standing, now=clock.now()), words=words)
    return redirect(url_for(".rooms", slug=forum.slug), 303)


@blueprint.post("/rooms/<key>/<any(earlier, later):direction>")
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def shift_room(forum: Forum, key: str, direction: str) -> ResponseReturnValue:
    """Let a room change places with its neighbor."""
    room_or_404(forum, key)
    keys = shifted([each.key for each in queries.rooms(forum)], key, is_earlier=direction == "earlier")
    desk.attempt(lambda: service.order_rooms(forum, keys, now=clock.now()), words=_("The order is changed."))
    return redirect(url_for(".rooms", slug=forum.slug), 303)


def _places(capacity: int | None) -> str:
    return "" if capacity is None else ngettext("%(num)d place", "%(num)d places", capacity)


def _put_back(forum: Forum, key: str) -> ResponseReturnValue:
    """Keep what was typed on a room that somebody else took off the list; saving adds it anew."""
    form = RoomForm.of(forum.languages, None)
    if form.former_key(RoomPart) != key:
        abort(404)
    form.offer_to_put_back()
    heading, action = localized(form.title.data or {}, forum.languages), url_for(".add_room", slug=forum.slug)
    return _page(forum, form, heading=heading, button=_("Put it back"), action=action), form.status


def _page(
    forum: Forum,
    form: RoomForm,
    *,
    heading: str,
    button: str,
    found: Differences | None = None,
    action: str | None = None,
) -> str:
    return desk.render_desk(
        "programme/room.html",
        forum=forum,
        section="rooms",
        form=form,
        heading=heading,
        button=button,
        differences=found,
        action=action,
    )
