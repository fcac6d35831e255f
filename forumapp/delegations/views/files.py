"""The list on paper, with lines for signatures, and as a file."""

from collections.abc import Mapping

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.delegations import queries, service
from forumapp.delegations.presentation import export_rows, headings, member_lines
from forumapp.delegations.views.base import PLACE, Own, blueprint, own_by_token, render
from forumapp.directory import queries as directory
from forumapp.forums.rules.terms import wall_time
from forumapp.i18n import current_language, date_words, localized
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.questions import service as questions
from forumapp.registration.rules import sheets
from forumapp.web import limits
from forumapp.web.guards import guard
from forumapp.web.limits import limiter

KINDS = ("csv", "xlsx")


@blueprint.get(f"{PLACE}/list/")
@guard(Permission.DELEGATION_OWN, own_by_token)
def printed(own: Own) -> ResponseReturnValue:
    """Show the list as it is printed: who has no address signs the consent on it."""
    members = member_lines(queries.members(own.delegation), **_words(own))
    sheet = questions.sheet_of(own.forum)
    return render(
        own,
        "delegations/list.html",
        members=[each for each in members if not each.is_ended],
        signing=any(each.signs for each in members),
        head_name=own.delegation.head_name,
        day=date_words(wall_time(clock.now(), own.forum.timezone).date()),
        consents=[localized(consent.text, sheet.languages) for consent in sheet.consents if consent.is_required],
    )


@blueprint.post(f"{PLACE}/list/export")
@guard(Permission.DELEGATION_OWN, own_by_token)
@limiter.limit(limits.OWN_PAGE)
def export(own: Own) -> ResponseReturnValue:
    """Give the list as a file."""
    kind = request.form.get("format", "")
    if kind not in KINDS:
        abort(400)
    slug = own.forum.slug
    rows = export_rows(queries.members(own.delegation), **_words(own))
    with transaction():
        service.note_export(own.delegation, kind, now=clock.now())
    octets = sheets.octets_of(kind, rows, headings=headings(), title=_("Delegation"), language=current_language())
    response = Response(octets, content_type=sheets.MEDIA_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-delegation.{kind}"'
    return response


def _words(own: Own) -> dict[str, Mapping[str, str]]:
    """Return what countries and categories are called."""
    return {
        "countries": directory.country_names(current_language()),
        "categories": questions.names_of(own.forum)["category"],
    }
