"""Notes about a delegate, on their page: written, changed and deleted by who wrote them."""

from uuid import UUID

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue

from forumapp import audit, clock
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.registration.models import Registration
from forumapp.registration.presentation import name_of
from forumapp.secretariat import queries
from forumapp.secretariat.forms import NoteForm
from forumapp.secretariat.manage.frame import asked_here, blueprint, registration_by_uid
from forumapp.secretariat.service import notes as service
from forumapp.web.desk import attempt, render_desk, tell
from forumapp.web.guards import guard


@blueprint.route("/forums/<slug>/manage/registrations/<uuid:uid>/notes/new", methods=["GET", "POST"])
@guard(Permission.REGISTRATION_EDIT, registration_by_uid)
def write_note(registration: Registration) -> ResponseReturnValue:
    """Write a note about a delegate."""
    form = NoteForm()
    if form.validate_on_submit():
        author = audit.current_actor_name()
        with transaction():
            service.write(registration, form.text.data or "", author=author, now=clock.now())
        tell(_("The note is kept."))
        return _back(registration)
    return _page(registration, form), form.status


@blueprint.route("/forums/<slug>/manage/registrations/<uuid:uid>/notes/<uuid:note>/", methods=["GET", "POST"])
@guard(Permission.REGISTRATION_EDIT, registration_by_uid)
def change_note(registration: Registration, note: UUID) -> ResponseReturnValue:
    """Change one's own note."""
    row = queries.note_by_uid(registration, note) or abort(404)
    form = NoteForm(text=row.text)
    if form.validate_on_submit():
        author = audit.current_actor_name()
        try:
            with transaction():
                service.change(row, form.text.data or "", of=registration, author=author, now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            tell(_("The note is kept."))
            return _back(registration)
    return _page(registration, form), form.status


@blueprint.post("/forums/<slug>/manage/registrations/<uuid:uid>/notes/<uuid:note>/delete")
@guard(Permission.REGISTRATION_EDIT, registration_by_uid)
def delete_note(registration: Registration, note: UUID) -> ResponseReturnValue:
    """Delete one's own note."""
    row = queries.note_by_uid(registration, note) or abort(404)
    author = audit.current_actor_name()
    attempt(
        lambda: service.delete(row, of=registration, author=author, now=clock.now()), words=_("The note is deleted.")
    )
    return _back(registration)


def _page(registration: Registration, form: NoteForm) -> str:
    return render_desk(
        "secretariat/note.html",
        forum=registration.forum,
        section="registrations",
        registration=registration,
        name=name_of(registration),
        form=form,
        asked=asked_here(),
    )


def _back(registration: Registration) -> ResponseReturnValue:
    slug, uid = registration.forum.slug, registration.uid
    return redirect(url_for(".registration", slug=slug, uid=uid, _anchor="notes", **asked_here()), 303)
