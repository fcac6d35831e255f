"""Verbs of further events."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from forumapp import audit
from forumapp.db import db
from forumapp.db.changes import arrange, assign, differing
from forumapp.directory.models import ForumInstitution
from forumapp.directory.queries import institution_keys
from forumapp.directory.rules import free_key, is_key
from forumapp.directory.service import ask_before_institution_leaves
from forumapp.errors import RuleBroken
from forumapp.events import queries, rules
from forumapp.events.models import FurtherEvent
from forumapp.exchange.document import Document, EventPart
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.merging import Basis, reconciled

_SAME_NAMES = (
    "key", "title", "description", "starts_on", "ends_on", "starts_at", "ends_at", "attendance", "place", "link",
    "audience", "institutions",
)  # fmt: skip
"""What an event's part and its row call the same."""


@dataclass
class Put:
    """What putting a whole list of events into a forum did: keys."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    is_reordered: bool = False


def part_of(event: FurtherEvent) -> EventPart:
    """Return an event as a value, such that revise_event would store the same."""
    return EventPart(forum=event.forum_slug, **{name: getattr(event, name) for name in _SAME_NAMES})


def event_parts(forum: Forum) -> tuple[EventPart, ...] | None:
    """Return a forum's events in its order; None where there is no list of them, be it an empty one."""
    parts = tuple(part_of(event) for event in queries.events(forum))
    return parts if parts or forum.has_event_list else None


def with_events_of(forum: Forum, document: Document) -> Document:
    """Return a document of a format that knows of no events with those of the forum it is meant for."""
    known = {institution.key for institution in document.institutions}
    events = event_parts(forum)
    kept = events and tuple(
        replace(event, institutions=tuple(key for key in event.institutions or () if key in known) or None)
        for event in events
    )
    return replace(document, events=kept)


def new_key(forum: Forum, title: str) -> str:
    """Return a key for a new event of this title that the forum never used."""
    return free_key(title, frozenset(event.key for event in queries.all_events(forum)))


def add_event(forum: Forum, part: EventPart, *, now: datetime) -> FurtherEvent:
    """Add an event at the end of a forum's list; one that was deleted under its key comes back."""
    standing = next((event for event in queries.all_events(forum) if event.key == part.key), None)
    if standing is not None and standing.deleted_at is None:
        raise RuleBroken(_("“%(key)s” is taken already. Choose a different key.", key=part.key), field="key")
    event = _write(forum, standing, part, position=queries.end_of_list(forum), now=now)
    db.session.flush()
    return event


def revise_event(
    event: FurtherEvent, part: EventPart, *, basis: Basis[EventPart] | None = None, now: datetime
) -> FurtherEvent:
    """Make an event what ``part`` says; it keeps its key. Raises Overtaken as ``merging.reconciled`` does."""
    event = queries.locked_event(event)
    if event.deleted_at is not None:
        raise RuleBroken(_("Somebody else deleted this event meanwhile."))
    if part.key != event.key:
        raise RuleBroken(_("A key never changes: addresses and calendars are made of it."), field="key")
    _revise(event.forum, event, reconciled(part, standing=part_of(event), basis=basis), now=now)
    db.session.flush()
    return event


def delete_event(event: FurtherEvent, *, now: datetime) -> None:
    """Take an event off the list, such that it can be brought back."""
    event = queries.locked_event(event)
    if event.deleted_at is None:
        _delete(event.forum, event, now=now)
        db.session.flush()


def bring_back_event(event: FurtherEvent, *, now: datetime) -> None:
    """Put a deleted event back under its old key and UID, without institutions that left the forum meanwhile."""
    event = queries.locked_event(event)
    if event.deleted_at is None:
        return
    known = set(institution_keys(event.forum).values())
    kept = tuple(key for key in event.institutions or () if key in known)
    assign(event, {"institutions": kept or None})
    event.deleted_at = None
    _record(event.forum, "event:bring-back", event.key, now=now, after=_said(part_of(event)))
    db.session.flush()


