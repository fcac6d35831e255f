"""What is needed twice at one time: rooms, people, interpreters, invitees."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from forumapp.exchange.document import Kind, Role, SessionPart, Status
from forumapp.programme.rules.checks.programme import Programme, is_closed
from forumapp.programme.rules.checks.values import Check, Finding, Severity
from forumapp.programme.rules.clashes import Clash, Need, Slot, clashes

SHARING = frozenset({Kind.BREAK, Kind.EXHIBITION})
"""Kinds of session beside which another may take place in one room: coffee is drunk before an exhibition."""


def room_twice(programme: Programme, severity: Severity) -> Iterator[Finding]:
    """Find rooms that two sessions use at the same time."""
    for clash in programme.clashes:
        if clash.need.kind == "room":
            one, other = programme.sessions[clash.one], programme.sessions[clash.other]
            is_shared = one.kind in SHARING or other.kind in SHARING
            yield _finding(Check.ROOM_TWICE, clash, Severity.NOTE if is_shared else _for_both(one, other, severity))


def person_twice(programme: Programme, severity: Severity) -> Iterator[Finding]:
    """Find people who are needed in two sessions at the same time, interpreters left out."""
    yield from _people_twice(programme, severity, check=Check.PERSON_TWICE, is_interpreting=False)


def interpreter_twice(programme: Programme, severity: Severity) -> Iterator[Finding]:
    """Find people who interpret in a session and are needed in another at the same time."""
    yield from _people_twice(programme, severity, check=Check.INTERPRETER_TWICE, is_interpreting=True)


def during_break(programme: Programme, severity: Severity) -> Iterator[Finding]:
    """Find sessions that go on while all rooms have a break."""
    scheduled = list(programme.scheduled())
    breaks = [each for each in scheduled if each[0].kind is Kind.BREAK and each[0].room is None]
    for session, starts_at, ends_at in scheduled:
        if session.kind in SHARING:
            continue
        for pause, from_, until in breaks:
            if from_ < ends_at and starts_at < until:
                yield Finding(
                    check=Check.DURING_BREAK,
                    severity=severity,
                    session=session.key,
                    other=pause.key,
                    starts_at=max(starts_at, from_),
                    ends_at=min(ends_at, until),
                )


def invited_twice(programme: Programme, severity: Severity) -> Iterator[Finding]:
    """Find closed sessions at the time of another session to which some of the same people are invited."""
    slots = [
        Slot(
            session=session.key,
            starts_at=starts_at,
            ends_at=ends_at,
            needs=frozenset(Need("invitee", name) for name in programme.context.invitees[session.key]),
        )
        for session, starts_at, ends_at in programme.scheduled()
        if session.key in programme.context.invitees
    ]
    shared: Counter[tuple[str, str, datetime, datetime]] = Counter(
        (clash.one, clash.other, clash.starts_at, clash.ends_at) for clash in clashes(slots)
    )
    for (one, other, starts_at, ends_at), number in shared.items():
        if is_closed(programme.sessions[one]) or is_closed(programme.sessions[other]):
            yield Finding(
                check=Check.INVITED_TWICE,
                severity=severity,
                session=one,
                other=other,
                starts_at=starts_at,
                ends_at=ends_at,
                count=number,
            )


def _people_twice(
    programme: Programme, severity: Severity, *, check: Check, is_interpreting: bool
) -> Iterator[Finding]:
    for clash in programme.clashes:
        if clash.need.kind == "person":
            both = programme.sessions[clash.one], programme.sessions[clash.other]
            if any(_interprets(session, clash.need.key) for session in both) is is_interpreting:
                yield _finding(check, clash, _for_both(*both, severity))


def _interprets(session: SessionPart, person: str) -> bool:
    return any(part.person == person and part.role is Role.INTERPRETER for part in session.people)


def _for_both(one: SessionPart, other: SessionPart, severity: Severity) -> Severity:
    """Return the severity, milder while one of two sessions is not sure to take place."""
    is_sure = one.status is Status.CONFIRMED and other.status is Status.CONFIRMED
    return severity if is_sure else Severity.WARNING


def _finding(check: Check, clash: Clash, severity: Severity) -> Finding:
    return Finding(
        check=check,
        severity=severity,
        session=clash.one,
        other=clash.other,
        subject=clash.need.key,
        starts_at=clash.starts_at,
        ends_at=clash.ends_at,
    )
