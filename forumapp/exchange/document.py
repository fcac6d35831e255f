"""A whole forum as values: what every exchange format reads into and writes from.

The shapes are those of the forum file (docs/forum-file.md). Nothing here knows Flask, a database or a clock. An optional
part is ``None`` when the file does not name it, so that reading and writing again gives the same bytes.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

LanguageMap = dict[str, str]
"""Text by BCP 47 language code, ``{"ru": "…", "en": "…"}``, in the order in which the organizer gave it."""


class Attendance(StrEnum):
    """How people take part, in a forum, a room or a registration."""

    ONLINE = "online"
    ONSITE = "onsite"
    HYBRID = "hybrid"


class Kind(StrEnum):
    """The kinds of session."""

    PLENARY = "plenary"
    PANEL = "panel"
    EXPERT_MEETING = "expert_meeting"
    ROUND_TABLE = "round_table"
    REPORTS = "reports"
    WORKSHOP = "workshop"
    EXHIBITION = "exhibition"
    CEREMONY = "ceremony"
    CULTURAL = "cultural"
    BREAK = "break"


class Status(StrEnum):
    """Whether a session takes place."""

    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"


class Visibility(StrEnum):
    """Who may know of a session once it is released."""

    PUBLIC = "public"
    REGISTERED = "registered"
    INVITED = "invited"


class Signup(StrEnum):
    """How delegates get into a session."""

    NONE = "none"
    OPEN = "open"
    APPROVAL = "approval"
    INVITATION = "invitation"


class Role(StrEnum):
    """What a person does in a session."""

    MODERATOR = "moderator"
    PANELIST = "panelist"
    SPEAKER = "speaker"
    EXPERT = "expert"
    INTERPRETER = "interpreter"
    RAPPORTEUR = "rapporteur"


class InstitutionKind(StrEnum):
    """The kinds of library and organization."""

    NATIONAL = "national"
    REGIONAL = "regional"
    ACADEMIC = "academic"
    PUBLIC = "public"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class RegistrationTerms:
    """When and for how many registration is open; times are wall time in the forum's zone."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None
    capacity: dict[str, int] | None = None
    """Places by attendance mode, ``{"online": 100, "onsite": 20}``; a mode not named has no limit."""
    approval: bool = False
    waitlist: bool = True
    country_quota: dict[str, int] | None = None
    """Places by ISO 3166-1 alpha-2 code."""
    quota_released_on: date | None = None
    """From which day on the country quotas hold no longer; until then places that are not used are kept for the countries."""
    hold_hours: int | None = None
    """How long a place is held for who has yet to confirm the address; None: as usual."""
    offer_hours: int | None = None
    """How long the first in the queue can take a place that became free; None: it is theirs at once."""


@dataclass(frozen=True, kw_only=True)
class ForumPart:
    """The forum itself."""

    slug: str
    title: LanguageMap
    timezone: str
    starts_on: date
    ends_on: date
    attendance: Attendance
    languages: tuple[str, ...]
    theme: LanguageMap | None = None
    description: LanguageMap | None = None
    city_zones: tuple[str, ...] | None = None
    venue: LanguageMap | None = None
    organizers: tuple[str, ...] | None = None
    registration: RegistrationTerms | None = None


@dataclass(frozen=True, kw_only=True)
class InstitutionPart:
    """A library or organization."""

    key: str
    name: LanguageMap
    country: str
    kind: InstitutionKind
    city: LanguageMap | None = None
    isil: str | None = None


@dataclass(frozen=True, kw_only=True)
class PersonPart:
    """A person of the programme."""

    key: str
    given_name: LanguageMap
    family_name: LanguageMap
    patronymic: LanguageMap | None = None
    post: LanguageMap | None = None
    institution: str | None = None
    biography: LanguageMap | None = None
    photo: str | None = None
    """Name of the stored photo, in releases only: a forum file neither carries nor changes photos."""


@dataclass(frozen=True, kw_only=True)
class TrackPart:
    """A thread of the programme."""

    key: str
    title: LanguageMap
    color: str


@dataclass(frozen=True, kw_only=True)
class RoomPart:
    """A hall or a virtual room."""

    key: str
    title: LanguageMap
    attendance: Attendance
    capacity: int | None = None
    join_url: str | None = None


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A page or file that a foreign file names beside a session."""

    url: str
    title: str | None = None
    type: str | None = None


@dataclass(frozen=True, kw_only=True)
class Origin:
    """What a foreign file called a session and kept beside it; comes out again in that format."""

    id: str | None = None
    guid: str | None = None
    type: str | None = None
    slug: str | None = None
    url: str | None = None
    logo: str | None = None
    license: str | None = None
    do_not_record: bool | None = None
    links: tuple[Reference, ...] | None = None
    attachments: tuple[Reference, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Part:
    """A person's part in a session."""

    person: str
    role: Role


@dataclass(frozen=True, kw_only=True)
class ReportPart:
    """A report inside a session, in running order; ``minutes`` is its length."""

    key: str
    title: LanguageMap
    minutes: int
    people: tuple[str, ...]
    abstract: LanguageMap | None = None


@dataclass(frozen=True, kw_only=True)
class SessionPart:
    """A session; ``starts_at`` and ``ends_at`` are naive wall time in the forum's zone, both ``None`` when not scheduled."""

    key: str
    title: LanguageMap
    kind: Kind
    status: Status
    visibility: Visibility
    languages: tuple[str, ...]
    signup: Signup
    people: tuple[Part, ...]
    origin: Origin | None = None
    abstract: LanguageMap | None = None
    track: str | None = None
    room: str | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    interpretation: tuple[str, ...] | None = None
    capacity: int | None = None
    join_url: str | None = None
    reports: tuple[ReportPart, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class EventPart:
    """What participants are invited to beside the programme: on whole days, or at a wall time in the forum's zone."""

    key: str
    title: LanguageMap
    attendance: Attendance
    audience: Visibility
    description: LanguageMap | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    """The last day; None for an event of one day."""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: LanguageMap | None = None
    link: str | None = None
    """Where it is told about, or where one signs up; https."""
    forum: str | None = None
    """Slug of the forum of this instance that it is."""
    institutions: tuple[str, ...] | None = None
    """Keys of those who invite."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """A whole forum: everything refers to everything else by key."""

    forum: ForumPart
    institutions: tuple[InstitutionPart, ...] = field(default=())
    people: tuple[PersonPart, ...] = field(default=())
    tracks: tuple[TrackPart, ...] = field(default=())
    rooms: tuple[RoomPart, ...] = field(default=())
    sessions: tuple[SessionPart, ...] = field(default=())
    events: tuple[EventPart, ...] | None = None
