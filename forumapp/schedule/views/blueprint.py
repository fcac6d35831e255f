"""The blueprint of the public pages, and what its views share."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, current_app, g, make_response, render_template, request
from flask.typing import ResponseReturnValue

from forumapp.exchange.document import Document
from forumapp.exchange.zones import zone_names
from forumapp.schedule import rules
from forumapp.schedule.presentation import Presenter
from forumapp.schedule.queries import Released
from forumapp.web.kept import keep

blueprint = Blueprint("schedule", __name__)

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Asker:
    """Who asks for a public page, as far as the page depends on it."""

    viewer: rules.Viewer = rules.PUBLIC
    starred: frozenset[str] | None = None
    """Keys of the sessions that a delegate marked; None for whom the page does not know."""


def asker(released: Released) -> Asker:
    """Return who asks: a stranger, unless the registration feature knows the delegate."""
    load = current_app.extensions.get("forumapp.asker_loader")
    found: Asker | None = load(released.forum) if load is not None else None
    return found or Asker()


def page(
    template: str,
    released: Released,
    document: Document,
    asker: Asker,
    *,
    fresh_until: datetime | None = None,
    **values: object,
) -> ResponseReturnValue:
    """Answer with a page: kept for all strangers, private for a delegate."""
    g.content_languages = document.forum.languages
    html = render_template(template, forum=document.forum, **values)
    if asker.viewer != rules.PUBLIC or asker.starred is not None:
        return make_response(html)
    return keep_page(html, last_modified=released.release.published_at, fresh_until=fresh_until)


def keep_page(html: str, *, last_modified: datetime, fresh_until: datetime | None = None) -> Response:
    """Answer with a page that is the same for everybody."""
    return keep(html.encode(), content_type=HTML, last_modified=last_modified, fresh_until=fresh_until)


def visitor_zone() -> str | None:
    """Return the zone that the address names for the visitor's times, None for none or an unknown one."""
    asked = request.args.get("tz", "")
    return asked if asked in zone_names() else None


def presenter_for(document: Document, asker: Asker | None = None) -> Presenter:
    """Return a presenter of the document for this request, with a delegate's stars when ``asker`` is one."""
    return Presenter(document, visitor_zone=visitor_zone(), starred=asker.starred if asker else None)
