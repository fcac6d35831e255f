"""What is done to a session by one button: duplicate, cancel, restore, delete, bring back."""

from dataclasses import replace

from flask import g, redirect, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.exchange.document import ReportPart, SessionPart
from forumapp.i18n import gettext as _
from forumapp.i18n import localized
from forumapp.policy import Permission
from forumapp.programme import queries, service
from forumapp.programme.manage.frame import blueprint, session_of_desk
from forumapp.programme.models import Session
from forumapp.web import desk
from forumapp.web.guards import guard


def deleted_session_of_desk(slug: str, key: str) -> Session | None:
    """Load a deleted session with its forum."""
    session = queries.deleted_session_by_key(slug, key)
    g.content_languages = session.forum.languages if session else ()
    return session


@blueprint.post("/sessions/<key>/duplicate")
@guard(Permission.PROGRAMME_EDIT, session_of_desk)
def duplicate(subject: Session) -> ResponseReturnValue:
    """Add a copy of a session that is not scheduled yet."""
    key = service.new_key()
    is_done = desk.attempt(
        lambda: service.add_session(subject.forum, _copy(service.part_of(subject), key), now=clock.now()),
        words=_("This is the copy. Give it a time and a room."),
    )
    return _to(subject, key if is_done else subject.key)


@blueprint.post("/sessions/<key>/cancel")
@guard(Permission.PROGRAMME_EDIT, session_of_desk)
def cancel(subject: Session) -> ResponseReturnValue:
    """Say that a session does not take place."""
    desk.attempt(
        lambda: service.cancel_session(subject, now=clock.now()),
        words=_("The session is cancelled. It stays in the programme, struck through."),
        undo=url_for(".uncancel", slug=subject.forum.slug, key=subject.key),
    )
    return _to(subject, subject.key)


@blueprint.post("/sessions/<key>/restore")
@guard(Permission.PROGRAMME_EDIT, session_of_desk)
def uncancel(subject: Session) -> ResponseReturnValue:
    """Say that a cancelled session takes place after all."""
    desk.attempt(lambda: service.uncancel_session(subject, now=clock.now()), words=_("The session takes place again."))
    return _to(subject, subject.key)


@blueprint.post("/sessions/<key>/delete")
@guard(Permission.PROGRAMME_EDIT, session_of_desk)
def delete(subject: Session) -> ResponseReturnValue:
    """Take a session out of the programme, such that it can be brought back."""
    slug = subject.forum.slug
    desk.attempt(
        lambda: service.delete_session(subject, now=clock.now()),
        words=_("“%(title)s” is deleted.", title=localized(subject.title, subject.forum.languages)),
        undo=url_for(".bring_back", slug=slug, key=subject.key),
    )
    return redirect(url_for(".sessions", slug=slug), 303)


@blueprint.post("/sessions/<key>/bring-back")
@guard(Permission.PROGRAMME_EDIT, deleted_session_of_desk)
def bring_back(subject: Session) -> ResponseReturnValue:
    """Put a deleted session back where it was."""
    is_done = desk.attempt(
        lambda: service.bring_back_session(subject, now=clock.now()), words=_("The session is back in the programme.")
    )
    slug = subject.forum.slug
    return _to(subject, subject.key) if is_done else redirect(url_for(".deleted", slug=slug), 303)


def _copy(part: SessionPart, key: str) -> SessionPart:
    reports = None if part.reports is None else tuple(_copied(report) for report in part.reports)
    return replace(part, key=key, origin=None, starts_at=None, ends_at=None, reports=reports)


def _copied(report: ReportPart) -> ReportPart:
    return replace(report, key=service.new_key())


def _to(subject: Session, key: str) -> ResponseReturnValue:
    return redirect(url_for(".session", slug=subject.forum.slug, key=key), 303)
