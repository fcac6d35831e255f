"""Registrations as files. Every export is written into the audit trail, so it is asked for by a button."""

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from forumapp import audit, clock
from forumapp.db import transaction
from forumapp.forums.models import Forum
from forumapp.i18n import current_language
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.questions import queries as questions
from forumapp.registration import queries
from forumapp.registration.presentation import Answered, export_rows, headings
from forumapp.registration.rules import sheets
from forumapp.secretariat.manage.frame import asked_filter, asked_for, blueprint, forum_by_slug
from forumapp.web.actors import may
from forumapp.web.guards import guard


@blueprint.post("/forums/<slug>/manage/registrations/export")
@guard(Permission.REGISTRATION_EXPORT, forum_by_slug)
def export(forum: Forum) -> ResponseReturnValue:
    """Give the registrations that the list shows as a file."""
    kind = request.form.get("format", "")
    if kind not in sheets.MEDIA_TYPES:
        abort(400)
    wanted = asked_filter()
    with_special = request.form.get("special") == "1" and may(Permission.REGISTRATION_SPECIAL, forum)
    answered = _answered(forum, with_special=with_special)
    rows = export_rows(
        queries.registrations_for_export(forum, wanted), listed=queries.listed_ids(forum), answered=answered
    )
    with transaction():
        audit.record(
            "registration:export",
            subject=f"forum:{forum.slug}",
            forum=forum.slug,
            after={
                "format": kind,
                "rows": len(rows),
                **asked_for(wanted),
                **({"with_special": True} if with_special else {}),
            },
            now=clock.now(),
        )
    octets = sheets.octets_of(
        kind, rows, headings=headings(answered), title=_("Registrations"), language=current_language()
    )
    response = Response(octets, content_type=sheets.MEDIA_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{forum.slug}-registrations.{kind}"'
    return response


def _answered(forum: Forum, *, with_special: bool) -> Answered:
    """Return the questions as columns, retired ones last."""
    rows = [row for row in questions.questions_by_id(forum).values() if with_special or not row.is_special]
    return Answered(
        questions=sorted(rows, key=lambda row: row.retired_at is not None),
        answers=queries.answers_by_registration(forum),
        languages=forum.languages,
    )
