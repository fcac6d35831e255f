"""The day list, and sessions that were deleted."""

from collections.abc import Sequence
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from forumapp.exchange.zones import days_between
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import localized
from forumapp.policy import Permission
from forumapp.programme import queries
from forumapp.programme.forms import SessionFilter
from forumapp.programme.manage.findings import DayFindings
from forumapp.programme.manage.fitting import fitting
from forumapp.programme.manage.frame import blueprint, forum_of_desk
from forumapp.programme.manage.rows import by_day, session_addresses
from forumapp.programme.manage.steps import step_bar
from forumapp.programme.manage.wording import Wording, day_words
from forumapp.programme.models import Room, Track
from forumapp.programme.rules import tally
from forumapp.programme.words import KINDS, choices_of, count_words
from forumapp.web import desk
from forumapp.web.guards import guard


@blueprint.get("/")
@guard(Permission.PROGRAMME_READ, forum_of_desk)
def sessions(forum: Forum) -> ResponseReturnValue:
    """List the sessions by day."""
    chosen = SessionFilter.from_query(request.args)
    everything = queries.sessions(forum)
    findings = DayFindings(forum)
    wording = Wording(forum)
    shown = fitting(forum, everything, chosen, findings.clashing)
    return desk.render_desk(
        "programme/sessions.html",
        forum=forum,
        section="programme",
        days=by_day(forum, shown, wording, findings.told),
        addresses_of=session_addresses(forum),
        filter=chosen,
        choices=_choices(forum, chosen, queries.rooms(forum), queries.tracks(forum)),
        count_words=count_words(tally(session.kind for session in everything)),
        total=len(everything),
        shown=len(shown),
        clashing=len(findings.clashing),
        unscheduled=sum(session.starts_at is None for session in everything),
        deleted=len(queries.deleted_sessions(forum)),
        steps=step_bar(forum, wording),
    )


@blueprint.get("/deleted/")
@guard(Permission.PROGRAMME_READ, forum_of_desk)
def deleted(forum: Forum) -> ResponseReturnValue:
    """List the sessions that were deleted, the latest first."""
    rows = [
        {
            "title": localized(session.title, forum.languages),
            "kind": KINDS[session.kind],
            "deleted_at": session.deleted_at,
            "bring_back_href": url_for(".bring_back", slug=forum.slug, key=session.key),
        }
        for session in queries.deleted_sessions(forum)
    ]
    return desk.render_desk("programme/deleted.html", forum=forum, section="programme", rows=rows)


def _choices(
    forum: Forum, chosen: SessionFilter, rooms: Sequence[Room], tracks: Sequence[Track]
) -> list[tuple[str, str, list[tuple[str, Any]], str]]:
    """Return the lists of the filter: name, label, choices, what is chosen."""
    days = [(day.isoformat(), day_words(day)) for day in days_between(forum.starts_on, forum.ends_on)]
    return [
        ("day", _("Day"), days, chosen.day.isoformat() if chosen.day else ""),
        ("room", _("Room"), [(room.key, localized(room.title, forum.languages)) for room in rooms], chosen.room),
        ("track", _("Track"), [(track.key, localized(track.title, forum.languages)) for track in tracks], chosen.track),
        ("kind", _("Kind"), choices_of(KINDS), chosen.kind.value if chosen.kind else ""),
    ]
