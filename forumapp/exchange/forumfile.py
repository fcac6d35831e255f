"""The forum file, `forumapp/1`: octets to a document and back, byte for byte (docs/forum-file.md)."""

import json
from collections.abc import Callable
from dataclasses import fields as fields_of
from dataclasses import is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar, cast

from forumapp.exchange import fields, jsontext
from forumapp.exchange.checks import problems_of
from forumapp.exchange.document import (
    Attendance,
    Document,
    EventPart,
    ForumPart,
    InstitutionKind,
    InstitutionPart,
    Kind,
    Origin,
    Part,
    PersonPart,
    Reference,
    RegistrationTerms,
    ReportPart,
    Role,
    RoomPart,
    SessionPart,
    Signup,
    Status,
    TrackPart,
    Visibility,
)
from forumapp.exchange.problems import N_, ExchangeError, Problem, refusal

FORMAT = "forumapp/1"
MOST_PROBLEMS = 20
"""How many problems of one file are told at once."""

T = TypeVar("T")
_SECTIONS = ("institutions", "people", "tracks", "rooms", "sessions")
_EVENTS = "events"
"""The one section that a file may do without."""
_NAMES: dict[type, tuple[str, ...]] = {
    ForumPart: (
        "slug", "title", "theme", "description", "timezone", "starts_on", "ends_on", "attendance", "languages",
        "city_zones", "venue", "organizers", "registration",
    ),
    RegistrationTerms: ("opens_at", "closes_at", "capacity", "approval", "waitlist", "country_quota", "quota_released_on",
        "hold_hours", "offer_hours"),
    InstitutionPart: ("key", "name", "country", "city", "isil", "kind"),
    PersonPart: ("key", "given_name", "family_name", "patronymic", "post", "institution", "biography", "photo"),
    TrackPart: ("key", "title", "color"),
    RoomPart: ("key", "title", "attendance", "capacity", "join_url"),
    Origin: ("id", "guid", "type", "slug", "url", "logo", "license", "do_not_record", "links", "attachments"),
    Reference: ("url", "title", "type"),
    SessionPart: (
        "key", "origin", "title", "abstract", "kind", "track", "room", "starts_at", "ends_at", "status", "visibility",
        "languages", "interpretation", "signup", "capacity", "join_url", "people", "reports",
    ),
    Part: ("person", "role"),
    ReportPart: ("key", "title", "abstract", "minutes", "people"),
    EventPart: (
        "key", "title", "description", "starts_on", "ends_on", "starts_at", "ends_at", "attendance", "place", "link",
        "forum", "audience", "institutions",
    ),
}  # fmt: skip
"""The keys of each object, in the order in which they are written."""


def read(octets: bytes) -> Document:
    """Read a forum file; raises `ExchangeError` with all its problems, 20 at most."""
    value = jsontext.parse(octets)
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise refusal(N_("This is not a forum file: it must say “%(format)s” as its format."), format=FORMAT)
    found: list[Problem] = []
    document = _document(_Object(value, "", ("format", "forum", *_SECTIONS, _EVENTS), found))
    if document is not None:
        found.extend(problems_of(document))
    if document is None or found:
        raise ExchangeError(*found[:MOST_PROBLEMS])
    return document


def write(document: Document) -> bytes:
    """Write a document as a forum file; the same document always gives the same bytes."""
    value: dict[str, Any] = {"format": FORMAT, "forum": plain(document.forum)}
    value |= {section: plain(getattr(document, section)) for section in _SECTIONS}
    if document.events is not None:
        value[_EVENTS] = plain(document.events)
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def plain(value: object) -> Any:
    """Return a part of a document as JSON has it in the file, what is not given left out; ``frozen.thaw`` reads it back."""
    if is_dataclass(value):
        named = (
            (name, getattr(value, name)) for name in _NAMES.get(type(value)) or [each.name for each in fields_of(value)]
        )
        return {name: plain(part) for name, part in named if part is not None}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else value


class _IncompleteError(Exception):
    """An object that lacks something, noted already."""


