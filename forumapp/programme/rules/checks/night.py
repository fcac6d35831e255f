"""The night guard: what clocks show where online speakers and delegates sit."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from forumapp.exchange.document import Attendance, SessionPart
from forumapp.exchange.zones import instant, wall_time
from forumapp.programme.rules.checks.programme import Programme, is_break, is_closed
from forumapp.programme.rules.checks.values import Check, Finding, Severity, Span

NIGHT = (time(23), time(7))
"""When people sleep."""

LATE_AND_EARLY = (time(22), time(8))
"""When people would rather not work."""

_DAY = 24 * 60


class Hour(Enum):
    """What time of day it is for people."""

    DAY = 0
    MARGIN = 1
    NIGHT = 2


@dataclass
class _Place:
    """Who is up early or late for a session in one zone."""

    spans: list[Span] = field(default_factory=list)
    people: set[str] = field(default_factory=set)
    delegates: int = 0
    severities: set[Severity] = field(default_factory=set)


def night(programme: Programme, severity: Severity) -> Iterator[Finding]:
    """Find sessions that people follow at night, one finding for each session and place.

    Of people of the programme in a hybrid session it is not known whether they sit at home: that is a note.
    """
    clocks, delegates = _Clocks(programme.zone), programme.delegates_online()
    for session, starts_at, ends_at in programme.scheduled():
        attendance = programme.attendance_of(session)
        if attendance is Attendance.ONSITE or is_break(session):
            continue
        places: dict[str, _Place] = defaultdict(_Place)
        for zone, number in ({} if is_closed(session) else delegates).items():
            local, hour = clocks.show(zone, Span(starts_at, ends_at))
            if hour is not Hour.DAY:
                _note(places[zone], local, hour, severity).delegates = number
        milder = severity if attendance is Attendance.ONLINE else Severity.NOTE
        for person, begins_at, finishes_at in programme.presences(session):
            home = programme.zone_of_person(person)
            if home is not None:
                local, hour = clocks.show(home, Span(begins_at, finishes_at))
                if hour is not Hour.DAY:
                    _note(places[home], local, hour, milder).people.add(person)
        yield from _findings(session, places)


def hour_of(local: Span) -> Hour:
    """Say whether a span of wall time has a moment of the night, or of the hours beside it."""
    if touches(local, *NIGHT):
        return Hour.NIGHT
    return Hour.MARGIN if touches(local, *LATE_AND_EARLY) else Hour.DAY


def touches(local: Span, evening: time, morning: time) -> bool:
    """Say whether a span of wall time has a moment between the evening and the next morning."""
    begin = local.starts_at.hour * 60 + local.starts_at.minute
    end = begin + (local.ends_at - local.starts_at) / timedelta(minutes=1)
    first, last = evening.hour * 60 + evening.minute - _DAY, morning.hour * 60 + morning.minute
    return any(begin < last + shift and first + shift < end for shift in range(0, int(end) + 2 * _DAY, _DAY))


def local_span(span: Span, home: ZoneInfo, there: ZoneInfo) -> Span:
    """Return what clocks in another zone show during a span of the forum's wall time."""
    return Span(*(wall_time(instant(wall, home), there) for wall in span))


class _Clocks:
    """What clocks show elsewhere; each span is worked out once, as many sessions share it.

    The zones are held here: zoneinfo itself keeps only a few, and reads the others' files again and again.
    """

    def __init__(self, home: ZoneInfo) -> None:
        self._home = home
        self._zones: dict[str, ZoneInfo] = {}
        self._known: dict[tuple[str, Span], tuple[Span, Hour]] = {}

    def show(self, zone: str, span: Span) -> tuple[Span, Hour]:
        """Return a span of the forum's wall time as it is in a zone, and what kind of hour that is."""
        known = self._known.get((zone, span))
        if known is None:
            there = self._zones.get(zone) or self._zones.setdefault(zone, ZoneInfo(zone))
            local = local_span(span, self._home, there)
            known = self._known[zone, span] = (local, hour_of(local))
        return known


def _note(place: _Place, local: Span, hour: Hour, severity: Severity) -> _Place:
    place.spans.append(local)
    place.severities.add(severity if hour is Hour.NIGHT else Severity.NOTE)
    return place


def _findings(session: SessionPart, places: dict[str, _Place]) -> Iterator[Finding]:
    for zone, place in places.items():
        yield Finding(
            check=Check.NIGHT,
            severity=next(severity for severity in Severity if severity in place.severities),
            session=session.key,
            subject=zone,
            starts_at=min(span.starts_at for span in place.spans),
            ends_at=max(span.ends_at for span in place.spans),
            keys=tuple(sorted(place.people)),
            count=place.delegates,
        )


def wall_times_on(starts_at: datetime, ends_at: datetime, evening: time, morning: time) -> Iterator[Span]:
    """Yield the nights of a zone's wall time from the evening to the morning that have a moment in a span of it."""
    day = starts_at.date() - timedelta(days=1)
    while datetime.combine(day, evening) < ends_at:
        night = Span(datetime.combine(day, evening), datetime.combine(day + timedelta(days=1), morning))
        if night.ends_at > starts_at:
            yield night
        day += timedelta(days=1)
