"""When people can take part: what they say, turned into when they cannot. Wall time in the forum's zone."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

Span = tuple[datetime, datetime]
"""From when until when; the end is not included."""


class Availability(StrEnum):
    """What somebody says of a span."""

    CANNOT = "cannot"
    CAN = "can"


class Said(NamedTuple):
    """A span and what somebody says of it."""

    kind: Availability
    starts_at: datetime
    ends_at: datetime


def absences(said: Iterable[Said], *, first: date, last: date) -> list[Span]:
    """Return when somebody cannot take part, in order, without overlaps.

    Who names times in which they can take part cannot take part at any other time of the forum, whose last day runs on into the night;
    a span in which they cannot holds in any case.
    """
    spans = list(said)
    free = _joined((span.starts_at, span.ends_at) for span in spans if span.kind is Availability.CAN)
    taken = [(span.starts_at, span.ends_at) for span in spans if span.kind is Availability.CANNOT]
    if free:
        taken += _gaps(free, *_whole_forum(first, last))
    return _joined(taken)


def presences(absent: Iterable[Span], *, first: date, last: date) -> list[Span]:
    """Return when somebody can take part in a forum who cannot at these times, which are in order."""
    return _gaps(absent, *_whole_forum(first, last))


def whole_days(first: date, last: date) -> Span:
    """Return the span of whole days, both included."""
    return datetime.combine(first, time()), datetime.combine(last, time()) + timedelta(days=1)


def _whole_forum(first: date, last: date) -> Span:
    return datetime.combine(first, time()), datetime.combine(last, time()) + timedelta(days=2)


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that touch or overlap as one."""
    found: list[Span] = []
    for starts_at, ends_at in sorted(spans):
        if found and starts_at <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends_at))
        else:
            found.append((starts_at, ends_at))
    return found


def _gaps(spans: Iterable[Span], begin: datetime, end: datetime) -> list[Span]:
    """Return what of a time lies between spans that are in order."""
    found: list[Span] = []
    for starts_at, ends_at in spans:
        if starts_at > begin:
            found.append((begin, min(starts_at, end)))
        begin = max(begin, ends_at)
    return [*found, (begin, end)] if begin < end else [span for span in found if span[0] < span[1]]