class _Object:
    """One JSON object that is read key by key, noting what is wrong with it."""

    def __init__(self, value: object, where: str, names: tuple[str, ...], found: list[Problem]) -> None:
        """Begin with an object; keys that no one knows are problems at once."""
        self.where, self.found, self.broken = where, found, False
        if not isinstance(value, dict):
            self.note("", N_("must be an object"))
            raise _IncompleteError
        self.values = value
        for name in value:
            if name not in names:
                self.found.append(Problem(where=self._path(fields.shortened(name)), message=N_("unknown key")))

    def required(self, name: str, reader: fields.Read[T]) -> T:
        """Read what must be there."""
        if name not in self.values:
            self.note(name, N_("is missing"))
            return cast(T, None)
        return self._read(name, reader)

    def optional(self, name: str, reader: fields.Read[T]) -> T | None:
        """Read what may be there; null is as good as absent."""
        return None if self.values.get(name) is None else self._read(name, reader)

    def part(self, name: str, kind: type[T], make: Callable[["_Object"], T | None]) -> T | None:
        """Read an object inside this one."""
        value = self.values.get(name)
        return None if value is None else self._inside(value, self._path(name), kind, make)

    def parts(self, name: str, kind: type[T], make: Callable[["_Object"], T | None]) -> tuple[T, ...]:
        """Read a list of objects inside this one; a list that is absent is empty."""
        value = self.values.get(name, [])
        if not isinstance(value, list):
            self.note(name, N_("must be a list"))
            return ()
        path = self._path(name)
        items = [self._inside(item, f"{path}[{number}]", kind, make) for number, item in enumerate(value)]
        return tuple(item for item in items if item is not None)

    def optional_parts(self, name: str, kind: type[T], make: Callable[["_Object"], T | None]) -> tuple[T, ...] | None:
        """Read a list of objects that may be absent, which is not the same as empty."""
        return None if self.values.get(name) is None else self.parts(name, kind, make)

    def note(self, name: str, message: str, path: str = "", **values: object) -> None:
        """Add a problem; this object cannot be made then."""
        self.broken = True
        self.found.append(Problem(where=f"{self._path(name)}{path}", message=message, values=values))

    def _read(self, name: str, reader: fields.Read[T]) -> T:
        try:
            return reader(self.values[name])
        except fields.UnfitError as unfit:
            self.note(name, unfit.message, unfit.path, **unfit.values)
            return cast(T, None)

    def _inside(self, value: object, where: str, kind: type[T], make: Callable[["_Object"], T | None]) -> T | None:
        made = None
        if len(self.found) < MOST_PROBLEMS:
            try:
                inner = _Object(value, where, _NAMES[kind], self.found)
                made = make(inner)
                self.broken = self.broken or inner.broken
            except _IncompleteError:
                pass
        self.broken = self.broken or made is None
        return made

    def _path(self, name: str) -> str:
        return f"{self.where}.{name}" if self.where and name else self.where or name


def _document(root: _Object) -> Document | None:
    if "forum" not in root.values:
        root.note("forum", N_("is missing"))
    forum = root.part("forum", ForumPart, _forum)
    institutions = root.parts("institutions", InstitutionPart, _institution)
    people = root.parts("people", PersonPart, _person)
    tracks = root.parts("tracks", TrackPart, _track)
    rooms = root.parts("rooms", RoomPart, _room)
    sessions = root.parts("sessions", SessionPart, _session)
    events = root.optional_parts(_EVENTS, EventPart, _event)
    if root.broken or forum is None:
        return None
    return Document(
        forum=forum,
        institutions=institutions,
        people=people,
        tracks=tracks,
        rooms=rooms,
        sessions=sessions,
        events=events,
    )


def _forum(given: _Object) -> ForumPart:
    return ForumPart(
        slug=given.required("slug", fields.key),
        title=given.required("title", fields.language_map),
        theme=given.optional("theme", fields.language_map),
        description=given.optional("description", fields.language_map),
        timezone=given.required("timezone", fields.zone),
        starts_on=given.required("starts_on", fields.day),
        ends_on=given.required("ends_on", fields.day),
        attendance=given.required("attendance", fields.one_of(Attendance)),
        languages=given.required("languages", fields.list_of(fields.language)),
        city_zones=given.optional("city_zones", fields.list_of(fields.zone)),
        venue=given.optional("venue", fields.language_map),
        organizers=given.optional("organizers", fields.list_of(fields.key)),
        registration=given.part("registration", RegistrationTerms, _registration),
    )


def _registration(given: _Object) -> RegistrationTerms:
    approval = given.optional("approval", fields.flag)
    waitlist = given.optional("waitlist", fields.flag)
    return RegistrationTerms(
        opens_at=given.optional("opens_at", fields.wall_time),
        closes_at=given.optional("closes_at", fields.wall_time),
        capacity=given.optional("capacity", fields.numbers_by(_place)),
        approval=bool(approval),
        waitlist=waitlist is not False,
        country_quota=given.optional("country_quota", fields.numbers_by(fields.country)),
        quota_released_on=given.optional("quota_released_on", fields.day),
        hold_hours=given.optional("hold_hours", fields.hours),
        offer_hours=given.optional("offer_hours", fields.hours),
    )


def _place(value: object) -> str:
    if value not in (Attendance.ONLINE, Attendance.ONSITE):
        raise fields.UnfitError(N_("must be one of: %(words)s"), words=f"{Attendance.ONLINE}, {Attendance.ONSITE}")
    return str(value)


