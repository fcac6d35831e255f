"""The lasting address of an online session: it checks the right to enter and leads on when it is time."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Response, abort, g, make_response, redirect, render_template
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.exchange.document import ForumPart, SessionPart, Status
from forumapp.exchange.ics import has_event
from forumapp.feeds import queries
from forumapp.feeds.rules import OPENS_BEFORE, has_online_side, may_join
from forumapp.feeds.views.blueprint import blueprint
from forumapp.i18n import gettext as _
from forumapp.i18n import instant_words
from forumapp.policy import Permission
from forumapp.schedule.queries import Released, released
from forumapp.schedule.rules import Viewer
from forumapp.schedule.views.blueprint import asker
from forumapp.web.actors import current_actor
from forumapp.web.guards import guard


@blueprint.get("/forums/<slug>/join/<code>")
@guard(Permission.PUBLIC_READ, released)
def join(released: Released, code: str) -> ResponseReturnValue:
    """Lead who may enter to where a session meets online, from shortly before it begins."""
    is_team = current_actor().is_in_team(released.forum_id)
    viewer = Viewer(is_team=True) if is_team else asker(released).viewer
    document = released.seen_by(viewer)
    session = next((each for each in document.sessions if each.key == code and has_event(each)), None)
    if session is None or not has_online_side(session, document):
        abort(404)
    if not may_join(session, viewer):
        sentence = _("Open it from the page behind your secret link, which came with the letter that confirms you.")
        return _page(document.forum, session, _("Only confirmed delegates can join this session."), sentence), 403
    return _led_on(released, document.forum, session, now=clock.now())


def _led_on(released: Released, forum: ForumPart, session: SessionPart, *, now: datetime) -> ResponseReturnValue:
    """Send the asker on, or say why not yet."""
    if session.starts_at is None or session.ends_at is None:
        abort(404)
    zone = ZoneInfo(forum.timezone)
    opens, ends = session.starts_at.replace(tzinfo=zone) - OPENS_BEFORE, session.ends_at.replace(tzinfo=zone)
    if session.status is Status.CANCELLED:
        return _page(forum, session, _("This session is cancelled."), _("The programme shows what takes place."))
    if now >= ends:
        return _page(forum, session, _("This session is over."), _("The programme shows what comes next."))
    if now < opens:
        moment = _("%(moment)s, time of the forum", moment=instant_words(opens, forum.timezone))
        sentence = _("Entry opens on %(moment)s. Come back then: this address stays the same.", moment=moment)
        return _page(forum, session, _("It is too early to join."), sentence)
    address = queries.join_address(released.forum, session.key)
    if address is None:
        sentence = _("The organizers have not given it yet. Try again in a moment.")
        return _page(forum, session, _("The address of this session is not known yet."), sentence)
    response = make_response(redirect(address, 302))
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _page(forum: ForumPart, session: SessionPart, title: str, sentence: str) -> Response:
    g.content_languages = forum.languages
    return make_response(
        render_template("feeds/join.html", forum=forum, session=session, title=title, sentence=sentence)
    )
