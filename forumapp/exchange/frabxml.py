"""frab schedules as XML (schedule.xml, pentabarf): what real conferences publish in, and octets valid against the schema out."""

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, TreeBuilder, indent, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

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
from forumapp.exchange.problems import N_, Reading, refusal, refuse_oversize
from forumapp.exchange.text import clean, one_line

_DEEPEST = 64
_WEB_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype\s+html|<html)\b", re.IGNORECASE)


class _TooDeepError(ValueError):
    """Elements within elements without end."""


class _Builder(TreeBuilder):
    """Builds the tree of elements by their names without namespaces, refusing endless depth."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _TooDeepError
        return super().start(_local(tag), {_local(name): value for name, value in attrs.items()})

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(_local(tag))


def read(octets: bytes, *, slug: str | None = None, timezone: str | None = None) -> Reading:
    """Read a schedule; `slug` and `timezone` stand in for what it does not name. Raises `ExchangeError`."""
    root = _parsed(octets)
    if root.tag != "schedule":
        raise refusal(N_("This is not a frab schedule: its outermost element is not “schedule”."))
    return reading_of(_source(root), slug=slug, timezone=timezone)


def write(document: Document, *, version: str, base_url: str, language: str | None = None) -> bytes:
    """Write the scheduled sessions as schedule.xml; texts in `language`, by default the forum's first."""
    schedule = schedule_of(document, base_url=base_url, language=language)
    root = Element("schedule")
    SubElement(root, "generator", {"name": OWN_GENERATOR})
    _say(root, url=f"{schedule.url}schedule.xml", version=clean(version))
    _write_conference(SubElement(root, "conference"), schedule)
    for day in schedule.days:
        _write_day(root, day, [room.name for room in schedule.rooms] if day.index == 1 else [])
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _parsed(octets: bytes) -> Element:
    refuse_oversize(octets)
    if _WEB_PAGE.match(octets):
        raise refusal(N_("This is a web page, not a schedule. Save the file behind the page’s link and choose that."))
    parser = DefusedXMLParser(target=_Builder(), forbid_dtd=False, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(octets.removeprefix(codecs.BOM_UTF8).lstrip())
        root: Element = parser.close()
    except DefusedXmlException:
        raise refusal(N_("The file defines entities of its own or points to other files; this is not read.")) from None
    except ParseError as error:
        line, column = error.position
        raise refusal(
            N_("The file is not valid XML: line %(line)s, column %(column)s."), line=line, column=column + 1
        ) from None
    except _TooDeepError:
        raise refusal(N_("The file is nested too deeply.")) from None
    except (ValueError, LookupError):
        raise refusal(N_("The file is in an encoding that is not known.")) from None
    return root


def _source(root: Element) -> SourceSchedule:
    found = root.find("conference")
    conference = found if found is not None else Element("conference")
    days = [(_day(one), one) for one in root.iterfind("day")]
    events = [_event(one, on, room) for on, element in days for room, one in _events(element)]
    venue = ", ".join(part for name in ("venue", "city") if (part := _line(conference, name)))
    rooms = dict.fromkeys(one_line(room.get("name") or "") for _, element in days for room in element.iterfind("room"))
    generator = root.find("generator")
    return SourceSchedule(
        is_own=generator is not None and generator.get("name") == OWN_GENERATOR,
        base_url=_word(conference, "base_url"),
        title=_line(conference, "title"),
        subtitle=_line(conference, "subtitle"),
        acronym=_word(conference, "acronym"),
        description=_text(conference, "description"),
        venue=venue,
        start=_word(conference, "start"),
        end=_word(conference, "end"),
        zone=_word(conference, "time_zone_name"),
        day_change=_word(conference, "day_change"),
        timeslot=_word(conference, "timeslot_duration"),
        tracks=tuple(_tracks([*conference.iterfind("track"), *root.iterfind("tracks/track")])),
        rooms=tuple(SourceRoom(name=name) for name in rooms if name.strip()),
        days=tuple(on for on, _ in days),
        events=tuple(events),
    )


def _tracks(elements: Iterable[Element]) -> Iterator[SourceTrack]:
    for element in elements:
        name = one_line(element.get("name") or _said(element))
        yield SourceTrack(name=name, color=element.get("color") or "", slug=element.get("slug") or "")


def _day(element: Element) -> SourceDay:
    return SourceDay(
        date=(element.get("date") or "").strip(),
        start=(element.get("start") or "").strip(),
        end=(element.get("end") or "").strip(),
    )


def _events(day: Element) -> Iterator[tuple[str, Element]]:
    """Yield the events of a day with the names of the rooms in which they stand."""
    for room in day.iterfind("room"):
        for event in room.iterfind("event"):
            yield room.get("name") or "", event
    for event in day.iterfind("event"):
        yield "", event


def _event(element: Element, day: SourceDay, room: str) -> SourceEvent:
    return SourceEvent(
        day=day,
        id=one_line(element.get("id") or _word(element, "id")).strip(),
        guid=one_line(element.get("guid") or _word(element, "guid")).strip(),
        slug=_word(element, "slug"),
        url=_word(element, "url"),
        origin_url=_word(element, "origin_url"),
        title=_line(element, "title"),
        subtitle=_line(element, "subtitle"),
        abstract=_text(element, "abstract"),
        description=_text(element, "description"),
        type=_line(element, "type"),
        track=_line(element, "track"),
        language=_word(element, "language"),
        room=_line(element, "room") or one_line(room),
        date=_word(element, "date"),
        start=_word(element, "start"),
        end=_word(element, "end"),
        duration=_word(element, "duration"),
        people=tuple(_people(element)),
        logo=_word(element, "logo"),
        license=_line(element, "recording/license"),
        do_not_record=_word(element, "recording/optout").lower() in ("true", "1"),
        links=tuple(_references(element, "links/link")),
        attachments=tuple(_references(element, "attachments/attachment")),
    )


def _people(event: Element) -> Iterator[SourcePerson]:
    for person in [*event.iterfind("persons/person"), *event.iterfind("speakers/speaker")]:
        own_id = person.get("id") or ""
        known = own_id if own_id not in ("", "0", "-1") else person.get("code") or person.get("guid") or ""
        name = next((text for child in ("name", "public_name") if (text := _line(person, child))), "")
        yield SourcePerson(
            name=name or one_line(_said(person)), id=one_line(known).strip(), role=person.get("role") or ""
        )


def _references(event: Element, path: str) -> Iterator[SourceReference]:
    for element in event.iterfind(path):
        said = one_line(_said(element))
        yield SourceReference(
            url=one_line(element.get("href") or element.get("url") or said), title=said, type=element.get("type") or ""
        )


def _said(element: Element) -> str:
    return "".join(element.itertext())


def _text(element: Element, path: str) -> str:
    """Return the text of an element below; of markup that was not escaped, the markup."""
    found = element.find(path)
    if found is None:
        return ""
    if len(found):
        return clean("".join([found.text or "", *(tostring(child, encoding="unicode") for child in found)]))
    return clean(found.text or "")


def _line(element: Element, path: str) -> str:
    found = element.find(path)
    line = one_line(_said(found)) if found is not None else ""
    return line if line.strip() else ""


def _word(element: Element, path: str) -> str:
    return _line(element, path).strip()


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _write_conference(conference: Element, schedule: FrabSchedule) -> None:
    _say(
        conference,
        acronym=schedule.acronym,
        title=schedule.title,
        start=schedule.start.isoformat(),
        end=schedule.end.isoformat(),
        days=str(len(schedule.days)),
        timeslot_duration="00:05",
        base_url=schedule.base_url,
        url=schedule.url,
        time_zone_name=schedule.zone,
    )
    for track in schedule.tracks:
        slug = {"slug": track.slug} if track.slug and track.slug[0].isalpha() else {}
        SubElement(conference, "track", {"name": track.name, "color": track.color, **slug})


def _write_day(root: Element, day: FrabDay, rooms: Sequence[str]) -> None:
    """Write a day with the rooms in which something takes place, and with those named besides."""
    attributes = {"index": str(day.index), "date": day.date.isoformat()}
    attributes |= {"start": day.start.isoformat(), "end": day.end.isoformat()}
    element = SubElement(root, "day", attributes)
    used = {name: list(events) for name, events in groupby(day.events, key=lambda event: event.room)}
    for name in dict.fromkeys([*([""] if "" in used else []), *rooms, *used]):
        room = SubElement(element, "room", {"name": name})
        for event in used.get(name, []):
            _write_event(SubElement(room, "event", {"guid": event.guid, "id": str(event.id)}), event)


def _write_event(element: Element, event: FrabEvent) -> None:
    _say(
        element,
        date=event.starts.isoformat(),
        start=f"{event.starts:%H:%M}",
        duration=event.duration_below_100_hours,
        room=event.room,
        slug=event.slug,
        url=event.url,
        title=event.title,
        subtitle=event.subtitle,
        track=event.track,
        type=event.type,
        language=event.language,
        abstract=event.abstract,
        description=event.description,
    )
    if event.origin_url:
        _say(element, origin_url=event.origin_url)
    people = SubElement(element, "persons")
    for person in event.people:
        SubElement(people, "person", {"id": str(person.id), "guid": person.guid}).text = person.name
    _write_beside(element, event)


def _write_beside(element: Element, event: FrabEvent) -> None:
    """Write what a foreign file kept beside the session."""
    if event.logo:
        _say(element, logo=event.logo)
    if event.license or event.do_not_record:
        optout = str(event.do_not_record).lower()
        _say(SubElement(element, "recording"), license=event.license, optout=optout)
    _write_references(SubElement(element, "links"), "link", event.links)
    _write_references(SubElement(element, "attachments"), "attachment", event.attachments)


def _write_references(parent: Element, name: str, references: Iterable[Reference]) -> None:
    for reference in references:
        kind = {"type": reference.type} if reference.type else {}
        SubElement(parent, name, {"href": reference.url, **kind}).text = reference.title or ""


def _say(parent: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(parent, name).text = text
