"""Events of a calendar (RFC 5545) as sessions of a draft; nothing that a calendar points to is fetched."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import BrokenCalendarProperty, Calendar, Event

from forumapp.exchange.document import Kind, LanguageMap, Status, Visibility
from forumapp.exchange.problems import N_, Problem, refusal, refuse_oversize
from forumapp.exchange.tables import buildings, contents, htmlgrids, kinds
from forumapp.exchange.tables.drafts import Draft, DraftReport, DraftSession, Place, Unread
from forumapp.exchange.tables.entries import Options
from forumapp.exchange.tables.grids import LONGEST_CELL, refuse_too_much
from forumapp.exchange.tables.tongues import Tongues, in_order
from forumapp.exchange.text import clean
from forumapp.exchange.zones import FIRST_YEAR, LAST_YEAR, wall_time, zone_names

MOST_EVENTS = 2000
USUAL_LENGTH = timedelta(hours=1)
LONGEST_LENGTH = timedelta(days=366)
_READ = ("SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES")
_HTML = re.compile(r"<(?:br|p|div|html|b|a|span|ul)\b[^>]*>", re.IGNORECASE)
_LINK = re.compile(r"https?://\S+")


def read(octets: bytes, options: Options) -> Draft:
    """Read a calendar; times come out on the clock of the options' zone. Raises ExchangeError when it is none."""
    refuse_oversize(octets)
    calendars = _calendars(octets)
    events = [event for calendar in calendars for event in calendar.walk("VEVENT") if isinstance(event, Event)]
    if len(events) > MOST_EVENTS:
        raise refusal(N_("The calendar has too many events: at most %(most)s are read."), most=MOST_EVENTS)
    if not events:
        raise refusal(N_("The calendar has no events."))
    refuse_too_much(_text(event.get(name)) for event in events for name in _READ)
    reader = _Reader(options)
    sessions = [reader.session(event, number) for number, event in enumerate(events, start=1)]
    others = sum(len(calendar.walk(name)) for calendar in calendars for name in ("VTODO", "VJOURNAL"))
    remarks = [Problem(where="", message=N_("Tasks and notes of the calendar are left out."))] if others else []
    return Draft(
        sessions=tuple(session for session in sessions if session is not None),
        unread=tuple(reader.unread),
        remarks=tuple(remarks),
        title=reader.tongues.split(_text(calendars[0].get("X-WR-CALNAME") or calendars[0].get("NAME"))),
        timezone=_zone(calendars[0], events),
        whole_days=tuple(
            day for event in events if (day := _moment(event, "DTSTART")) and not isinstance(day, datetime)
        ),
    )


def _calendars(octets: bytes) -> Sequence[Calendar]:
    try:
        found = Calendar.from_ical(octets.decode("utf-8-sig", "replace"), multiple=True)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise refusal(N_("The calendar is damaged: %(reason)s."), reason=str(error)[:100]) from error
    if not found:
        raise refusal(N_("The calendar has no events."))
    return found


