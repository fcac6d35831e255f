"""The programme's arithmetic: what clashes, which times can be, when each report begins."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from forumapp.errors import RuleBroken
from forumapp.exchange.document import ForumPart, Kind, ReportPart, SessionPart, Status
from forumapp.exchange.zones import DAY_ENDS_AT, day_of, exists
from forumapp.i18n import gettext as _

__all__ = [
    "DAY_ENDS_AT",
    "Clash",
    "Need",
    "Slot",
    "Tally",
    "Turn",
    "check_times",
    "clashes",
    "clashes_of",
    "day_of",
    "running_order",
    "slots_of",
    "spare_minutes",
    "tally",
    "warnings_of",
]


@dataclass(frozen=True)
class Tally:
    """How many sessions there are, and how many breaks, which are no sessions but stand in programme and calendars."""

    sessions: int = 0
    breaks: int = 0

    def with_one(self, kind: Kind) -> "Tally":
        """Return the tally with one more of a kind."""
        is_break = kind is Kind.BREAK
        return Tally(self.sessions + (not is_break), self.breaks + is_break)


def tally(kinds: Iterable[Kind]) -> Tally:
    """Count sessions and breaks: the one definition, whoever says how many there are."""
    counted = Tally()
    for kind in kinds:
        counted = counted.with_one(kind)
    return counted


LONGEST_REPORT = 24 * 60
"""The largest number of minutes of a report."""


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


class Turn(NamedTuple):
    """A report with the time that follows from its place in the running order; no time in a session without one."""

    report: ReportPart
    starts_at: datetime | None
    ends_at: datetime | None


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


def running_order(session: SessionPart) -> list[Turn]:
    """Return a session's reports with the times at which they begin and end, one after the other."""
    turns = []
    starts_at = session.starts_at
    for report in session.reports or ():
        ends_at = None if starts_at is None else starts_at + timedelta(minutes=report.minutes)
        turns.append(Turn(report, starts_at, ends_at))
        starts_at = ends_at
    return turns


def check_times(part: SessionPart, forum: ForumPart) -> None:
    """Refuse a session's times that cannot be (RuleBroken); a session may run on past the end of its day.

    Both are given or none; both are on the clock of the forum's zone; it ends after it starts; it begins on a day of
    the forum, whose days end at 04:00.
    """
    if part.starts_at is None and part.ends_at is None:
        return
    if part.starts_at is None:
        raise RuleBroken(_("Say when the session starts, or leave both times empty."), field="starts_at")
    if part.ends_at is None:
        raise RuleBroken(_("Say when the session ends, or leave both times empty."), field="ends_at")
    _check_clock(part.starts_at, forum.timezone, field="starts_at")
    _check_clock(part.ends_at, forum.timezone, field="ends_at")
    if part.ends_at <= part.starts_at:
        raise RuleBroken(_("The session must end after it starts."), field="ends_at")
    if not forum.starts_on <= day_of(part.starts_at, forum.starts_on) <= forum.ends_on:
        sentence = _(
            "The forum lasts from %(first)s to %(last)s; the session must start on one of its days.",
            first=forum.starts_on.isoformat(),
            last=forum.ends_on.isoformat(),
        )
        raise RuleBroken(sentence, field="starts_at")


def spare_minutes(part: SessionPart) -> int | None:
    """Return how many minutes of a session its reports leave free, below zero where they take longer; None without either."""
    turns = running_order(part)
    ends_at = turns[-1].ends_at if turns else None
    if ends_at is None or part.ends_at is None:
        return None
    return round((part.ends_at - ends_at) / timedelta(minutes=1))


def warnings_of(part: SessionPart) -> list[str]:
    """Return what is odd about a session but not refused, in sentences."""
    spare = spare_minutes(part)
    if spare is None or spare >= 0:
        return []
    return [_("The reports take %(minutes)s minutes longer than the session.", minutes=-spare)]


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


def _check_clock(wall: datetime, zone: str, *, field: str) -> None:
    if not exists(wall, ZoneInfo(zone)):
        sentence = _(
            "There is no %(time)s on %(day)s in %(zone)s: clocks are put forward then.",
            time=f"{wall:%H:%M}",
            day=wall.date().isoformat(),
            zone=zone,
        )
        raise RuleBroken(sentence, field=field)
