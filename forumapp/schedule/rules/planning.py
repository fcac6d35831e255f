"""When a planned release is due, and when it is given up."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

MOST_ATTEMPTS = 5
"""How often a worker begins a planned release that a fault of ours breaks off."""
FURTHEST = timedelta(days=366)
"""How far ahead a release can be planned."""


def instant_of(wall: datetime, zone: str) -> datetime:
    """Return the instant at which the clocks of a zone show a time; the first of two where they show it twice."""
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
