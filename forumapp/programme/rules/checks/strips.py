"""A strip of the day for each place: when the programme is there, and when it is night."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from forumapp.exchange.document import Attendance
from forumapp.exchange.zones import DAY_ENDS_AT, day_of, instant, wall_time
from forumapp.programme.rules.checks.night import LATE_AND_EARLY, NIGHT, local_span, wall_times_on
from forumapp.programme.rules.checks.programme import Programme
from forumapp.programme.rules.checks.values import Span

LENGTH = 24 * 60
"""Minutes of a strip."""


class Stretch(NamedTuple):
    """A part of a strip, in minutes from its start."""

    start: int
    minutes: int


@dataclass(frozen=True, kw_only=True)
class Strip:
    """A day of the forum, from 04:00 to 04:00 by its own clock, as it is in one zone."""

    zone: str
    is_forum: bool
    local: Span
    """What clocks there show when the day's first session begins and the last ends."""
    programme: tuple[Stretch, ...]
    nights: tuple[Stretch, ...]
    margins: tuple[Stretch, ...]
    """Late evening to early morning, the night inside included."""
    night_minutes: int
    """How long the programme runs at night there."""
    delegates: int
    """How many delegates take part online from there."""
    people: int
    """How many people of the programme are at home there."""


def strips_by_day(programme: Programme) -> dict[date, tuple[Strip, ...]]:
    """Return strips for the days on which something takes place, from west to east; none for a forum on site."""
    if programme.forum.attendance is Attendance.ONSITE:
        return {}
    days: dict[date, list[Span]] = {}
    for _session, starts_at, ends_at in programme.scheduled():
        days.setdefault(day_of(starts_at, programme.forum.starts_on), []).append(Span(starts_at, ends_at))
    delegates, people = programme.delegates_online(), _people_by_zone(programme)
    cities = [programme.forum.timezone, *(programme.forum.city_zones or ())]
    zones = list(dict.fromkeys([*cities, *delegates, *people]))
    found: dict[date, tuple[Strip, ...]] = {}
    for day, spans in sorted(days.items()):
        axis = instant(datetime.combine(day, DAY_ENDS_AT), programme.zone)
        instants = ((instant(each, programme.zone) for each in span) for span in spans)
        taken = _merged(_stretches(axis, instants))
        whole = Span(min(span.starts_at for span in spans), max(span.ends_at for span in spans))
        zones.sort(key=lambda zone: (axis.astimezone(ZoneInfo(zone)).utcoffset() or timedelta(), zone))
        found[day] = tuple(
            _strip(zone, axis, taken, whole, programme, delegates.get(zone, 0), people.get(zone, 0)) for zone in zones
        )
    return found


def _strip(
    zone: str,
    axis: datetime,
    taken: tuple[Stretch, ...],
    whole: Span,
    programme: Programme,
    delegates: int,
    people: int,
) -> Strip:
    nights, margins = (_dark(axis, zone, *hours) for hours in (NIGHT, LATE_AND_EARLY))
    return Strip(
        zone=zone,
        is_forum=zone == programme.forum.timezone,
        local=local_span(whole, programme.zone, ZoneInfo(zone)),
        programme=taken,
        nights=nights,
        margins=margins,
        night_minutes=sum(_shared(one, other) for one in taken for other in nights),
        delegates=delegates,
        people=people,
    )


def _dark(axis: datetime, zone: str, evening: time, morning: time) -> tuple[Stretch, ...]:
    there = ZoneInfo(zone)
    starts_at, ends_at = wall_time(axis, there), wall_time(axis + timedelta(minutes=LENGTH), there)
    nights = wall_times_on(starts_at, ends_at, evening, morning)
    return _merged(_stretches(axis, ((instant(each, there) for each in night) for night in nights)))


def _stretches(axis: datetime, spans: Iterable[Iterable[datetime]]) -> Iterator[Stretch]:
    """Yield spans of instants as parts of a strip that begins at ``axis``, cut at its ends."""
    for begin, end in spans:
        first, last = (min(max(round((each - axis) / timedelta(minutes=1)), 0), LENGTH) for each in (begin, end))
        if last > first:
            yield Stretch(first, last - first)


def _merged(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return stretches in order, those that touch or overlap as one."""
    merged: list[Stretch] = []
    for stretch in sorted(stretches):
        before = merged[-1] if merged else None
        if before is not None and stretch.start <= before.start + before.minutes:
            end = max(before.start + before.minutes, stretch.start + stretch.minutes)
            merged[-1] = Stretch(before.start, end - before.start)
        else:
            merged.append(stretch)
    return tuple(merged)


def _shared(one: Stretch, other: Stretch) -> int:
    return max(0, min(one.start + one.minutes, other.start + other.minutes) - max(one.start, other.start))


def _people_by_zone(programme: Programme) -> dict[str, int]:
    """Count those who take part in sessions online or hybrid, by the zone in which their institution stands."""
    people = {
        presence.person
        for session, _starts_at, _ends_at in programme.scheduled()
        if programme.attendance_of(session) is not Attendance.ONSITE
        for presence in programme.presences(session)
    }
    numbers: dict[str, int] = {}
    for person in people:
        zone = programme.zone_of_person(person)
        if zone is not None:
            numbers[zone] = numbers.get(zone, 0) + 1
    return numbers
