"""Registrations as files. Every export is written into the audit trail, so it is asked for by a button."""

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from forumapp import audit, clock
from forumapp.db import transaction
from forumapp.forums.models import Forum
from forumapp.i18n import current_language
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.registration import queries
from forumapp.registration.manage.frame import asked_filter, asked_for, blueprint, forum_by_slug
from forumapp.registration.presentation import export_rows, headings
from forumapp.registration.rules import sheets
from forumapp.web.guards import guard

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@blueprint.post("/forums/<slug>/manage/registrations/export")
@guard(Permission.REGISTRATION_EXPORT, forum_by_slug)
def export(forum: Forum) -> ResponseReturnValue:
    """Give the registrations that the list shows as a file."""
    kind = request.form.get("format", "")
    if kind not in TYPES:
        abort(400)
    wanted = asked_filter()
    rows = export_rows(queries.registrations_for_export(forum, wanted), listed=queries.listed_ids(forum))
    with transaction():
        audit.record(
            "registration:export",
            subject=f"forum:{forum.slug}",
            forum=forum.slug,
            after={"format": kind, "rows": len(rows), **asked_for(wanted)},
            now=clock.now(),
        )
    response = Response(_octets(kind, rows), content_type=TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{forum.slug}-registrations.{kind}"'
    return response


def _octets(kind: str, rows: list[sheets.Row]) -> bytes:
    if kind == "json":
        return sheets.as_json(rows)
    if kind == "xlsx":
        return sheets.as_xlsx(rows, headings=headings(), title=_("Registrations"))
    return sheets.as_csv(rows, headings=headings(), delimiter=";" if current_language() == "ru" else ",")
