"""What does not fit: into the forum's days and hours, a person's time, a session's length, a number of places."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from forumapp.exchange.document import Kind
from forumapp.exchange.zones import day_of
from forumapp.programme.rules.capacity import places_in, places_of
from forumapp.programme.rules.checks.programme import Programme
from forumapp.programme.rules.checks.values import Check, Finding, Hours, Severity, Span
from forumapp.programme.rules.order import overrun

EVENING_KINDS = frozenset({Kind.CULTURAL, Kind.BREAK})
"""Kinds of session that often take place outside the hours of work."""


def outside_days(programme: Programme, severity: Severity) -> Iterator[Finding]:
    """Find sessions that begin on no day of the forum."""
    for session, starts_at, _ends_at in programme.scheduled():
        if not _is_on_a_day(programme, starts_at):
            yield Finding(check=Check.OUTSIDE_DAYS, severity=severity, session=session.key, starts_at=starts_at)


def outside_hours(programme: Programme, severity: Severity) -> Iterator[Finding]:
    """Find sessions that begin before the forum's hours or end after them."""
    hours = programme.context.hours
    if hours is None:
        return
    for session, starts_at, ends_at in programme.scheduled():
        opens_at, closes_at = _open_at(programme, hours, starts_at)
        if _is_on_a_day(programme, starts_at) and (starts_at < opens_at or ends_at > closes_at):
            yield Finding(
                check=Check.OUTSIDE_HOURS,
                severity=Severity.NOTE if session.kind in EVENING_KINDS else severity,
                session=session.key,
                starts_at=starts_at,
                ends_at=ends_at,
            )


def not_available(programme: Programme, severity: Severity) -> Iterator[Finding]:
    """Find people who are needed when they said they cannot come."""
    availability = programme.context.availability
    if not availability:
        return
    for session, _starts_at, _ends_at in programme.scheduled():
        told: set[str] = set()
        for person, starts_at, ends_at in programme.presences(session):
            spans = availability.get(person)
            if spans is None or person in told or any(_holds(span, starts_at, ends_at) for span in spans):
                continue
            told.add(person)
            yield Finding(
                check=Check.NOT_AVAILABLE,
                severity=severity,
                session=session.key,
                subject=person,
                starts_at=starts_at,
                ends_at=ends_at,
            )


def reports_too_long(programme: Programme, severity: Severity) -> Iterator[Finding]:
    """Find sessions of which the reports take longer than the session."""
    for session in programme.taking_place:
        minutes = overrun(session)
        if minutes:
            yield Finding(
                check=Check.REPORTS_TOO_LONG,
                severity=severity,
                session=session.key,
                number=minutes,
                ends_at=session.ends_at,
            )


def too_few_places(programme: Programme, severity: Severity) -> Iterator[Finding]:
    """Find sessions for which more people signed up than there are places."""
    for session in programme.taking_place:
        number = programme.context.signups.get(session.key, 0)
        places = places_of(session, programme.rooms.get(session.room or ""))
        if places is not None and number > places:
            yield Finding(
                check=Check.TOO_FEW_PLACES, severity=severity, session=session.key, number=places, count=number
            )


def declined(programme: Programme, severity: Severity) -> Iterator[Finding]:
    """Find people who are named in a session and said that they do not come to it."""
    for session in programme.taking_place:
        named = {part.person for part in session.people}
        named |= {person for report in session.reports or () for person in report.people}
        for person in sorted(named & programme.context.declined.get(session.key, frozenset())):
            yield Finding(check=Check.DECLINED, severity=severity, session=session.key, subject=person)


def room_too_small(programme: Programme, severity: Severity) -> Iterator[Finding]:
    """Find sessions that offer more places than their room has."""
    for session in programme.taking_place:
        places = places_in(programme.rooms.get(session.room or ""))
        if places is not None and session.capacity is not None and session.capacity > places:
            yield Finding(
                check=Check.ROOM_TOO_SMALL,
                severity=severity,
                session=session.key,
                subject=session.room,
                number=places,
                count=session.capacity,
            )


def _is_on_a_day(programme: Programme, starts_at: datetime) -> bool:
    forum = programme.forum
    return forum.starts_on <= day_of(starts_at, forum.starts_on) <= forum.ends_on


def _open_at(programme: Programme, hours: Hours, starts_at: datetime) -> Span:
    day = day_of(starts_at, programme.forum.starts_on)
    opens_at, closes_at = datetime.combine(day, hours.starts_at), datetime.combine(day, hours.ends_at)
    return Span(opens_at, closes_at if closes_at > opens_at else closes_at + timedelta(days=1))


def _holds(span: Span, starts_at: datetime, ends_at: datetime) -> bool:
    return span.starts_at <= starts_at and ends_at <= span.ends_at