def _institution(given: _Object) -> InstitutionPart:
    return InstitutionPart(
        key=given.required("key", fields.key),
        name=given.required("name", fields.language_map),
        country=given.required("country", fields.country),
        city=given.optional("city", fields.language_map),
        isil=given.optional("isil", fields.library_code),
        kind=given.required("kind", fields.one_of(InstitutionKind)),
    )


def _person(given: _Object) -> PersonPart:
    given_name = given.required("given_name", fields.name_map)
    family_name = given.required("family_name", fields.name_map)
    if given_name == {} and family_name == {}:
        given.note("family_name", N_("must not be empty when there is no given name"))
    return PersonPart(
        key=given.required("key", fields.key),
        given_name=given_name,
        family_name=family_name,
        patronymic=given.optional("patronymic", fields.language_map),
        post=given.optional("post", fields.language_map),
        institution=given.optional("institution", fields.key),
        biography=given.optional("biography", fields.language_map),
    )


def _track(given: _Object) -> TrackPart:
    return TrackPart(
        key=given.required("key", fields.key),
        title=given.required("title", fields.language_map),
        color=given.required("color", fields.color),
    )


def _room(given: _Object) -> RoomPart:
    return RoomPart(
        key=given.required("key", fields.key),
        title=given.required("title", fields.language_map),
        attendance=given.required("attendance", fields.one_of(Attendance)),
        capacity=given.optional("capacity", fields.whole_number),
        join_url=given.optional("join_url", fields.web_address),
    )


def _session(given: _Object) -> SessionPart:
    if "people" not in given.values:
        given.note("people", N_("is missing"))
    return SessionPart(
        key=given.required("key", fields.key),
        origin=given.part("origin", Origin, _origin),
        title=given.required("title", fields.language_map),
        abstract=given.optional("abstract", fields.language_map),
        kind=given.required("kind", fields.one_of(Kind)),
        track=given.optional("track", fields.key),
        room=given.optional("room", fields.key),
        starts_at=given.optional("starts_at", fields.wall_time),
        ends_at=given.optional("ends_at", fields.wall_time),
        status=given.required("status", fields.one_of(Status)),
        visibility=given.required("visibility", fields.one_of(Visibility)),
        languages=given.required("languages", fields.list_of(fields.language)),
        interpretation=given.optional("interpretation", fields.list_of(fields.language)),
        signup=given.required("signup", fields.one_of(Signup)),
        capacity=given.optional("capacity", fields.whole_number),
        join_url=given.optional("join_url", fields.web_address),
        people=given.parts("people", Part, _part),
        reports=given.optional_parts("reports", ReportPart, _report),
    )


def _origin(given: _Object) -> Origin:
    return Origin(
        id=given.optional("id", fields.identifier),
        guid=given.optional("guid", fields.text),
        type=given.optional("type", fields.text),
        slug=given.optional("slug", fields.text),
        url=given.optional("url", fields.web_address),
        logo=given.optional("logo", fields.web_address),
        license=given.optional("license", fields.text),
        do_not_record=given.optional("do_not_record", fields.flag),
        links=given.optional_parts("links", Reference, _reference),
        attachments=given.optional_parts("attachments", Reference, _reference),
    )


def _reference(given: _Object) -> Reference:
    return Reference(
        url=given.required("url", fields.web_address),
        title=given.optional("title", fields.text),
        type=given.optional("type", fields.text),
    )


def _part(given: _Object) -> Part:
    return Part(person=given.required("person", fields.key), role=given.required("role", fields.one_of(Role)))


def _report(given: _Object) -> ReportPart:
    return ReportPart(
        key=given.required("key", fields.key),
        title=given.required("title", fields.language_map),
        abstract=given.optional("abstract", fields.language_map),
        minutes=given.required("minutes", fields.minutes),
        people=given.required("people", fields.list_of(fields.key)),
    )


def _event(given: _Object) -> EventPart:
    return EventPart(
        key=given.required("key", fields.key),
        title=given.required("title", fields.language_map),
        description=given.optional("description", fields.language_map),
        starts_on=given.optional("starts_on", fields.day),
        ends_on=given.optional("ends_on", fields.day),
        starts_at=given.optional("starts_at", fields.wall_time),
        ends_at=given.optional("ends_at", fields.wall_time),
        attendance=given.required("attendance", fields.one_of(Attendance)),
        place=given.optional("place", fields.language_map),
        link=given.optional("link", fields.secure_address),
        forum=given.optional("forum", fields.key),
        audience=given.required("audience", fields.one_of(Visibility)),
        institutions=given.optional("institutions", fields.list_of(fields.key)),
    )
