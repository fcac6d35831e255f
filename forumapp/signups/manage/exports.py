"""Who signed up for a session, as a file. Every export is written into the audit trail, so it is asked for by a button."""

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from forumapp import audit, clock
from forumapp.db import transaction
from forumapp.i18n import current_language
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.registration.rules import sheets
from forumapp.signups import queries
from forumapp.signups.manage.frame import PLACE, Desk, blueprint, session_of_desk
from forumapp.signups.presentation.desk import export_rows, headings, people_rows
from forumapp.web.guards import guard

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@blueprint.post(f"{PLACE}/<key>/export")
@guard(Permission.REGISTRATION_EXPORT, session_of_desk)
def export(desk: Desk) -> ResponseReturnValue:
    """Give everybody who signed up for a session as a file, in order of arrival."""
    kind = request.form.get("format", "")
    if kind not in TYPES:
        abort(400)
    forum, key = desk.forum, desk.part.key
    rows = export_rows(people_rows(queries.of_session(forum, key), forum))
    with transaction():
        audit.record(
            "session:export-signups",
            subject=f"session:{key}",
            forum=forum.slug,
            after={"format": kind, "rows": len(rows)},
            now=clock.now(),
        )
    response = Response(_octets(kind, rows), content_type=TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{forum.slug}-{key}-signups.{kind}"'
    return response


def _octets(kind: str, rows: list[sheets.Row]) -> bytes:
    if kind == "xlsx":
        return sheets.as_xlsx(rows, headings=headings(), title=_("Sign-ups"))
    return sheets.as_csv(rows, headings=headings(), delimiter=";" if current_language() == "ru" else ",")
