"""Papers for tests: each names only what matters to it."""

from datetime import UTC, datetime
from typing import Any

from forumapp.documents.rules import City, Named, Paper, PaperDay, PaperReport, PaperSession, Voice

MADE_AT = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)

WORDS = {
    "programme": "Programme",
    "overview": "Overview",
    "contents": "Contents",
    "rooms": "Rooms",
    "languages": "Languages",
    "time": "Time",
    "cities": "In other cities",
    "day_begins": "The day begins:",
    "session": "Event",
    "room": "Room",
}


def item(key: str = "opening", **changes: Any) -> PaperSession:
    """Return a panel of an hour without anybody."""
    given: dict[str, Any] = {
        "key": key, "starts": "10:00", "ends": "11:00", "ends_words": None, "title": f"Session {key}",
        "title_language": None, "is_break": False, "is_cancelled": False, "status": None, "closed": None,
        "kind": "Panel discussion", "room": None, "track": None, "color": None, "languages": None, "voices": (),
        "reports": (),
    }  # fmt: skip
    return PaperSession(**{**given, **changes})


def report(title: str, starts: str = "10:15", *names: str) -> PaperReport:
    """Return a report by people without posts."""
    people = tuple(Named(name=name, about=None) for name in names)
    return PaperReport(starts=starts, title=title, title_language=None, people=people)


def voice(role: str, name: str, about: str | None = None) -> Voice:
    """Return one person in a role."""
    return Voice(role=role, people=(Named(name=name, about=about),))


def day(*items: PaperSession, **changes: Any) -> PaperDay:
    """Return a day with a row of cities."""
    given: dict[str, Any] = {
        "title": "Monday, 12 April", "number": "Day 1 of 2", "hours": "10:00–11:00", "count": "1 session",
        "cities": (City(names="Minsk", clock="08:00", is_forum=False),), "items": items,
    }  # fmt: skip
    return PaperDay(**{**given, **changes})


def paper(*items: PaperSession, **changes: Any) -> Paper:
    """Return a programme of one day."""
    given: dict[str, Any] = {
        "language": "en", "title": "The Library Community", "theme": None, "about": "12–13 April 2027; on site",
        "dates": "12–13 April 2027", "place": "on site", "organizers": ("State Library",), "languages_words": "English",
        "zone": "Ashgabat, UTC+5", "rooms": ("Main hall",), "cities": (), "edition": "Release 1", "address": None,
        "accent": "#1f4e5f", "words": WORDS, "days": (day(*(items or (item(),))),),
    }  # fmt: skip
    return Paper(**{**given, **changes})
