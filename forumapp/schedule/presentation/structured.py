"""The programme for search engines: schema.org Event as JSON-LD."""

from collections.abc import Iterable
from typing import Any

from forumapp.exchange.document import Attendance, ForumPart
from forumapp.i18n import localized
from forumapp.schedule.presentation.events import EventView
from forumapp.schedule.presentation.sessions import SessionView

_MODES = {
    Attendance.ONLINE: "https://schema.org/OnlineEventAttendanceMode",
    Attendance.ONSITE: "https://schema.org/OfflineEventAttendanceMode",
    Attendance.HYBRID: "https://schema.org/MixedEventAttendanceMode",
}
_STATES = {"cancelled": "https://schema.org/EventCancelled"}
_SCHEDULED = "https://schema.org/EventScheduled"


def forum_event(forum: ForumPart, *, url: str, sessions: Iterable[SessionView] = (), base_url: str) -> dict[str, Any]:
    """Return a forum as an Event, its sessions as subEvents; ``url`` is the forum's page."""
    return {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": localized(forum.title, forum.languages),
        "description": localized(forum.theme, forum.languages),
        "startDate": forum.starts_on.isoformat(),
        "endDate": forum.ends_on.isoformat(),
        "eventAttendanceMode": _MODES[forum.attendance],
        "eventStatus": _SCHEDULED,
        "inLanguage": list(forum.languages),
        "location": _location(forum, url),
        "url": url,
        "subEvent": [session_event(session, forum, base_url=base_url) for session in sessions],
    }


def session_event(session: SessionView, forum: ForumPart, *, base_url: str) -> dict[str, Any]:
    """Return a session as an Event."""
    url = f"{base_url}{session.href}" if session.href else base_url
    return {
        "@type": "Event",
        "name": session.title,
        "startDate": session.starts.isoformat(timespec="minutes"),
        "endDate": session.ends.isoformat(timespec="minutes"),
        "eventStatus": _STATES.get(session.status, _SCHEDULED),
        "eventAttendanceMode": _MODES[forum.attendance],
        "location": _location(forum, url, place=session.room),
        "performer": [{"@type": "Person", "name": person.name} for person in session.people],
        "url": url,
    }


def further_event(event: EventView, *, page: str, base_url: str) -> dict[str, Any]:
    """Return an event beside the programme as an Event; ``page`` is the forum's front page, which names it."""
    url = f"{base_url}{event.forum_href}" if event.forum_href else event.link or f"{page}#event-{event.key}"
    online = {"@type": "VirtualLocation", "url": event.link or url}
    onsite = {"@type": "Place", "name": event.place or event.title, "address": event.place or event.title}
    places = {Attendance.ONLINE: online, Attendance.ONSITE: onsite, Attendance.HYBRID: [onsite, online]}
    return {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title,
        "startDate": event.starts,
        "endDate": event.ends,
        "eventAttendanceMode": _MODES[event.attendance],
        "eventStatus": _SCHEDULED,
        "location": places[event.attendance],
        "organizer": [{"@type": "Organization", "name": name} for name in event.institutions],
        "url": url,
    }


def _location(forum: ForumPart, url: str, *, place: str | None = None) -> Any:
    """Return where: the public page for what is online (never a join address), the hall for what is on site."""
    online = {"@type": "VirtualLocation", "url": url}
    venue = localized(forum.venue, forum.languages)
    onsite = {"@type": "Place", "name": place or venue or localized(forum.title, forum.languages), "address": venue}
    if forum.attendance is Attendance.ONLINE:
        return online
    return onsite if forum.attendance is Attendance.ONSITE else [onsite, online]
