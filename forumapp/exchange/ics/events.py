"""One VEVENT for each session, without a clock: the same forum and words give the same octets on every machine.

The body of an event has no stamps; its digest decides whether an event has a new revision, and ``event`` adds the
stamps of the revision. Public events name no join address, no organizer and no attendee.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from urllib.parse import quote
from zoneinfo import ZoneInfo

from forumapp.exchange.document import (
    Attendance,
    Document,
    ForumPart,
    Kind,
    PersonPart,
    ReportPart,
    Role,
    SessionPart,
    Status,
)
from forumapp.exchange.ics.prose import plain
from forumapp.exchange.ics.text import (
    ascii_url,
    clean,
    date_value,
    escape,
    fold,
    line,
    one_line,
    shorten,
    text_line,
    unfold,
    utc_value,
    wall_value,
)
from forumapp.exchange.ics.words import Wording, Words, wording
from forumapp.exchange.ics.zones import vtimezone

SUMMARY_CHARACTERS = 120
"""Longest title, before the word that says it is cancelled."""

DESCRIPTION_CHARACTERS = 600
"""Longest description, before the address that ends it; so 700 sessions fit in the megabyte that Google reads."""

_CANCELLED_LINE = b"\r\nSTATUS:CANCELLED\r\n"
_TRANSPARENT_LINE = b"\r\nTRANSP:TRANSPARENT\r\n"
_OPAQUE_LINE = b"\r\nTRANSP:OPAQUE\r\n"
_LOCATION = re.compile(rb"(?<=\r\n)LOCATION[^\r]*\r\n(?: [^\r]*\r\n)*")
_URL = re.compile(rb"(?<=\r\n)URL:[^\r]*\r\n(?: [^\r]*\r\n)*")


class EventWriter:
    """Writes the events of one forum in one language; holds what events share, so one writer serves a whole release."""

    def __init__(self, document: Document, *, language: str, base_url: str, words: Words) -> None:
        """Take the forum, the language asked for, the application's public address and the words of that language."""
        self._forum = document.forum
        self._words = words
        self._languages = _languages(language, document.forum)
        self._zone = ZoneInfo(document.forum.timezone)
        self._programme_url = f"{_forum_url(document.forum, base_url)}programme/"
        self._people = {person.key: person for person in document.people}
        self._institutions = {institution.key: institution.name for institution in document.institutions}
        self._tracks = {track.key: track.title for track in document.tracks}
        self._rooms = {room.key: room for room in document.rooms}
        self._names: dict[tuple[str, bool], str] = {}

    def body(self, session: SessionPart, *, uid: str) -> bytes:
        """The event's lines without BEGIN, END and stamps. Raises ``ValueError`` for a session that has no time."""
        url = f"{self._programme_url}{quote(session.key)}/"
        title = self._wording(session.title)
        return b"".join(
            [
                line("UID", uid),
                self._times(session),
                _summary(title, cancelled=self._cancelled(session)),
                text_line("DESCRIPTION", self._description(session, url), language=self._languages[0]),
                text_line("LOCATION", self._location(session, url)),
                line("URL", url),
                self._categories(session),
                _state(session.status),
            ]
        )

    def tombstone(self, session: SessionPart, *, uid: str) -> bytes:
        """The body for a session that was public and is gone or hidden now: what, when, cancelled, and no more."""
        removed = replace(session, status=Status.CANCELLED)
        return b"".join(
            [
                line("UID", uid),
                self._times(removed),
                _summary(self._wording(removed.title), cancelled=self._cancelled(removed)),
                line("URL", self._programme_url),
                _state(removed.status),
            ]
        )

    @cached_property
    def _venue(self) -> str:
        return one_line(self._wording(self._forum.venue).text)

    def _wording(self, texts: dict[str, str] | None) -> Wording:
        return wording(texts, self._languages)

    def _cancelled(self, session: SessionPart) -> str | None:
        return self._words.cancelled if session.status is Status.CANCELLED else None

    def _times(self, session: SessionPart) -> bytes:
        """DTSTART and DTEND in the forum's zone where every client knows its law in that year, else in UTC."""
        starts_at, ends_at = session.starts_at, session.ends_at
        if starts_at is None or ends_at is None or ends_at <= starts_at:
            raise ValueError(f"Session {session.key} has no time, so it has no event.")
        zone = self._forum.timezone
        if vtimezone(zone, starts_at.year, ends_at.year) is not None:
            return line(f"DTSTART;TZID={zone}", wall_value(starts_at)) + line(f"DTEND;TZID={zone}", wall_value(ends_at))
        start, end = (time.replace(tzinfo=self._zone) for time in (starts_at, ends_at))
        return line("DTSTART", utc_value(start)) + line("DTEND", utc_value(end))

    def _attendance(self, session: SessionPart) -> Attendance:
        room = self._rooms.get(session.room) if session.room else None
        return room.attendance if room else self._forum.attendance

    def _location(self, session: SessionPart, url: str) -> str:
        """Hall and venue; for what is online the session's page, which leads in; both when hybrid."""
        attendance = self._attendance(session)
        place = "" if attendance is Attendance.ONLINE else self._place(session)
        if attendance is Attendance.ONSITE or session.status is Status.CANCELLED or session.kind is Kind.BREAK:
            return place
        return f"{place}; {self._words.online}: {url}" if place else url

    def _place(self, session: SessionPart) -> str:
        return ", ".join(part for part in (self._room_title(session), self._venue) if part)

    def _room_title(self, session: SessionPart) -> str:
        room = self._rooms.get(session.room) if session.room else None
        return one_line(self._wording(room.title).text) if room else ""

    def _categories(self, session: SessionPart) -> bytes:
        """The track and the kind; commas between them are bare, those inside are escaped (RFC 5545 3.8.1.2)."""
        track = self._wording(self._tracks.get(session.track)).text if session.track else ""
        names = (one_line(track), one_line(self._words.kinds[session.kind]))
        return line("CATEGORIES", ",".join(escape(name) for name in names if name))

    def _description(self, session: SessionPart, url: str) -> str:
        """Who, the running order, what about, at most 600 characters; the session's page last."""
        room = self._room_title(session) if self._attendance(session) is Attendance.ONLINE else ""
        blocks = (
            "\n".join([*([room] if room else []), *self._roles(session)]),
            "\n".join(self._running_order(session)),
            plain(self._wording(session.abstract).text),
        )
        text = shorten("\n\n".join(block for block in blocks if block), DESCRIPTION_CHARACTERS)
        return f"{text}\n\n{url}" if text else url

    def _roles(self, session: SessionPart) -> list[str]:
        """A line for each role, in the order of the roles, with people in the organizer's order."""
        lines = []
        for role in Role:
            names = self._named([part.person for part in session.people if part.role is role], with_institution=True)
            if names:
                one, several = self._words.roles[role]
                lines.append(f"{one if len(names) == 1 else several}: {'; '.join(names)}")
        return lines

    def _running_order(self, session: SessionPart) -> list[str]:
        """A line for each report with the time when it begins: the session's start and the lengths of those before."""
        lines = []
        begins_at = session.starts_at
        for report in session.reports or ():
            if begins_at is not None:
                lines.append(f"{begins_at.hour:02}:{begins_at.minute:02} {self._report(report)}")
                begins_at += timedelta(minutes=report.minutes)
        return lines

    def _report(self, report: ReportPart) -> str:
        title = one_line(self._wording(report.title).text)
        names = ", ".join(self._named(report.people, with_institution=False))
        return f"{title} ({names})" if names else title

    def _named(self, keys: Sequence[str], *, with_institution: bool) -> list[str]:
        """The names of those of these people whom the document knows."""
        known = [self._people[key] for key in keys if key in self._people]
        return [self._name(person, with_institution=with_institution) for person in known]

    def _name(self, person: PersonPart, *, with_institution: bool) -> str:
        known = self._names.get((person.key, with_institution))
        if known is None:
            known = self._names[person.key, with_institution] = self._composed_name(person, with_institution)
        return known

    def _composed_name(self, person: PersonPart, with_institution: bool) -> str:
        parts = {
            "given_name": self._wording(person.given_name).text,
            "patronymic": self._wording(person.patronymic).text,
            "family_name": self._wording(person.family_name).text,
        }
        name = one_line(self._words.person.format_map(parts))
        texts = self._institutions.get(person.institution) if with_institution and person.institution else None
        institution = one_line(self._wording(texts).text)
        return f"{name} ({institution})" if institution else name


