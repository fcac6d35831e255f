"""frab schedules as JSON (schedule.json): what real conferences publish in, and octets valid against the schema out."""

import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from forumapp.exchange import jsontext
from forumapp.exchange.document import Document, Reference
from forumapp.exchange.frabkept import OWN_GENERATOR
from forumapp.exchange.frabreading import reading_of
from forumapp.exchange.frabsource import (
    SourceDay,
    SourceEvent,
    SourcePerson,
    SourceReference,
    SourceRoom,
    SourceSchedule,
    SourceTrack,
)
from forumapp.exchange.frabwriting import FrabDay, FrabEvent, FrabSchedule, schedule_of
from forumapp.exchange.problems import N_, Reading, refusal
from forumapp.exchange.text import clean, one_line

SCHEMA = "https://c3voc.de/schedule/schema.json"

_REFERENCE_TYPES = frozenset({"slides", "paper", "web", "blog", "article", "media", "related", "activitypub"})
"""The types of reference that the schema knows."""


def read(octets: bytes, *, slug: str | None = None, timezone: str | None = None) -> Reading:
    """Read a schedule; `slug` and `timezone` stand in for what it does not name. Raises `ExchangeError`."""
    value = _object(jsontext.parse(octets))
    schedule = _object(value.get("schedule")) or value
    if not isinstance(schedule.get("conference"), dict):
        raise refusal(N_("This is not a frab schedule: it has no conference."))
    is_own = _object(value.get("generator")).get("name") == OWN_GENERATOR
    return reading_of(_source(schedule, is_own=is_own), slug=slug, timezone=timezone)


def write(document: Document, *, version: str, base_url: str, language: str | None = None) -> bytes:
    """Write the scheduled sessions as schedule.json; texts in `language`, by default the forum's first."""
    schedule = schedule_of(document, base_url=base_url, language=language)
    value = {
        "$schema": SCHEMA,
        "generator": {"name": OWN_GENERATOR},
        "schedule": {"version": version, "base_url": schedule.base_url, "conference": _conference(schedule)},
    }
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _source(schedule: Mapping[str, Any], *, is_own: bool) -> SourceSchedule:
    conference = _object(schedule.get("conference"))
    biographies = {_word(one.get("guid")): _text(one.get("biography")) for one in _objects(schedule.get("persons"))}
    days = [(_day(one), one) for one in _objects(conference.get("days") or schedule.get("days"))]
    events = [_event(one, on, room, biographies) for on, given in days for room, one in _events(given)]
    events += [_event(one, SourceDay(), "", biographies) for one in _objects(schedule.get("events"))]
    return SourceSchedule(
        is_own=is_own,
        base_url=_word(schedule.get("base_url")),
        title=_line(conference.get("title")),
        subtitle=_line(conference.get("subtitle")),
        acronym=_word(conference.get("acronym")),
        description=_text(conference.get("description")),
        venue=_line(conference.get("venue")),
        start=_word(conference.get("start")),
        end=_word(conference.get("end")),
        zone=_word(conference.get("time_zone_name")),
        day_change=_word(conference.get("day_change")),
        timeslot=_word(conference.get("timeslot_duration")),
        languages=tuple(_word(one) for one in _list(conference.get("languages"))),
        tracks=tuple(_track(one) for one in _list(conference.get("tracks"))),
        rooms=tuple(_room(one) for one in _list(conference.get("rooms"))),
        days=tuple(on for on, _ in days),
        events=tuple(events),
    )


def _day(given: Mapping[str, Any]) -> SourceDay:
    return SourceDay(
        date=_word(given.get("date")),
        start=_word(given.get("day_start") or given.get("start")),
        end=_word(given.get("day_end") or given.get("end")),
    )


