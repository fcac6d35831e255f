"""Who is invited, as a file. Every export is written into the audit trail, so it is asked for by a button."""

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from forumapp import audit, clock
from forumapp.db import transaction
from forumapp.i18n import current_language
from forumapp.i18n import gettext as _
from forumapp.meetings import service
from forumapp.meetings.manage.frame import PLACE, Desk, blueprint, invited_with_registrations, meeting_of_desk
from forumapp.meetings.presentation import export_rows, headings, invitation_rows
from forumapp.policy import Permission
from forumapp.registration.rules import sheets
from forumapp.web.guards import guard

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@blueprint.post(f"{PLACE}/<name>/export")
@guard(Permission.MEETING_INVITE, meeting_of_desk)
def export(subject: Desk) -> ResponseReturnValue:
    """Give all invitations to a meeting as a file."""
    kind = request.form.get("format", "")
    if kind not in TYPES:
        abort(400)
    forum = subject.forum
    invitations, registrations = invited_with_registrations(subject)
    rows = export_rows(invitation_rows(invitations, forum, registrations), invitations, forum)
    with transaction():
        audit.record(
            "invitation:export",
            subject=service.subject_of(subject.name),
            forum=forum.slug,
            after={"format": kind, "invitations": len(rows)},
            now=clock.now(),
        )
    response = Response(_octets(kind, rows), content_type=TYPES[kind])
    name = subject.name.replace(":", "-")
    response.headers["Content-Disposition"] = f'attachment; filename="{forum.slug}-{name}-invitations.{kind}"'
    return response


def _octets(kind: str, rows: list[sheets.Row]) -> bytes:
    if kind == "xlsx":
        return sheets.as_xlsx(rows, headings=headings(), title=_("Invitations"))
    return sheets.as_csv(rows, headings=headings(), delimiter=";" if current_language() == "ru" else ",")
