"""What a frab schedule says, as it says it: the common shape of its XML and its JSON, before anything is made of it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class SourcePerson:
    """A person as named at one event."""

    name: str
    id: str = ""
    biography: str = ""
    role: str = ""


@dataclass(frozen=True, kw_only=True)
class SourceDay:
    """A day of the schedule; times are as written."""

    date: str = ""
    start: str = ""
    end: str = ""


@dataclass(frozen=True, kw_only=True)
class SourceReference:
    """A link or an attachment of an event."""

    url: str
    title: str = ""
    type: str = ""


@dataclass(frozen=True, kw_only=True)
class SourceEvent:
    """One event; what is absent is empty."""

    day: SourceDay
    id: str = ""
    guid: str = ""
    slug: str = ""
    url: str = ""
    title: str = ""
    subtitle: str = ""
    abstract: str = ""
    description: str = ""
    type: str = ""
    track: str = ""
    language: str = ""
    room: str = ""
    date: str = ""
    start: str = ""
    end: str = ""
    duration: str = ""
    people: tuple[SourcePerson, ...] = ()
    origin_url: str = ""
    logo: str = ""
    license: str = ""
    do_not_record: bool = False
    links: tuple[SourceReference, ...] = ()
    attachments: tuple[SourceReference, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SourceTrack:
    """A track of the conference's list."""

    name: str
    color: str = ""
    slug: str = ""


@dataclass(frozen=True, kw_only=True)
class SourceRoom:
    """A room of the conference's list, or as an event names it."""

    name: str
    capacity: str = ""
    type: str = ""


@dataclass(frozen=True, kw_only=True)
class SourceSchedule:
    """A whole schedule."""

    is_own: bool = False
    """True for what this application wrote itself."""
    base_url: str = ""
    title: str = ""
    subtitle: str = ""
    acronym: str = ""
    description: str = ""
    venue: str = ""
    start: str = ""
    end: str = ""
    zone: str = ""
    day_change: str = ""
    timeslot: str = ""
    languages: tuple[str, ...] = ()
    tracks: tuple[SourceTrack, ...] = ()
    rooms: tuple[SourceRoom, ...] = ()
    days: tuple[SourceDay, ...] = ()
    events: tuple[SourceEvent, ...] = field(default=())
