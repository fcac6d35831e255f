"""Adding, changing, moving, cancelling and deleting sessions; each deed is a step that can be undone."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from forumapp import audit
from forumapp.db import db
from forumapp.db.changes import differing
from forumapp.directory.queries import forum_people
from forumapp.directory.rules import is_key
from forumapp.errors import RuleBroken
from forumapp.exchange.document import SessionPart, Status
from forumapp.forums import service as forums
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.merging import Basis, reconciled
from forumapp.programme import queries, rules
from forumapp.programme.models import Session
from forumapp.programme.service import steps
from forumapp.programme.service.values import Known, fill, new_session, part_of, said, told

_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
_LENGTH = 8


@dataclass(frozen=True)
class Settlement:
    """How somebody who saw both versions decided: ``version`` is theirs as it was shown, ``theirs`` the fields to take from it."""

    version: int
    theirs: frozenset[str] = field(default_factory=frozenset)


def new_key() -> str:
    """Return a key that nobody can guess from another one: eight signs that are not mistaken for each other."""
    return "".join(secrets.choice(_SIGNS) for _place in range(_LENGTH))


def known_in(forum: Forum) -> Known:
    """Return what a session of a forum may refer to."""
    return Known(
        rooms={room.key: room for room in queries.rooms(forum)},
        tracks={track.key: track for track in queries.tracks(forum)},
        people={person.key: person for person in forum_people(forum)},
    )


def add_session(forum: Forum, part: SessionPart, *, now: datetime) -> Session:
    """Add a session at the end of a forum's list; one that was deleted with this key comes back under its old UID."""
    known = known_in(forum)
    check(part, forum, known)
    session = queries.session_ever_with_key(forum, part.key)
    if session is not None and session.deleted_at is None:
        raise RuleBroken(_("“%(key)s” is taken already. Choose a different key.", key=part.key), field="key")
    session = write(forum, session, part, known, position=queries.end_of(Session, forum), now=now)
    steps.note(session, None, part, action="session:add", now=now)
    db.session.flush()
    return session


def revise_session(
    session: Session, part: SessionPart, *, version: int | None, settled: Settlement | None = None, now: datetime
) -> Session:
    """Make a session what ``part`` says; it keeps its key. Nothing is stored when nothing changes.

    ``version`` is the one that the asker read. What others changed since stays where the asker changed something else;
    raises Overtaken where both changed the same, until ``settled`` says which of the two stands.
    """
    return change(session, lambda _standing: part, action="session:revise", version=version, settled=settled, now=now)


def move_session(
    session: Session,
    *,
    starts_at: datetime | None,
    ends_at: datetime | None,
    room_key: str | None,
    version: int | None = None,
    settled: Settlement | None = None,
    now: datetime,
) -> Session:
    """Give a session other times (wall time in the forum's zone, both None to unschedule it) or another room.

    Raises Overtaken as revise_session does.
    """

    def moved(standing: SessionPart) -> SessionPart:
        return replace(standing, starts_at=starts_at, ends_at=ends_at, room=room_key)

    return change(session, moved, action="session:move", version=version, settled=settled, now=now)


def cancel_session(session: Session, *, now: datetime) -> Session:
    """Say that a session does not take place; it stays in the programme as cancelled."""
    return change(
        session, lambda standing: replace(standing, status=Status.CANCELLED), action="session:cancel", now=now
    )


def uncancel_session(session: Session, *, now: datetime) -> Session:
    """Say that a cancelled session takes place after all."""

    def restored(standing: SessionPart) -> SessionPart:
        return replace(standing, status=Status.CONFIRMED) if standing.status is Status.CANCELLED else standing

    return change(session, restored, action="session:uncancel", now=now)


def delete_session(session: Session, *, now: datetime) -> Session:
    """Take a session out of the programme; it can be brought back, and no other session gets its key."""
    session = queries.locked_session(session)
    if session.deleted_at is not None:
        return session
    part = part_of(session)
    steps.note(session, part, None, action="session:delete", now=now)
    session.deleted_at = now
    record(session.forum, "session:delete", session.key, now=now, before=said(part))
    db.session.flush()
    return session


def bring_back_session(session: Session, *, now: datetime) -> Session:
    """Put a deleted session back where it was, under its old key and UID."""
    session = queries.locked_session(session)
    if session.deleted_at is None:
        return session
    part = part_of(session)
    rules.check_times(part, forums.part_of(session.forum))
    steps.note(session, None, part, action="session:bring-back", now=now)
    session.deleted_at = None
    record(session.forum, "session:bring-back", session.key, now=now, after=said(part))
    db.session.flush()
    return session


