"""The running order of a session: when each report begins, and how much longer than the session they take."""

from datetime import datetime, timedelta
from typing import NamedTuple

from forumapp.exchange.document import ReportPart, SessionPart

LONGEST_REPORT = 24 * 60
"""The largest number of minutes of a report."""


class Turn(NamedTuple):
    """A report with the time that follows from its place in the running order; no time in a session without one."""

    report: ReportPart
    starts_at: datetime | None
    ends_at: datetime | None


def running_order(session: SessionPart) -> list[Turn]:
    """Return a session's reports with the times at which they begin and end, one after the other."""
    turns = []
    starts_at = session.starts_at
    for report in session.reports or ():
        ends_at = None if starts_at is None else starts_at + timedelta(minutes=report.minutes)
        turns.append(Turn(report, starts_at, ends_at))
        starts_at = ends_at
    return turns


def spare_minutes(session: SessionPart) -> int | None:
    """Return how many minutes of a session its reports leave free, below zero where they take longer; None without either."""
    turns = running_order(session)
    ends_at = turns[-1].ends_at if turns else None
    if ends_at is None or session.ends_at is None:
        return None
    return round((session.ends_at - ends_at) / timedelta(minutes=1))


def overrun(session: SessionPart) -> int:
    """Return by how many minutes a session's reports take longer than the session; 0 where they fit or nothing is said."""
    return max(0, -(spare_minutes(session) or 0))
