"""One VEVENT for each session, without a clock: the same forum and words give the same octets on every machine.

The body of an event has no stamps; its digest decides whether an event has a new revision, and ``event`` adds the
stamps of the revision. Public events name no join address, no organizer and no attendee.
"""

from collections.abc import Sequence
from datetime import timedelta
from functools import cached_property
from urllib.parse import quote

from forumapp.exchange.dated import Dated, span_of
from forumapp.exchange.document import (
    Attendance,
    Document,
    EventPart,
    ForumPart,
    Kind,
    PersonPart,
    ReportPart,
    Role,
    SessionPart,
    Status,
)
from forumapp.exchange.ics.lines import (
    DESCRIPTION_CHARACTERS,
    forum_url,
    languages_of,
    state,
    summary,
    times,
    whole_days,
)
from forumapp.exchange.ics.prose import plain
from forumapp.exchange.ics.text import (
    ascii_url,
    escape,
    line,
    one_line,
    shorten,
    text_line,
)
from forumapp.exchange.ics.words import Wording, Words, wording


class EventWriter:
    """Writes the events of one forum in one language; holds what events share, so one writer serves a whole release."""

    def __init__(self, document: Document, *, language: str, base_url: str, words: Words) -> None:
        """Take the forum, the language asked for, the application's public address and the words of that language."""
        self._forum = document.forum
        self._words = words
        self._languages = languages_of(language, document.forum)
        self._base_url = base_url
        self._front_url = forum_url(document.forum.slug, base_url)
        self._programme_url = f"{self._front_url}programme/"
        self._people = {person.key: person for person in document.people}
        self._institutions = {institution.key: institution.name for institution in document.institutions}
        self._tracks = {track.key: track.title for track in document.tracks}
        self._rooms = {room.key: room for room in document.rooms}
        self._names: dict[tuple[str, bool], str] = {}

    def body(self, part: Dated, *, uid: str) -> bytes:
        """The event's lines without BEGIN, END and stamps. Raises ``ValueError`` for a session that has no time."""
        return self._further(part, uid) if isinstance(part, EventPart) else self._session(part, uid)

    def tombstone(self, part: Dated, *, uid: str) -> bytes:
        """The body for what was public and is gone or hidden now: what, when, cancelled, and no more."""
        url = self._front_url if isinstance(part, EventPart) else self._programme_url
        return b"".join(
            [
                line("UID", uid),
                self._times(part),
                summary(self._wording(part.title), cancelled=self._words.cancelled),
                line("URL", url),
                state(Status.CANCELLED),
            ]
        )

    def _session(self, session: SessionPart, uid: str) -> bytes:
        url = f"{self._programme_url}{quote(session.key)}/"
        title = self._wording(session.title)
        return b"".join(
            [
                line("UID", uid),
                self._times(session),
                summary(title, cancelled=self._cancelled(session)),
                text_line("DESCRIPTION", self._description(session, url), language=self._languages[0]),
                text_line("LOCATION", self._location(session, url)),
                line("URL", url),
                self._categories(session),
                state(session.status),
            ]
        )

    def _further(self, event: EventPart, uid: str) -> bytes:
        """The lines of an event beside the programme: who invites, what it is, and where to read on."""
        addresses = self._addresses(event)
        return b"".join(
            [
                line("UID", uid),
                self._times(event),
                summary(self._wording(event.title), cancelled=None),
                text_line("DESCRIPTION", self._invitation(event, addresses), language=self._languages[0]),
                text_line("LOCATION", self._event_place(event, addresses[0])),
                line("URL", addresses[0]),
                line("CATEGORIES", escape(one_line(self._words.further))),
                state(Status.CONFIRMED),
            ]
        )

    def _addresses(self, event: EventPart) -> list[str]:
        """Its own address and the page of the forum that it is, else where this forum's front page names it."""
        own = ascii_url(event.link) if event.link else None
        other = forum_url(event.forum, self._base_url) if event.forum else None
        return [url for url in (own, other) if url] or [f"{self._front_url}#event-{quote(event.key)}"]

    def _invitation(self, event: EventPart, addresses: Sequence[str]) -> str:
        names = [one_line(self._wording(self._institutions.get(key)).text) for key in event.institutions or ()]
        blocks = ("; ".join(name for name in names if name), plain(self._wording(event.description).text))
        text = shorten("\n\n".join(block for block in blocks if block), DESCRIPTION_CHARACTERS)
        return "\n\n".join(block for block in (text, "\n".join(addresses)) if block)

    def _event_place(self, event: EventPart, url: str) -> str:
        place = one_line(self._wording(event.place).text)
        if event.attendance is Attendance.ONSITE:
            return place
        return f"{place}; {self._words.online}: {url}" if place and event.attendance is Attendance.HYBRID else url

    @cached_property
    def _venue(self) -> str:
        return one_line(self._wording(self._forum.venue).text)

    def _wording(self, texts: dict[str, str] | None) -> Wording:
        return wording(texts, self._languages)

    def _cancelled(self, session: SessionPart) -> str | None:
        return self._words.cancelled if session.status is Status.CANCELLED else None

    def _times(self, part: Dated) -> bytes:
        """Whole days or a time on the forum's clock."""
        span = span_of(part)
        if span is None:
            raise ValueError(f"Session {part.key} has no time, so it has no event.")
        if isinstance(part, EventPart) and part.starts_on is not None:
            return whole_days(part.starts_on, part.ends_on or part.starts_on)
        return times(*span, zone=self._forum.timezone)

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


def has_event(part: Dated) -> bool:
    """Tell whether a session or event has a time, so that a calendar can show it."""
    return span_of(part) is not None


def event_body(session: Dated, document: Document, *, uid: str, language: str, base_url: str, words: Words) -> bytes:
    """The body of a single session's event; who writes many keeps an ``EventWriter``."""
    return EventWriter(document, language=language, base_url=base_url, words=words).body(session, uid=uid)


def tombstone(session: Dated, document: Document, *, uid: str, language: str, base_url: str, words: Words) -> bytes:
    """The body of a removed session's event, from the document of the last release that showed it."""
    return EventWriter(document, language=language, base_url=base_url, words=words).tombstone(session, uid=uid)


def forum_event(forum: ForumPart, *, uid: str, language: str, base_url: str) -> bytes:
    """The body of the all-day event of a forum, first day to last (RFC 5545 3.6.1: the end is the day after)."""
    languages = languages_of(language, forum)
    url = forum_url(forum.slug, base_url)
    about = wording(forum.theme, languages)
    if not about.text:
        about = wording(forum.description, languages)
    theme = shorten(plain(about.text), DESCRIPTION_CHARACTERS)
    venue = "" if forum.attendance is Attendance.ONLINE else one_line(wording(forum.venue, languages).text)
    return b"".join(
        [
            line("UID", uid),
            whole_days(forum.starts_on, forum.ends_on),
            summary(wording(forum.title, languages), cancelled=None),
            text_line("DESCRIPTION", f"{theme}\n\n{url}" if theme else url, language=languages[0]),
            text_line("LOCATION", venue or (url if forum.attendance is Attendance.ONLINE else "")),
            line("URL", url),
            state(Status.CONFIRMED),
        ]
    )
