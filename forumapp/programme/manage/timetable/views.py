"""The timetable's page, the board by itself for the page's script, and moving a session on it."""

from datetime import date

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.errors import Overtaken, RuleBroken
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import localized
from forumapp.policy import Permission
from forumapp.programme import queries, service
from forumapp.programme.forms import PlaceForm
from forumapp.programme.manage.frame import blueprint, forum_of_desk
from forumapp.programme.manage.timetable.board import ZOOMS, board_of, mark_of
from forumapp.web import desk
from forumapp.web.guards import guard


@blueprint.get("/timetable/")
@guard(Permission.PROGRAMME_READ, forum_of_desk)
def timetable(forum: Forum) -> ResponseReturnValue:
    """Show a day as rooms and times."""
    board = board_of(forum, shown_day(forum), zoom=shown_zoom())
    return desk.render_desk("programme/timetable.html", forum=forum, section="programme", board=board, is_alone=False)


@blueprint.get("/timetable/board")
@guard(Permission.PROGRAMME_READ, forum_of_desk)
def board(forum: Forum) -> ResponseReturnValue:
    """Give the board by itself, or nothing (204) while nothing was done in the forum since the asker's."""
    if request.args.get("since") == mark_of(forum) and not desk.has_notices():
        return "", 204
    return fragment(forum)


@blueprint.get("/timetable/publication")
@guard(Permission.PROGRAMME_READ, forum_of_desk)
def publication(forum: Forum) -> ResponseReturnValue:
    """Give the line that says what is published, for the page's script after a move."""
    return render_template("layout/publication.html", publication=desk.publication_of(forum))


@blueprint.post("/timetable/place")
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def place(forum: Forum) -> ResponseReturnValue:
    """Give a session the place to which it was moved on the board; answer with the board as it then stands."""
    form = PlaceForm()
    session = queries.session_by_key(forum.slug, form.key.data or "")
    if session is None or not form.validate_on_submit():
        return answer(forum, _("This could not be moved. Reload the page and try again."), 422)
    starts_at, ends_at = form.span()
    title = localized(session.title, forum.languages)
    try:
        with transaction():
            service.move_session(
                session,
                starts_at=starts_at,
                ends_at=ends_at,
                room_key=form.room.data or None,
                version=form.version.data,
                now=clock.now(),
            )
    except Overtaken:
        words = _("Somebody else moved “%(title)s” in the meantime. This is where it stands now.", title=title)
        return answer(forum, words, 409)
    except RuleBroken as broken:
        return answer(forum, broken.sentence, 422)
    return answer(forum)


def answer(forum: Forum, refusal: str = "", status: int = 200) -> ResponseReturnValue:
    """Answer a deed on the board: with the board for the page's script, else with the way back to the page."""
    if refusal:
        desk.warn(refusal)
    if "X-Board" in request.headers:
        return fragment(forum), status
    return redirect(url_for(".timetable", slug=forum.slug, day=shown_day(forum).isoformat(), zoom=shown_zoom()), 303)


def fragment(forum: Forum) -> str:
    """Return the board by itself, with the notices that wait."""
    board = board_of(forum, shown_day(forum), zoom=shown_zoom(), since=request.values.get("since", ""))
    return render_template("programme/board.html", forum=forum, board=board, is_alone=True)


def shown_day(forum: Forum) -> date:
    """Return the day that the address or form asks for; the first day where that is none of the forum's."""
    try:
        day = date.fromisoformat(request.values.get("shown_day") or request.values.get("day", ""))
    except ValueError:
        return forum.starts_on
    return day if forum.starts_on <= day <= forum.ends_on else forum.starts_on


def shown_zoom() -> int:
    """Return by how many minutes the board steps."""
    asked = request.values.get("zoom", "")
    return int(asked) if asked in map(str, ZOOMS) else ZOOMS[1]
