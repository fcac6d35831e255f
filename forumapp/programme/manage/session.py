"""One session: adding, changing, moving."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.db.changes import differing
from forumapp.errors import Overtaken, RuleBroken
from forumapp.exchange.document import Visibility
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.programme import queries, rules, service
from forumapp.programme.forms import MoveForm, SessionForm, version_number
from forumapp.programme.manage.absences import session_notes
from forumapp.programme.manage.findings import findings_at
from forumapp.programme.manage.frame import (
    blueprint,
    forum_of_desk,
    offer_of,
    revive,
    session_of_desk,
    session_of_form,
    wants_more_rows,
)
from forumapp.programme.manage.reports import is_length, put_in_order, report_rows
from forumapp.programme.manage.rows import row_of
from forumapp.programme.manage.steps import tell_step
from forumapp.programme.manage.wording import Wording, day_words
from forumapp.programme.models import Session
from forumapp.web import desk
from forumapp.web.addresses import safe_return
from forumapp.web.guards import guard
from forumapp.web.revising import Differences, differences, with_others


@blueprint.route("/add-session/", methods=["GET", "POST"])
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def add_session(forum: Forum) -> ResponseReturnValue:
    """Add a session."""
    form = SessionForm.of(offer_of(forum), None)
    if not wants_more_rows(form) and form.validate_on_submit():
        try:
            with transaction():
                part = form.part(service.new_key())
                service.add_session(forum, part, now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            desk.tell(_("The session is in the programme."))
            return redirect(url_for(".session", slug=forum.slug, key=part.key), 303)
    page = desk.render_desk(
        "programme/add_session.html", forum=forum, section="programme", form=form, here=request.path
    )
    return page, form.status


@blueprint.get("/sessions/<key>/")
@guard(Permission.PROGRAMME_READ, session_of_desk)
def session(subject: Session) -> ResponseReturnValue:
    """Show a session."""
    form = SessionForm.of(offer_of(subject.forum), service.part_of(subject), version=subject.version)
    return _page(subject, form)


@blueprint.post("/sessions/<key>/")
@guard(Permission.PROGRAMME_EDIT, session_of_form)
def save_session(subject: Session) -> ResponseReturnValue:
    """Change a session."""
    before = service.part_of(subject)
    form = SessionForm.of(offer_of(subject.forum), before, version=subject.version)
    found, step = None, queries.newest_step(subject.forum)
    if not wants_more_rows(form) and form.validate_on_submit():
        try:
            with transaction():
                revive(subject, form)
                typed = form.part(subject.key, before)
                saved = service.revise_session(
                    subject,
                    typed,
                    version=form.seen_version,
                    settled=form.settled,
                    now=clock.now(),
                )
        except Overtaken as overtaken:
            found = _compare(subject, form, overtaken.touching)
        except RuleBroken as broken:
            form.reject(broken, is_lost=subject.deleted_at is not None)
        else:
            others = differing(typed, service.part_of(saved))[1]
            return _done(subject, with_others(_("Saved."), form, others), after=step)
    return _page(subject, form, found), form.status


@blueprint.route("/sessions/<key>/move/", methods=["GET", "POST"])
@guard(Permission.PROGRAMME_EDIT, session_of_form)
def move(subject: Session) -> ResponseReturnValue:
    """Give a session another time and room."""
    forum = subject.forum
    form = MoveForm.of(offer_of(forum), service.part_of(subject), version=subject.version)
    found, step = None, queries.newest_step(forum)
    if form.validate_on_submit():
        try:
            with transaction():
                revive(subject, form)
                _move(subject, form)
        except Overtaken as overtaken:
            found = _compare(subject, form, overtaken.touching)
        except RuleBroken as broken:
            form.reject(broken, is_lost=subject.deleted_at is not None)
        else:
            return _done(subject, _("The session is moved."), after=step)
    item = row_of(subject, Wording(forum))
    page = desk.render_desk(
        "programme/move.html", forum=forum, section="programme", form=form, item=item, differences=found
    )
    return page, form.status


def _move(subject: Session, form: MoveForm) -> None:
    starts_at, ends_at = form.when.span()
    service.move_session(
        subject,
        starts_at=starts_at,
        ends_at=ends_at,
        room_key=form.room.data,
        version=form.seen_version,
        settled=form.settled,
        now=clock.now(),
    )


def _done(subject: Session, words: str, *, after: int) -> ResponseReturnValue:
    """Go back to the session with a notice by which what was done after a step can be undone."""
    back = safe_return(request.args.get("next")) or _address(subject)
    tell_step(subject.forum, words, after=after, back=back)
    return redirect(back, 303)


@blueprint.post("/sessions/<key>/order")
@guard(Permission.PROGRAMME_EDIT, session_of_desk)
def order_reports(subject: Session) -> ResponseReturnValue:
    """Store the running order and the lengths as they stand on the page, or show again what was typed."""
    keys = request.form.getlist("report")
    typed = {key: request.form.get(f"minutes-{key}", "") for key in keys}
    wrong = [text for text in typed.values() if not is_length(text)]
    if wrong:
        desk.warn(
            _("“%(text)s” is not a length: give minutes from 1 to 1440. Nothing was changed.", text=wrong[0][:20])
        )
        return _page(subject, _stored_form(subject), typed=typed), 422
    lengths, seen = {key: int(text) for key, text in typed.items()}, version_number(request.form.get("version"))
    try:
        is_done = put_in_order(subject, keys, lengths, version=seen)
    except Overtaken:
        is_done = False
        desk.warn(_("Somebody else changed the same reports meanwhile. Your lengths stand in the fields: save again."))
    if not is_done:
        return _page(subject, _stored_form(subject), typed=typed), 409
    return redirect(f"{_address(subject)}#reports", 303)


def _stored_form(subject: Session) -> SessionForm:
    return SessionForm.of(offer_of(subject.forum), service.part_of(subject), version=subject.version, is_stored=True)


def _address(subject: Session) -> str:
    return url_for(".session", slug=subject.forum.slug, key=subject.key)


def _compare(subject: Session, form: SessionForm | MoveForm, touching: Sequence[str]) -> Differences:
    """Return what both changed; the form is sent again with a choice for each."""
    current = queries.session_by_key(subject.forum.slug, subject.key) or subject
    part = service.part_of(current)
    stored = type(form).of(offer_of(subject.forum), part, version=current.version, is_stored=True)
    form.go_on_from(current.version)
    return differences(form, stored, touching)


def _page(
    subject: Session,
    form: SessionForm,
    found: Differences | None = None,
    typed: Mapping[str, str] = MappingProxyType({}),
) -> str:
    forum = subject.forum
    wording = Wording(forum)
    row = row_of(subject, wording)
    day = day_words(subject.starts_at.date()) if subject.starts_at else ""
    return desk.render_desk(
        "programme/session.html",
        forum=forum,
        section="programme",
        form=form,
        item={
            "key": row.key,
            "title": row.title,
            "status": row.status,
            "is_closed": subject.visibility is Visibility.INVITED,
            "is_deleted": subject.deleted_at is not None,
        },
        facts=[
            word for word in (day or _("Not scheduled"), row.times, row.room, row.kind, row.track, row.state) if word
        ],
        notes=session_notes(subject),
        reports=report_rows(forum, subject, typed),
        spare=rules.spare_minutes(service.part_of(subject)),
        **findings_at(forum, subject.key),
        differences=found,
        here=_address(subject),
    )
