"""What somebody answered to being asked to take part in a session."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

LINK_LIFE = timedelta(days=30)
"""How long after the last day of a forum the link to a speaker's own page still opens."""


class AnswerState(StrEnum):
    """Where the agreement about one session stands; nothing stands while nobody was asked."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


class Lack(StrEnum):
    """What is still missing of somebody, and what a letter may ask them for."""

    ANSWER = "answer"
    BIOGRAPHY = "biography"
    PHOTO = "photo"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How far the agreement with one person is."""

    sessions: Collection[str]
    """Keys of the sessions in which they take part."""
    answered: Collection[str]
    """Keys of those that they confirmed or declined."""
    has_biography: bool
    has_photo: bool


def lacks_of(standing: Standing) -> frozenset[Lack]:
    """Return what is missing of somebody who takes part in something; nothing of who takes part in nothing."""
    if not standing.sessions:
        return frozenset()
    lacks = {
        Lack.ANSWER: bool(set(standing.sessions) - set(standing.answered)),
        Lack.BIOGRAPHY: not standing.has_biography,
        Lack.PHOTO: not standing.has_photo,
    }
    return frozenset(lack for lack, is_missing in lacks.items() if is_missing)


def is_link_over(*, last: date, zone: str, now: datetime) -> bool:
    """Say whether the links to speakers' own pages open no more: so long after the forum's last day."""
    return now.astimezone(ZoneInfo(zone)).date() > last + LINK_LIFE


def may_write(*, written_at: datetime | None, zone: str, now: datetime) -> bool:
    """Say whether somebody may be written to: once a day of the forum's clock at most."""
    if written_at is None:
        return True
    clock = ZoneInfo(zone)
    return written_at.astimezone(clock).date() < now.astimezone(clock).date()
