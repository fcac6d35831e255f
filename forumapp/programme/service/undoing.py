"""Taking one's own latest step back, and doing it again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forumapp import audit
from forumapp.db import db
from forumapp.directory.service import bring_back
from forumapp.errors import Overtaken, RuleBroken
from forumapp.exchange import frozen
from forumapp.exchange.document import SessionPart
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.i18n import gettext as _
from forumapp.merging import merge
from forumapp.programme import queries
from forumapp.programme.models import Session, SessionEdit, Step
from forumapp.programme.service.sessions import bring_back_session, change, delete_session
from forumapp.programme.service.steps import one_step
from forumapp.programme.service.values import part_of


@dataclass(frozen=True)
class Reversal:
    """A step that was undone or done again; ``left`` are the sessions in which something others made since was left alone."""

    step: Step
    left: tuple[Session, ...]


def undo(forum: Forum, *, expected: int | None = None, now: datetime) -> Reversal | None:
    """Take back the latest step of who acts; None when there is none. What others changed since stays as they made it.

    Raises Overtaken when that step is not the ``expected`` one: the asker did something else in the meantime.
    """
    forum = lock_forum(forum)
    step = queries.undoable_step(forum, audit.current_actor_name())
    _expect(step, expected)
    if step is None:
        return None
    with one_step("session:undo", is_reversal=True):
        bring_back(forum, _people_of(edit.before for edit in step.edits))
        left = _turn(reversed(step.edits), lambda edit: (edit.after, edit.before), action="session:undo", now=now)
    step.undone_at = now
    db.session.flush()
    return Reversal(step, left)


def redo(forum: Forum, *, expected: int | None = None, now: datetime) -> Reversal | None:
    """Do again what who acts undid last; None when there is nothing. What others changed since stays as they made it."""
    forum = lock_forum(forum)
    step = queries.redoable_step(forum, audit.current_actor_name())
    _expect(step, expected)
    if step is None:
        return None
    with one_step("session:redo", is_reversal=True):
        bring_back(forum, _people_of(edit.after for edit in step.edits))
        left = _turn(step.edits, lambda edit: (edit.before, edit.after), action="session:redo", now=now)
    step.undone_at = None
    db.session.flush()
    return Reversal(step, left)


def _people_of(ends: Iterable[dict[str, Any] | None]) -> set[str]:
    """Return whom sessions name: somebody merged into another one comes back when undoing names them again."""
    sessions = [end for end in ends if end is not None]
    roles = {part["person"] for session in sessions for part in session["people"]}
    return roles | {key for session in sessions for report in session.get("reports") or () for key in report["people"]}


def _expect(step: Step | None, expected: int | None) -> None:
    if expected is not None and (step is None or step.id != expected):
        raise Overtaken(_("Something else was done since. Look at the programme before you take more back."))


def _turn(
    edits: Iterable[SessionEdit],
    ends: Callable[[SessionEdit], tuple[dict[str, object] | None, dict[str, object] | None]],
    *,
    action: str,
    now: datetime,
) -> tuple[Session, ...]:
    """Bring sessions from one end of their edits to the other; return those in which something was left alone."""
    left = {}
    for edit in edits:
        session = queries.session_of_edit(edit)
        if session is None:
            continue
        made, goal = (None if end is None else frozen.thaw(SessionPart, end) for end in ends(edit))
        try:
            is_whole = _to_goal(session, made, goal, action=action, now=now)
        except RuleBroken:
            is_whole = False
        if not is_whole:
            left[session.id] = session
    return tuple(left.values())


def _to_goal(
    session: Session, made: SessionPart | None, goal: SessionPart | None, *, action: str, now: datetime
) -> bool:
    """Bring a session from what was made of it to the goal; say whether all of it could be done."""
    if goal is None:
        if session.deleted_at is None and part_of(session) != made:
            return False
        delete_session(session, now=now)
        return True
    if made is None:
        bring_back_session(session, now=now)
        return part_of(session) == goal
    touching: list[str] = []

    def towards(standing: SessionPart) -> SessionPart:
        merged = merge(base=made, theirs=goal, ours=standing)
        touching.extend(merged.touching)
        return merged.part

    change(session, towards, action=action, now=now)
    return not touching