def change(
    session: Session,
    revise: Callable[[SessionPart], SessionPart],
    *,
    action: str,
    version: int | None = None,
    settled: Settlement | None = None,
    now: datetime,
) -> Session:
    """Make a session what ``revise`` makes of it as it stands, and note it as ``action``; nothing at all when nothing differs."""
    session = queries.locked_session(session)
    if session.deleted_at is not None:
        raise RuleBroken(_("Somebody else deleted this session meanwhile."))
    standing = part_of(session)
    basis = None if version is None else _basis(session, standing, version, settled)
    part = reconciled(revise(standing), standing=standing, basis=basis)
    if part.key != session.key:
        raise RuleBroken(_("A key never changes: addresses and calendars are made of it."), field="key")
    before, after = differing(standing, part)
    if after:
        known = known_in(session.forum)
        check(part, session.forum, known)
        steps.note(session, standing, part, action=action, now=now)
        fill(session, part, known)
        record(session.forum, action, session.key, now=now, before=told(before), after=told(after))
        db.session.flush()
    return session


def write(
    forum: Forum, session: Session | None, part: SessionPart, known: Known, *, position: int, now: datetime
) -> Session:
    """Store a checked part as a new session, or as the one that was deleted with its key; the caller flushes."""
    action = "session:add" if session is None else "session:bring-back"
    if session is None:
        session = new_session(forum, part, known, position=position)
        db.session.add(session)
    else:
        session.deleted_at, session.position = None, position
        fill(session, part, known)
    record(forum, action, part.key, now=now, after=said(part))
    return session


def record(forum: Forum, action: str, key: str, *, now: datetime, **changes: dict[str, Any]) -> None:
    """Note what was done to a session."""
    audit.record(action, subject=f"session:{key}", forum=forum.slug, now=now, **changes)


def check(part: SessionPart, forum: Forum, known: Known) -> None:
    """Refuse a session that cannot be (RuleBroken)."""
    if not is_key(part.key):
        raise RuleBroken(_("A key has small Latin letters, digits and hyphens only, 80 at most."), field="key")
    if not part.title:
        raise RuleBroken(_("Give the session a title, in one language at least."), field="title")
    rules.check_times(part, forums.part_of(forum))
    if part.room is not None and part.room not in known.rooms:
        raise RuleBroken(_("Choose a room of the forum."), field="room")
    if part.track is not None and part.track not in known.tracks:
        raise RuleBroken(_("Choose a track of the forum."), field="track")
    if part.capacity is not None and part.capacity < 0:
        raise RuleBroken(_("A number of places is zero or more."), field="capacity")
    if len(set(part.people)) < len(part.people):
        raise RuleBroken(_("Somebody stands here twice in the same role."), field="people")
    _check_people((one.person for one in part.people), known)
    _check_reports(part, known)


def _basis(session: Session, standing: SessionPart, version: int, settled: Settlement | None) -> Basis[SessionPart]:
    """Return what somebody's change rests on who read a version of a session and, later, what stands now."""
    return Basis(
        read=standing if version == session.version else steps.part_at(session, version),
        shown=standing if settled is not None and settled.version == session.version else None,
        theirs=frozenset() if settled is None else settled.theirs,
    )


def _check_people(people: Iterable[str], known: Known) -> None:
    if any(person not in known.people for person in people):
        raise RuleBroken(_("Choose people from the list."), field="people")


def _check_reports(part: SessionPart, known: Known) -> None:
    reports = part.reports or ()
    if len({report.key for report in reports}) < len(reports):
        raise RuleBroken(_("Two reports have the same key."), field="key")
    for report in reports:
        if not is_key(report.key):
            raise RuleBroken(_("A key has small Latin letters, digits and hyphens only, 80 at most."), field="key")
        if not report.title:
            raise RuleBroken(_("Give the report a title, in one language at least."), field="title")
        if not 1 <= report.minutes <= rules.LONGEST_REPORT:
            raise RuleBroken(_("A report takes a minute at least and a day at most."), field="minutes")
        if len(set(report.people)) < len(report.people):
            raise RuleBroken(_("Somebody stands here twice."), field="people")
        _check_people(report.people, known)