def order_events(forum: Forum, keys: Sequence[str], *, now: datetime) -> bool:
    """Put a forum's events in the order of ``keys``, which names them all; says whether that changed anything."""
    standing = {event.key: event for event in queries.events(forum)}
    is_changed = arrange([standing[key] for key in keys])
    if is_changed:
        before, after = {"order": list(standing)}, {"order": list(keys)}
        audit.record(
            "event:order", subject=f"forum:{forum.slug}", forum=forum.slug, before=before, after=after, now=now
        )
    db.session.flush()
    return is_changed


def put_events(forum: Forum, parts: Sequence[EventPart] | None, *, now: datetime) -> Put:
    """Make a forum's list of events what the parts say; None is no list at all. What they leave out is deleted."""
    put = Put()
    standing = {event.key: event for event in queries.all_events(forum)}
    position = queries.end_of_list(forum) if standing else 0
    for part in parts or ():
        event = standing.get(part.key)
        if event is None or event.deleted_at is not None:
            standing[part.key] = _write(forum, event, part, position=position, now=now)
            position += 1
            put.added.append(part.key)
        elif _revise(forum, event, part, now=now):
            put.changed.append(part.key)
    named = [part.key for part in parts or ()]
    for key, event in standing.items():
        if key not in named and event.deleted_at is None:
            _delete(forum, event, now=now)
            put.removed.append(key)
    put.is_reordered = arrange([standing[key] for key in named])
    if forum.has_event_list != (parts is not None):
        forum.has_event_list = parts is not None
    db.session.flush()
    return put


@ask_before_institution_leaves
def let_go(forum: Forum, link: ForumInstitution) -> None:
    """Refuse while an institution invites to an event; deleted ones come back without it."""
    if any(link.key in (event.institutions or ()) for event in queries.events(forum)):
        raise RuleBroken(_("This institution invites to a further event. Take it off there first."))


def _write(forum: Forum, event: FurtherEvent | None, part: EventPart, *, position: int, now: datetime) -> FurtherEvent:
    """Store a part as a new event, or as the one that was deleted with its key."""
    if not is_key(part.key):
        raise RuleBroken(_("A key has small Latin letters, digits and hyphens only, 80 at most."), field="key")
    _check(forum, part)
    action = "event:add" if event is None else "event:bring-back"
    event = event or FurtherEvent(forum_id=forum.id)
    event.deleted_at, event.position = None, position
    for name, value in _columns(part).items():
        setattr(event, name, value)
    db.session.add(event)
    _record(forum, action, part.key, now=now, after=_said(part))
    return event


def _revise(forum: Forum, event: FurtherEvent, part: EventPart, *, now: datetime) -> bool:
    before, after = differing(part_of(event), part)
    if after:
        _check(forum, part)
        assign(event, _columns(part))
        _record(forum, "event:revise", part.key, now=now, before=before, after=after)
    return bool(after)


def _delete(forum: Forum, event: FurtherEvent, *, now: datetime) -> None:
    event.deleted_at = now
    _record(forum, "event:delete", event.key, now=now, before=_said(part_of(event)))


def _check(forum: Forum, part: EventPart) -> None:
    known = frozenset(institution_keys(forum).values()) if part.institutions else frozenset()
    rules.check(part, slug=forum.slug, timezone=forum.timezone, institutions=known)


def _columns(part: EventPart) -> dict[str, Any]:
    return {"forum_slug": part.forum, **{name: getattr(part, name) for name in _SAME_NAMES}}


def _said(part: EventPart) -> dict[str, Any]:
    return {name: value for name, value in vars(part).items() if value is not None}


def _record(forum: Forum, action: str, key: str, *, now: datetime, **changes: dict[str, Any]) -> None:
    audit.record(action, subject=f"event:{key}", forum=forum.slug, now=now, **changes)
