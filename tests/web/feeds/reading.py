"""Calendars read back."""

from dataclasses import dataclass
from datetime import datetime

import icalendar


@dataclass(frozen=True)
class Event:
    """What matters of an event."""

    uid: str
    sequence: int
    last_modified: datetime
    status: str
    transparency: str
    summary: str
    starts: datetime
    location: str
    url: str
    conference: str


def read(octets: bytes) -> list[Event]:
    """Return the events of a calendar in their order; every line is at most 75 octets and ends as RFC 5545 3.1 says."""
    assert octets.endswith(b"END:VCALENDAR\r\n")
    assert max(len(line) for line in octets.split(b"\r\n")) <= 75
    calendar = icalendar.Calendar.from_ical(octets)
    assert [part.errors for part in calendar.walk() if part.errors] == []
    return [
        Event(
            uid=str(event["UID"]),
            sequence=int(event["SEQUENCE"]),
            last_modified=event["LAST-MODIFIED"].dt,
            status=str(event["STATUS"]),
            transparency=str(event["TRANSP"]),
            summary=str(event["SUMMARY"]),
            starts=event["DTSTART"].dt,
            location=str(event.get("LOCATION", "")),
            url=str(event["URL"]),
            conference=str(event.get("CONFERENCE", "")),
        )
        for event in calendar.events
    ]
