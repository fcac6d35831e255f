"""From a document to the common shape of frab XML and JSON, made to fit both schemas.

Join addresses, e-mail addresses and other private things have no place here. Sessions that are not scheduled are left out.
"""

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from forumapp.exchange.document import (
    Attendance,
    Document,
    Kind,
    LanguageMap,
    Origin,
    PersonPart,
    Reference,
    RoomPart,
    SessionPart,
    TrackPart,
)
from forumapp.exchange.frabkept import written_address
from forumapp.exchange.frabreading import STATUS_WORDS
from forumapp.exchange.frabwords import public_name
from forumapp.exchange.text import Names, clean, fingerprint, latin, one_line
from forumapp.exchange.zones import DAY_ENDS_AT, day_of, days_between

_OWN_UUIDS = uuid.uuid5(uuid.NAMESPACE_DNS, "forumapp")
_UUID = re.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_ID = re.compile("[1-9][0-9]{0,17}")
_EVENT_SLUG = re.compile("[a-z0-9_]{4,}-[a-z0-9_-]{3,}[a-z0-9]")
_TRACK_SLUG = re.compile("[a-z0-9][a-z0-9-]*[a-z0-9]")
_NO_SLUG = re.compile("[^a-z0-9_-]+")
_ZONE_IN_JSON = re.compile("[A-Z][a-z]+/[A-Z][a-z]+|.*UTC$")


@dataclass(frozen=True, kw_only=True)
class FrabPerson:
    """A person at an event."""

    id: int
    guid: str
    name: str


@dataclass(frozen=True, kw_only=True)
class FrabEvent:
    """An event; times are aware, with the offset of the forum's zone."""

    id: int
    guid: str
    slug: str
    url: str
    origin_url: str
    title: str
    subtitle: str
    abstract: str
    description: str
    type: str
    track: str
    language: str
    room: str
    starts: datetime
    ends: datetime
    people: tuple[FrabPerson, ...]
    logo: str
    license: str
    do_not_record: bool
    links: tuple[Reference, ...]
    attachments: tuple[Reference, ...]

    @property
    def duration(self) -> str:
        """The length as ``H:MM`` with at least two digits of hours."""
        hours, minutes = divmod(
            round((self.ends.astimezone(UTC) - self.starts.astimezone(UTC)).total_seconds() / 60), 60
        )
        return f"{hours:02}:{minutes:02}"

    @property
    def duration_below_100_hours(self) -> str:
        """The length, or ``99:59`` where it is longer: the XML has no more digits."""
        return self.duration if len(self.duration) == 5 else "99:59"


@dataclass(frozen=True, kw_only=True)
class FrabDay:
    """A day with its events, those of a room together."""

    index: int
    date: date
    start: datetime
    end: datetime
    events: tuple[FrabEvent, ...]


@dataclass(frozen=True, kw_only=True)
class FrabTrack:
    """A track of the conference; `slug` is empty when it would not fit."""

    name: str
    color: str
    slug: str


@dataclass(frozen=True, kw_only=True)
class FrabRoom:
    """A room of the conference."""

    name: str
    guid: str
    capacity: int | None
    is_online: bool


@dataclass(frozen=True, kw_only=True)
class FrabSchedule:
    """A whole schedule, ready to be written."""

    acronym: str
    title: str
    description: str
    start: date
    end: date
    zone: str
    base_url: str
    url: str
    tracks: tuple[FrabTrack, ...]
    rooms: tuple[FrabRoom, ...]
    days: tuple[FrabDay, ...]

    @property
    def zone_fits_json(self) -> bool:
        """Tell whether the schema of the JSON lets the zone be named."""
        return _ZONE_IN_JSON.match(self.zone) is not None


def schedule_of(document: Document, *, base_url: str, language: str | None = None) -> FrabSchedule:
    """Make the schedule of all scheduled sessions, with addresses below `base_url` and texts in `language`."""
    return _Writer(document, base_url.rstrip("/"), language).schedule()


def fitting_acronym(slug: str) -> str:
    """Make an acronym that both schemas allow: ``_`` for ``-``, four characters at least."""
    return slug.replace("-", "_").ljust(4, "_")


