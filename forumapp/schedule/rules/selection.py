"""Parts of a programme: by day, track, kind, room, language, person; and the days themselves."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from forumapp.exchange import dated, zones
from forumapp.exchange.dated import order_in_time
from forumapp.exchange.document import Document, EventPart, ForumPart, Kind, SessionPart

EVENT = "event"
"""What addresses call the kind of further events."""


@dataclass(frozen=True, kw_only=True)
class Selection:
    """What of a programme is asked for; None selects all."""

    day: date | None = None
    track: str | None = None
    kind: str | None = None
    room: str | None = None
    language: str | None = None
    person: str | None = None

    @property
    def is_everything(self) -> bool:
        """Say whether nothing is left out."""
        return self == Selection()


def selection_from(texts: Mapping[str, str], document: Document) -> Selection | None:
    """Read what an address asks for; None when it names something that this (visible) programme does not know."""
    asked = {name: texts[name] for name in ("day", "track", "kind", "room", "language", "person") if texts.get(name)}
    known: dict[str, set[str]] = {
        "day": {day.isoformat() for day in days_of(document.forum)},
        "track": {track.key for track in document.tracks},
        "kind": {EVENT, *(kind.value for kind in Kind)},
        "room": {room.key for room in document.rooms},
        "language": languages_of(document),
        "person": {person.key for person in document.people},
    }
    if any(value not in known[name] for name, value in asked.items()):
        return None
    day = asked.pop("day", None)
    return Selection(day=date.fromisoformat(day) if day else None, **asked)


def languages_of(document: Document) -> set[str]:
    """Return the languages spoken or interpreted in the sessions, and the forum's own."""
    spoken = {code for session in document.sessions for code in (*session.languages, *(session.interpretation or ()))}
    return spoken | set(document.forum.languages)


def day_of(session: SessionPart, forum: ForumPart) -> date | None:
    """Return the forum day to which a session belongs; None for one without a time."""
    return zones.day_of(session.starts_at, forum.starts_on) if session.starts_at is not None else None


def days_with_sessions(document: Document) -> list[date]:
    """Return the days on which a document has sessions, in order."""
    return sorted({day for session in document.sessions if (day := day_of(session, document.forum)) is not None})


def selected(document: Document, selection: Selection) -> Document:
    """Return the programme with only the sessions that are asked for, in the order of time, and the further events."""
    chosen = (session for session in document.sessions if _is_chosen(session, selection, document.forum))
    events = tuple(event for event in document.events or () if _is_asked_for(event, selection, document.forum))
    return replace(document, sessions=tuple(sorted(chosen, key=order_in_time)), events=events or None)


def _is_chosen(session: SessionPart, selection: Selection, forum: ForumPart) -> bool:
    return (
        (selection.day is None or day_of(session, forum) == selection.day)
        and (selection.track is None or session.track == selection.track)
        and (selection.kind is None or session.kind == selection.kind)
        and (selection.room is None or session.room == selection.room)
        and (selection.language is None or selection.language in (*session.languages, *(session.interpretation or ())))
        and (selection.person is None or takes_part(session, selection.person))
    )


def _is_asked_for(event: EventPart, selection: Selection, forum: ForumPart) -> bool:
    """Say whether a further event is selected: it has a kind and days, and no track, room, language or person."""
    others = (selection.track, selection.room, selection.language, selection.person)
    return (
        not any(others)
        and selection.kind in (None, EVENT)
        and (selection.day is None or selection.day in days_with(event, forum))
    )


def days_with(event: EventPart, forum: ForumPart) -> tuple[date, ...]:
    """Return the days of the forum on which a further event takes place."""
    first, last = dated.days_of(event)
    return tuple(day for day in days_of(forum) if first <= day <= last)


def takes_part(session: SessionPart, person: str) -> bool:
    """Say whether somebody has a role in the session or gives a report in it."""
    return any(part.person == person for part in session.people) or any(
        person in report.people for report in session.reports or ()
    )


def sessions_of_person(document: Document, person: str) -> tuple[SessionPart, ...]:
    """Return the sessions in which somebody takes part, in the order of time."""
    return selected(document, Selection(person=person)).sessions


def days_of(forum: ForumPart) -> tuple[date, ...]:
    """Return the forum's days."""
    return tuple(
        forum.starts_on + timedelta(days=number) for number in range((forum.ends_on - forum.starts_on).days + 1)
    )
