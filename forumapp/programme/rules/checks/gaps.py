"""What is still missing: moderators, rooms, addresses to join, languages, translations."""

from collections.abc import Iterable, Iterator

from forumapp.exchange.document import Attendance, Kind, LanguageMap, Role, SessionPart
from forumapp.programme.rules.checks.programme import Programme, is_break
from forumapp.programme.rules.checks.values import Check, Finding, Severity

MODERATED = frozenset({Kind.PLENARY, Kind.PANEL, Kind.EXPERT_MEETING, Kind.ROUND_TABLE, Kind.REPORTS})
"""Kinds of session that somebody leads."""

TALKS = frozenset({Kind.PANEL, Kind.EXPERT_MEETING, Kind.ROUND_TABLE})
"""Kinds of session that cannot do without somebody who leads them."""


def no_moderator(programme: Programme, severity: Severity) -> Iterator[Finding]:
    """Find sessions of a kind that somebody leads in which nobody does."""
    for session in programme.taking_place:
        is_led = any(part.role is Role.MODERATOR for part in session.people)
        if session.kind in MODERATED and not is_led:
            milder = severity if session.kind in TALKS else Severity.NOTE
            yield Finding(check=Check.NO_MODERATOR, severity=milder, session=session.key)


def no_room(programme: Programme, severity: Severity) -> Iterator[Finding]:
    """Find sessions at a time but in no room, at a forum that is not online only."""
    if programme.forum.attendance is Attendance.ONLINE:
        return
    for session, _starts_at, _ends_at in programme.scheduled():
        if session.room is None and session.join_url is None and not is_break(session):
            milder = Severity.NOTE if session.kind is Kind.CULTURAL else severity
            yield Finding(check=Check.NO_ROOM, severity=milder, session=session.key)


def no_join_address(programme: Programme, severity: Severity) -> Iterator[Finding]:
    """Find sessions that people are to join online for which neither they nor their room have an address."""
    for session, _starts_at, _ends_at in programme.scheduled():
        room = programme.rooms.get(session.room or "")
        has_address = session.join_url is not None or (room is not None and room.join_url is not None)
        if not has_address and not is_break(session) and _is_joined(programme, session):
            yield Finding(check=Check.NO_JOIN_ADDRESS, severity=severity, session=session.key, subject=session.room)


def no_language(programme: Programme, severity: Severity) -> Iterator[Finding]:
    """Find sessions of which nobody said in which language they are held."""
    milder = severity if len(programme.forum.languages) > 1 else Severity.NOTE
    for session in programme.taking_place:
        if not session.languages and not is_break(session):
            yield Finding(check=Check.NO_LANGUAGE, severity=milder, session=session.key)


def no_translation(programme: Programme, severity: Severity) -> Iterator[Finding]:
    """Find texts that are not written in each of the forum's languages."""
    for language in programme.forum.languages:
        for session in programme.taking_place:
            missing = _missing_in(session, language)
            if missing:
                milder = severity if "title" in missing else Severity.NOTE
                yield Finding(
                    check=Check.NO_TRANSLATION, severity=milder, session=session.key, subject=language, keys=missing
                )
        yield from _missing_elsewhere(programme, language)


def _is_joined(programme: Programme, session: SessionPart) -> bool:
    """Say whether people are sure to join a session from elsewhere: a hybrid forum's session without a room is not."""
    if session.room is None:
        return programme.forum.attendance is Attendance.ONLINE
    return programme.attendance_of(session) is not Attendance.ONSITE


def _missing_in(session: SessionPart, language: str) -> tuple[str, ...]:
    reports = session.reports or ()
    texts: dict[str, list[LanguageMap | None]] = {
        "title": [session.title],
        "abstract": [session.abstract],
        "report-titles": [report.title for report in reports],
        "report-abstracts": [report.abstract for report in reports],
    }
    return tuple(name for name, written in texts.items() if _count_missing(written, language))


def _missing_elsewhere(programme: Programme, language: str) -> Iterator[Finding]:
    """Find names of rooms, tracks and people that are not written in a language, one finding for each kind of thing."""
    document = programme.document
    names: dict[str, list[LanguageMap]] = {
        "rooms": [room.title for room in document.rooms],
        "tracks": [track.title for track in document.tracks],
        "people": [person.family_name for person in document.people],
        "institutions": [institution.name for institution in document.institutions],
    }
    for kind, written in names.items():
        count = _count_missing(written, language)
        if count:
            yield Finding(
                check=Check.NO_TRANSLATION, severity=Severity.NOTE, subject=language, keys=(kind,), count=count
            )


def _count_missing(texts: Iterable[LanguageMap | None], language: str) -> int:
    """Count the texts that are written, but not in the language."""
    return sum(1 for text in texts if text and not text.get(language))
