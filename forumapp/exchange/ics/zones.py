"""Time zones in the one form that every client reads: one STANDARD, at most one DAYLIGHT, each with a yearly rule.

Half of the calendar programs believe the zone's name and half the definition in the file, so both must agree; Outlook
ignores a definition with more parts. A zone has one definition here, the law that its data foresees for good; a year in
which another law held has none, and events of that year are written in UTC. So the definition of a zone does not depend
on the feed that carries it, and events of several years stand side by side.

``zoneinfo`` prefers the operating system's data: the application calls ``zoneinfo.reset_tzpath(to=())`` when it starts.
"""

import importlib.metadata
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from forumapp.exchange.ics.text import line, wall_value

_WRITTEN_SINCE = datetime.combine(date(1970, 1, 1), time())
"""The first moment of which a definition speaks, wall time; the first whole year it is good for is the next one."""

_LAW_YEARS = range(2050, 2078)
"""Years after every change that a law has set a date for; 28 of them put each date on each day of the week."""

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class _Change:
    """The clocks are changed: at ``onset``, wall time before the change, from one offset to another."""

    onset: datetime
    before: timedelta
    after: timedelta
    name: str


@dataclass(frozen=True)
class _Rule:
    """A change that comes every year on the same weekday of a month; ``week`` counts from 1, -1 is the last."""

    month: int
    week: int
    weekday: int
    time: time
    before: timedelta
    after: timedelta
    name: str

    def change(self, year: int) -> _Change:
        """The change of one year."""
        first_weekday, days = monthrange(year, self.month)
        day = 1 + (self.weekday - first_weekday) % 7
        day += 7 * (self.week - 1) if self.week > 0 else (days - day) // 7 * 7
        return _Change(datetime.combine(date(year, self.month, day), self.time), self.before, self.after, self.name)


@dataclass(frozen=True)
class _Law:
    """How a zone keeps time: one offset for good, or two rules that take turns."""

    offset: timedelta
    name: str
    rules: tuple[_Rule, ...]

    def changes(self, year: int) -> tuple[_Change, ...]:
        """The changes of a year, in order."""
        return tuple(sorted((rule.change(year) for rule in self.rules), key=lambda change: change.onset))


@cache
def tzdata_version() -> str:
    """The version of the bundled time zone data; part of the key of whatever is kept of a rendered calendar."""
    return importlib.metadata.version("tzdata")


def vtimezone(zone: str, first_year: int, last_year: int) -> bytes | None:
    """The VTIMEZONE of an IANA zone, right for each moment of these years; ``None``: write its times in UTC."""
    if all(_holds(zone, year) for year in range(first_year, last_year + 1)):
        return zone_definition(zone)
    return None


@cache
def zone_definition(zone: str) -> bytes | None:
    """The VTIMEZONE of the law that the zone's data foresees for good; ``None`` when no simple rule says it."""
    law = _law(zone)
    if law is None:
        return None
    if law.rules:
        standard, daylight = sorted(law.rules, key=lambda rule: rule.after)
        parts = [_part("STANDARD", standard), _part("DAYLIGHT", daylight)]
    else:
        parts = [_observance("STANDARD", _WRITTEN_SINCE, law.offset, law.offset, law.name)]
    return b"".join([b"BEGIN:VTIMEZONE\r\n", line("TZID", zone), *parts, b"END:VTIMEZONE\r\n"])


@cache
def _holds(zone: str, year: int) -> bool:
    """Tell whether the zone keeps its foreseen law all through this year."""
    law = _law(zone)
    if law is None or year <= _WRITTEN_SINCE.year:
        return False
    start = datetime(year, 1, 1, tzinfo=UTC).astimezone(ZoneInfo(zone)).utcoffset()
    return start == law.offset and _changes(zone, year) == law.changes(year)


@cache
def _law(zone: str) -> _Law | None:
    """Read the law from years far ahead; ``None`` when it needs more than a rule for each change of a year."""
    years = [_changes(zone, year) for year in _LAW_YEARS]
    counts = {len(changes) for changes in years}
    now = datetime(_LAW_YEARS.start, 1, 1, tzinfo=UTC).astimezone(ZoneInfo(zone))
    offset, name = now.utcoffset(), now.tzname()
    if offset is None or name is None or offset % timedelta(minutes=1) or counts not in ({0}, {2}):
        return None
    rules = [_rule(changes) for changes in zip(*years, strict=True)]
    if any(rule is None for rule in rules):
        return None
    return _Law(offset, name, tuple(rule for rule in rules if rule is not None))


def _rule(changes: tuple[_Change, ...]) -> _Rule | None:
    """The yearly rule that gives all of these changes, one a year."""
    first = changes[0]
    weeks = {(change.onset.day + 6) // 7 for change in changes}
    rule = _Rule(
        month=first.onset.month,
        week=weeks.pop() if len(weeks) == 1 else -1,
        weekday=first.onset.weekday(),
        time=first.onset.time(),
        before=first.before,
        after=first.after,
        name=first.name,
    )
    return rule if all(rule.change(change.onset.year) == change for change in changes) else None


@cache
def _changes(zone: str, year: int) -> tuple[_Change, ...]:
    """All changes of the clocks in a UTC year, found by looking at every day and halving."""
    place = ZoneInfo(zone)
    changes = []
    before = datetime(year, 1, 1, tzinfo=UTC)
    end = datetime(year + 1, 1, 1, tzinfo=UTC)
    while before < end:
        after = before + timedelta(days=1)
        if before.astimezone(place).utcoffset() != after.astimezone(place).utcoffset():
            changes.append(_change_between(place, before, after))
        before = after
    return tuple(changes)


def _change_between(place: ZoneInfo, before: datetime, after: datetime) -> _Change:
    """The one change between two instants, to the second."""
    old = before.astimezone(place).utcoffset() or timedelta()
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if middle.astimezone(place).utcoffset() == old:
            before = middle
        else:
            after = middle
    local = after.astimezone(place)
    onset = (after + old).replace(tzinfo=None)
    return _Change(onset, old, local.utcoffset() or timedelta(), local.tzname() or "")


def _part(kind: str, rule: _Rule) -> bytes:
    onset = rule.change(_WRITTEN_SINCE.year).onset
    repeat = f"FREQ=YEARLY;BYMONTH={rule.month};BYDAY={rule.week}{_WEEKDAYS[rule.weekday]}"
    return _observance(kind, onset, rule.before, rule.after, rule.name, repeat)


def _observance(
    kind: str, onset: datetime, before: timedelta, after: timedelta, name: str, repeat: str | None = None
) -> bytes:
    lines = [
        f"BEGIN:{kind}",
        f"DTSTART:{wall_value(onset)}",
        f"TZOFFSETFROM:{_offset_value(before)}",
        f"TZOFFSETTO:{_offset_value(after)}",
        *([f"RRULE:{repeat}"] if repeat else []),
        f"TZNAME:{name}",
        f"END:{kind}",
    ]
    return "".join(f"{content}\r\n" for content in lines).encode("ascii")


def _offset_value(offset: timedelta) -> str:
    minutes = offset // timedelta(minutes=1)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"
