"""What the pages of releases share."""

from flask import Blueprint, g, redirect, url_for
from flask.typing import ResponseReturnValue

from forumapp.forums.models import Forum
from forumapp.forums.queries import forum_by_slug
from forumapp.schedule import rules

blueprint = Blueprint("schedule_desk", __name__)

TEAM = rules.Viewer(is_team=True)


def forum_of_desk(slug: str) -> Forum | None:
    """Load the forum, whose languages the page falls back on."""
    forum = forum_by_slug(slug)
    g.content_languages = forum.languages if forum else ()
    return forum


def back_to(endpoint: str, forum: Forum) -> ResponseReturnValue:
    """Go to another page of the releases."""
    return redirect(url_for(f"schedule_desk.{endpoint}", slug=forum.slug), 303)
