"""A whole forum from one value, all or nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from forumapp import audit
from forumapp.accounts.models import Account
from forumapp.db import db
from forumapp.db.changes import arrange, differing
from forumapp.directory import queries as directory_queries
from forumapp.directory import service as directory
from forumapp.directory.models import ForumInstitution, ForumPerson
from forumapp.exchange.checks import problems_of
from forumapp.exchange.document import Document
from forumapp.exchange.problems import ExchangeError
from forumapp.forums import service as forums
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.policy import TeamRole
from forumapp.programme import queries
from forumapp.programme.models import Room, Session, Track
from forumapp.programme.service import places
from forumapp.programme.service.people import leave_deleted_sessions
from forumapp.programme.service.sessions import known_in, record, write
from forumapp.programme.service.values import fill, part_of, said, told

MOST_PROBLEMS = 20
"""How many problems of one document are told at once."""

Row = TypeVar("Row", ForumInstitution, ForumPerson, Room, Track)


@dataclass(frozen=True)
class Applied:
    """What applying a document did: keys by kind ("forum", "institutions", "people", "tracks", "rooms", "sessions")."""

    forum: Forum
    added: dict[str, list[str]] = field(default_factory=dict)
    changed: dict[str, list[str]] = field(default_factory=dict)
    removed: dict[str, list[str]] = field(default_factory=dict)
    reordered: list[str] = field(default_factory=list)
    """The kinds of which the order changed."""

    @property
    def is_empty(self) -> bool:
        """Whether the forum was what the document says already."""
        return not (self.added or self.changed or self.removed or self.reordered)

    def note(
        self, kind: str, *, added: Sequence[str] = (), changed: Sequence[str] = (), removed: Sequence[str] = ()
    ) -> None:
        """Add what was done to things of a kind."""
        for noted, keys in ((self.added, added), (self.changed, changed), (self.removed, removed)):
            if keys:
                noted.setdefault(kind, []).extend(keys)


def apply_document(document: Document, *, forum: Forum | None, owner: Account | None, now: datetime) -> Applied:
    """Make a forum of a document, or make ``forum`` what the document says; nothing is stored where nothing differs.

    ``owner`` becomes an owner of the forum. Sessions that the document does not name are deleted such that they can be brought back; a deleted one that it
    names comes back under its old UID. Raises ExchangeError or RuleBroken with what is wrong.
    """
    problems = list(problems_of(document))
    if problems:
        raise ExchangeError(*problems[:MOST_PROBLEMS])
    applied = _apply_forum(document, forum, owner, now)
    forum = applied.forum
    institutions = directory.put_institutions(forum, document.institutions, now=now)
    applied.note("institutions", added=institutions.added, changed=institutions.changed)
    people = directory.put_people(forum, document.people, now=now)
    applied.note("people", added=people.added, changed=people.changed)
    _apply_tracks(document, applied, now)
    _apply_rooms(document, applied, now)
    _apply_sessions(document, applied, now)
    _remove_rest(document, applied, now)
    _arrange(document, applied)
    db.session.flush()
    if not applied.is_empty:
        _record(applied, now)
    return applied


def _apply_forum(document: Document, forum: Forum | None, owner: Account | None, now: datetime) -> Applied:
    if forum is None:
        made = forums.create(document.forum, accent=None, owner=owner, now=now)
        return Applied(made, added={"forum": [made.slug]})
    forum = lock_forum(forum)
    is_changed = any(differing(forums.part_of(forum), document.forum))
    if is_changed:
        forum = forums.revise(forum, document.forum, version=forum.version, now=now)
    if owner is not None:
        forums.restore(forum, owner, {TeamRole.OWNER}, now=now)
    return Applied(forum, changed={"forum": [forum.slug]} if is_changed else {})


def _apply_tracks(document: Document, applied: Applied, now: datetime) -> None:
    standing = {track.key: track for track in queries.tracks(applied.forum)}
    for part in document.tracks:
        if part.key not in standing:
            places.add_track(applied.forum, part, now=now)
            applied.note("tracks", added=[part.key])
        elif any(differing(places.track_part(standing[part.key]), part)):
            places.revise_track(standing[part.key], part, now=now)
            applied.note("tracks", changed=[part.key])


def _apply_rooms(document: Document, applied: Applied, now: datetime) -> None:
    standing = {room.key: room for room in queries.rooms(applied.forum)}
    for part in document.rooms:
        if part.key not in standing:
            places.add_room(applied.forum, part, now=now)
            applied.note("rooms", added=[part.key])
        elif any(differing(places.room_part(standing[part.key]), part)):
            places.revise_room(standing[part.key], part, now=now)
            applied.note("rooms", changed=[part.key])


def _apply_sessions(document: Document, applied: Applied, now: datetime) -> None:
    forum = applied.forum
    known = known_in(forum)
    standing = {session.key: session for session in queries.sessions(forum)}
    deleted = {session.key: session for session in queries.deleted_sessions(forum)}
    position = queries.end_of(Session, forum)
    for part in document.sessions:
        session = standing.pop(part.key, None)
        if session is None:
            write(forum, deleted.get(part.key), part, known, position=position, now=now)
            position += 1
            applied.note("sessions", added=[part.key])
            continue
        before, after = differing(part_of(session), part)
        if after:
            fill(session, part, known)
            record(forum, "session:revise", part.key, now=now, before=told(before), after=told(after))
            applied.note("sessions", changed=[part.key])
    for key, session in standing.items():
        session.deleted_at = now
        record(forum, "session:delete", key, now=now, before=said(part_of(session)))
    applied.note("sessions", removed=list(standing))
    db.session.flush()


def _remove_rest(document: Document, applied: Applied, now: datetime) -> None:
    """Take out what the document does not name, people before the institutions they belong to."""
    forum = applied.forum
    people = _left_out(directory_queries.forum_people(forum), document.people)
    if people:
        leave_deleted_sessions(people)
        directory.remove_people(forum, people, now=now)
    institutions = _left_out(directory_queries.forum_institutions(forum), document.institutions)
    directory.remove_institutions(forum, institutions, now=now)
    rooms = _left_out(queries.rooms(forum), document.rooms)
    tracks = _left_out(queries.tracks(forum), document.tracks)
    for room in rooms:
        places.remove_room(room, now=now)
    for track in tracks:
        places.remove_track(track, now=now)
    applied.note("people", removed=[person.key for person in people])
    applied.note("institutions", removed=[institution.key for institution in institutions])
    applied.note("rooms", removed=[room.key for room in rooms])
    applied.note("tracks", removed=[track.key for track in tracks])


def _left_out(rows: Iterable[Row], parts: Iterable[Any]) -> list[Row]:
    named = {part.key for part in parts}
    return [row for row in rows if row.key not in named]


def _arrange(document: Document, applied: Applied) -> None:
    forum = applied.forum
    standing: dict[str, Sequence[Any]] = {
        "institutions": directory_queries.forum_institutions(forum),
        "people": directory_queries.forum_people(forum),
        "tracks": queries.tracks(forum),
        "rooms": queries.rooms(forum),
        "sessions": queries.sessions(forum),
    }
    for kind, rows in standing.items():
        by_key = {row.key: row for row in rows}
        if arrange([by_key[part.key] for part in getattr(document, kind)]):
            applied.reordered.append(kind)


def _record(applied: Applied, now: datetime) -> None:
    slug = applied.forum.slug
    deeds = {"added": applied.added, "changed": applied.changed, "removed": applied.removed}
    counts = {deed: {kind: len(keys) for kind, keys in by_kind.items()} for deed, by_kind in deeds.items()}
    after = {**counts, "reordered": applied.reordered}
    audit.record("forum:import", subject=f"forum:{slug}", forum=slug, after=after, now=now)
    db.session.flush()
