"""How a delegation stands: whether its head can change it, and how many people its quota still takes."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

LINK_LIFE = timedelta(days=30)
"""How long after the forum the head's link still opens."""

MOST_QUOTA = 500
"""People of one delegation."""


class DelegationState(StrEnum):
    """Where a delegation stands."""

    DRAFT = "draft"
    """The head was not written to yet."""
    OPEN = "open"
    """The head enters people."""
    SUBMITTED = "submitted"
    """The head has sent the list."""


class WaitingMode(StrEnum):
    """How a delegation gets places that become free."""

    TOGETHER = "together"
    EACH = "each"


def state_of(*, opened_at: datetime | None, submitted_at: datetime | None) -> DelegationState:
    """Say where a delegation stands."""
    if submitted_at is not None:
        return DelegationState.SUBMITTED
    return DelegationState.DRAFT if opened_at is None else DelegationState.OPEN


def is_closed(*, deadline: date | None, last: date, zone: str, now: datetime) -> bool:
    """Say whether the head only reads: after the day of the deadline, and after the forum's last day in any case."""
    today = now.astimezone(ZoneInfo(zone)).date()
    return today > (min(deadline, last) if deadline else last)


def is_link_over(*, last: date, zone: str, now: datetime) -> bool:
    """Say whether the head's link opens no more."""
    return now.astimezone(ZoneInfo(zone)).date() > last + LINK_LIFE


def places_left(*, quota: int, members: int) -> int:
    """Return how many more people the quota takes."""
    return max(quota - members, 0)
