"""Reports of a session, in running order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.directory.manage.frame import whole_name
from forumapp.errors import Overtaken, RuleBroken
from forumapp.exchange.document import ReportPart
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import localized
from forumapp.policy import Permission
from forumapp.programme import queries, rules, service
from forumapp.programme.forms import ReportForm
from forumapp.programme.manage.frame import (
    blueprint,
    offer_of,
    revive,
    session_of_desk,
    session_of_form,
    wants_more_rows,
)
from forumapp.programme.manage.steps import attempt_step, tell_step
from forumapp.programme.manage.wording import times_of
from forumapp.programme.models import Session
from forumapp.programme.rules import LONGEST_REPORT
from forumapp.web import desk
from forumapp.web.guards import guard
from forumapp.web.lists import shifted
from forumapp.web.revising import Differences, differences


@dataclass(frozen=True, kw_only=True)
class ReportRow:
    """A report as a line of the running order."""

    key: str
    title: str
    times: str
    minutes: int
    typed: str
    """The length as it stands in its field."""
    is_refused: bool
    people: str


def is_length(text: str) -> bool:
    """Say whether what was typed is a length of a report in minutes."""
    return text.isdecimal() and len(text) < 6 and 1 <= int(text) <= LONGEST_REPORT


def report_rows(forum: Forum, session: Session, typed: Mapping[str, str] = MappingProxyType({})) -> list[ReportRow]:
    """Return a session's reports in running order, with the times that follow from it.

    ``typed`` holds lengths that were not stored, by the keys of their reports.
    """
    names = {
        speaker.forum_person.key: whole_name(speaker.forum_person.person)
        for report in session.reports
        for speaker in report.people
    }
    return [
        ReportRow(
            key=turn.report.key,
            title=localized(turn.report.title, forum.languages),
            times=times_of(turn.starts_at, turn.ends_at),
            minutes=turn.report.minutes,
            typed=(minutes := typed.get(turn.report.key, str(turn.report.minutes))),
            is_refused=not is_length(minutes),
            people=", ".join(names[key] for key in turn.report.people),
        )
        for turn in rules.running_order(service.part_of(session))
    ]


@blueprint.route("/sessions/<key>/add-report/", methods=["GET", "POST"])
@guard(Permission.PROGRAMME_EDIT, session_of_form)
def add_report(subject: Session) -> ResponseReturnValue:
    """Put a report at the end of the running order."""
    form = ReportForm.of(offer_of(subject.forum), None, version=subject.version)
    step = queries.newest_step(subject.forum)
    if not wants_more_rows(form) and form.validate_on_submit():
        try:
            with transaction():
                revive(subject, form)
                service.add_report(subject, form.part(service.new_key()), now=clock.now())
        except RuleBroken as broken:
            form.reject(broken, is_lost=subject.deleted_at is not None)
        else:
            tell_step(subject.forum, _("The report is in the running order."), after=step, back=_address(subject))
            return _back(subject)
    return _page(subject, form, heading=_("New report"), button=_("Add the report")), form.status


@blueprint.route("/sessions/<key>/reports/<report>/", methods=["GET", "POST"])
@guard(Permission.PROGRAMME_EDIT, session_of_form)
def report(subject: Session, report: str) -> ResponseReturnValue:
    """Change a report; one that was taken out meanwhile is put back when the form is sent again."""
    part = _report_of(subject, report)
    form = ReportForm.of(offer_of(subject.forum), part, version=subject.version)
    if part is None and not service.had_report(subject, report, version=form.seen_version):
        abort(404)
    found, step = None, queries.newest_step(subject.forum)
    if not wants_more_rows(form) and form.validate_on_submit():
        try:
            with transaction():
                revive(subject, form)
                _store(subject, form.part(report), form, is_lost=part is None)
        except Overtaken as overtaken:
            found = _compare(subject, report, form, overtaken.touching)
        except RuleBroken as broken:
            form.reject(broken, is_lost=part is None or subject.deleted_at is not None)
        else:
            tell_step(subject.forum, _("Saved."), after=step, back=_address(subject))
            return _back(subject)
    page = _page(subject, form, heading=_("Report"), button=_("Save the report"), found=found)
    return page, form.status


@blueprint.post("/sessions/<key>/reports/<report>/remove")
@guard(Permission.PROGRAMME_EDIT, session_of_desk)
def remove_report(subject: Session, report: str) -> ResponseReturnValue:
    """Take a report out of the running order."""
    _report_or_404(subject, report)
    _do(
        subject,
        lambda: service.remove_report(subject, report, now=clock.now()),
        _("The report is out of the running order."),
    )
    return _back(subject)


@blueprint.post("/sessions/<key>/reports/<report>/<any(earlier, later):direction>")
@guard(Permission.PROGRAMME_EDIT, session_of_desk)
def shift_report(subject: Session, report: str, direction: str) -> ResponseReturnValue:
    """Let a report change places with its neighbor."""
    _report_or_404(subject, report)
    keys = shifted([each.key for each in subject.reports], report, is_earlier=direction == "earlier")
    put_in_order(subject, keys, {}, version=subject.version)
    return _back(subject)


def put_in_order(subject: Session, keys: Sequence[str], minutes: Mapping[str, int], *, version: int) -> bool:
    """Store an order and lengths as one step, with a notice; a refusal becomes the notice. Says whether it was done.

    Raises Overtaken where somebody else changed the same since the version that the asker read.
    """
    return _do(
        subject,
        lambda: service.order_reports(subject, keys, minutes=minutes, version=version, now=clock.now()),
        _("The running order is changed."),
    )


def _do(subject: Session, deed: Callable[[], object], words: str) -> bool:
    return attempt_step(subject.forum, deed, words=words, back=_address(subject))


def _address(subject: Session) -> str:
    return url_for(".session", slug=subject.forum.slug, key=subject.key, _anchor="reports")


def _store(subject: Session, part: ReportPart, form: ReportForm, *, is_lost: bool) -> None:
    if is_lost and form.revive.data:
        service.add_report(subject, part, now=clock.now())
    else:
        seen, settled = form.seen_version, form.settled
        service.revise_report(subject, part, version=seen, settled=settled, now=clock.now())


def _report_of(subject: Session, key: str) -> ReportPart | None:
    reports = service.part_of(subject).reports or ()
    return next((report for report in reports if report.key == key), None)


def _report_or_404(subject: Session, key: str) -> ReportPart:
    return _report_of(subject, key) or abort(404)


def _compare(subject: Session, key: str, form: ReportForm, touching: Sequence[str]) -> Differences:
    current = queries.session_by_key(subject.forum.slug, subject.key) or subject
    stored = ReportForm.of(
        offer_of(subject.forum), _report_or_404(current, key), version=current.version, is_stored=True
    )
    form.go_on_from(current.version)
    return differences(form, stored, touching)


def _page(subject: Session, form: ReportForm, *, heading: str, button: str, found: Differences | None = None) -> str:
    return desk.render_desk(
        "programme/report.html",
        forum=subject.forum,
        section="programme",
        form=form,
        item={"key": subject.key, "title": localized(subject.title, subject.forum.languages)},
        heading=heading,
        button=button,
        differences=found,
        here=request.path,
    )


def _back(subject: Session) -> ResponseReturnValue:
    return redirect(_address(subject), 303)
