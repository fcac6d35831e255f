"""Until when personal data are kept, and when a request has waited long enough. Days are those of the forum's clock."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

NOTICE = timedelta(days=14)
"""How long before they go the team is told."""
REQUEST_WAITS = timedelta(days=7)
"""How long a delegate can take a request back, and a registrar can look at it, before it is carried out by itself.

The laws of our countries give ten days at least.
"""
SUGGESTED_YEARS = 1


def suggestion(last: date) -> date:
    """Return the day that is suggested: a year after the forum's last."""
    try:
        return last.replace(year=last.year + SUGGESTED_YEARS)
    except ValueError:
        return date(last.year + SUGGESTED_YEARS, 3, 1)


def earliest(*, last: date, zone: str, now: datetime) -> date:
    """Return the first day that can be set: after the forum, and far enough off for the team to be told before."""
    return max(last + timedelta(days=1), today(zone, now) + NOTICE)


def is_near(*, kept_until: date, zone: str, now: datetime) -> bool:
    """Say whether the team is to be told that the day comes."""
    return today(zone, now) + NOTICE >= kept_until


def is_due(*, kept_until: date, last: date, told_at: datetime | None, zone: str, now: datetime) -> bool:
    """Say whether the data are to go: the day and the forum are past, and the team was told long enough before."""
    is_past = max(kept_until, last) < today(zone, now)
    return is_past and told_at is not None and told_at + NOTICE <= now


def today(zone: str, now: datetime) -> date:
    """Return the day on the forum's clock."""
    return now.astimezone(ZoneInfo(zone)).date()
