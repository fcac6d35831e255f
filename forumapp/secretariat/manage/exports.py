"""Registrations as files. Every export is written into the audit trail, so it is asked for by a button."""

from collections.abc import Sequence
from typing import Any

from flask import Response, abort, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from forumapp import audit, clock
from forumapp.db import transaction
from forumapp.forums.models import Forum
from forumapp.i18n import current_language
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.registration import queries
from forumapp.registration.rules import sheets
from forumapp.secretariat.manage.columns import Group, file_rows, groups, usual
from forumapp.secretariat.manage.frame import asked_filter, asked_for, blueprint, forum_by_slug
from forumapp.web.actors import may
from forumapp.web.desk import render_desk, warn
from forumapp.web.guards import guard

CHOICE = "export_columns"
"""Where a registrar's browser keeps the last choice of columns, by the forum for which it was made."""
MOST_KEPT = 1500
"""Characters of a choice that is kept: a cookie holds 4096 octets."""


@blueprint.get("/forums/<slug>/manage/registrations/export/")
@guard(Permission.REGISTRATION_EXPORT, forum_by_slug)
def choose_columns(forum: Forum) -> ResponseReturnValue:
    """Show what a file can hold, with what was chosen last; the filters of the list stay."""
    wanted = asked_filter()
    found = groups(forum, with_special=may(Permission.REGISTRATION_SPECIAL, forum))
    _rows, total = queries.page_of_registrations(forum, wanted, number=1)
    return render_desk(
        "secretariat/export.html",
        forum=forum,
        section="registrations",
        groups=found,
        chosen=_kept(forum, found) or usual(found, with_special=False),
        total=total,
        asked=asked_for(wanted),
    )


@blueprint.post("/forums/<slug>/manage/registrations/export")
@guard(Permission.REGISTRATION_EXPORT, forum_by_slug)
def export(forum: Forum) -> ResponseReturnValue:
    """Give the registrations that the list shows as a file, with the columns chosen, else with the usual ones."""
    kind = request.form.get("format", "")
    if kind not in sheets.MEDIA_TYPES:
        abort(400)
    wanted = asked_filter()
    found = groups(forum, with_special=may(Permission.REGISTRATION_SPECIAL, forum))
    keys = _chosen(forum, found)
    if not keys:
        warn(_("Choose at least one column."))
        parts: dict[str, Any] = {**asked_for(wanted)}
        return redirect(url_for(".choose_columns", slug=forum.slug, **parts), 303)
    rows = file_rows(forum, wanted, keys)
    special = _special(found)
    with transaction():
        audit.record(
            "registration:export",
            subject=f"forum:{forum.slug}",
            forum=forum.slug,
            after={
                "format": kind,
                "rows": len(rows),
                **asked_for(wanted),
                **({"with_special": True} if special & set(keys) else {}),
            },
            now=clock.now(),
        )
    headings = {column.key: column.heading for group in found for column in group.columns if column.key in keys}
    chosen = [{key: row.get(key) for key in headings} for row in rows]
    octets = sheets.octets_of(kind, chosen, headings=headings, title=_("Registrations"), language=current_language())
    response = Response(octets, content_type=sheets.MEDIA_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{forum.slug}-registrations.{kind}"'
    return response


def _kept(forum: Forum, found: Sequence[Group]) -> list[str]:
    """Return what was chosen last for this forum, of what needs no special care."""
    kept = session.get(CHOICE)
    last = kept.get(forum.slug, ()) if isinstance(kept, dict) else ()
    return [key for key in last if key not in _special(found)]


def _special(found: Sequence[Group]) -> set[str]:
    return {column.key for group in found if group.key == "special" for column in group.columns}


def _chosen(forum: Forum, found: Sequence[Group]) -> list[str]:
    """Return the columns that are asked for, in the order of the page, and keep a choice for the next time."""
    if "choice" not in request.form:
        return usual(found, with_special=request.form.get("special") == "1")
    asked = set(request.form.getlist("column"))
    keys = [column.key for group in found for column in group.columns if column.key in asked]
    plain = [key for key in keys if key not in _special(found)]
    if keys and sum(map(len, plain)) + 3 * len(plain) <= MOST_KEPT:
        session[CHOICE] = {forum.slug: plain}
    return keys
