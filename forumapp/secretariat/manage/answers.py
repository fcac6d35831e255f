"""Answers that need special care, whose every look is written down, and files that delegates sent."""

from flask import Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.questions import queries as questions
from forumapp.questions.rules.parts import QuestionKind
from forumapp.registration import queries, service
from forumapp.registration.forms import AnswersForm
from forumapp.registration.models import Registration
from forumapp.registration.presentation import answer_rows, name_of
from forumapp.secretariat.manage.frame import asked_of, blueprint, registration_by_uid
from forumapp.storage import attachments
from forumapp.storage.sending import send_download
from forumapp.web.desk import render_desk, tell
from forumapp.web.guards import guard


@blueprint.post("/forums/<slug>/manage/registrations/<uuid:uid>/special")
@guard(Permission.REGISTRATION_SPECIAL, registration_by_uid)
def special(registration: Registration) -> ResponseReturnValue:
    """Show the answers that need special care, and change them; a button asks for it, since each look is noted."""
    forum, uid, name = registration.forum, registration.uid, name_of(registration)
    if request.form.get("change") == "1":
        form = AnswersForm.of(registration, is_special=True, must_answer=False)
        if form.validate():
            try:
                with transaction():
                    service.answer(registration, form.replies(), now=clock.now())
            except RuleBroken as broken:
                form.reject(broken)
            else:
                tell(_("The answers are saved."))
                return redirect(url_for(".registration", slug=forum.slug, uid=uid), 303)
    else:
        form = AnswersForm.of(registration, is_special=True, must_answer=False, is_sent=False)
    with transaction():
        service.look(registration, now=clock.now())
    rows = questions.questions_by_id(forum).values()
    answers = queries.answers_of(registration)
    page = render_desk(
        "secretariat/special.html",
        forum=forum,
        section="registrations",
        uid=uid,
        name=name,
        form=form,
        asked=asked_of(form),
        answer_rows=answer_rows(rows, answers, forum.languages, is_special=True),
        files=[
            (answers[row.key]["name"], row.key)
            for row in rows
            if row.kind is QuestionKind.FILE and row.is_special and row.key in answers
        ],
    )
    return page, form.status


@blueprint.get("/forums/<slug>/manage/registrations/<uuid:uid>/files/<key>")
@guard(Permission.REGISTRATION_EDIT, registration_by_uid)
def file(registration: Registration, key: str) -> ResponseReturnValue:
    """Give a file that a delegate sent, to be saved; those that need special care are asked for by their button."""
    return _file(registration, key, is_special=False)


@blueprint.post("/forums/<slug>/manage/registrations/<uuid:uid>/files/<key>/special")
@guard(Permission.REGISTRATION_SPECIAL, registration_by_uid)
def special_file(registration: Registration, key: str) -> ResponseReturnValue:
    """Give a file that needs special care, and note who saved it."""
    answer = _file(registration, key, is_special=True)
    with transaction():
        service.look(registration, key=key, now=clock.now())
    return answer


def _file(registration: Registration, key: str, *, is_special: bool) -> Response:
    row = next((row for row in questions.questions_by_id(registration.forum).values() if row.key == key), None)
    answer = queries.answers_of(registration).get(key)
    if row is None or row.is_special is not is_special or row.kind is not QuestionKind.FILE or not answer:
        abort(404)
    kind = attachments.AttachmentKind(answer["kind"])
    return send_download(
        attachments.FOLDER, answer["file"], name=answer["name"], media_type=attachments.MEDIA_TYPES[kind]
    )
