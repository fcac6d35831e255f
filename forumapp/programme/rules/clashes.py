"""What clashes: two sessions that need one room or one person at the same time."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from forumapp.exchange.document import SessionPart, Status
from forumapp.programme.rules.order import running_order


class Need(NamedTuple):
    """What a slot needs to itself: a room or a person, by key."""

    kind: str
    key: str


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A time in which something of a session needs rooms and people to itself."""

    session: str
    starts_at: datetime
    ends_at: datetime
    needs: frozenset[Need]


@dataclass(frozen=True, kw_only=True)
class Clash:
    """Two sessions, by key, that need the same at the same time; the times are those of their first overlap."""

    need: Need
    one: str
    other: str
    starts_at: datetime
    ends_at: datetime


def clashes(slots: Sequence[Slot]) -> list[Clash]:
    """Return every two sessions of which slots need the same at the same time, once for each need, in order of time.

    Slots that only touch do not clash, nor do slots of one session.
    """
    found: dict[tuple[Need, str, str], Clash] = {}
    for need, taking in _by_need(slots).items():
        open_slots: list[Slot] = []
        for slot in sorted(taking, key=lambda slot: (slot.starts_at, slot.ends_at, slot.session)):
            open_slots = [earlier for earlier in open_slots if earlier.ends_at > slot.starts_at]
            for earlier in open_slots:
                if earlier.session != slot.session:
                    clash = _clash(need, earlier, slot)
                    found.setdefault((need, clash.one, clash.other), clash)
            open_slots.append(slot)
    return sorted(found.values(), key=lambda clash: (clash.starts_at, clash.need, clash.one, clash.other))


def clashes_of(sessions: Iterable[SessionPart]) -> list[Clash]:
    """Return what clashes between sessions."""
    return clashes([slot for session in sessions for slot in slots_of(session)])


def slots_of(session: SessionPart) -> list[Slot]:
    """Return what a session needs and when; nothing when it is cancelled or not scheduled.

    Its room and people are needed all the time, who only gives a report only for the report.
    """
    if session.starts_at is None or session.ends_at is None or session.status is Status.CANCELLED:
        return []
    present = {Need("person", part.person) for part in session.people}
    rooms = {Need("room", session.room)} if session.room is not None else set()
    slots = [_slot(session, session.starts_at, session.ends_at, present | rooms)]
    for report, starts_at, ends_at in running_order(session):
        speakers = {Need("person", person) for person in report.people} - present
        if speakers and starts_at is not None and ends_at is not None:
            slots.append(_slot(session, starts_at, ends_at, speakers))
    return slots


def _by_need(slots: Iterable[Slot]) -> dict[Need, list[Slot]]:
    taking: dict[Need, list[Slot]] = defaultdict(list)
    for slot in slots:
        for need in slot.needs:
            taking[need].append(slot)
    return taking


def _clash(need: Need, earlier: Slot, later: Slot) -> Clash:
    one, other = sorted((earlier.session, later.session))
    return Clash(
        need=need, one=one, other=other, starts_at=later.starts_at, ends_at=min(earlier.ends_at, later.ends_at)
    )


def _slot(session: SessionPart, starts_at: datetime, ends_at: datetime, needs: Iterable[Need]) -> Slot:
    return Slot(session=session.key, starts_at=starts_at, ends_at=ends_at, needs=frozenset(needs))
