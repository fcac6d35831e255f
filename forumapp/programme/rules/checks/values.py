"""What the checks know, and what they find."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum
from typing import NamedTuple

from forumapp.exchange.document import Attendance, LanguageMap


class Severity(StrEnum):
    """How much a finding matters; an error keeps the programme from being published until somebody overrules it."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Check(StrEnum):
    """What is looked at; the names stand in addresses and in the audit trail."""

    ROOM_TWICE = "room-twice"
    PERSON_TWICE = "person-twice"
    INTERPRETER_TWICE = "interpreter-twice"
    DURING_BREAK = "during-break"
    OUTSIDE_DAYS = "outside-days"
    OUTSIDE_HOURS = "outside-hours"
    NOT_AVAILABLE = "not-available"
    DECLINED = "declined"
    REPORTS_TOO_LONG = "reports-too-long"
    TOO_FEW_PLACES = "too-few-places"
    ROOM_TOO_SMALL = "room-too-small"
    INVITED_TWICE = "invited-twice"
    NIGHT = "night"
    NO_MODERATOR = "no-moderator"
    NO_ROOM = "no-room"
    NO_JOIN_ADDRESS = "no-join-address"
    NO_LANGUAGE = "no-language"
    NO_TRANSLATION = "no-translation"


class Hours(NamedTuple):
    """From when until when sessions are to take place on each day; an end that is not after the start is on the next day."""

    starts_at: time
    ends_at: time


class Span(NamedTuple):
    """A stretch of wall time in the forum's zone."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class Delegates:
    """How many of one place take part in one way; ``country`` by ISO 3166-1 alpha-2, ``city`` where it is known."""

    country: str
    attendance: Attendance
    number: int
    city: LanguageMap | None = None


@dataclass(frozen=True, kw_only=True)
class Context:
    """What the checks know of a forum beside its programme; what is not known is not checked."""

    hours: Hours | None = None
    availability: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    """When people can take part, by their key; who is not named always can."""
    declined: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Who said that they do not come, by their keys, by the key of the session."""
    delegates: tuple[Delegates, ...] = ()
    signups: Mapping[str, int] = field(default_factory=dict)
    """How many signed up, by the key of the session."""
    invitees: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Who is invited, under names of the caller's choice, by the key of the session."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something amiss: with one session, between two, or with the forum as a whole.

    Everything but ``severity`` and ``count`` is what the finding is known by: as long as that stays, it is the same one.
    """

    check: Check
    severity: Severity
    session: str | None = None
    other: str | None = None
    subject: str | None = None
    """The key of a room or person, the code of a language, or the name of a zone."""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    """Wall time: the overlap of two sessions, or a place's local time."""
    number: int | None = None
    """Minutes or places."""
    keys: tuple[str, ...] = ()
    """People, or what is not translated."""
    count: int = 0
    """How many delegates, invitees or things are concerned; may change from one day to the next."""

    @property
    def sessions(self) -> tuple[str, ...]:
        """The keys of the sessions concerned."""
        return tuple(key for key in (self.session, self.other) if key is not None)

    @property
    def fingerprint(self) -> str:
        """A short text that is the same for the same finding, in every process and after every restart."""
        known_by = [
            self.check,
            self.session,
            self.other,
            self.subject,
            self.starts_at,
            self.ends_at,
            self.number,
            self.keys,
        ]
        octets = json.dumps([_plain(value) for value in known_by]).encode()
        return hashlib.sha256(octets).hexdigest()[:32]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
