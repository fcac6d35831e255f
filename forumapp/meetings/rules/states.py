"""Where an invitation stands, who sees the meeting by it, and until when it is answered."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

LINK_LIFE = timedelta(days=30)
"""How long after the last day of a forum the secret link still opens."""


class InvitationState(StrEnum):
    """Where an invitation stands. Whether it was taken back is told beside it."""

    PREPARED = "prepared"
    """On the list; no letter was written yet."""
    WRITTEN = "written"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DEPUTY = "deputy"
    """Somebody else was named; the seat passed on to them."""


SEEING = frozenset({InvitationState.WRITTEN, InvitationState.ACCEPTED})
"""States in which an invitation that was not taken back lets its owner know of the meeting."""


def is_link_over(*, last: date, zone: str, now: datetime) -> bool:
    """Say whether the links of a forum open no more: so long after its last day."""
    return _today(zone, now) > last + LINK_LIFE


def takes_answers(*, answer_by: date | None, last: date, zone: str, now: datetime) -> bool:
    """Say whether invitations can be answered: through the day by which, else through the forum's last day."""
    return _today(zone, now) <= (answer_by or last)


def may_write(*, written_at: datetime | None, zone: str, now: datetime) -> bool:
    """Say whether somebody may be written to: once a day of the forum's clock at most."""
    return written_at is None or _today(zone, written_at) < _today(zone, now)


def _today(zone: str, now: datetime) -> date:
    return now.astimezone(ZoneInfo(zone)).date()