def fitting_slug(slug: str, acronym: str) -> str:
    """Make a slug of an event that both schemas allow; one that is allowed stays as it is."""
    fitted = _NO_SLUG.sub("_", latin(slug)).rstrip("_-")
    if _EVENT_SLUG.fullmatch(fitted):
        return fitted
    return f"{acronym}-{fitted if len(fitted) >= 4 else f'session-{fitted}'.rstrip('-')}"


class _Writer:
    """Makes the parts of one schedule."""

    def __init__(self, document: Document, base_url: str, language: str | None) -> None:
        self.document, self.forum = document, document.forum
        self.zone = ZoneInfo(self.forum.timezone)
        self.languages = ([language] if language else []) + list(self.forum.languages)
        self.base_url = f"{base_url}/"
        self.url = f"{base_url}/forums/{self.forum.slug}/"
        self.acronym = fitting_acronym(self.forum.slug)
        self.rooms = _named(document.rooms, self._said)
        self.tracks = _named(document.tracks, self._said)
        self.people = {person.key: self._person(person) for person in document.people}
        self.times = {
            one.key: (one.starts_at, one.ends_at) for one in document.sessions if one.starts_at and one.ends_at
        }
        self.sessions = [session for session in document.sessions if session.key in self.times]
        self.ids = _ids(self.sessions)
        self.guids = _guids(self.sessions, self.forum.slug)
        self.slugs = _slugs(self.sessions, self.acronym)

    def schedule(self) -> FrabSchedule:
        forum = self.forum
        return FrabSchedule(
            acronym=self.acronym,
            title=one_line(self._said(forum.title)),
            description=clean(self._said(forum.description)),
            start=forum.starts_on,
            end=forum.ends_on,
            zone=forum.timezone,
            base_url=self.base_url,
            url=self.url,
            tracks=tuple(self._track(track) for track in self.document.tracks),
            rooms=tuple(self._room(room) for room in self.document.rooms),
            days=tuple(self._days()),
        )

    def _days(self) -> Iterator[FrabDay]:
        """Yield the days that have sessions, or all days when none has."""
        places = {room.key: number for number, room in enumerate(self.document.rooms)}
        by_day: dict[date, list[SessionPart]] = {}
        for session in sorted(self.sessions, key=lambda one: (places.get(one.room or "", -1), self.times[one.key])):
            on = day_of(self.times[session.key][0], self.forum.starts_on)
            by_day.setdefault(on, []).append(session)
        if not by_day:
            by_day = {on: [] for on in days_between(self.forum.starts_on, self.forum.ends_on)}
        for number, on in enumerate(sorted(by_day)):
            events = tuple(self._event(session) for session in by_day[on])
            start = self._aware(datetime.combine(on, DAY_ENDS_AT))
            end = self._aware(datetime.combine(on + timedelta(days=1), time(DAY_ENDS_AT.hour - 1, 59)))
            yield FrabDay(
                index=number + 1,
                date=on,
                start=min([start, *(event.starts for event in events)]),
                end=max([end, *(event.ends for event in events)]),
                events=events,
            )

    def _event(self, session: SessionPart) -> FrabEvent:
        origin = session.origin or Origin()
        starts_at, ends_at = self.times[session.key]
        return FrabEvent(
            id=self.ids[session.key],
            guid=self.guids[session.key],
            slug=self.slugs[session.key],
            url=f"{self.url}programme/{session.key}/",
            origin_url=written_address(origin.url) if origin.url else "",
            title=one_line(self._said(session.title)),
            subtitle=STATUS_WORDS.get(session.status, ""),
            abstract=clean(self._said(session.abstract)),
            description=clean("\n".join(self._reports(session))),
            type=_type_of(session),
            track=self.tracks.get(session.track or "", ""),
            language=session.languages[0] if session.languages else "",
            room=self.rooms.get(session.room or "", ""),
            starts=self._aware(starts_at),
            ends=self._aware(ends_at),
            people=tuple(self._people_of(session)),
            logo=written_address(origin.logo) if origin.logo else "",
            license=clean(origin.license or ""),
            do_not_record=bool(origin.do_not_record),
            links=_written(origin.links),
            attachments=_written(origin.attachments),
        )

    def _reports(self, session: SessionPart) -> Iterator[str]:
        """Yield a line for each report of a session: when, what, by whom."""
        begins = self.times[session.key][0]
        for report in session.reports or ():
            names = ", ".join(self.people[key].name for key in report.people if key in self.people)
            title = one_line(self._said(report.title))
            yield f"{begins:%H:%M} {title} — {names}" if names else f"{begins:%H:%M} {title}"
            begins += timedelta(minutes=report.minutes)

    def _people_of(self, session: SessionPart) -> Iterator[FrabPerson]:
        """Yield everyone with a part in the session or in one of its reports, once."""
        parts: list[str] = [part.person for part in session.people]
        parts += [key for report in session.reports or () for key in report.people]
        yield from (self.people[key] for key in dict.fromkeys(parts) if key in self.people)

    def _person(self, person: PersonPart) -> FrabPerson:
        parts = (person.given_name, person.patronymic, person.family_name)
        return FrabPerson(
            id=int(person.key) if _ID.fullmatch(person.key) else fingerprint(person.key),
            guid=str(uuid.uuid5(_OWN_UUIDS, f"{self.forum.slug}/people/{person.key}")),
            name=public_name(*(one_line(self._said(part)) for part in parts)),
        )

    def _track(self, track: TrackPart) -> FrabTrack:
        slug = track.key if _TRACK_SLUG.fullmatch(track.key) else ""
        return FrabTrack(name=self.tracks[track.key], color=track.color, slug=slug)

    def _room(self, room: RoomPart) -> FrabRoom:
        return FrabRoom(
            name=self.rooms[room.key],
            guid=str(uuid.uuid5(_OWN_UUIDS, f"{self.forum.slug}/rooms/{room.key}")),
            capacity=room.capacity,
            is_online=room.attendance is Attendance.ONLINE,
        )

    def _said(self, texts: LanguageMap | None) -> str:
        """Return a text in the language wanted, else in one of the forum's, else in any."""
        if not texts:
            return ""
        return next((texts[code] for code in self.languages if code in texts), next(iter(texts.values())))

    def _aware(self, wall: datetime) -> datetime:
        return wall.replace(tzinfo=self.zone, fold=0)


