"""Rows of the working copy as the values that every format and form knows, and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from forumapp.db.changes import assign
from forumapp.directory.models import ForumPerson
from forumapp.exchange.document import Origin, Part, Reference, ReportPart, SessionPart
from forumapp.forums.models import Forum
from forumapp.programme.models import Report, ReportPerson, Room, Session, SessionPerson, Track

_SAME_NAMES = (
    "title", "abstract", "kind", "starts_at", "ends_at", "status", "visibility", "languages", "interpretation", "signup",
    "capacity", "join_url",
)  # fmt: skip
"""What a session's part and its row call the same."""

_REFERENCES = ("links", "attachments")
"""What an origin holds lists of references in."""


@dataclass(frozen=True)
class Known:
    """What a session of one forum may refer to, by key."""

    rooms: Mapping[str, Room]
    tracks: Mapping[str, Track]
    people: Mapping[str, ForumPerson]


def part_of(session: Session) -> SessionPart:
    """Return a session as a value, such that revise_session would store the same."""
    plain = {name: getattr(session, name) for name in _SAME_NAMES}
    return SessionPart(
        key=session.key,
        origin=_origin_of(session.origin),
        track=session.track.key if session.track is not None else None,
        room=session.room.key if session.room is not None else None,
        people=tuple(Part(person=part.forum_person.key, role=part.role) for part in session.parts),
        reports=_reports(session),
        **plain,
    )


def new_session(forum: Forum, part: SessionPart, known: Known, *, position: int) -> Session:
    """Return a new session that says what ``part`` does."""
    session = Session(forum_id=forum.id, key=part.key, position=position, parts=[], reports=[], **_columns(part))
    _refer(session, part, known)
    return session


def fill(session: Session, part: SessionPart, known: Known) -> None:
    """Make a session what ``part`` says; its version rises whatever of it changes."""
    assign(session, _columns(part))
    _refer(session, part, known)
    flag_modified(session, "title")


def told(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values of a part for the audit trail: join addresses are not told."""
    return {name: _told(name, value) for name, value in values.items()}


def said(part: Any) -> dict[str, Any]:
    """Return all that a part says, for the audit trail."""
    return told({name: value for name, value in vars(part).items() if value is not None})


def _told(name: str, value: Any) -> Any:
    if name == "join_url":
        return None if value is None else "…"
    return _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return {name: _plain(part) for name, part in vars(value).items()} if is_dataclass(value) else value


def _reports(session: Session) -> tuple[ReportPart, ...] | None:
    if not session.reports and not session.has_running_order:
        return None
    return tuple(
        ReportPart(
            key=report.key,
            title=report.title,
            abstract=report.abstract,
            minutes=report.minutes,
            people=tuple(speaker.forum_person.key for speaker in report.people),
        )
        for report in session.reports
    )


def _columns(part: SessionPart) -> dict[str, Any]:
    values = {name: getattr(part, name) for name in _SAME_NAMES}
    return values | {"origin": _origin(part.origin), "has_running_order": part.reports is not None}


def _refer(session: Session, part: SessionPart, known: Known) -> None:
    session.room = known.rooms[part.room] if part.room is not None else None
    session.track = known.tracks[part.track] if part.track is not None else None
    _fill_people(session, part.people, known)
    _fill_reports(session, part.reports or (), known)


def _origin(origin: Origin | None) -> dict[str, Any] | None:
    """Return what the column holds; references are objects in lists, as JSON has them."""
    if origin is None:
        return None
    values = {name: value for name, value in vars(origin).items() if value is not None}
    return values | {name: [_given(one) for one in values[name]] for name in _REFERENCES if name in values}


def _given(reference: Reference) -> dict[str, str]:
    return {name: value for name, value in vars(reference).items() if value is not None}


def _origin_of(stored: Mapping[str, Any] | None) -> Origin | None:
    if stored is None:
        return None
    references = {name: tuple(Reference(**one) for one in stored[name]) for name in _REFERENCES if name in stored}
    return Origin(**{**stored, **references})


def _fill_people(session: Session, parts: Sequence[Part], known: Known) -> None:
    standing = {Part(person=row.forum_person.key, role=row.role): row for row in session.parts}
    rows = [
        standing.get(part) or SessionPerson(forum_person=known.people[part.person], role=part.role) for part in parts
    ]
    for position, row in enumerate(rows):
        row.position = position
    session.parts = rows


def _fill_reports(session: Session, parts: Sequence[ReportPart], known: Known) -> None:
    standing = {row.key: row for row in session.reports}
    rows = [standing.get(part.key) or Report(key=part.key, people=[]) for part in parts]
    for position, (row, part) in enumerate(zip(rows, parts, strict=True)):
        assign(row, {"title": part.title, "abstract": part.abstract, "minutes": part.minutes, "position": position})
        _fill_speakers(row, part.people, known)
    session.reports = rows


def _fill_speakers(report: Report, people: Sequence[str], known: Known) -> None:
    standing = {row.forum_person.key: row for row in report.people}
    rows = [standing.get(person) or ReportPerson(forum_person=known.people[person]) for person in people]
    for position, row in enumerate(rows):
        row.position = position
    report.people = rows
