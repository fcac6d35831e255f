"""Steps of the desk: what each deed made of which sessions, so that it can be taken back, done again and merged with."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta

from forumapp import audit
from forumapp.db import db
from forumapp.exchange import forumfile, frozen
from forumapp.exchange.document import SessionPart
from forumapp.programme import queries
from forumapp.programme.models import Session, SessionEdit, Step

KEPT = timedelta(days=180)
"""How long a step can be undone and merged with; who has had a page open for longer starts anew."""


@dataclass
class _Open:
    """A step that is being made: its row comes with the first edit."""

    action: str
    is_reversal: bool
    row: Step | None = None


_open: ContextVar[_Open | None] = ContextVar("step", default=None)


@contextmanager
def one_step(action: str, *, is_reversal: bool = False) -> Iterator[None]:
    """Make everything inside one step, named ``action``; a step inside a step belongs to the outer one."""
    token = _open.set(_open.get() or _Open(action, is_reversal))
    try:
        yield
    finally:
        _open.reset(token)


def note(
    session: Session, before: SessionPart | None, after: SessionPart | None, *, action: str, now: datetime
) -> None:
    """Note what a deed makes of a session; call it before the flush, while the row still has the version it replaces."""
    opened = _open.get() or _Open(action, is_reversal=False)
    if opened.row is None:
        opened.row = Step(
            forum_id=session.forum_id,
            actor=audit.current_actor_name(),
            at=now,
            action=opened.action,
            is_reversal=opened.is_reversal,
        )
        db.session.add(opened.row)
    db.session.add(
        SessionEdit(
            step=opened.row,
            session=session,
            version=session.version or 0,
            before=None if before is None else forumfile.plain(before),
            after=None if after is None else forumfile.plain(after),
        )
    )


def part_at(session: Session, version: int) -> SessionPart | None:
    """Return what a session said in an earlier version; None when that is not known."""
    edit = queries.edit_of_version(session, version)
    return None if edit is None or edit.before is None else frozen.thaw(SessionPart, edit.before)


def forget_steps(*, most: int, now: datetime) -> int:
    """Delete steps that are older than they are kept, ``most`` at once, and return how many there were."""
    old = queries.lock_old_steps(before=now - KEPT, most=most)
    for step in old:
        db.session.delete(step)
    db.session.flush()
    return len(old)
