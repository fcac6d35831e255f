"""Values of a forum for tests: each names only what matters to it."""

from datetime import date, datetime
from typing import Any

from forumapp.exchange.document import (
    Attendance,
    Document,
    EventPart,
    ForumPart,
    InstitutionKind,
    InstitutionPart,
    Kind,
    Part,
    PersonPart,
    Role,
    RoomPart,
    SessionPart,
    Signup,
    Status,
    TrackPart,
    Visibility,
)


def at(text: str) -> datetime:
    """Return a wall time: "2027-04-12T10:00"."""
    return datetime.fromisoformat(text)


def forum(**changes: Any) -> ForumPart:
    """Return a forum of two days in Ashgabat."""
    given: dict[str, Any] = {
        "slug": "forum",
        "title": {"ru": "Содружество библиотек", "en": "The Library Community"},
        "timezone": "Asia/Ashgabat",
        "starts_on": date(2027, 4, 12),
        "ends_on": date(2027, 4, 13),
        "attendance": Attendance.HYBRID,
        "languages": ("ru", "en"),
    }
    return ForumPart(**{**given, **changes})


def session(key: str = "opening", **changes: Any) -> SessionPart:
    """Return a public panel of an hour on the first day."""
    given: dict[str, Any] = {
        "key": key,
        "title": {"ru": f"Заседание {key}", "en": f"Session {key}"},
        "kind": Kind.PANEL,
        "status": Status.CONFIRMED,
        "visibility": Visibility.PUBLIC,
        "languages": ("ru",),
        "signup": Signup.NONE,
        "people": (),
        "starts_at": at("2027-04-12T10:00"),
        "ends_at": at("2027-04-12T11:00"),
    }
    return SessionPart(**{**given, **changes})


def person(key: str, **changes: Any) -> PersonPart:
    """Return somebody named after the key."""
    given: dict[str, Any] = {"key": key, "given_name": {"en": key.title()}, "family_name": {"en": "Family"}}
    return PersonPart(**{**given, **changes})


def speaker(key: str, role: Role = Role.SPEAKER) -> Part:
    """Return a person's part in a session."""
    return Part(person=key, role=role)


def room(key: str, **changes: Any) -> RoomPart:
    """Return a hall."""
    given: dict[str, Any] = {"key": key, "title": {"en": f"Hall {key}"}, "attendance": Attendance.HYBRID}
    return RoomPart(**{**given, **changes})


def track(key: str, **changes: Any) -> TrackPart:
    """Return a track."""
    return TrackPart(**{"key": key, "title": {"en": f"Track {key}"}, "color": "#335577", **changes})


def institution(key: str, **changes: Any) -> InstitutionPart:
    """Return a library."""
    given: dict[str, Any] = {
        "key": key, "name": {"en": f"Library {key}"}, "country": "TM", "kind": InstitutionKind.NATIONAL,
    }  # fmt: skip
    return InstitutionPart(**{**given, **changes})


def event(key: str = "exhibition", **changes: Any) -> EventPart:
    """Return a public exhibition of two days in Ashgabat, after the forum."""
    given: dict[str, Any] = {
        "key": key,
        "title": {"ru": f"Выставка {key}", "en": f"Exhibition {key}"},
        "attendance": Attendance.ONSITE,
        "audience": Visibility.PUBLIC,
    }
    if "starts_at" not in changes:
        given |= {"starts_on": date(2027, 4, 20), "ends_on": date(2027, 4, 21)}
    return EventPart(**{**given, **changes})


def document(*sessions: SessionPart, **parts: Any) -> Document:
    """Return a forum with these sessions."""
    return Document(**{"forum": forum(), "sessions": sessions, **parts})
