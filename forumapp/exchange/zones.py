"""Wall time, zones and days of a forum: arithmetic without a clock."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

FIRST_YEAR, LAST_YEAR = 1980, 2200
"""The years in which forums take place."""

DAY_ENDS_AT = time(4)
"""A forum day runs on past midnight until this wall time; what begins later belongs to the next day."""

LONGEST_FORUM = 366
"""The largest number of days of a forum."""

_HALF_HOURS = {
    210: "Asia/Tehran",
    270: "Asia/Kabul",
    330: "Asia/Kolkata",
    345: "Asia/Kathmandu",
    390: "Asia/Yangon",
    525: "Australia/Eucla",
    570: "Australia/Darwin",
    -570: "Pacific/Marquesas",
}


@cache
def zone_names() -> frozenset[str]:
    """Return the names of all zones of the time zone database."""
    return frozenset(available_timezones())


def instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the aware UTC instant of a wall time; of a time that comes twice, the first."""
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


def wall_time(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return what clocks in the zone show at an instant, to the minute."""
    return moment.astimezone(zone).replace(tzinfo=None, fold=0, second=0, microsecond=0)


def exists(wall: datetime, zone: ZoneInfo) -> bool:
    """Tell whether clocks in the zone ever show this time; when they are put forward they skip some."""
    return wall_time(instant(wall, zone), zone) == wall


def constant_zone(offset: timedelta) -> str:
    """Return a zone that keeps this offset from UTC (``Etc/GMT-3`` is UTC+3), or ``UTC`` where none does."""
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(minutes, 60)
    if rest:
        return _HALF_HOURS.get(minutes, "UTC")
    return f"Etc/GMT{-hours:+d}" if hours and -12 <= hours <= 14 else "UTC"


def day_of(starts_at: datetime, starts_on: date) -> date:
    """Return the forum day of a session: the day it began, where the hours before 04:00 still belong to the day before."""
    if starts_at.time() < DAY_ENDS_AT and starts_at.date() > starts_on:
        return starts_at.date() - timedelta(days=1)
    return starts_at.date()


def days_between(first: date, last: date) -> Iterator[date]:
    """Yield the days from the first to the last, both included."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
