"""Times of frab schedules: as written, to instants and the forum's zone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from forumapp.exchange.frabsource import SourceEvent, SourceSchedule
from forumapp.exchange.problems import N_, Problem
from forumapp.exchange.zones import DAY_ENDS_AT, FIRST_YEAR, LAST_YEAR, constant_zone, instant, wall_time, zone_names

_CLOCK = re.compile(r"([0-9]{1,2}):?([0-9]{2})(?::([0-9]{2}))?(?:\.[0-9]+)?")
_DURATION = re.compile(r"([0-9]{1,4}):([0-9]{1,2})(?::([0-9]{1,2}))?")
_ISO_DURATION = re.compile(r"P(?:([0-9]{1,3})D)?(?:T(?:([0-9]{1,4})H)?(?:([0-9]{1,5})M)?(?:[0-9.]+S)?)?", re.IGNORECASE)
_LONGEST = 60 * 24 * 60
_SHORTEST = 5


@dataclass(frozen=True, kw_only=True)
class Slot:
    """When an event takes place: wall time in the forum's zone."""

    starts_at: datetime
    ends_at: datetime
    is_exact: bool = True
    """False when the length was made up or the time had to be moved to be sayable as wall time."""


def moment(written: str) -> datetime | None:
    """Read a date with a time, aware when it names an offset; None for anything else."""
    if len(written) < 13:
        return None
    try:
        read = datetime.fromisoformat(written.replace(" +", "+").replace(" -", "-").removesuffix(" UTC"))
    except ValueError:
        return None
    return read if FIRST_YEAR < read.year < LAST_YEAR else None


def day(written: str) -> date | None:
    """Read the date at the beginning of a text; None when there is none."""
    try:
        read = date.fromisoformat(written[:10])
    except ValueError:
        return None
    return read if FIRST_YEAR < read.year < LAST_YEAR else None


def clock_minutes(written: str) -> int | None:
    """Read a time of day in minutes since midnight; hours past 24 are those after midnight."""
    found = _CLOCK.fullmatch(written)
    return int(found[1]) * 60 + int(found[2]) if found and int(found[2]) < 60 else None


def duration_minutes(written: str) -> int | None:
    """Read a length in minutes from ``0:45``, ``01:30:00``, ``PT45M`` or a number of minutes; None when it has none."""
    if written.replace(".", "", 1).isdecimal() and len(written) <= 7:
        minutes = round(float(written))
    elif found := _DURATION.fullmatch(written):
        minutes = int(found[1]) * 60 + int(found[2])
    elif (found := _ISO_DURATION.fullmatch(written)) and any(found.groups()):
        minutes = int(found[1] or 0) * 1440 + int(found[2] or 0) * 60 + int(found[3] or 0)
    else:
        return None
    return minutes if 0 < minutes <= _LONGEST else None


def zone_of(source: SourceSchedule, timezone: str | None) -> tuple[ZoneInfo, list[Problem]]:
    """Choose the forum's zone: the one named, else the argument, else one that keeps the schedule's offset."""
    if source.zone in zone_names():
        return ZoneInfo(source.zone), []
    warnings = []
    if source.zone:
        message = N_("“%(zone)s” is not a time zone such as Asia/Ashgabat.")
        warnings.append(Problem(where="conference", message=message, values={"zone": source.zone[:60]}))
    if timezone:
        return ZoneInfo(timezone), warnings
    offsets = list(_offsets(source))
    name = constant_zone(offsets[0]) if offsets else "UTC"
    message = N_("The schedule names no time zone: %(zone)s was taken, which never changes its clocks.")
    warnings.append(Problem(where="conference", message=message, values={"zone": name}))
    if len(set(offsets)) > 1:
        message = N_("The schedule has times with different offsets from UTC; each was turned into %(zone)s.")
        warnings.append(Problem(where="conference", message=message, values={"zone": name}))
    return ZoneInfo(name), warnings


def slot(event: SourceEvent, source: SourceSchedule, zone: ZoneInfo) -> Slot | None:
    """Tell when an event takes place; None when the schedule does not say."""
    begins = _begin(event, source)
    if begins is None:
        return None
    starts = begins.astimezone(UTC) if begins.tzinfo else instant(begins, zone)
    ends, is_exact = _end(event, source, starts, zone)
    starts_at, ends_at = wall_time(starts, zone), wall_time(ends, zone)
    length = ends - starts
    if ends_at <= starts_at:
        ends_at = starts_at + length
    lost_seconds = timedelta(seconds=starts.second, microseconds=starts.microsecond)
    kept = (
        instant(starts_at, zone) + lost_seconds == starts
        and instant(ends_at, zone) - instant(starts_at, zone) == length
    )
    return Slot(starts_at=starts_at, ends_at=ends_at, is_exact=is_exact and kept)


def _offsets(source: SourceSchedule) -> Iterable[timedelta]:
    """Yield the offsets from UTC in order of time, those of events before those of days."""
    for written in (
        [event.date or event.start for event in source.events],
        [text for one in source.days for text in (one.start, one.end)],
        [source.start, source.end],
    ):
        found = [read for text in written if (read := moment(text)) and read.tzinfo]
        if found:
            yield from (read.utcoffset() or timedelta() for read in sorted(found))
            return


def _begin(event: SourceEvent, source: SourceSchedule) -> datetime | None:
    for written in (event.date, event.start):
        if (read := moment(written)) is not None:
            return read
    minutes = clock_minutes(event.start)
    on = day(event.date) or day(event.day.date) or day(event.day.start)
    if minutes is None or on is None:
        return None
    if not day(event.date) and minutes < _day_change(source):
        on += timedelta(days=1)
    return datetime.combine(on, time()) + timedelta(minutes=minutes)


def _day_change(source: SourceSchedule) -> int:
    """Return the minute of the day before which a time belongs to the night of the day before."""
    given = clock_minutes(source.day_change)
    return DAY_ENDS_AT.hour * 60 if given is None else given


def _end(event: SourceEvent, source: SourceSchedule, starts: datetime, zone: ZoneInfo) -> tuple[datetime, bool]:
    minutes = duration_minutes(event.duration)
    if minutes is not None:
        return starts + timedelta(minutes=minutes), True
    ends = moment(event.end)
    if ends is not None:
        ends = ends.astimezone(UTC) if ends.tzinfo else instant(ends, zone)
        if timedelta() < ends - starts <= timedelta(minutes=_LONGEST):
            return ends, True
    return starts + timedelta(minutes=max(duration_minutes(source.timeslot) or _SHORTEST, _SHORTEST)), False
