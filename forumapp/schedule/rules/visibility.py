"""The one visibility rule: what a viewer may know of a forum. Every public output is built from what it returns."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from forumapp.exchange.dated import Dated, audience_of, name_of
from forumapp.exchange.document import Document, EventPart, PersonPart, SessionPart, Visibility


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """Who looks: a stranger, a confirmed delegate, somebody invited to closed sessions, a member of the team."""

    is_team: bool = False
    is_delegate: bool = False
    invited: frozenset[str] = field(default_factory=frozenset)
    """Keys of the closed sessions to which the viewer is invited; names (``dated.name_of``) of the closed events."""


PUBLIC = Viewer()


def may_see(part: Dated, viewer: Viewer) -> bool:
    """Say whether the viewer may know that the session or event exists."""
    return sees(audience_of(part), name_of(part), viewer)


def sees(visibility: Visibility, name: str, viewer: Viewer) -> bool:
    """Say whether the viewer may know of a session or event of that visibility and name."""
    if viewer.is_team or visibility is Visibility.PUBLIC:
        return True
    if visibility is Visibility.REGISTERED:
        return viewer.is_delegate
    return name in viewer.invited


def visible(document: Document, viewer: Viewer) -> Document:
    """Return the forum reduced to what the viewer may know, without join addresses.

    A room, track, person or institution that only hidden sessions and events use goes with them; one that no session uses stays.
    """
    sessions = tuple(session for session in document.sessions if may_see(session, viewer))
    hidden = tuple(session for session in document.sessions if not may_see(session, viewer))
    gone_people = people_of(hidden) - people_of(sessions)
    people = tuple(person for person in document.people if person.key not in gone_people)
    events = None if document.events is None else tuple(each for each in document.events if may_see(each, viewer))
    gone_institutions = _gone_institutions(document, people, events or ())
    gone_rooms = {session.room for session in hidden} - {session.room for session in sessions}
    gone_tracks = {session.track for session in hidden} - {session.track for session in sessions}
    return without_join_addresses(
        replace(
            document,
            institutions=tuple(each for each in document.institutions if each.key not in gone_institutions),
            people=people,
            tracks=tuple(track for track in document.tracks if track.key not in gone_tracks),
            rooms=tuple(room for room in document.rooms if room.key not in gone_rooms),
            sessions=sessions,
            events=events,
        )
    )


def _gone_institutions(
    document: Document, people: Collection[PersonPart], events: Collection[EventPart]
) -> set[str | None]:
    """Return the institutions that only hidden people and events name; organizers stay."""
    kept_people, kept_events = {person.key for person in people}, {event.key for event in events}
    gone = {person.institution for person in document.people if person.key not in kept_people}
    gone |= {key for event in document.events or () if event.key not in kept_events for key in event.institutions or ()}
    kept = {person.institution for person in people} | {key for event in events for key in event.institutions or ()}
    return gone - kept - set(document.forum.organizers or ())


def people_of(sessions: tuple[SessionPart, ...]) -> set[str]:
    """Return the keys of all who take part in the sessions or give a report in them."""
    keys = {part.person for session in sessions for part in session.people}
    return keys | {key for session in sessions for report in session.reports or () for key in report.people}


def without_join_addresses(document: Document) -> Document:
    """Return the forum without the addresses by which people enter online; only /join/ knows them."""
    return replace(
        document,
        rooms=tuple(replace(room, join_url=None) for room in document.rooms),
        sessions=tuple(replace(session, join_url=None) for session in document.sessions),
    )


def pointing_to(document: Document, known: Collection[str]) -> Document:
    """Return the forum such that its events point to none but these forums."""
    events = tuple(
        event if event.forum is None or event.forum in known else replace(event, forum=None)
        for event in document.events or ()
    )
    return replace(document, events=events or None)
