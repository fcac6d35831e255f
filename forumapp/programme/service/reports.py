"""Reports of a session and their running order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from forumapp.errors import RuleBroken
from forumapp.exchange.document import ReportPart, SessionPart
from forumapp.i18n import gettext as _
from forumapp.programme.models import Session
from forumapp.programme.service import steps
from forumapp.programme.service.sessions import Settlement, change

Reports = tuple[ReportPart, ...]


def add_report(session: Session, report: ReportPart, *, version: int | None = None, now: datetime) -> Session:
    """Put a report at the end of a session's running order."""
    return change(session, _order(lambda reports: (*reports, report)), action="report:add", version=version, now=now)


def had_report(session: Session, key: str, *, version: int) -> bool:
    """Say whether a session had a report with this key in an earlier version."""
    base = steps.part_at(session, version)
    return base is not None and any(report.key == key for report in base.reports or ())


def revise_report(
    session: Session,
    report: ReportPart,
    *,
    version: int | None = None,
    settled: Settlement | None = None,
    now: datetime,
) -> Session:
    """Make the report with this key what ``report`` says; raises Overtaken as revise_session does."""

    def revised(reports: Reports) -> Iterable[ReportPart]:
        if report.key not in {standing.key for standing in reports}:
            raise RuleBroken(_("Somebody else took this report out of the running order meanwhile."))
        return [report if standing.key == report.key else standing for standing in reports]

    return change(session, _order(revised), action="report:revise", version=version, settled=settled, now=now)


def remove_report(session: Session, key: str, *, version: int | None = None, now: datetime) -> Session:
    """Take a report out of a session; those behind it move up."""

    def rest(reports: Reports) -> Iterable[ReportPart]:
        return [standing for standing in reports if standing.key != key]

    return change(session, _order(rest), action="report:remove", version=version, now=now)


def order_reports(
    session: Session,
    keys: Sequence[str],
    *,
    minutes: Mapping[str, int] | None = None,
    version: int | None = None,
    now: datetime,
) -> Session:
    """Put a session's reports in the order of ``keys``, which names each of them once; ``minutes`` are new lengths by key."""

    def ordered(reports: Reports) -> Iterable[ReportPart]:
        by_key = {report.key: report for report in reports}
        if sorted(keys) != sorted(by_key):
            raise RuleBroken(_("The reports were changed in the meantime. Look at them again."))
        lengths = minutes or {}
        return [replace(by_key[key], minutes=lengths.get(key, by_key[key].minutes)) for key in keys]

    return change(session, _order(ordered), action="report:order", version=version, now=now)


def _order(revise: Callable[[Reports], Iterable[ReportPart]]) -> Callable[[SessionPart], SessionPart]:
    """Return what makes of a session the same one with other reports."""
    return lambda standing: replace(standing, reports=tuple(revise(standing.reports or ())))
