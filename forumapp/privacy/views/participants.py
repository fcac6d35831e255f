"""The public list of participants. It is rendered anew for each request: a consent taken back counts at once."""

from flask import Blueprint, g, make_response, render_template, request
from flask.typing import ResponseReturnValue

from forumapp.policy import Permission
from forumapp.privacy import queries
from forumapp.privacy.presentation import by_country
from forumapp.schedule import queries as schedule
from forumapp.schedule.queries import Released
from forumapp.web.guards import guard

participants_blueprint = Blueprint("participants", __name__)

ALWAYS_ASK = "private, no-cache"
"""A browser may keep it and asks each time whether it still stands; nobody between keeps it."""


def listing(slug: str) -> Released | None:
    """Return a published forum that lists its participants."""
    released = schedule.released(slug)
    return released if released is not None and released.forum.lists_participants else None


@participants_blueprint.get("/forums/<slug>/participants/")
@guard(Permission.PUBLIC_READ, listing)
def participants(released: Released) -> ResponseReturnValue:
    """List those who take part and agreed to stand here, by country."""
    found = queries.participants(released.forum)
    g.content_languages = released.document.forum.languages
    response = make_response(
        render_template(
            "privacy/participants.html",
            forum=released.document.forum,
            is_over=released.forum.anonymized_at is not None,
            countries=by_country(found),
            count=len(found),
        )
    )
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = ALWAYS_ASK
    response.vary.add("Accept-Language")
    response.add_etag()
    return response.make_conditional(request)
