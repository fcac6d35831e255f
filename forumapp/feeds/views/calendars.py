"""Public calendars: the whole programme, parts of it, one session, all forums."""

from datetime import UTC, datetime
from uuid import NAMESPACE_OID, uuid5

from flask import abort, current_app, request
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.exchange import ics
from forumapp.feeds.presentation import Calendars, feed_title, file_name
from forumapp.feeds.rules import SELDOM, feed_language
from forumapp.feeds.views.blueprint import blueprint
from forumapp.i18n import LANGUAGE_NAMES, in_language, localized_in
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.schedule import rules
from forumapp.schedule.models import Release
from forumapp.schedule.queries import Released, published_forums, released, seen_by_public
from forumapp.web.addresses import absolute
from forumapp.web.guards import guard
from forumapp.web.kept import FEED, keep

FILTERS = ("day", "track", "room", "kind", "language", "person")

BEFORE_ALL = datetime(2020, 1, 1, tzinfo=UTC)
"""Since when there is no forum, where there is none."""


@blueprint.get("/forums/<slug>/calendar.ics")
@guard(Permission.PUBLIC_READ, released)
def forum_calendar(released: Released) -> ResponseReturnValue:
    """Answer with the programme's calendar, or what the address selects of it."""
    return _calendar(released)


@blueprint.get("/forums/<slug>/calendar/day/<day>.ics")
@guard(Permission.PUBLIC_READ, released)
def day_calendar(released: Released, day: str) -> ResponseReturnValue:
    """Answer with the calendar of a day."""
    return _calendar(released, day=day)


@blueprint.get("/forums/<slug>/calendar/track/<key>.ics")
@guard(Permission.PUBLIC_READ, released)
def track_calendar(released: Released, key: str) -> ResponseReturnValue:
    """Answer with the calendar of a track."""
    return _calendar(released, track=key)


@blueprint.get("/forums/<slug>/calendar/room/<key>.ics")
@guard(Permission.PUBLIC_READ, released)
def room_calendar(released: Released, key: str) -> ResponseReturnValue:
    """Answer with the calendar of a room."""
    return _calendar(released, room=key)


@blueprint.get("/forums/<slug>/calendar/kind/<kind>.ics")
@guard(Permission.PUBLIC_READ, released)
def kind_calendar(released: Released, kind: str) -> ResponseReturnValue:
    """Answer with the calendar of a kind of session, or of the further events."""
    return _calendar(released, kind=kind)


@blueprint.get("/forums/<slug>/calendar/language/<language>.ics")
@guard(Permission.PUBLIC_READ, released)
def language_calendar(released: Released, language: str) -> ResponseReturnValue:
    """Answer with the calendar of what is spoken in, or interpreted into, a language."""
    return _calendar(released, language=language)


@blueprint.get("/forums/<slug>/calendar/person/<code>.ics")
@guard(Permission.PUBLIC_READ, released)
def person_calendar(released: Released, code: str) -> ResponseReturnValue:
    """Answer with the calendar of somebody's sessions."""
    return _calendar(released, person=code)


@blueprint.get("/forums/<slug>/calendar/session/<code>.ics")
@guard(Permission.PUBLIC_READ, released)
def session_calendar(released: Released, code: str) -> ResponseReturnValue:
    """Answer with one session as a file to open; it is busy time in its reader's calendar."""
    document = released.seen_by(rules.PUBLIC)
    session = next((each for each in document.sessions if each.key == code and ics.has_event(each)), None)
    if session is None:
        abort(404)
    language = feed_language(request.args.get("lang"), document.forum.languages)
    calendars = Calendars(released, viewer=rules.PUBLIC, language=language, now=clock.now())
    return keep(
        ics.download(calendars.octets(session), zone=document.forum.timezone),
        content_type=ics.CONTENT_TYPE,
        last_modified=released.release.published_at,
        cache_control=FEED,
        headers=_named(file_name(document.forum.slug, session.key), is_attachment=True),
    )


@blueprint.get("/calendar.ics")
@guard(Permission.PUBLIC_READ)
def all_forums_calendar() -> ResponseReturnValue:
    """Answer with a calendar of all published forums, one event of whole days each."""
    asked = request.args.get("lang")
    language = asked if asked in LANGUAGE_NAMES else str(current_app.config["BABEL_DEFAULT_LOCALE"])
    current = published_forums()
    with in_language(language):
        name = _("Library forums")
    body = ics.feed(
        [_forum_event(release, language) for release in current],
        name=name,
        refresh=SELDOM,
        source_url=absolute("feeds.all_forums_calendar", lang=asked if asked == language else None),
    )
    return keep(
        body,
        content_type=ics.CONTENT_TYPE,
        last_modified=max((release.published_at for release in current), default=BEFORE_ALL),
        cache_control=FEED,
        headers=_named(file_name("forums")),
    )


def _calendar(released: Released, **scope: str) -> ResponseReturnValue:
    """Answer with the events of a scope; the address' filters narrow it further."""
    document = released.seen_by(rules.PUBLIC)
    filters = {name: request.args[name] for name in FILTERS if request.args.get(name) and name not in scope}
    selection = rules.selection_from({**filters, **scope}, document)
    if selection is None:
        abort(404)
    language = feed_language(request.args.get("lang"), document.forum.languages)
    calendars = Calendars(released, viewer=rules.PUBLIC, language=language, now=clock.now())
    colors = {track.key: track.color for track in document.tracks}
    body = ics.feed(
        [octets for _part, octets in calendars.events(selection)],
        name=feed_title(document, selection, language),
        description=localized_in(document.forum.theme, language, document.forum.languages),
        timezone=document.forum.timezone,
        zones=calendars.zones,
        refresh=calendars.freshness.refresh,
        source_url=_own_address(filters, language),
        color=colors.get(selection.track or ""),
    )
    return keep(
        body,
        content_type=ics.CONTENT_TYPE,
        last_modified=calendars.freshness.last_modified,
        cache_control=FEED,
        headers=_named(file_name(document.forum.slug, *scope.values(), *filters.values())),
        fresh_until=calendars.freshness.fresh_until,
    )


def _own_address(filters: dict[str, str], language: str) -> str:
    """Return the feed's address with what it depends on, in one order, and nothing else that the request named."""
    asked = request.args.get("lang")
    parts = {**filters, "lang": language if asked == language else None}
    return absolute(str(request.endpoint), **(request.view_args or {}), **parts)


def _forum_event(release: Release, language: str) -> bytes:
    """Return a forum's event; the UID is made from what never changes about the forum's row."""
    forum = release.forum
    uid = uuid5(NAMESPACE_OID, f"forum {forum.id} {forum.created_at.isoformat()}")
    body = ics.forum_event(
        seen_by_public(release).forum,
        uid=f"{uid}@forumapp",
        language=language,
        base_url=str(current_app.config["BASE_URL"]),
    )
    return ics.event(body, sequence=release.number - 1, last_modified=release.published_at)


def _named(name: str, *, is_attachment: bool = False) -> dict[str, str]:
    return {"Content-Disposition": f'{"attachment" if is_attachment else "inline"}; filename="{name}"'}