class _Reader:
    """Makes sessions of events."""

    def __init__(self, options: Options) -> None:
        self.options, self.tongues = options, Tongues(options.languages)
        self.zone = ZoneInfo(options.timezone)
        self.unread: list[Unread] = []

    def session(self, event: Event, number: int) -> DraftSession | None:
        """Return an event as a session; one without a title is told as not understood."""
        where = Place("", 0, number)
        title = self._title(event)
        if not title:
            self.unread.append(
                Unread(where=where, text=_text(event.get("UID")) or _text(event.get("DESCRIPTION"))[:200])
            )
            return None
        remarks = list(self._remarks(event, f"e{number}"))
        starts_at, ends_at = self._times(event, remarks, f"e{number}")
        said = contents.read(self._description(event), self.tongues, mode="notes")
        room, link = self._place(event)
        kind, track = self._categories(event, " ".join(title.values()))
        reports = (
            self._reports(said, f"e{number}", where, starts_at, ends_at, remarks) if kind is not Kind.BREAK else ()
        )
        return DraftSession(
            id=f"e{number}",
            where=where,
            title=in_order(title, self.options.languages),
            kind=kind,
            starts_at=starts_at,
            ends_at=ends_at,
            room=room or said.room,
            track=track,
            languages=said.languages,
            abstract=_abstract(said.notes, self.tongues),
            people=tuple(said.people),
            reports=reports,
            status=_status(event),
            visibility=_visibility(event),
            join_url=link or said.join_url,
            mark=_mark(event),
            remarks=tuple(remarks),
        )

    def _title(self, event: Event) -> LanguageMap:
        found = event.get("SUMMARY")
        texts: LanguageMap = {}
        for each in found if isinstance(found, list) else [found]:
            text = " ".join(_text(each).split())
            named = str(getattr(each, "params", {}).get("LANGUAGE", "")).lower().split("-")[0]
            texts |= {named: text} if named in self.options.languages and text else self.tongues.split(text)
        return texts

    def _times(self, event: Event, remarks: list[Problem], where: str) -> tuple[datetime | None, datetime | None]:
        starts = _moment(event, "DTSTART")
        if starts is None:
            remarks.append(Problem(where=where, message=N_("It has no time.")))
            return None, None
        if not isinstance(starts, datetime):
            remarks.append(Problem(where=where, message=N_("It takes the whole day: give it a time at the desk.")))
            return None, None
        ends = _moment(event, "DTEND")
        length = _length(event)
        starts_at = self._wall(starts)
        if isinstance(ends, datetime):
            ends_at = self._wall(ends)
        elif length is not None:
            ends_at = starts_at + length
        else:
            ends_at = starts_at
        if ends_at <= starts_at:
            remarks.append(Problem(where=where, message=N_("It has no end: an hour is assumed.")))
            ends_at = starts_at + USUAL_LENGTH
        return starts_at, ends_at

    def _wall(self, moment: datetime) -> datetime:
        """Return what clocks of the forum show; a floating time is theirs already."""
        if moment.tzinfo is None:
            return moment.replace(second=0, microsecond=0)
        wall = wall_time(moment.astimezone(UTC), self.zone)
        day = self.options.moved.get(wall.date(), wall.date())
        return datetime.combine(day, wall.time())

    def _reports(
        self,
        said: contents.Content,
        name: str,
        where: Place,
        starts_at: datetime | None,
        ends_at: datetime | None,
        remarks: list[Problem],
    ) -> tuple[DraftReport, ...]:
        """Return the reports that a description lists, one behind the other from the event's start."""
        building = buildings.Building(id=name, where=where, text="", day=starts_at.date() if starts_at else None)
        if starts_at is not None and ends_at is not None:
            building.starts = starts_at.hour * 60 + starts_at.minute
            building.ends = building.starts + int((ends_at - starts_at).total_seconds() // 60)
        built = [buildings.report_of(each) for each in said.reports]
        reports = tuple(buildings.timed(built, building, said.report_minutes, self.tongues, self.options))
        buildings.tell_manners(building, [*said.people, *(one for report in reports for one in report.people)])
        remarks += building.remarks
        return reports

    def _remarks(self, event: Event, where: str) -> Iterator[Problem]:
        if event.get("RRULE") is not None or event.get("RDATE") is not None:
            yield Problem(where=where, message=N_("It is repeated: only the first time is taken in."))

    def _description(self, event: Event) -> list[str]:
        text = _text(event.get("DESCRIPTION"))
        if _HTML.search(text):
            text = "\n".join(row.cells[0].text for row in htmlgrids.read(text).rows if row.cells)
        return [" ".join(line.split()) for line in text.split("\n") if line.strip()]

    def _place(self, event: Event) -> tuple[LanguageMap, str | None]:
        """Return the room, and the address to join where the place or a conference is one."""
        place = " ".join(_text(event.get("LOCATION")).split())
        found = _LINK.search(place)
        conference = event.get("CONFERENCE")
        first = conference[0] if isinstance(conference, list) and conference else conference
        link = found[0].rstrip(".,;)") if found else _text(first) if first else None
        room = _LINK.sub("", place).strip(" ,;()–—-") if found else place
        default = self.tongues.split(self.options.room) if self.options.room else {}
        return self.tongues.split(room) or default, link if link and link.startswith("http") else None

    def _categories(self, event: Event, title: str) -> tuple[Kind, LanguageMap]:
        found = event.get("CATEGORIES")
        lists = found if isinstance(found, list) else [found] if found is not None else []
        names = [_text(name) for each in lists for name in getattr(each, "cats", [each])]
        kind = next((guessed for name in names if (guessed := _kind(name))), None)
        track = next((name for name in names if name and _kind(name) is None), "")
        return kind or kinds.guess(title) or Kind.REPORTS, self.tongues.split(track) if track else {}


def _kind(name: str) -> Kind | None:
    lowered = name.strip().lower()
    return Kind(lowered) if lowered in set(Kind) else kinds.guess(name)


def _value(event: Event, name: str) -> object:
    """Return the value of a property of time; None where it is absent or damaged."""
    try:
        return getattr(event.get(name), "dt", None)
    except (ValueError, TypeError, BrokenCalendarProperty):
        return None


def _length(event: Event) -> timedelta | None:
    found = _value(event, "DURATION")
    return found if isinstance(found, timedelta) and found < LONGEST_LENGTH else None


def _moment(event: Event, name: str) -> datetime | date | None:
    found = _value(event, name)
    return found if isinstance(found, date) and FIRST_YEAR <= found.year <= LAST_YEAR else None


def _status(event: Event) -> Status:
    word = _text(event.get("STATUS")).upper()
    return {"TENTATIVE": Status.TENTATIVE, "CANCELLED": Status.CANCELLED}.get(word, Status.CONFIRMED)


def _visibility(event: Event) -> Visibility:
    return Visibility.INVITED if _text(event.get("CLASS")).upper() in {"PRIVATE", "CONFIDENTIAL"} else Visibility.PUBLIC


def _mark(event: Event) -> str:
    """Return the event's UID; a single occurrence of a repeated event has one of its own."""
    moment = _moment(event, "RECURRENCE-ID")
    return f"{_text(event.get('UID'))}{f'/{moment.isoformat()}' if moment else ''}"[:255]


def _abstract(notes: Sequence[str], tongues: Tongues) -> LanguageMap:
    texts: dict[str, list[str]] = {}
    for note in notes:
        texts.setdefault(tongues.of(note), []).append(note)
    return {code: "\n\n".join(lines) for code, lines in texts.items()}


def _zone(calendar: Calendar, events: Sequence[Event]) -> str | None:
    named = _text(calendar.get("X-WR-TIMEZONE"))
    if named in zone_names():
        return named
    for event in events:
        start = event.get("DTSTART")
        zone = str(getattr(start, "params", {}).get("TZID", ""))
        if zone in zone_names():
            return zone
    return None


def _text(value: object) -> str:
    return "" if value is None else clean(str(value)[:LONGEST_CELL]).strip()
