"""What the programme has to say before a person leaves a forum, and what it does when two people are one."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from forumapp.db import db
from forumapp.directory.models import ForumPerson
from forumapp.directory.service import ask_before_leaving
from forumapp.errors import RuleBroken
from forumapp.exchange.document import SessionPart
from forumapp.i18n import ngettext
from forumapp.programme import queries
from forumapp.programme.models import ReportPerson, SessionPerson
from forumapp.programme.service.sessions import change


@ask_before_leaving
def let_go(person: ForumPerson) -> None:
    """Refuse while the person takes part in sessions; deleted ones come back without them."""
    count = len(queries.sessions_with(person))
    if count:
        raise RuleBroken(
            ngettext(
                "This person takes part in a session. Take them out of it first.",
                "This person takes part in %(num)s sessions. Take them out of these first.",
                count,
            )
        )
    leave_deleted_sessions([person])


def leave_deleted_sessions(people: Collection[ForumPerson]) -> None:
    """Take people out of deleted sessions, which then come back without them."""
    for row in queries.parts_in_deleted_sessions(people):
        db.session.delete(row)
    db.session.flush()


def hand_over(other: ForumPerson, *, to: ForumPerson, now: datetime) -> list[str]:
    """Give what somebody does in sessions to somebody else; who stands in one twice then stands there once.

    Returns the keys of the sessions that changed, deleted ones left out.
    """

    def handed(standing: SessionPart) -> SessionPart:
        return _with_one(standing, other.key, to.key)

    sessions = queries.sessions_with(other)
    for session in sessions:
        change(session, handed, action="session:revise", now=now)
    _hand_over_deleted(other, to)
    return [session.key for session in sessions]


def _with_one(standing: SessionPart, other: str, one: str) -> SessionPart:
    parts = (replace(part, person=one) if part.person == other else part for part in standing.people)
    reports = standing.reports
    if reports is not None:
        reports = tuple(replace(report, people=_once(report.people, other, one)) for report in reports)
    return replace(standing, people=tuple(dict.fromkeys(parts)), reports=reports)


def _once(keys: Iterable[str], other: str, one: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one if key == other else key for key in keys))


def _hand_over_deleted(other: ForumPerson, to: ForumPerson) -> None:
    """Let deleted sessions come back with the one person."""
    taken = {_place(row) for row in queries.parts_in_deleted_sessions([to])}
    for row in queries.parts_in_deleted_sessions([other]):
        if _place(row) in taken:
            db.session.delete(row)
        else:
            row.forum_person_id = to.id
    db.session.flush()


def _place(row: SessionPerson | ReportPerson) -> tuple[object, ...]:
    return (row.session_id, row.role) if isinstance(row, SessionPerson) else (row.report_id,)
