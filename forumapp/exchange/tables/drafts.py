"""What was understood of a programme, before anything is made of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from forumapp.exchange.document import Kind, LanguageMap, Role, Status, Visibility
from forumapp.exchange.problems import Problem
from forumapp.exchange.text import key_from


class Place(NamedTuple):
    """Where in a file something stands: a sheet's name where there is one, the table (0 beside tables), the row or paragraph."""

    sheet: str
    table: int
    number: int


@dataclass(frozen=True, kw_only=True)
class Mention:
    """Somebody named in a programme, as written there; a given name may be initials only."""

    family_name: LanguageMap
    given_name: LanguageMap = field(default_factory=dict)
    patronymic: LanguageMap = field(default_factory=dict)
    post: LanguageMap = field(default_factory=dict)
    institution: LanguageMap = field(default_factory=dict)
    city: LanguageMap = field(default_factory=dict)
    country: str | None = None
    role: Role = Role.SPEAKER
    manner: str = ""
    """How they take part, as the programme says beside the name: «онлайн», «видеообращение»."""

    @property
    def id(self) -> str:
        """A short name of the person, the same wherever the programme names them in the same way."""
        language = next(iter(self.family_name), "")
        given = self.given_name.get(language, "")
        patronymic = self.patronymic.get(language, "")
        return key_from(f"{self.family_name.get(language, '')} {given} {patronymic[:1]}", otherwise="person")


@dataclass(frozen=True, kw_only=True)
class DraftReport:
    """A report in a session."""

    title: LanguageMap
    minutes: int | None = None
    starts_at: datetime | None = None
    people: tuple[Mention, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DraftSession:
    """A session as understood; times are naive wall time in the forum's zone."""

    id: str
    """The place of its first row."""
    where: Place
    title: LanguageMap
    kind: Kind
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    room: LanguageMap = field(default_factory=dict)
    track: LanguageMap = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    abstract: LanguageMap = field(default_factory=dict)
    people: tuple[Mention, ...] = ()
    reports: tuple[DraftReport, ...] = ()
    status: Status = Status.CONFIRMED
    visibility: Visibility = Visibility.PUBLIC
    join_url: str | None = None
    mark: str = ""
    """What the source calls it, the same in each of its editions: the UID in a calendar."""
    remarks: tuple[Problem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Unread:
    """A row of which nothing was made."""

    where: Place
    text: str


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A programme as understood."""

    sessions: tuple[DraftSession, ...]
    unread: tuple[Unread, ...] = ()
    remarks: tuple[Problem, ...] = ()
    title: LanguageMap = field(default_factory=dict)
    timezone: str | None = None
    """The zone that the source names."""
    whole_days: tuple[date, ...] = ()
    """Days of what takes the whole day and has no time."""

    @property
    def days(self) -> tuple[date, ...]:
        """The dates on which something begins."""
        return tuple(sorted({session.starts_at.date() for session in self.sessions if session.starts_at}))

    @property
    def mentions(self) -> Mapping[str, Mention]:
        """Everybody who is named, once each, with all that is said of them anywhere."""
        found: dict[str, Mention] = {}
        for session in self.sessions:
            for mention in (*session.people, *(one for report in session.reports for one in report.people)):
                known = found.get(mention.id)
                found[mention.id] = mention if known is None else together(known, mention)
        return found


def together(one: Mention, other: Mention) -> Mention:
    """Return what two mentions of one person say together; what the first says stands."""
    return Mention(
        family_name=one.family_name | other.family_name | one.family_name,
        given_name=one.given_name | other.given_name | one.given_name,
        patronymic=one.patronymic | other.patronymic | one.patronymic,
        post=one.post | other.post | one.post,
        institution=one.institution | other.institution | one.institution,
        city=one.city | other.city | one.city,
        country=one.country or other.country,
        role=one.role,
        manner=one.manner or other.manner,
    )