def _events(day: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the events of a day with the names of their rooms, which are the keys of an object or named in a list."""
    rooms = day.get("rooms")
    named = rooms.items() if isinstance(rooms, dict) else ((_name(one), one.get("events")) for one in _objects(rooms))
    for name, events in named:
        for event in _objects(events):
            yield name, event
    for event in _objects(day.get("events")):
        yield "", event


def _event(given: Mapping[str, Any], day: SourceDay, room: str, biographies: Mapping[str, str]) -> SourceEvent:
    people = given.get("persons") or given.get("participants") or given.get("speakers")
    return SourceEvent(
        day=day,
        id=_word(given.get("id")),
        guid=_word(given.get("guid")),
        slug=_word(given.get("slug")),
        url=_word(given.get("url")),
        origin_url=_word(given.get("origin_url")),
        title=_line(given.get("title")),
        subtitle=_line(given.get("subtitle")),
        abstract=_text(given.get("abstract")),
        description=_text(given.get("description")),
        type=_line(given.get("type")),
        track=_name(given.get("track")),
        language=_word(given.get("language")),
        room=_name(given.get("room")) or _line(room),
        date=_word(given.get("date")),
        start=_word(given.get("start")),
        end=_word(given.get("end")),
        duration=_word(given.get("duration")),
        people=tuple(_person(one, biographies) for one in _list(people)),
        logo=_address(given.get("logo")),
        license=_line(given.get("recording_license")),
        do_not_record=given.get("do_not_record") is True,
        links=tuple(_references(given.get("links"))),
        attachments=tuple(_references(given.get("attachments"))),
    )


def _references(given: object) -> Iterator[SourceReference]:
    for one in _list(given):
        reference = _object(one)
        if address := _address(one):
            yield SourceReference(url=address, title=_line(reference.get("title")), type=_word(reference.get("type")))


def _address(given: object) -> str:
    """Return an address given as text or as an object."""
    reference = _object(given)
    return _word(reference.get("url") or reference.get("href")) if reference else _word(given)


def _person(given: object, biographies: Mapping[str, str]) -> SourcePerson:
    person = _object(given)
    if not person:
        return SourcePerson(name=_line(given))
    names = (
        person.get(name) for name in ("name", "public_name", "full_public_name", "display_name", "nickname", "code")
    )
    ids = (person.get(name) for name in ("id", "code", "guid"))
    return SourcePerson(
        name=next((name for one in names if (name := _line(one))), ""),
        id=next((word for one in ids if (word := _word(one)) not in ("", "0", "-1")), ""),
        biography=_text(person.get("biography")) or biographies.get(_word(person.get("guid")), ""),
        role=_word(person.get("role")),
    )


def _track(given: object) -> SourceTrack:
    track = _object(given)
    color = _word(track.get("color") or _object(track.get("colors")).get("light"))
    return SourceTrack(name=_name(given), color=color, slug=_word(track.get("slug")))


def _room(given: object) -> SourceRoom:
    room = _object(given)
    return SourceRoom(name=_name(given), capacity=_word(room.get("capacity")), type=_word(room.get("type")))


def _name(given: object) -> str:
    """Return the name of a room or track given as text or as an object."""
    if isinstance(given, dict) and (name := given.get("name") or given.get("title") or given.get("slug")):
        return _line(name)
    return _line(given)


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _objects(value: object) -> list[Mapping[str, Any]]:
    return [one for one in _list(value) if isinstance(one, dict)]


def _text(value: object) -> str:
    """Return text; of an object of languages the first text that is there, of a number its digits."""
    if isinstance(value, dict):
        value = next((one for one in value.values() if one and isinstance(one, str)), None)
    if isinstance(value, str):
        return clean(value)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _line(value: object) -> str:
    line = one_line(_text(value))
    return line if line.strip() else ""


def _word(value: object) -> str:
    return _line(value).strip()


def _conference(schedule: FrabSchedule) -> dict[str, Any]:
    zone = {"time_zone_name": schedule.zone} if schedule.zone_fits_json else {}
    description = {"description": schedule.description} if schedule.description else {}
    return {
        "acronym": schedule.acronym,
        "title": schedule.title,
        **description,
        "start": schedule.start.isoformat(),
        "end": schedule.end.isoformat(),
        "daysCount": len(schedule.days),
        "timeslot_duration": "00:05",
        **zone,
        "url": schedule.url,
        "tracks": [
            {"name": track.name, "color": track.color} | ({"slug": track.slug} if track.slug else {})
            for track in schedule.tracks
        ],
        "rooms": [
            {"name": room.name, "guid": room.guid, "capacity": room.capacity}
            | ({"type": "online"} if room.is_online else {})
            for room in schedule.rooms
        ],
        "days": [_written_day(day) for day in schedule.days],
    }


def _written_day(day: FrabDay) -> dict[str, Any]:
    return {
        "index": day.index,
        "date": day.date.isoformat(),
        "day_start": day.start.isoformat(),
        "day_end": day.end.isoformat(),
        "rooms": {
            room: [_written_event(event) for event in events]
            for room, events in groupby(day.events, key=lambda event: event.room)
        },
    }


def _written_event(event: FrabEvent) -> dict[str, Any]:
    origin = {"origin_url": event.origin_url} if event.origin_url else {}
    return {
        "id": event.id,
        "guid": event.guid,
        "date": event.starts.isoformat(),
        "start": f"{event.starts:%H:%M}",
        "end": event.ends.isoformat(),
        "duration": event.duration,
        "room": event.room,
        "slug": event.slug,
        "url": event.url,
        **origin,
        "title": event.title,
        "subtitle": event.subtitle,
        "track": event.track or None,
        "type": event.type,
        "language": event.language or None,
        "abstract": event.abstract,
        "description": event.description,
        "persons": [{"id": person.id, "guid": person.guid, "name": person.name} for person in event.people],
        "links": [_written_reference(one) for one in event.links],
        "attachments": [_written_reference(one) for one in event.attachments],
        **_beside(event),
    }


def _written_reference(reference: Reference) -> dict[str, str]:
    title = {"title": reference.title} if reference.title else {}
    kind = {"type": reference.type} if reference.type in _REFERENCE_TYPES else {}
    return {"url": reference.url, **title, **kind}


def _beside(event: FrabEvent) -> dict[str, Any]:
    """Return the picture and the terms of recording that a foreign file kept beside the session."""
    logo = {"logo": event.logo} if event.logo else {}
    if not (event.license or event.do_not_record):
        return logo
    return {**logo, "recording_license": event.license, "do_not_record": event.do_not_record}