def _type_of(session: SessionPart) -> str:
    """Return what the foreign file called this kind of session, nothing where it said nothing and nobody did since."""
    if session.origin is None or (session.origin.type is None and session.kind is not Kind.REPORTS):
        return session.kind
    return clean(session.origin.type or "")


def _written(references: tuple[Reference, ...] | None) -> tuple[Reference, ...]:
    return tuple(replace(one, url=written_address(one.url), title=clean(one.title or "")) for one in references or ())


def _named(parts: tuple[RoomPart, ...] | tuple[TrackPart, ...], said: Callable[[LanguageMap], str]) -> dict[str, str]:
    """Return names by key, the second of the same name with its key behind it."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for part in parts:
        name = one_line(said(part.title))
        names[part.key] = name if name.strip() not in taken else f"{name} ({part.key})"
        taken.add(names[part.key].strip())
    return names


def _ids(sessions: list[SessionPart]) -> dict[str, int]:
    """Return a different number for each session: its foreign id where it can be, else one made from its key."""
    ids: dict[str, int] = {}
    taken: set[int] = set()
    for session in sessions:
        foreign = session.origin.id if session.origin else None
        if foreign and _ID.fullmatch(foreign) and int(foreign) not in taken:
            ids[session.key] = int(foreign)
            taken.add(int(foreign))
    for session in sessions:
        number = ids.get(session.key) or fingerprint(session.key)
        while session.key not in ids and number in taken:
            number = number % 0x7FFFFFFF + 1
        taken.add(number)
        ids[session.key] = number
    return ids


def _guids(sessions: list[SessionPart], slug: str) -> dict[str, str]:
    """Return a different UUID for each session: its foreign one, else one made from its foreign guid or its key."""
    guids: dict[str, str] = {}
    taken: set[str] = set()
    for session in sessions:
        foreign = session.origin.guid if session.origin else None
        if foreign and not _UUID.fullmatch(foreign):
            foreign = str(uuid.uuid5(_OWN_UUIDS, f"guid/{foreign}"))
        if not foreign or foreign.lower() in taken:
            foreign = str(uuid.uuid5(_OWN_UUIDS, f"{slug}/sessions/{session.key}"))
        guids[session.key] = foreign
        taken.add(foreign.lower())
    return guids


def _slugs(sessions: list[SessionPart], acronym: str) -> dict[str, str]:
    names = Names()
    return {
        session.key: names.take(fitting_slug((session.origin and session.origin.slug) or session.key, acronym))
        for session in sessions
    }