def has_event(session: SessionPart) -> bool:
    """Tell whether a session has a time, so that a calendar can show it."""
    return session.starts_at is not None and session.ends_at is not None and session.starts_at < session.ends_at


def event_body(
    session: SessionPart, document: Document, *, uid: str, language: str, base_url: str, words: Words
) -> bytes:
    """The body of a single session's event; who writes many keeps an ``EventWriter``."""
    return EventWriter(document, language=language, base_url=base_url, words=words).body(session, uid=uid)


def tombstone(
    session: SessionPart, document: Document, *, uid: str, language: str, base_url: str, words: Words
) -> bytes:
    """The body of a removed session's event, from the document of the last release that showed it."""
    return EventWriter(document, language=language, base_url=base_url, words=words).tombstone(session, uid=uid)


def forum_event(forum: ForumPart, *, uid: str, language: str, base_url: str) -> bytes:
    """The body of the all-day event of a forum, first day to last (RFC 5545 3.6.1: the end is the day after)."""
    languages = _languages(language, forum)
    url = _forum_url(forum, base_url)
    about = wording(forum.theme, languages)
    if not about.text:
        about = wording(forum.description, languages)
    theme = shorten(plain(about.text), DESCRIPTION_CHARACTERS)
    venue = "" if forum.attendance is Attendance.ONLINE else one_line(wording(forum.venue, languages).text)
    return b"".join(
        [
            line("UID", uid),
            line("DTSTART;VALUE=DATE", date_value(forum.starts_on)),
            line("DTEND;VALUE=DATE", date_value(forum.ends_on + timedelta(days=1))),
            _summary(wording(forum.title, languages), cancelled=None),
            text_line("DESCRIPTION", f"{theme}\n\n{url}" if theme else url, language=languages[0]),
            text_line("LOCATION", venue or (url if forum.attendance is Attendance.ONLINE else "")),
            line("URL", url),
            _state(Status.CONFIRMED),
        ]
    )


