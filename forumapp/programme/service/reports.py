"""Reports of a session and their running order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from forumapp.errors import RuleBroken
from forumapp.exchange.document import ReportPart
from forumapp.i18n import gettext as _
from forumapp.programme.models import Session
from forumapp.programme.service.sessions import change
from forumapp.programme.service.values import part_of


def add_report(session: Session, report: ReportPart, *, version: int | None = None, now: datetime) -> Session:
    """Put a report at the end of a session's running order."""
    reports = (*(part_of(session).reports or ()), report)
    return _store(session, reports, action="report:add", version=version, now=now)


def revise_report(session: Session, report: ReportPart, *, version: int | None = None, now: datetime) -> Session:
    """Make the report with this key what ``report`` says."""
    reports = [report if standing.key == report.key else standing for standing in part_of(session).reports or ()]
    return _store(session, reports, action="report:revise", version=version, now=now)


def remove_report(session: Session, key: str, *, version: int | None = None, now: datetime) -> Session:
    """Take a report out of a session; those behind it move up."""
    reports = [standing for standing in part_of(session).reports or () if standing.key != key]
    return _store(session, reports, action="report:remove", version=version, now=now)


def order_reports(session: Session, keys: Sequence[str], *, version: int | None = None, now: datetime) -> Session:
    """Put a session's reports in the order of ``keys``, which names each of them once."""
    reports = {report.key: report for report in part_of(session).reports or ()}
    if sorted(keys) != sorted(reports):
        raise RuleBroken(_("The running order must name each report once."))
    return _store(session, [reports[key] for key in keys], action="report:order", version=version, now=now)


def _store(
    session: Session, reports: Sequence[ReportPart], *, action: str, version: int | None, now: datetime
) -> Session:
    part = replace(part_of(session), reports=tuple(reports))
    return change(session, part, action=action, version=version, now=now)
