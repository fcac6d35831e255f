"""Lines that events of all kinds have in common: when, what, and in which state."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from forumapp.exchange.document import ForumPart, Status
from forumapp.exchange.ics.text import (
    ascii_url,
    clean,
    date_value,
    line,
    one_line,
    shorten,
    text_line,
    utc_value,
    wall_value,
)
from forumapp.exchange.ics.words import Wording
from forumapp.exchange.ics.zones import vtimezone

SUMMARY_CHARACTERS = 120
"""Longest title, before the word that says it is cancelled."""

DESCRIPTION_CHARACTERS = 600
"""Longest description, before the address that ends it; so 700 sessions fit in the megabyte that Google reads."""


def times(starts_at: datetime, ends_at: datetime, *, zone: str) -> bytes:
    """DTSTART and DTEND of wall times, in the zone where every client knows its law in that year, else in UTC."""
    if vtimezone(zone, starts_at.year, ends_at.year) is not None:
        return line(f"DTSTART;TZID={zone}", wall_value(starts_at)) + line(f"DTEND;TZID={zone}", wall_value(ends_at))
    start, end = (time.replace(tzinfo=ZoneInfo(zone)) for time in (starts_at, ends_at))
    return line("DTSTART", utc_value(start)) + line("DTEND", utc_value(end))


def whole_days(first: date, last: date) -> bytes:
    """DTSTART and DTEND of whole days (RFC 5545 3.6.1: the end is the day after)."""
    end = last + timedelta(days=1)
    return line("DTSTART;VALUE=DATE", date_value(first)) + line("DTEND;VALUE=DATE", date_value(end))


def summary(title: Wording, *, cancelled: str | None) -> bytes:
    """The title on one line; a prefix says what some clients do not show, that it is cancelled."""
    text = shorten(one_line(title.text), SUMMARY_CHARACTERS)
    return text_line("SUMMARY", f"{clean(cancelled)}: {text}" if cancelled else text, language=title.language)


def state(status: Status) -> bytes:
    """STATUS in capitals; TRANSPARENT, for a feed of two hundred sessions shall not fill its reader's days."""
    return f"STATUS:{status.value.upper()}\r\nTRANSP:TRANSPARENT\r\n".encode("ascii")


def languages_of(language: str, forum: ForumPart) -> tuple[str, ...]:
    """The language asked for, then the forum's in their order."""
    return (language, *(other for other in forum.languages if other != language))


def forum_url(slug: str, base_url: str) -> str:
    """The address of a forum's front page."""
    return ascii_url(f"{base_url.rstrip('/')}/forums/{slug}/")
