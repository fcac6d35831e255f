"""What the pages of a forum's desk share."""

from flask import Blueprint, g

from forumapp.forums import queries
from forumapp.forums.models import Forum

blueprint = Blueprint("forums_desk", __name__)


def forum_of_desk(slug: str) -> Forum | None:
    """Load the forum, whose languages the page falls back on."""
    forum = queries.forum_by_slug(slug)
    g.content_languages = forum.languages if forum else ()
    return forum
