"""Rooms and tracks of a forum."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import TypeVar

from forumapp import audit
from forumapp.db import db
from forumapp.db.changes import arrange, assign
from forumapp.directory.rules import is_key
from forumapp.errors import RuleBroken
from forumapp.exchange.document import RoomPart, TrackPart
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.merging import Basis, reconciled
from forumapp.programme import queries
from forumapp.programme.models import Room, Track
from forumapp.programme.service.values import said, told

Place = TypeVar("Place", Room, Track)


def room_part(room: Room) -> RoomPart:
    """Return a room as a value."""
    return RoomPart(**{each.name: getattr(room, each.name) for each in fields(RoomPart)})


def track_part(track: Track) -> TrackPart:
    """Return a track as a value."""
    return TrackPart(**{each.name: getattr(track, each.name) for each in fields(TrackPart)})


def add_room(forum: Forum, part: RoomPart, *, now: datetime) -> Room:
    """Add a room at the end of a forum's list."""
    _check_new(part, {room.key for room in queries.rooms(forum)})
    return _add(Room(forum_id=forum.id, position=queries.end_of(Room, forum)), part, forum, now=now)


def add_track(forum: Forum, part: TrackPart, *, now: datetime) -> Track:
    """Add a track at the end of a forum's list."""
    _check_new(part, {track.key for track in queries.tracks(forum)})
    return _add(Track(forum_id=forum.id, position=queries.end_of(Track, forum)), part, forum, now=now)


def revise_room(room: Room, part: RoomPart, *, basis: Basis[RoomPart] | None = None, now: datetime) -> Room:
    """Make a room what ``part`` says; it keeps its key. Raises Overtaken as ``merging.reconciled`` does."""
    room = _locked(room)
    return _revise(room, reconciled(part, standing=room_part(room), basis=basis), now=now)


def revise_track(track: Track, part: TrackPart, *, basis: Basis[TrackPart] | None = None, now: datetime) -> Track:
    """Make a track what ``part`` says; it keeps its key. Raises Overtaken as ``merging.reconciled`` does."""
    track = _locked(track)
    return _revise(track, reconciled(part, standing=track_part(track), basis=basis), now=now)


def remove_room(room: Room, *, now: datetime) -> None:
    """Take a room out of its forum; refused while sessions are in it. Deleted ones come back without it."""
    if any(session.deleted_at is None for session in queries.sessions_using(room)):
        raise RuleBroken(_("Sessions take place in this room. Move them elsewhere first."))
    remove(room, room_part(room), now=now)


def remove_track(track: Track, *, now: datetime) -> None:
    """Take a track out of its forum; refused while sessions belong to it. Deleted ones come back without it."""
    if any(session.deleted_at is None for session in queries.sessions_using(track)):
        raise RuleBroken(_("Sessions belong to this track. Put them into another one first."))
    remove(track, track_part(track), now=now)


def order_rooms(forum: Forum, keys: Sequence[str], *, now: datetime) -> bool:
    """Put a forum's rooms in the order of ``keys``, which names them all; says whether that changed anything."""
    return _order(forum, "room:order", {room.key: room for room in queries.rooms(forum)}, keys, now=now)


def order_tracks(forum: Forum, keys: Sequence[str], *, now: datetime) -> bool:
    """Put a forum's tracks in the order of ``keys``, which names them all; says whether that changed anything."""
    return _order(forum, "track:order", {track.key: track for track in queries.tracks(forum)}, keys, now=now)


def remove(place: Room | Track, part: RoomPart | TrackPart, *, now: datetime) -> None:
    """Take a room or track that no session needs out of its forum."""
    for session in queries.sessions_using(place):
        assign(session, {"room_id" if isinstance(place, Room) else "track_id": None})
    db.session.flush()
    _record(place, "remove", queries.forum_by_id(place.forum_id), now=now, before=said(part))
    db.session.delete(place)
    db.session.flush()


def _check_new(part: RoomPart | TrackPart, taken: set[str]) -> None:
    if not is_key(part.key):
        raise RuleBroken(_("A key has small Latin letters, digits and hyphens only, 80 at most."), field="key")
    if part.key in taken:
        raise RuleBroken(_("“%(key)s” is taken already. Choose a different key.", key=part.key), field="key")
    _check(part)


def _check(part: RoomPart | TrackPart) -> None:
    if not part.title:
        raise RuleBroken(_("Give it a title, in one language at least."), field="title")


def _add(place: Place, part: RoomPart | TrackPart, forum: Forum, *, now: datetime) -> Place:
    for each in fields(part):
        setattr(place, each.name, getattr(part, each.name))
    db.session.add(place)
    _record(place, "add", forum, now=now, after=said(part))
    db.session.flush()
    return place


def _locked(place: Place) -> Place:
    locked = queries.locked_place(place)
    if locked is None:
        raise RuleBroken(_("Somebody else took this off the list meanwhile."))
    return locked


def _revise(place: Place, part: RoomPart | TrackPart, *, now: datetime) -> Place:
    if part.key != place.key:
        raise RuleBroken(_("A key never changes: addresses and calendars are made of it."), field="key")
    _check(part)
    before, after = assign(place, {each.name: getattr(part, each.name) for each in fields(part)})
    if after:
        forum = queries.forum_by_id(place.forum_id)
        _record(place, "revise", forum, now=now, before=told(before), after=told(after))
        db.session.flush()
    return place


def _order(forum: Forum, action: str, places: dict[str, Place], keys: Sequence[str], *, now: datetime) -> bool:
    is_changed = arrange([places[key] for key in keys])
    if is_changed:
        before, after = {"order": list(places)}, {"order": list(keys)}
        audit.record(action, subject=f"forum:{forum.slug}", forum=forum.slug, before=before, after=after, now=now)
    db.session.flush()
    return is_changed


def _record(place: Room | Track, verb: str, forum: Forum, *, now: datetime, **changes: dict[str, object]) -> None:
    kind = "room" if isinstance(place, Room) else "track"
    audit.record(f"{kind}:{verb}", subject=f"{kind}:{place.key}", forum=forum.slug, now=now, **changes)
