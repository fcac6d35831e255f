"""A whole forum from one value, all or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from forumapp import audit
from forumapp.accounts.models import Account
from forumapp.db import db
from forumapp.db.changes import arrange, differing
from forumapp.directory import service as directory
from forumapp.directory.models import ForumInstitution, ForumPerson
from forumapp.events import service as events
from forumapp.exchange.checks import problems_of
from forumapp.exchange.document import Document, SessionPart
from forumapp.exchange.problems import ExchangeError
from forumapp.forums import service as forums
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.policy import TeamRole
from forumapp.programme import queries
from forumapp.programme.models import Room, Session, Track
from forumapp.programme.service import places, steps
from forumapp.programme.service.people import leave_deleted_sessions
from forumapp.programme.service.sessions import record, write
from forumapp.programme.service.values import Known, fill, part_of, said, told

MOST_PROBLEMS = 20
"""How many problems of one document are told at once."""

Row = TypeVar("Row", ForumInstitution, ForumPerson, Room, Session, Track)


@dataclass(frozen=True)
class Applied:
    """What applying a document did: keys by kind ("forum", "institutions", "people", "tracks", "rooms", "sessions", "events")."""

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

    ``owner`` becomes an owner of the forum. Sessions and events that the document does not name are deleted such that they can be brought back; a deleted
    one that it names comes back under its old UID. Raises ExchangeError or RuleBroken with what is wrong.
    """
    problems = list(problems_of(document))
    if problems:
        raise ExchangeError(*problems[:MOST_PROBLEMS])
    with steps.one_step("forum:import"):
        return _Applying(document, forum, owner, now).applied


class _Applying:
    """A document on its way into the tables; for a forum that stands, it is one step."""

    def __init__(self, document: Document, forum: Forum | None, owner: Account | None, now: datetime) -> None:
        self.document, self.now, self.is_new = document, now, forum is None
        self.applied = _apply_forum(document, forum, owner, now)
        self.forum = self.applied.forum
        institutions = directory.put_institutions(self.forum, document.institutions, now=now)
        people = directory.put_people(self.forum, document.people, now=now)
        self.applied.note("institutions", added=institutions.added, changed=institutions.changed)
        self.applied.note("people", added=people.added, changed=people.changed)
        self.tracks, self.rooms = self._tracks(), self._rooms()
        self.institutions, self.people = institutions.links, people.links
        self.sessions = self._sessions()
        db.session.flush()
        self._events()
        self._remove_rest()
        self._arrange()
        db.session.flush()
        if not self.applied.is_empty:
            self._record()

    def _tracks(self) -> dict[str, Track]:
        standing = {track.key: track for track in queries.tracks(self.forum)}
        for part in self.document.tracks:
            if part.key not in standing:
                standing[part.key] = places.add_track(self.forum, part, now=self.now)
                self.applied.note("tracks", added=[part.key])
            elif any(differing(places.track_part(standing[part.key]), part)):
                places.revise_track(standing[part.key], part, now=self.now)
                self.applied.note("tracks", changed=[part.key])
        return standing

    def _rooms(self) -> dict[str, Room]:
        standing = {room.key: room for room in queries.rooms(self.forum)}
        for part in self.document.rooms:
            if part.key not in standing:
                standing[part.key] = places.add_room(self.forum, part, now=self.now)
                self.applied.note("rooms", added=[part.key])
            elif any(differing(places.room_part(standing[part.key]), part)):
                places.revise_room(standing[part.key], part, now=self.now)
                self.applied.note("rooms", changed=[part.key])
        return standing

    def _sessions(self) -> dict[str, Session]:
        known = Known(self.rooms, self.tracks, self.people)
        standing = {session.key: session for session in queries.sessions_as_written(self.forum)}
        position = queries.end_of(Session, self.forum)
        for part in self.document.sessions:
            session = standing.get(part.key)
            if session is None or session.deleted_at is not None:
                standing[part.key] = write(self.forum, session, part, known, position=position, now=self.now)
                self._step(standing[part.key], None, part)
                position += 1
                self.applied.note("sessions", added=[part.key])
            else:
                self._revise(session, part, known)
        for session in _left_out(standing, self.document.sessions):
            if session.deleted_at is None:
                part = part_of(session)
                self._step(session, part, None)
                session.deleted_at = self.now
                self._note("session:delete", session.key, before=said(part))
                self.applied.note("sessions", removed=[session.key])
        return standing

    def _events(self) -> None:
        put = events.put_events(self.forum, self.document.events, now=self.now)
        self.applied.note("events", added=put.added, changed=put.changed, removed=put.removed)
        if put.is_reordered:
            self.applied.reordered.append("events")

    def _revise(self, session: Session, part: SessionPart, known: Known) -> None:
        standing = part_of(session)
        before, after = differing(standing, part)
        if after:
            self._step(session, standing, part)
            fill(session, part, known)
            self._note("session:revise", part.key, before=told(before), after=told(after))
            self.applied.note("sessions", changed=[part.key])

    def _step(self, session: Session, before: SessionPart | None, after: SessionPart | None) -> None:
        """Note what can be undone; a forum that was not there before has nothing to go back to."""
        if not self.is_new:
            steps.note(session, before, after, action="forum:import", now=self.now)

    def _remove_rest(self) -> None:
        """Take out what the document does not name, people before the institutions they belong to."""
        people = _left_out(self.people, self.document.people)
        if people:
            leave_deleted_sessions(people)
            directory.remove_people(self.forum, people, now=self.now)
        institutions = _left_out(self.institutions, self.document.institutions)
        directory.remove_institutions(self.forum, institutions, now=self.now)
        rooms, tracks = _left_out(self.rooms, self.document.rooms), _left_out(self.tracks, self.document.tracks)
        for room in rooms:
            places.remove_room(room, now=self.now)
        for track in tracks:
            places.remove_track(track, now=self.now)
        self.applied.note("people", removed=[person.key for person in people])
        self.applied.note("institutions", removed=[institution.key for institution in institutions])
        self.applied.note("rooms", removed=[room.key for room in rooms])
        self.applied.note("tracks", removed=[track.key for track in tracks])

    def _arrange(self) -> None:
        standing: dict[str, Mapping[str, Any]] = {
            "institutions": self.institutions,
            "people": self.people,
            "tracks": self.tracks,
            "rooms": self.rooms,
            "sessions": self.sessions,
        }
        for kind, rows in standing.items():
            if arrange([rows[part.key] for part in getattr(self.document, kind)]):
                self.applied.reordered.append(kind)

    def _record(self) -> None:
        deeds = {"added": self.applied.added, "changed": self.applied.changed, "removed": self.applied.removed}
        counts = {deed: {kind: len(keys) for kind, keys in by_kind.items()} for deed, by_kind in deeds.items()}
        slug, after = self.forum.slug, {**counts, "reordered": self.applied.reordered}
        audit.record("forum:import", subject=f"forum:{slug}", forum=slug, after=after, now=self.now)
        db.session.flush()

    def _note(self, action: str, key: str, **changes: dict[str, Any]) -> None:
        record(self.forum, action, key, now=self.now, **changes)


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


def _left_out(standing: Mapping[str, Row], parts: Iterable[Any]) -> list[Row]:
    named = {part.key for part in parts}
    return [row for key, row in standing.items() if key not in named]
