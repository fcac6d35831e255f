"""Running late: everything later on a day moves by some minutes, in one room or in all."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from forumapp.errors import Overtaken, RuleBroken
from forumapp.exchange.document import SessionPart, Status
from forumapp.forums import service as forums
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.i18n import gettext as _
from forumapp.programme import queries, rules
from forumapp.programme.models import Session
from forumapp.programme.service.sessions import change
from forumapp.programme.service.steps import one_step
from forumapp.programme.service.values import part_of


@dataclass(frozen=True, kw_only=True)
class Delay:
    """What is late: what begins from ``begin`` on and before ``end`` (wall times) in a room, None for all rooms.

    ``minutes`` may be negative. With ``runs_on``, what is under way at ``begin`` ends so much later too.
    """

    begin: datetime
    end: datetime
    minutes: int
    room: str | None = None
    runs_on: bool = True

    def applied_to(self, part: SessionPart) -> SessionPart:
        """Return a session as it is after the delay; the same one where the delay does not concern it."""
        by = timedelta(minutes=self.minutes)
        if part.starts_at is None or part.ends_at is None or part.status is Status.CANCELLED:
            return part
        if self.room not in (None, part.room):
            return part
        if self.begin <= part.starts_at < self.end:
            return replace(part, starts_at=part.starts_at + by, ends_at=part.ends_at + by)
        if self.runs_on and part.starts_at < self.begin < part.ends_at:
            return replace(part, ends_at=part.ends_at + by)
        return part


@dataclass(frozen=True, kw_only=True)
class Shift:
    """A session that a delay moves: as it stands, and as it would be."""

    session: Session
    before: SessionPart
    after: SessionPart


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a delay would move, and the clashes that it would make; ``mark`` is another one when any of it changes."""

    shifts: Sequence[Shift]
    new_clashes: Sequence[rules.Clash]
    mark: str


def preview_shift(forum: Forum, delay: Delay) -> Preview:
    """Return what a delay would do; raises RuleBroken when a session cannot be there then."""
    sessions = queries.sessions_around(forum, delay.begin - timedelta(days=1), delay.end + timedelta(days=1))
    shifts = [_shift(session, delay) for session in sessions]
    moved = [shift for shift in shifts if shift.after != shift.before]
    for shift in moved:
        _check(shift, forum)
    return Preview(
        shifts=sorted(moved, key=lambda shift: (shift.before.starts_at or delay.begin, shift.before.key)),
        new_clashes=_new_clashes(shifts),
        mark=_mark(moved),
    )


def shift_later(forum: Forum, delay: Delay, *, expected: str, now: datetime) -> int:
    """Move everything that a delay concerns, as one step; return how many sessions.

    Raises Overtaken when somebody changed one of them since the preview with the mark ``expected``.
    """
    forum = lock_forum(forum)
    preview = preview_shift(forum, delay)
    if preview.mark != expected:
        raise Overtaken(_("The programme was changed in the meantime. This is what would be moved now."))
    with one_step("session:shift"):
        for shift in preview.shifts:
            change(shift.session, delay.applied_to, action="session:shift", now=now)
    return len(preview.shifts)


def _shift(session: Session, delay: Delay) -> Shift:
    part = part_of(session)
    return Shift(session=session, before=part, after=delay.applied_to(part))


def _check(shift: Shift, forum: Forum) -> None:
    try:
        rules.check_times(shift.after, forums.part_of(forum))
    except RuleBroken as broken:
        title = next(iter(shift.after.title.values()))
        raise RuleBroken(f"“{title}”: {broken.sentence}", field="minutes") from broken


def _new_clashes(shifts: Sequence[Shift]) -> list[rules.Clash]:
    before = _pairs(rules.clashes_of(shift.before for shift in shifts))
    after = rules.clashes_of(shift.after for shift in shifts)
    return [clash for clash in after if (clash.need, clash.one, clash.other) not in before]


def _pairs(clashes: Iterable[rules.Clash]) -> set[tuple[rules.Need, str, str]]:
    return {(clash.need, clash.one, clash.other) for clash in clashes}


def _mark(shifts: Iterable[Shift]) -> str:
    text = ",".join(sorted(f"{shift.session.key}:{shift.session.version}" for shift in shifts))
    return hashlib.sha256(text.encode()).hexdigest()[:32]
