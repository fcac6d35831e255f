"""The programme for other programs, as plain text, and what search engines are told."""

from typing import Protocol

from flask import Response, abort, current_app, g, request
from flask.typing import ResponseReturnValue

from forumapp.exchange import frabjson, frabxml
from forumapp.exchange.document import Document
from forumapp.feeds.presentation import pages
from forumapp.feeds.presentation.texts import text_of
from forumapp.feeds.rules import feed_language
from forumapp.feeds.views.blueprint import blueprint
from forumapp.feeds.views.calendars import BEFORE_ALL, FILTERS
from forumapp.policy import Permission
from forumapp.schedule import rules
from forumapp.schedule.presentation import Presenter
from forumapp.schedule.queries import Released, published_forums, released
from forumapp.web.addresses import absolute
from forumapp.web.guards import guard
from forumapp.web.kept import FEED, keep


class Write(Protocol):
    """Writes a whole programme in a foreign format."""

    def __call__(self, document: Document, *, version: str, base_url: str, language: str | None = None) -> bytes:
        """Return the octets."""
        ...


TEXT = "text/plain; charset=utf-8"


@blueprint.get("/forums/<slug>/schedule.json")
@guard(Permission.PUBLIC_READ, released)
def schedule_json(released: Released) -> ResponseReturnValue:
    """Answer with the programme in the frab format, as JSON."""
    return _schedule(released, frabjson.write, "application/json")


@blueprint.get("/forums/<slug>/schedule.xml")
@guard(Permission.PUBLIC_READ, released)
def schedule_xml(released: Released) -> ResponseReturnValue:
    """Answer with the programme in the frab format, as XML."""
    return _schedule(released, frabxml.write, "application/xml; charset=utf-8")


@blueprint.get("/forums/<slug>/programme.txt")
@guard(Permission.PUBLIC_READ, released)
def programme_text(released: Released) -> ResponseReturnValue:
    """Answer with the programme as text in the page's language, or what the address selects of it."""
    document = released.seen_by(rules.PUBLIC)
    selection = rules.selection_from({name: request.args.get(name, "") for name in FILTERS}, document)
    if selection is None:
        abort(404)
    g.content_languages = document.forum.languages
    text = text_of(
        Presenter(rules.selected(document, selection)),
        published_at=released.release.published_at,
        address=absolute("schedule.programme", slug=document.forum.slug),
    )
    return keep(text.encode(), content_type=TEXT, last_modified=released.release.published_at)


@blueprint.get("/sitemap.xml")
@guard(Permission.PUBLIC_READ)
def sitemap() -> ResponseReturnValue:
    """List the public pages of all forums for search engines."""
    current = published_forums()
    return keep(
        pages.sitemap(current),
        content_type="application/xml; charset=utf-8",
        last_modified=max((release.published_at for release in current), default=BEFORE_ALL),
        cache_control=FEED,
    )


@blueprint.get("/robots.txt")
@guard(Permission.PUBLIC_READ)
def robots() -> ResponseReturnValue:
    """Tell crawlers which addresses are not for them."""
    return Response(pages.robots(), content_type=TEXT, headers={"Cache-Control": "public, max-age=3600"})


def _schedule(released: Released, write: Write, content_type: str) -> ResponseReturnValue:
    document = released.seen_by(rules.PUBLIC)
    body = write(
        document,
        version=str(released.release.number),
        base_url=str(current_app.config["BASE_URL"]),
        language=feed_language(request.args.get("lang"), document.forum.languages),
    )
    return keep(body, content_type=content_type, last_modified=released.release.published_at, cache_control=FEED)