def event(body: bytes, *, sequence: int, last_modified: datetime) -> bytes:
    """The whole event: its body with the stamps of its revision (RFC 5545 3.8.7.2 to 3.8.7.4).

    ``last_modified`` is aware, written in whole seconds, and DTSTAMP as well, as defined where there is no METHOD.
    """
    stamp = utc_value(last_modified)
    stamps = f"DTSTAMP:{stamp}\r\nLAST-MODIFIED:{stamp}\r\nSEQUENCE:{sequence}\r\n".encode("ascii")
    return b"".join([b"BEGIN:VEVENT\r\n", body, stamps, b"END:VEVENT\r\n"])


def personal(event_octets: bytes, *, join_url: str | None, label: str = "") -> bytes:
    """The same event for one who takes part: it makes the calendar busy, and says where to join.

    ``join_url`` is the forum's own ``/join/`` address, which checks the right to enter; it takes the place of the
    session's page in LOCATION and stands in CONFERENCE (RFC 7986 5.11) with ``label``. A cancelled event stays.
    """
    if _CANCELLED_LINE in event_octets:
        return event_octets
    octets = event_octets.replace(_TRANSPARENT_LINE, _OPAQUE_LINE, 1)
    if join_url is None:
        return octets
    join_url = ascii_url(join_url)
    name = one_line(label).replace('"', "'")
    parameters = f';LABEL="{name}"' if name else ""
    conference = line(f"CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO{parameters}", join_url)
    return _located(octets, join_url).removesuffix(b"END:VEVENT\r\n") + conference + b"END:VEVENT\r\n"


def _located(octets: bytes, join_url: str) -> bytes:
    """The event with the join address for the session's page at the end of LOCATION."""
    location, url = _LOCATION.search(octets), _URL.search(octets)
    if location is None or url is None:
        return octets
    page = escape(unfold(url.group()).removeprefix(b"URL:").decode()).encode()
    content = unfold(location.group())
    if not content.endswith(page):
        return octets
    joined = fold(content.removesuffix(page) + escape(join_url).encode())
    return octets[: location.start()] + joined + octets[location.end() :]


def _languages(language: str, forum: ForumPart) -> tuple[str, ...]:
    """The language asked for, then the forum's in their order."""
    return (language, *(other for other in forum.languages if other != language))


def _forum_url(forum: ForumPart, base_url: str) -> str:
    return ascii_url(f"{base_url.rstrip('/')}/forums/{forum.slug}/")


def _summary(title: Wording, *, cancelled: str | None) -> bytes:
    """The title on one line; a prefix says what some clients do not show, that it is cancelled."""
    text = shorten(one_line(title.text), SUMMARY_CHARACTERS)
    return text_line("SUMMARY", f"{clean(cancelled)}: {text}" if cancelled else text, language=title.language)


def _state(status: Status) -> bytes:
    """STATUS in capitals; TRANSPARENT, for a feed of two hundred sessions shall not fill its reader's days."""
    return f"STATUS:{status.value.upper()}\r\nTRANSP:TRANSPARENT\r\n".encode("ascii")
